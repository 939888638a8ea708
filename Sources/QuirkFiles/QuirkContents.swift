internal import TableFiles
internal import TravelDocument

/// Reads the groups of a table. Every fault goes to the reader's list; what is given back counts only without any.
enum QuirkContents {
    /// Countries of certificates.
    static func countries(_ reader: TableReader) -> CountryVariants? {
        let pairs = reader.list("signers", "not an issuer and its country, such as D DE") { text -> [String]? in
            let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2, isIssuer(words[0]), isCountry(words[1]) else { return nil }
            return words
        }
        let families = reader.list("families", "not two to four countries, such as CN HK MO") { text -> [String]? in
            let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard (2...4).contains(words.count), words.allSatisfy(isCountry), Set(words).count == words.count else {
                return nil
            }
            return words
        }
        guard let pairs, let families else { return nil }
        var signers: [String: String] = [:]
        for pair in pairs {
            if CountryCode(pair[0]).certificateCountry != nil {
                reader.refuse("signers", "\(pair[0]) has its country by ISO 3166-1")
            }
            if signers.updateValue(pair[1], forKey: pair[0]) != nil {
                reader.refuse("signers", "\(pair[0]) stands twice")
            }
        }
        let members = families.flatMap { $0 }
        for (index, country) in members.enumerated() where members[..<index].contains(country) {
            reader.refuse("families", "\(country) stands twice")
        }
        return CountryVariants(signers: signers, families: families)
    }

    /// How every chip is spoken to: all keys but the limit of length, which most chips do not have.
    static func habits(_ reader: TableReader) -> ReadingHabits? {
        // Every key has to be there: what a missing one leaves behind is never used.
        var habits = ChipQuirks.standard.usualReading
        take(&habits.readSteps, readSteps(reader))
        habits.longestRead = reader.optional("longestRead") { reader.integer($0, in: Limits.readBytes) }
        take(&habits.takesExtendedLength, extendedLength(reader))
        take(&habits.fileAccess, reader.choice("fileAccess"))
        take(&habits.cardAccess, cardAccess(reader))
        take(&habits.masterFile, reader.choice("masterFile"))
        take(&habits.paceParameters, reader.choice("paceParameters"))
        take(&habits.preferredMapping, reader.choice("preferredMapping"))
        take(&habits.mutualAuthenticationLengths, mutualAuthenticationLengths(reader))
        take(&habits.signatureLength, reader.choice("signatureLength"))
        take(&habits.exactLength, reader.choice("exactLength"))
        take(&habits.selectedStatuses, statuses(reader))
        take(&habits.pauseAtStart, reader.integer("pauseAtStart", in: Limits.startPause))
        take(&habits.pauseBetween, reader.integer("pauseBetween", in: Limits.pause))
        return habits
    }

    /// Takes a value when it could be read; the fault is already in the reader's list otherwise.
    private static func take<Value>(_ place: inout Value, _ value: Value?) {
        if let value { place = value }
    }

    /// How some chips are spoken to: any of the keys.
    static func readingQuirks(_ reader: TableReader) -> [ReadingQuirk]? {
        var quirks: [ReadingQuirk] = []
        func take(_ key: String, _ read: (TableReader) -> ReadingQuirk?) {
            if let quirk = reader.optional(key, { _ in read(reader) }) { quirks.append(quirk) }
        }
        take("longestRead") { $0.integer("longestRead", in: Limits.readBytes).map { .longestRead($0) } }
        take("readSteps") { readSteps($0).map { .readSteps($0) } }
        take("extendedLength") { reader in
            // An entry can only forbid it: whether it goes is asked of reader and chip.
            guard let takes = extendedLength(reader) else { return nil }
            if takes { reader.refuse("extendedLength", "can only be never here") }
            return .noExtendedLength
        }
        take("fileAccess") { $0.choice("fileAccess").map { .fileAccess($0) } }
        take("cardAccess") { cardAccess($0).map { .cardAccess($0) } }
        take("masterFile") { $0.choice("masterFile").map { .masterFile($0) } }
        take("paceParameters") { $0.choice("paceParameters").map { .paceParameters($0) } }
        take("preferredMapping") { $0.choice("preferredMapping").map { .preferredMapping($0) } }
        take("mutualAuthenticationLengths") { mutualAuthenticationLengths($0).map { .mutualAuthenticationLengths($0) } }
        take("signatureLength") { $0.choice("signatureLength").map { .signatureLength($0) } }
        take("exactLength") { $0.choice("exactLength").map { .exactLength($0) } }
        take("selectedStatuses") { statuses($0).map { .selectedStatuses($0) } }
        take("pauseAtStart") { $0.integer("pauseAtStart", in: Limits.startPause).map { .pauseAtStart($0) } }
        take("pauseBetween") { $0.integer("pauseBetween", in: Limits.pause).map { .pauseBetween($0) } }
        return quirks
    }

    /// How every document is judged: all keys.
    static func inspectionHabits(_ reader: TableReader) -> InspectionHabits? {
        let (types, deviations, fillers) = (types(reader), deviations(reader), fillers(reader))
        guard let types, let deviations, let fillers else { return nil }
        var habits = InspectionHabits()
        (habits.securityObjectTypes, habits.tolerated, habits.dateFillers) = (types, deviations, fillers)
        return habits
    }

