internal import BorderLaw
internal import Checkpoint
internal import FoundationEssentials
internal import GRDB
internal import Support
internal import TravelDocument

/// Civil days stand in the database as `YYYY-MM-DD`, which sorts by time.
extension CivilDate {
    /// What the column holds.
    var column: String { description }
}

extension Row {
    /// A civil day; `corrupt` when the column holds none.
    func day(_ column: String) throws -> CivilDate {
        guard let day = CivilDate(try decode(String.self, forColumn: column)) else {
            throw StoreError(.corrupt, "read \(column): no date")
        }
        return day
    }

    /// A civil day or nothing.
    func optionalDay(_ column: String) throws -> CivilDate? {
        guard let text = try decode(String?.self, forColumn: column) else { return nil }
        guard let day = CivilDate(text) else { throw StoreError(.corrupt, "read \(column): no date") }
        return day
    }

    /// A moment.
    func time(_ column: String) throws -> UnixTime {
        UnixTime(milliseconds: try decode(Int64.self, forColumn: column))
    }

    /// A moment or nothing.
    func optionalTime(_ column: String) throws -> UnixTime? {
        try decode(Int64?.self, forColumn: column).map { UnixTime(milliseconds: $0) }
    }

    /// One of the words of an enumeration; `corrupt` when the column holds another.
    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        guard let word = Word(rawValue: try decode(String.self, forColumn: column)) else {
            throw StoreError(.corrupt, "read \(column): unknown word")
        }
        return word
    }

    /// Bytes or nothing.
    func optionalBytes(_ column: String) throws -> [UInt8]? {
        try decode(Data?.self, forColumn: column).map { [UInt8]($0) }
    }

    /// Bytes.
    func bytes(_ column: String) throws -> [UInt8] {
        [UInt8](try decode(Data.self, forColumn: column))
    }
}

extension StatementArguments {
    /// Values as they stand. The library asks each element of such an array for its value through a key path, which takes
    /// longer than to store it.
    init(stored values: [DatabaseValue]) {
        let values: [(any DatabaseValueConvertible)?] = values.map { $0 }
        self.init(values)
    }
}

/// Bytes on their way into a BLOB column.
struct Blob {
    let data: Data

    init(_ bytes: [UInt8]) { data = Data(bytes) }

    /// The bytes of the first row and column.
    static func fetch(_ db: Database, sql: String) throws -> [UInt8] {
        guard let data = try Data.fetchOne(db, sql: sql) else { throw StoreError(.corrupt, "a blob is missing") }
        return [UInt8](data)
    }
}

/// JSON columns and spool files. Scores may be no numbers at all (a broken matcher): such a record is kept, too.
enum StoredJSON {
    /// The value as JSON text, keys sorted so that equal values give equal text.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// The same for a verdict.
    static func text(_ verdict: Verdict) throws -> String {
        String(decoding: try JSONText.bytes(of: verdict), as: UTF8.self)
    }

    /// The same for what an entry of the journal tells.
    static func text(_ details: [String: String]) throws -> String {
        String(decoding: try JSONText.bytes(of: details), as: UTF8.self)
    }

    /// The value as JSON bytes.
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        try JSONWriter.bytes(value)
    }

    /// The value that JSON text stands for.
    static func value<Value: Decodable>(_ type: Value.Type, of text: String) throws -> Value {
        try value(type, of: Array(text.utf8))
    }

    /// The value that JSON bytes stand for.
    static func value<Value: Decodable>(_ type: Value.Type, of bytes: [UInt8]) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try decoder.decode(type, from: Data(bytes))
    }
}
