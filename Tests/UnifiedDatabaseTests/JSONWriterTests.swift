import DocumentTrust
import FoundationEssentials
import Testing
import TravelDocument

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

/// The text of the library's encoder is what ours is held against.
struct JSONWriterTests {
    private func library(_ value: some Encodable) throws -> String { try LibraryJSON.text(value) }

    private func ours(_ value: some Encodable) throws -> String {
        String(decoding: try JSONWriter.bytes(value), as: UTF8.self)
    }

    @Test func `a thousand values grown at random are written as the library writes them`() throws {
        for seed in 0..<1000 {
            var random = Grower(state: UInt64(seed))
            let value = Grown(depth: 4, &random)
            #expect(try ours(value) == library(value), "seed \(seed)")
        }
    }

    @Test func `what crossings hold is written as the library writes it and read back`() throws {
        for state in CrossingState.allCases {
            var record = try Samples.record(state: state)
            record.mrzText = "P<MNG\u{0}\u{1}\u{1F}\"\\/\n\r\t\u{8}\u{C}Ө€🛂"
            record.fingerTries = [FingerTry(score: .nan, quality: 1, finger: 2), FingerTry(score: -.infinity)]
            #expect(try ours(record.mrzText) == library(record.mrzText))
            #expect(try ours(record.document) == library(record.document))
            #expect(try ours(record.chip) == library(record.chip))
            #expect(try ours(record.fingerTries) == library(record.fingerTries))
            #expect(try ours(record.facts) == library(record.facts))
            #expect(try ours(record.verdict) == library(record.verdict))
            #expect(try StoredJSON.text(record.verdict) == library(record.verdict))
            #expect(try StoredJSON.value(CrossingFacts.self, of: ours(record.facts)) == record.facts)
            #expect(try StoredJSON.value(Verdict.self, of: ours(record.verdict)) == record.verdict)
        }
    }

    @Test func `parts of a content are what each is by itself, with its length`() throws {
        let record = try Samples.record()
        let parts = JSONWriter.Parts()
        var expected: [UInt8] = []
        func expect(_ bytes: [UInt8]) {
            expected += [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        }
        try parts.add(record.mrzText)
        expect(try StoredJSON.bytes(record.mrzText))
        try parts.add(CrossingDocument?.none)
        expect(Array("null".utf8))
        try parts.add(record.facts)
        expect(try StoredJSON.bytes(record.facts))
        try parts.add(record.verdict)
        expect(try StoredJSON.bytes(record.verdict))
        try parts.add([FingerTry]())
        expect(Array("[]".utf8))
        #expect(parts.bytes == expected)
    }

    @Test(arguments: [0, -0.0, 1, 0.1, -2.5, 1e16, 1e-7, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func `figures are written as the library writes them`(_ figure: Double) throws {
        #expect(try ours([figure]) == library([figure]))
        #expect(try ours([Float(figure)]) == library([Float(figure)]))
    }

    @Test func `nested containers and encoders of their own come to the same`() throws {
        #expect(try ours(Nesting()) == library(Nesting()))
    }

    @Test func `a value that tells nothing is an empty object`() throws {
        struct Nothing: Encodable {}
        #expect(try ours(["b": Nothing(), "a": Nothing()]) == #"{"a":{},"b":{}}"#)
    }

    @Test func `a place of which nothing is told is an empty object, and one that is told twice is refused`() throws {
        struct Silent: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Key.self)
                _ = outer.superEncoder(forKey: "a")
                try outer.encode(2, forKey: "b")
                try? outer.encode(Failing(), forKey: "c")
            }
        }
        struct Failing: Encodable {
            func encode(to encoder: any Encoder) throws { throw CancellationError() }
        }
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var single = encoder.singleValueContainer()
                try single.encode(1)
                try single.encode(2)
            }
        }
        #expect(try ours(Silent()) == #"{"a":{},"b":2,"c":{}}"#)
        #expect(throws: EncodingError.self) { try JSONWriter.bytes([Twice()]) }
    }

    @Test func `a value that goes back to a closed container is refused and not cut short`() {
        struct Disordered: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Key.self)
                var inner = outer.nestedContainer(keyedBy: Key.self, forKey: "inner")
                try inner.encode(1, forKey: "one")
                try outer.encode(2, forKey: "two")
                try inner.encode(3, forKey: "three")
            }
        }
        #expect(throws: EncodingError.self) { try JSONWriter.bytes(Disordered()) }
    }
}

private struct Key: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringLiteral value: String) { stringValue = value }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// Uses every way of the encoder's interface.
private struct Nesting: Encodable {
    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Key.self)
        var list = outer.nestedUnkeyedContainer(forKey: "list")
        try list.encode("first")
        var member = list.nestedContainer(keyedBy: Key.self)
        try member.encode(true, forKey: "z")
        try member.encodeNil(forKey: "a")
        var inner = list.nestedUnkeyedContainer()
        try inner.encode(UInt8.max)
        try inner.encodeNil()
        try [1, 2].encode(to: list.superEncoder())
        try ["k": Int64.min].encode(to: outer.superEncoder(forKey: "map"))
        try "text".encode(to: outer.superEncoder())
        // The same container, asked for again.
        var again = encoder.container(keyedBy: Key.self)
        try again.encode(Int16(-3), forKey: "again")
        try again.encode(["b": 1, "a": 2, "\"": 3], forKey: "Again")
    }
}

/// Anything that JSON can say.
private indirect enum Grown: Encodable {
    case null
    case truth(Bool)
    case number(Int)
    case figure(Double)
    case text(String)
    case list([Grown])
    case object([String: Grown])

    init(depth: Int, _ random: inout Grower) {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &random) {
        case 0: self = .null
        case 1: self = .truth(.random(using: &random))
        case 2: self = .number(.random(in: .min ... .max, using: &random))
        case 3: self = .figure(Double(bitPattern: .random(in: .min ... .max, using: &random)))
        case 4: self = .text(random.text())
        case 5, 6:
            self = .list((0..<Int.random(in: 0..<5, using: &random)).map { _ in Grown(depth: depth - 1, &random) })
        default:
            var members: [String: Grown] = [:]
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                members[random.key()] = Grown(depth: depth - 1, &random)
            }
            self = .object(members)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .truth(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .figure(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

/// The library's text of a value.
enum LibraryJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// Random values and texts.
struct Grower: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Of letters whose order nobody disputes.
    mutating func key() -> String {
        String((0..<Int.random(in: 0..<4, using: &self)).map { _ in "aBz0-_/".randomElement(using: &self) ?? "a" })
    }

    mutating func text() -> String {
        let letters = [
            "a", "b", "Z", "0", "/", "\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "Ө", "é", "e\u{301}", "€", "🛂",
        ]
        return (0..<Int.random(in: 0..<6, using: &self)).map { _ in letters.randomElement(using: &self) ?? "" }.joined()
    }
}
