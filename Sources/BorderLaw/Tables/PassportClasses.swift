import TravelDocument

/// The kind of a passport in the words of the agreements on visas.
package enum PassportClass: String, Sendable, Codable, Hashable, CaseIterable {
    /// Diplomatic (дипломат).
    case diplomatic
    /// Official or service (албан).
    case official
    /// Ordinary (энгийн).
    case ordinary
    /// No passport: a pass for the border area (хил орчмын нутаг дэвсгэрт зорчих үнэмлэх).
    case borderAreaPass
}

/// Which territory a passport with the code of China comes from.
package enum ChineseTerritory: String, Sendable, Codable, Hashable, CaseIterable {
    /// The People's Republic.
    case mainland = "CHN"
    /// Hong Kong.
    case hongKong = "HKG"
    /// Macao.
    case macao = "MAC"
}

/// One line of the table of document classes.
package struct PassportClassEntry: Sendable, Codable, Hashable {
    /// Issuing state as the MRZ prints it; `*` for every issuer without a line of its own.
    package var issuer: String
    /// Document code of the MRZ, without filler.
    package var code: String
    /// What the code means there.
    package var passportClass: PassportClass

    /// Makes a line.
    package init(issuer: String, code: String, passportClass: PassportClass) {
        self.issuer = issuer
        self.code = code
        self.passportClass = passportClass
    }
}

/// The class of a document by issuer and code, never by the second letter alone: that letter is the issuer's choice.
package struct PassportClassTable: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version = "CLASSES.1"
    /// The lines; one of an issuer goes before one of every issuer.
    package var entries: [PassportClassEntry] = [
        PassportClassEntry(issuer: "*", code: "P", passportClass: .ordinary),
        PassportClassEntry(issuer: "*", code: "PP", passportClass: .ordinary),
        PassportClassEntry(issuer: "*", code: "PD", passportClass: .diplomatic),
        PassportClassEntry(issuer: "*", code: "PO", passportClass: .official),
        PassportClassEntry(issuer: "*", code: "PS", passportClass: .official),
        PassportClassEntry(issuer: "CHN", code: "PO", passportClass: .ordinary),
        PassportClassEntry(issuer: "SGP", code: "PA", passportClass: .ordinary),
        PassportClassEntry(issuer: "UNO", code: "P", passportClass: .official),
        PassportClassEntry(issuer: "UNA", code: "P", passportClass: .official),
        PassportClassEntry(issuer: "CHN", code: "I", passportClass: .borderAreaPass),
        PassportClassEntry(issuer: "RUS", code: "I", passportClass: .borderAreaPass),
    ]
    /// First letters of numbers of passports of Hong Kong. From memory, to be confirmed by the customer.
    package var hongKongPrefixes = ["H", "K"]
    /// First letters of numbers of passports of Macao. From memory, to be confirmed by the customer.
    package var macaoPrefixes = ["M"]
    /// Codes that Hong Kong and Macao print, and the People's Republic does not on ordinary passports.
    package var specialRegionCodes = ["P"]
    /// Whether code and number tell the territory of a passport with the code of China; otherwise an officer does.
    package var territoryByNumber = true

    /// The table as far as it is known.
    package init() {}

    /// The class of a document; codes that no line names are ordinary passports when they begin with `P`.
    package func passportClass(issuer: String, code: String) -> PassportClass? {
        let matching = entries.filter { $0.code == code }
        if let own = matching.first(where: { $0.issuer == issuer }) { return own.passportClass }
        if let general = matching.first(where: { $0.issuer == "*" }) { return general.passportClass }
        return code.hasPrefix("P") ? .ordinary : nil
    }

    /// The territory of a passport with the code of China; nil when code and number do not agree on one (VF-09).
    package func territory(code: String, number: String) -> ChineseTerritory? {
        guard territoryByNumber else { return nil }
        let isSpecialCode = specialRegionCodes.contains(code)
        let isHongKong = hongKongPrefixes.contains { number.hasPrefix($0) }
        let isMacao = macaoPrefixes.contains { number.hasPrefix($0) }
        switch (isSpecialCode, isHongKong, isMacao) {
        case (true, true, false): return .hongKong
        case (true, false, true): return .macao
        case (false, false, false): return .mainland
        default: return nil
        }
    }

    /// What is wrong with this table, each named.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        guard (1...Limits.maximumTableRows).contains(entries.count) else {
            return faults + [ValueFault("classes", "must be 1...\(Limits.maximumTableRows) lines")]
        }
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() {
            func fault(_ key: String, _ reason: String) { faults.append(ValueFault("classes[\(index)]\(key)", reason)) }
            let name = "\(entry.issuer) \(entry.code)"
            if !seen.insert(name).inserted { fault("", "\(name) stands twice") }
            if !DocumentCode(entry.code).isPrintable {
                fault(".code", "\(entry.code.shown(atMost: 20)) is no document code")
            }
            if entry.issuer != "*" { faults.checkState("classes[\(index)].issuer", entry.issuer) }
        }
        faults.checkClasses("specialRegionCodes", specialRegionCodes)
        for (key, prefixes) in [("hongKongPrefixes", hongKongPrefixes), ("macaoPrefixes", macaoPrefixes)]
        where !prefixes.allSatisfy(Self.isNumberPrefix) {
            // Every number begins with an empty prefix.
            faults.append(ValueFault(key, "must be capital letters and digits, 1 to 9 of them"))
        }
        if !Set(hongKongPrefixes).isDisjoint(with: macaoPrefixes) {
            faults.append(ValueFault("macaoPrefixes", "a prefix stands for Hong Kong as well"))
        }
        return faults
    }

    /// Whether numbers of passports can begin with a text: they have nine characters (ICAO 9303-4 §4.2.2).
    private static func isNumberPrefix(_ text: String) -> Bool {
        (1...9).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0
            }
    }
}
