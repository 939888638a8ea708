import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Crossing records")
struct CrossingStoreTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    @Test(arguments: CrossingState.allCases)
    func `a record comes back as it was committed`(_ state: CrossingState) async throws {
        let record = try Samples.record(state: state)
        try await database.commit(record)
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a record of an unreadable data page and of a broken score is kept too`() async throws {
        var record = try Samples.record(score: .infinity)
        record.document = nil
        record.permissionID = nil
        record.mrzText = "garbage \u{0} \u{FFFD} 'quoted'"
        try await database.commit(record)
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `an admitted crossing is completed once`() async throws {
        let record = try Samples.record()
        try await database.commit(record)
        #expect(try await database.unfinishedCrossings() == [record.id])
        try await database.complete(record.id, state: .passed, at: Samples.minutes(1))
        let stored = try #require(try await database.crossing(record.id))
        #expect(stored.state == .passed)
        #expect(stored.completedAt == Samples.minutes(1))
        #expect(try await database.unfinishedCrossings().isEmpty)
        let again = await Workspace.code {
            try await database.complete(record.id, state: .turnedBack, at: Samples.minutes(2))
        }
        #expect(again == .constraint)
        #expect(try await database.crossing(record.id) == stored)
    }

    @Test func `completing nothing or with no final state is an error`() async throws {
        let record = try Samples.record()
        let absent = await Workspace.code { try await database.complete(record.id, state: .passed, at: Samples.noon) }
        #expect(absent == .notFound)
        try await database.commit(record)
        let open = await Workspace.code { try await database.complete(record.id, state: .admitted, at: Samples.noon) }
        #expect(open == .constraint)
    }

    @Test func `an admitted record is replaced and a completed one is not`() async throws {
        let admitted = try Samples.record()
        try await database.commit(admitted)
        var referred = try Samples.record(state: .referred, id: admitted.id)
        referred.softwareVersion = "later"
        try await database.commit(referred)
        #expect(try await database.crossing(admitted.id) == referred)
        #expect(await Workspace.code { try await database.commit(admitted) } == .constraint)
        #expect(await Workspace.code { try await database.commit(referred) } == .constraint)
        #expect(try await database.crossing(admitted.id) == referred)
    }

    @Test func `two lanes never admit one passport`() async throws {
        let first = try Samples.record()
        let second = try Samples.record(at: Samples.minutes(1))
        #expect(first.document?.number == second.document?.number)
        // Both gathered their facts before either was recorded.
        try await database.commit(first)
        await #expect(throws: StoreError.self) { try await database.commit(second) }
        #expect(try await database.crossing(second.id) == nil)
        var referral = second
        referral.state = .referred
        try await database.commit(referral)
        #expect(try await database.crossing(second.id)?.state == .referred)
    }

    @Test func `nothing deletes a record or changes a completed one`() async throws {
        let record = try Samples.record(state: .passed)
        try await database.commit(record)
        for sql in [
            "DELETE FROM crossing", "UPDATE crossing SET lane = 'x'", "UPDATE crossing SET state = 'admitted'",
            "REPLACE INTO crossing SELECT * FROM crossing",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") {
                try await database.pool.write { try $0.execute(sql: sql) }
            }
        }
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `crossings are listed newest first in pages`() async throws {
        var records: [CrossingRecord] = []
        for minute in 0..<7 { records.append(try Samples.record(at: Samples.minutes(Int64(minute)), state: .passed)) }
        for record in records.shuffled() { try await database.commit(record) }
        let newest = Array(records.reversed())
        #expect(try await database.crossings(limit: 100, before: nil) == newest)
        #expect(try await database.crossings(limit: 3, before: nil) == Array(newest[..<3]))
        #expect(try await database.crossings(limit: 3, before: newest[2].id) == Array(newest[3..<6]))
        #expect(try await database.crossings(limit: 3, before: newest[6].id).isEmpty)
        #expect(try await database.crossings(limit: -1, before: nil).isEmpty)
        #expect(try await database.crossings(limit: .max, before: nil).count == 7)
    }

    @Test func `a damaged row is an error and no trap`() async throws {
        let record = try Samples.record()
        try await database.commit(record)
        let content = try await database.pool.read { try Blob.fetch($0, sql: "SELECT sealedContent FROM crossing") }
        for damaged in [[], Array(content.dropLast()), content.dropLast() + [(content.last ?? 0) ^ 1], [1] + content] {
            try await database.pool.write {
                try $0.execute(sql: "UPDATE crossing SET sealedContent = ?", arguments: [Blob(damaged).data])
            }
            #expect(await Workspace.code { _ = try await database.crossing(record.id) } == .corrupt)
        }
    }

    @Test func `a caller that is cancelled does not lose the record`() async throws {
        let record = try Samples.record()
        let database = database
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await database.commit(record)
        }
        try await task.value
        #expect(try await database.crossing(record.id) == record)
    }
}
