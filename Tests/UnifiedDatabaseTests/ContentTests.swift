import BorderLaw
import Cryptography
import Foundation
import GRDB
import Support
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Contents of crossings, packed and sealed")
struct ContentTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func verify(_ name: String = "boomt.sqlite") throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(name))
    }

    private static func code(_ body: () throws -> Void) -> StoreError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    // MARK: - Packing

    @Test(arguments: [0, 1, 7, 300, 10_000, 1_000_000])
    func `what is packed comes out again, whatever it is`(length: Int) throws {
        let noise = try SecureRandom.bytes(length)
        #expect(try ContentPacking.unpack(ContentPacking.pack(noise)) == noise)
        let text = [UInt8](repeating: 0x20, count: length)
        #expect(try ContentPacking.unpack(ContentPacking.pack(text)) == text)
    }

    @Test func `the words never change, since packed contents refer to them`() throws {
        let digest = Hexadecimal.text(try HashAlgorithm.sha256.digest(ContentDictionary.words))
        #expect(digest == "70c478957e6730dddf8b0239f4474d70c6b498a9488bf631ba4fb973eb50b013")
        // Packed by the first version that did.
        let packed = try #require(
            Hexadecimal.bytes("0128b52ffd2056c50000387d2020d2afd2af04008829cb60f8d4828d83214c381f10"))
        #expect(String(decoding: try ContentPacking.unpack(packed), as: UTF8.self) == Self.words)
    }

    private static let words = #"{"findings":[],"rulebook":"A260-2017-11-20.1","verdict":"allow"} Нэвтэрнэ үү"#

    @Test func `a record takes a fraction of its text`() throws {
        let record = try Samples.record()
        let text = try StoredJSON.bytes(record.facts) + JSONText.bytes(of: record.verdict)
        #expect(try ContentPacking.pack(text).count < text.count / 6)
    }

    @Test func `whatever else comes is refused, however large it claims to be`() throws {
        let whole = try ContentPacking.pack(Array(Self.words.utf8))
        var hostile: [[UInt8]] = [[], [1], [0] + whole.dropFirst(), [2] + whole.dropFirst(), whole + [0]]
        hostile += (1..<whole.count).map { Array(whole.prefix($0)) }
        // A frame that says it holds four gigabytes, and one that does not say.
        hostile.append([1, 0x28, 0xB5, 0x2F, 0xFD, 0xE0] + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1, 0, 0])
        hostile.append([1, 0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x01, 0x00, 0x00])
        for bytes in hostile {
            #expect(Self.code { _ = try ContentPacking.unpack(bytes) } == .corrupt, "\(bytes.prefix(12))")
        }
        // Other bytes may be other texts: only what is sealed is packed. They never do worse than that.
        for index in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[index] ^= 1 << bit
                let code = Self.code { _ = try ContentPacking.unpack(bytes) }
                #expect(code == nil || code == .corrupt)
            }
        }
        #expect(
            Self.code { _ = try ContentPacking.pack([UInt8](repeating: 0, count: Limits.contentBytes + 1)) }
                == .constraint)
    }

    // MARK: - Sealing

    @Test func `nothing that a traveller tells lies in the files in the clear but the number of the document`()
        async throws
    {
        let database = try workspace.open()
        let record = try Samples.record()
        try await database.commit(record)
        let bytes = try workspace.rawBytes()
        #expect(bytes.range(of: Data("E1234567".utf8)) != nil)
        for word in ["BATBAYAR", "SARANGEREL", "850101", "1985-01-01", "sodSignature", "birthDateText", "EG-02"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
        }
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a content opens only in its own row`() async throws {
        let database = try workspace.open()
        let records = [try Samples.record(state: .passed), try Samples.record("E7654321", state: .passed)]
        for record in records { try await database.commit(record) }
        try await workspace.stranger().write { db in
            try db.execute(
                sql: """
                    DROP TRIGGER crossingIsFinal;
                    UPDATE crossing SET sealedContent = (SELECT sealedContent FROM crossing WHERE id = '\(records[1].id)')
                    """)
        }
        #expect(await Workspace.code { _ = try await database.crossing(records[0].id) } == .corrupt)
        #expect(try await database.crossing(records[1].id) == records[1])
        #expect(try verify().faults.map(\.subject) == ["crossing:\(records[0].id)"])
    }

    @Test func `after a change of the key old contents stay as they are, and new ones are under a key of their own`()
        async throws
    {
        let first = try Samples.record(state: .passed)
        let second = try Samples.record("E7654321", at: Samples.minutes(1), state: .passed)
        let database = try workspace.open()
        try await database.commit(first)
        try database.close()
        let rotation = KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"),
            journalKeyFile: workspace.path("journal-key"))
        _ = try await rotation.rotate(.database, spool: workspace.path("spool"), by: "root")
        let opened = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: workspace.journalKey)
        try await opened.commit(second)
        #expect(try await opened.crossings(limit: 9, before: nil) == [second, first])
        let keys = try await opened.pool.read { db in
            try Data.fetchAll(db, sql: "SELECT sealedContent FROM crossing ORDER BY id").map {
                ColumnKey.id(of: [UInt8]($0))
            }
        }
        #expect(keys == [1, 2])
        #expect(try verify().isIntact)
        #expect(await Workspace.code { _ = try workspace.open() } == .key)
    }

    @Test func `a key of contents that is gone is damage, wherever the crossings stand that it opens`() async throws {
        let database = try workspace.open()
        var ids: [String] = []
        for index in 0..<9 {
            let record = try Samples.record(at: Samples.minutes(Int64(index)), state: .passed)
            try await database.commit(record)
            ids.append(record.id.text)
        }
        #expect(try await database.damage(thorough: true).isEmpty)
        try database.close()
        let stranger = try workspace.stranger()
        // As after two changes of the database key; rows that retention deleted leave gaps.
        try await stranger.write { [ids] db in
            try db.execute(sql: "DROP TRIGGER crossingIsFinal; DROP TRIGGER crossingIsKept")
            for (key, places) in [(7, 3..<5), (9, 5..<9)] {
                for id in ids[places] {
                    try db.execute(
                        sql: """
                            UPDATE crossing SET sealedContent = CAST(? || substr(sealedContent, 9) AS BLOB) WHERE id = ?
                            """, arguments: [Data([0, 0, 0, 0, 0, 0, 0, UInt8(key)]), id])
                }
            }
            try db.execute(sql: "DELETE FROM crossing WHERE id IN (?, ?)", arguments: [ids[2], ids[6]])
            try db.execute(sql: "INSERT INTO columnKey (id, use, sealed, madeAt) VALUES (9, 'content', x'00', 0)")
        }
        func missing() async throws -> [String] {
            try await stranger.read { try ContentKeys.missing($0) }
        }
        #expect(try await missing() == ["contents of crossings from \(ids[3]) on are under a key that is missing"])
        try await stranger.write { try $0.execute(sql: "DELETE FROM columnKey") }
        #expect(try await missing().map { $0.split(separator: " ")[4] } == [ids[0], ids[3], ids[5]].map { $0[...] })
        try stranger.close()
        #expect(try UnifiedDatabase.examine(workspace.path())?.damage.count == 3)
    }

    // MARK: - Databases of earlier versions

    /// A database as the version before wrote it, with these crossings.
    private func former(_ records: [CrossingRecord]) async throws {
        let queue = try DatabaseQueue(path: workspace.path("old.sqlite"))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(
            queue, upTo: "9.5 remains, courtesies and other checks in notes of the desk")
        try await queue.write { [workspace] db in
            for record in records {
                let values: [(any DatabaseValueConvertible)?] = [
                    record.id.text, record.lane.text, record.direction.rawValue, record.startedAt.milliseconds,
                    record.decidedAt.milliseconds, record.completedAt?.milliseconds, record.state.rawValue,
                    record.verdict.outcome.rawValue, record.verdict.rulebook, record.document?.issuer,
                    record.document?.number, record.permissionID, try StoredJSON.text(record.mrzText),
                    try record.document.map { try StoredJSON.text($0) }, try StoredJSON.text(record.chip),
                    try StoredJSON.text(record.fingerTries), try StoredJSON.text(record.facts),
                    try StoredJSON.text(record.verdict), record.softwareVersion,
                ]
                try db.execute(
                    sql: """
                        INSERT INTO crossing (\(CrossingColumns.formerNames.joined(separator: ", ")))
                        VALUES (\(values.map { _ in "?" }.joined(separator: ", ")))
                        """, arguments: StatementArguments(values))
                try JournalWriter(db, workspace.journalKey).append(
                    JournalEvent(.crossingRecorded), about: .crossing(record.id.text))
            }
            try db.execute(
                sql: """
                    INSERT INTO crossingSettlement VALUES ('\(records[0].id)', 'passed', '17', 'seen by camera', 0)
                    """)
            try JournalWriter(db, workspace.journalKey).append(
                JournalEvent(.crossingSettled), about: .settlement(records[0].id.text))
        }
        try queue.close()
    }

    @Test func `crossings of an earlier version are sealed, and keep their places in the journal`() async throws {
        var nameless = try Samples.record(at: Samples.minutes(2), state: .referred)
        nameless.document = nil
        let records = [
            try Samples.record(state: .interrupted), try Samples.record("E7654321", .entry, at: Samples.minutes(1)),
            nameless,
        ]
        try await former(records)
        #expect(try verify("old.sqlite").isIntact)
        let opened = try workspace.open("old.sqlite")
        #expect(try await opened.crossings(limit: 9, before: nil) == records.reversed())
        #expect(try await opened.gather(Samples.query("E7654321")).lastCrossing?.station == .eGate)
        let result = try verify("old.sqlite")
        #expect(result.isIntact && result.rows == 4)
        await opened.emptyLog()
        let bytes = try workspace.rawBytes("old.sqlite")
        #expect(bytes.range(of: Data("E7654321".utf8)) != nil)
        #expect(bytes.range(of: Data("BATBAYAR".utf8)) == nil)
        // The rows are kept as before.
        await #expect(throws: StoreError.self) {
            try await opened.write("delete") { try $0.execute(sql: "DELETE FROM crossing") }
        }
        let isSound = try await opened.pool.read { try Row.fetchOne($0, sql: "PRAGMA foreign_key_check") == nil }
        #expect(isSound)
    }

    @Test func `a crossing that was changed before an update is found after it`() async throws {
        let records = [try Samples.record(state: .passed), try Samples.record("E7654321", state: .passed)]
        try await former(records)
        let stranger = try workspace.stranger("old.sqlite")
        try await stranger.write { db in
            try db.execute(
                sql: """
                    DROP TRIGGER crossingIsFinal;
                    UPDATE crossing SET facts = replace(facts, 'exit', 'entry') WHERE id = '\(records[1].id)'
                    """)
        }
        try stranger.close()
        let opened = try workspace.open("old.sqlite")
        #expect(try verify("old.sqlite").faults.map(\.subject) == ["crossing:\(records[1].id)"])
        #expect(try await opened.crossing(records[1].id)?.facts.direction == .entry)
    }

    @Test func `an update under another key changes nothing`() async throws {
        try await former([Samples.record(state: .passed)])
        let queue = try DatabaseQueue(path: workspace.path("old.sqlite"))
        try await queue.write { [workspace] db in
            let sealed = try workspace.key.seal(
                UnifiedDatabase.keyCheckText, for: UnifiedDatabase.keyCheckContext)
            try db.execute(sql: "INSERT INTO keyCheck VALUES (1, ?)", arguments: [Blob(sealed).data])
        }
        try queue.close()
        let other = try DatabaseKey.loadOrCreate(at: workspace.path("other-key"))
        #expect(
            Self.code {
                _ = try UnifiedDatabase(
                    path: workspace.path("old.sqlite"), key: other, journalKey: workspace.journalKey)
            } == .key)
        #expect(try await workspace.open("old.sqlite").crossings(limit: 9, before: nil).count == 1)
    }
}
