internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import Support

/// What a crossing's row keeps sealed: all that is only read again, never searched for. Six texts of JSON, each with its
/// length before it (4 bytes, most significant first); only what is asked for is decoded.
struct CrossingContent {
    /// The texts in their order.
    private enum Part: Int, CaseIterable {
        case mrzText, document, chip, fingerTries, facts, verdict
    }

    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    /// Opens what the row of a crossing keeps; `corrupt` when it is not what was sealed for it.
    init(opening sealed: [UInt8], of id: String, with keys: ContentKeys) throws {
        try self.init(keys.open(sealed, for: Self.context(id)))
    }

    /// The same for a row with `id` and `sealedContent`.
    init(row: Row, with keys: ContentKeys) throws {
        try self.init(
            opening: row.bytes("sealedContent"), of: row.decode(String.self, forColumn: "id"), with: keys)
    }

    private init(_ bytes: [UInt8]) throws(StoreError) {
        self.bytes = bytes
        var ranges: [Range<Int>] = []
        var place = 0
        while place < bytes.count, ranges.count < Part.allCases.count {
            guard bytes.count - place >= 4 else { break }
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - place - 4 else { break }
            ranges.append(place + 4..<place + 4 + length)
            place += 4 + length
        }
        guard place == bytes.count, ranges.count == Part.allCases.count else {
            throw StoreError(.corrupt, "decode crossing: the content does not have its form")
        }
        self.ranges = ranges
    }

    /// What a record tells, on its way to being sealed.
    struct Telling {
        private let record: CrossingRecord
        private let parts = JSONWriter.Parts()

        /// Tells what devices have read.
        init(_ record: CrossingRecord) throws {
            self.record = record
            try parts.add(record.mrzText)
            try parts.add(record.document)
            try parts.add(record.chip)
            try parts.add(record.fingerTries)
        }

        /// Tells what was judged, once, and gives out all of it.
        func finish() throws -> [UInt8] {
            try parts.add(record.facts)
            try parts.add(record.verdict)
            return parts.bytes
        }
    }

    /// The same from the texts that rows had before, in the order of ``former``; an empty one is `null`.
    static func told(former texts: [String?]) throws -> [UInt8] {
        let parts = JSONWriter.Parts()
        for text in texts { try parts.add(told: text ?? "null") }
        return parts.bytes
    }

    /// The columns that rows had before.
    static let former = ["mrzText", "document", "chip", "fingerTries", "facts", "verdict"]

    /// What the row of a crossing is to keep.
    static func sealed(_ told: [UInt8], of id: String, with keys: ContentKeys) throws -> [UInt8] {
        try keys.seal(told, for: context(id))
    }

    var mrzText: String { get throws { try value(.mrzText) } }
    var document: CrossingDocument? { get throws { try value(.document) } }
    var chip: ChipEvidence { get throws { try value(.chip) } }
    var fingerTries: [FingerTry] { get throws { try value(.fingerTries) } }
    var facts: CrossingFacts { get throws { try value(.facts) } }
    var verdict: Verdict { get throws { try value(.verdict) } }

    private func value<Value: Decodable>(_ part: Part) throws -> Value {
        try StoredJSON.value(Value.self, of: Array(bytes[ranges[part.rawValue]]))
    }

    private static func context(_ id: String) -> [String] { ["crossing", "sealedContent", id] }
}