    /// How some documents are judged: any of the keys.
    static func inspectionQuirks(_ reader: TableReader) -> [InspectionQuirk]? {
        var quirks: [InspectionQuirk] = []
        if let types = reader.optional("securityObjectTypes", { _ in types(reader) }) {
            quirks.append(.securityObjectTypes(types))
        }
        if let deviations = reader.optional("tolerated", { _ in deviations(reader) }) {
            quirks.append(.tolerated(deviations))
        }
        if let fillers = reader.optional("dateFillers", { _ in fillers(reader) }) {
            quirks.append(.dateFillers(fillers))
        }
        return quirks
    }

    /// On whom an entry holds.
    static func match(_ reader: TableReader) -> QuirkMatch? {
        func values<Value: Equatable>(_ key: String, _ what: String, _ read: (String) -> Value?) -> [Value] {
            reader.optional(key) { unique(reader, $0, what, read) } ?? []
        }
        return QuirkMatch(
            issuers: values("issuers", "not an issuer's code of one to three letters") { isIssuer($0) ? $0 : nil },
            documentCodes: values("documentCodes", "not one or two letters") { isDocumentCode($0) ? $0 : nil },
            readers: values("readers", "not a name of 1 to \(Limits.patternBytes) bytes") { text in
                (1...Limits.patternBytes).contains(text.utf8.count) && text.contains { $0 != "*" } ? text : nil
            },
            answersToReset: values("answersToReset", bytesRule, bytes),
            historicalBytes: values("historicalBytes", bytesRule, bytes),
            protocols: values("protocols", oidRule) { DottedIdentifier.encode($0) == nil ? nil : $0 })
    }

    // MARK: - Values

    private static func readSteps(_ reader: TableReader) -> [Int]? {
        guard
            let steps = unique(
                reader, "readSteps", "not \(range(Limits.shortReadBytes))", number(Limits.shortReadBytes))
        else { return nil }
        if !(1...Limits.readSteps).contains(steps.count) || steps != steps.sorted(by: >) {
            reader.refuse("readSteps", "are not one to \(Limits.readSteps) numbers, the largest first")
        }
        return steps
    }

    private static func extendedLength(_ reader: TableReader) -> Bool? {
        reader.value("extendedLength", "not one of whereOffered, never") { text in
            text == "whereOffered" ? true : text == "never" ? false : nil
        }
    }

    private static func cardAccess(_ reader: TableReader) -> [ReadingHabits.CardAccessWay]? {
        let ways = unique(reader, "cardAccess", "not one of identifier, shortIdentifier") {
            ReadingHabits.CardAccessWay(rawValue: $0)
        }
        // Without any way PACE could be switched off, and with it what protects from listeners.
        if ways?.isEmpty == true { reader.refuse("cardAccess", "names no way") }
        return ways
    }

    private static func mutualAuthenticationLengths(_ reader: TableReader) -> [Int]? {
        let bounds = Limits.mutualAuthenticationBytes
        let lengths = unique(reader, "mutualAuthenticationLengths", "not \(range(bounds))", number(bounds))
        if let lengths, !(1...4).contains(lengths.count) {
            reader.refuse("mutualAuthenticationLengths", "are not one to four")
        }
        return lengths
    }

    /// Warnings and errors of parameters only: a file that is not there is no travel document.
    private static func statuses(_ reader: TableReader) -> [UInt16]? {
        unique(reader, "selectedStatuses", "not a status word 62xx, 63xx or 6Axx, such as 6A87, and not 6A82") { text in
            guard text.utf8.count == 4, let status = UInt16(text, radix: 16), status != 0x6A82,
                [0x62, 0x63, 0x6A].contains(status >> 8)
            else { return nil }
            return status
        }
    }

    private static func types(_ reader: TableReader) -> [String]? {
        unique(reader, "securityObjectTypes", oidRule) { DottedIdentifier.encode($0) == nil ? nil : $0 }
    }

    private static func deviations(_ reader: TableReader) -> [ToleratedDeviation]? {
        let names = ToleratedDeviation.allCases.map(\.rawValue).joined(separator: ", ")
        return unique(reader, "tolerated", "not one of \(names)") { ToleratedDeviation(rawValue: $0) }
    }

    private static func fillers(_ reader: TableReader) -> [String]? {
        unique(reader, "dateFillers", "not two capitals or 00") { text in
            let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
            return text == "00" || text.utf8.count == 2 && text.utf8.allSatisfy(letters.contains) ? text : nil
        }
    }

    private static func unique<Value: Equatable>(
        _ reader: TableReader, _ key: String, _ what: String, _ read: (String) -> Value?
    ) -> [Value]? {
        guard let values = reader.list(key, what, read) else { return nil }
        if values.count > Limits.values { reader.refuse(key, "has over \(Limits.values) values") }
        for (index, value) in values.enumerated() where values[..<index].contains(value) {
            reader.refuse(key, "names a value twice")
        }
        return values
    }

    private static func number(_ range: ClosedRange<Int>) -> (String) -> Int? {
        { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    private static func range(_ range: ClosedRange<Int>) -> String {
        "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    private static let bytesRule = "not 1 to 33 bytes in hexadecimal"
    private static let oidRule = "not an object identifier such as 2.23.136.1.1.1"

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2),
            Limits.answerBytes.contains(digits.count / 2)
        else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func isIssuer(_ text: String) -> Bool {
        (1...3).contains(text.utf8.count) && text.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
    }

    private static func isCountry(_ text: String) -> Bool { text.utf8.count == 2 && isIssuer(text) }

    private static func isDocumentCode(_ text: String) -> Bool { (1...2).contains(text.utf8.count) && isIssuer(text) }
}
