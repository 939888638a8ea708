import Cryptography
import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

/// A journal to which two lanes have written, and what somebody does to it.
struct LaneJournal {
    let workspace: Workspace
    let database: UnifiedDatabase
    let lanes: [LaneID]

    /// Each lane has recorded and completed one crossing.
    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
        lanes = [try #require(LaneID("gate-1")), try #require(LaneID("gate-2"))]
        for index in lanes.indices { try await cross(index) }
    }

    var keys: LaneKeyFolder { workspace.journalKey.lanes }

    func key(_ lane: Int) throws -> Ed25519.PrivateKey { try keys.key(of: lanes[lane]) }

    /// A traveller passes at a lane.
    @discardableResult
    func cross(_ lane: Int, _ number: String? = nil, in store: UnifiedDatabase? = nil) async throws -> CrossingID {
        var record = try Samples.record(number ?? "E123456\(lane)", state: .admitted)
        record.lane = lanes[lane]
        try await (store ?? database).commit(record)
        try await (store ?? database).complete(record.id, state: .passed, at: Samples.minutes(1))
        return record.id
    }

    func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    func entries(_ filter: String = "1") throws -> [JournalEntry] {
        try database.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM journal WHERE \(filter) ORDER BY sequence")
                .map { try JournalEntry(row: $0) }
        }
    }

    /// The kinds of entries with what they name.
    func told() throws -> [String] {
        try entries().map { [$0.kind, $0.lane].compactMap { $0 }.joined(separator: " ") }
    }

    /// What somebody does who has the file and takes the triggers away first.
    func tamper(_ body: (Database) throws -> Void) throws {
        let stranger = try workspace.stranger()
        defer { try? stranger.close() }
        try stranger.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try body(db)
        }
    }

    /// Appends an entry that the given key signs, whatever it says; its number.
    func forge(
        _ event: JournalEvent, subject: String? = nil, rowDigest: [UInt8]? = nil, signedBy key: Ed25519.PrivateKey
    ) throws -> Int64 {
        var place: JournalPlace?
        try tamper { db in
            place = try JournalWriter(db, workspace.journalKey).append(of: nil) { previous, _ in
                try JournalEntry(event, subject: subject, rowDigest: rowDigest, after: previous, signedBy: key)
            }
        }
        return try #require(place?.sequence)
    }

    func expect(
        _ kind: JournalFault.Kind, at sequence: Int64, location: SourceLocation = #_sourceLocation
    ) throws {
        let faults = try verify().faults
        #expect(faults.map(\.kind) == [kind], sourceLocation: location)
        #expect(faults.first?.sequence == sequence, sourceLocation: location)
    }
}
