/// What is known of a chip before or while it is read; nil for what nobody knows.
package struct ChipTraits: Sendable, Equatable {
    /// PC/SC name of the reader.
    package var reader: String?
    /// Answer to reset.
    package var answerToReset: [UInt8]?
    /// Historical bytes of the answer to reset.
    package var historicalBytes: [UInt8]?
    /// Issuing state of the zone, such as `D`.
    package var issuer: String?
    /// Document code of the zone, such as `PO`.
    package var documentCode: String?
    /// Protocols that EF.CardAccess names, dotted; none where there is no such file.
    package var protocols: [String]?

    /// These facts.
    package init(
        reader: String? = nil, answerToReset: [UInt8]? = nil, historicalBytes: [UInt8]? = nil, issuer: String? = nil,
        documentCode: String? = nil, protocols: [String]? = nil
    ) {
        self.reader = reader
        self.answerToReset = answerToReset
        self.historicalBytes = historicalBytes
        self.issuer = issuer
        self.documentCode = documentCode
        self.protocols = protocols
    }

    /// Adds what the zone says.
    package func with(_ zone: MachineReadableZone?) -> ChipTraits {
        guard let zone else { return self }
        var facts = self
        facts.issuer = zone.issuer
        facts.documentCode = zone.documentCode
        return facts
    }
}

/// On whom a quirk holds: every condition that is there has to be met, by one of its values. What is not known meets
/// no condition.
package struct QuirkMatch: Sendable, Equatable, Codable {
    /// Issuing states of the zone.
    package var issuers: [String]
    /// Document codes of the zone.
    package var documentCodes: [String]
    /// PC/SC names of readers; `*` stands for any text.
    package var readers: [String]
    /// Beginnings of the answer to reset.
    package var answersToReset: [[UInt8]]
    /// Beginnings of the historical bytes.
    package var historicalBytes: [[UInt8]]
    /// Protocols of EF.CardAccess, dotted.
    package var protocols: [String]

    /// These conditions.
    package init(
        issuers: [String] = [], documentCodes: [String] = [], readers: [String] = [], answersToReset: [[UInt8]] = [],
        historicalBytes: [[UInt8]] = [], protocols: [String] = []
    ) {
        self.issuers = issuers
        self.documentCodes = documentCodes
        self.readers = readers
        self.answersToReset = answersToReset
        self.historicalBytes = historicalBytes
        self.protocols = protocols
    }

    /// Whether there is no condition at all.
    package var isEmpty: Bool { self == QuirkMatch() }

    /// Whether a condition is about the reader or the chip as it was powered, which nobody knows of files.
    package var needsReader: Bool { !(readers.isEmpty && answersToReset.isEmpty && historicalBytes.isEmpty) }

    /// Whether all conditions are met.
    package func holds(_ facts: ChipTraits) -> Bool {
        func meets<Value, Fact>(_ values: [Value], _ fact: Fact?, _ isMet: (Value, Fact) -> Bool) -> Bool {
            guard !values.isEmpty else { return true }
            guard let fact else { return false }
            return values.contains { isMet($0, fact) }
        }
        return meets(issuers, facts.issuer, ==) && meets(documentCodes, facts.documentCode, ==)
            && meets(readers, facts.reader) { Self.matches(Array($1.utf8), Array($0.utf8)) }
            && meets(answersToReset, facts.answerToReset) { $1.starts(with: $0) }
            && meets(historicalBytes, facts.historicalBytes) { $1.starts(with: $0) }
            && meets(protocols, facts.protocols) { $1.contains($0) }
    }

    /// Whether a text fits a pattern, in which `*` stands for any text. In time of both lengths multiplied: the last
    /// star alone takes more when what follows does not fit.
    private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, next) = (0, 0)
        var (lastStar, afterStar): (Int?, Int) = (nil, 0)
        while place < text.count {
            if next < pattern.count, pattern[next] == star {
                (lastStar, afterStar) = (next, place)
                next += 1
            } else if next < pattern.count, pattern[next] == text[place] {
                (place, next) = (place + 1, next + 1)
            } else if let lastStar {
                afterStar += 1
                (place, next) = (afterStar, lastStar + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == star }
    }
}
