internal import FoundationEssentials
internal import GRDB
internal import GRDBSQLite

/// Puts very many rows into a table, inside one transaction.
///
/// The library takes values as existentials, one by one through its array of arguments, which takes longer than SQLite
/// needs for the row; a list has a million of them. Here they are bound as they are.
struct RowInsertion {
    private let db: Database
    private let statement: Statement
    private let places: Int

    /// - Parameter sql: an insertion with a question mark for each value.
    init(_ sql: String, in db: Database) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
        places = Int(sqlite3_bind_parameter_count(statement.sqliteStatement))
    }

    /// Inserts one row: as many values as there are question marks.
    func insert(_ values: [DatabaseValue]) throws {
        guard values.count == places else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(values.count) values for \(places) columns")
        }
        let statement = statement.sqliteStatement
        var place: Int32 = 0
        for value in values {
            place += 1
            try expect(SQLITE_OK, Self.bind(value, to: place, of: statement))
        }
        // The code of a failure is that of the step; a reset only tells it again.
        let code = sqlite3_step(statement)
        defer { sqlite3_reset(statement) }
        try expect(SQLITE_DONE, code)
    }

    /// `SQLITE_TRANSIENT`: SQLite takes a copy, since the values do not outlive the call.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ value: DatabaseValue, to place: Int32, of statement: SQLiteStatement) -> Int32 {
        switch value.storage {
        case .null: return sqlite3_bind_null(statement, place)
        case .int64(let number): return sqlite3_bind_int64(statement, place, number)
        case .double(let number): return sqlite3_bind_double(statement, place, number)
        case .string(let text): return sqlite3_bind_text(statement, place, text, -1, copied)
        case .blob(let data):
            return data.withUnsafeBytes { bytes in
                guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
                // No address would be no value.
                return bytes.baseAddress.map { sqlite3_bind_blob(statement, place, $0, count, copied) }
                    ?? sqlite3_bind_zeroblob(statement, place, 0)
            }
        }
    }

    private func expect(_ expected: Int32, _ code: Int32) throws {
        guard code != expected else { return }
        // What the connection remembers says more, if it is of this failure.
        let connection = db.sqliteConnection
        let extended = sqlite3_extended_errcode(connection)
        guard extended & 0xFF == code & 0xFF else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: extended),
            message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}
