import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Trips of crossings")
struct TripTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func record(state: CrossingState = .admitted, id: CrossingID? = nil) throws -> CrossingRecord {
        var record = try Samples.record(state: state, id: id)
        record.trip = Trip(.air, number: "OM301", day: Samples.date("2026-03-10"))
        return record
    }

    @Test func `a record comes back with its trip, alone, in a list and in the person's file`() async throws {
        let record = try record()
        try await database.commit(record)
        #expect(record.trip != nil)
        #expect(try await database.crossing(record.id) == record)
        #expect(try await database.crossings(limit: 10, before: nil) == [record])
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "asked for"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "E1234567", for: purpose)
        #expect(file.documents.first?.crossings == [CrossingFile(record)])
    }

    @Test func `a record that replaces itself keeps its trip`() async throws {
        let admitted = try record()
        try await database.commit(admitted)
        let referred = try record(state: .referred, id: admitted.id)
        try await database.commit(referred)
        #expect(try await database.crossing(admitted.id) == referred)
    }

    @Test func `trips are journaled, and a changed one is found`() async throws {
        let record = try record()
        try await database.commit(record)
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey)
        #expect(try verifier.verify(database: workspace.path()).isIntact)
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            try db.execute(sql: "DROP TRIGGER tripIsFinal")
            try db.execute(sql: "UPDATE crossingTrip SET number = 'OM302'")
        }
        try stranger.close()
        let faults = try verifier.verify(database: workspace.path()).faults
        #expect(faults.map(\.kind) == [.rowChanged])
        #expect(faults.first?.subject == "trip:\(record.id.text)")
    }

    @Test func `who crossed in a vehicle is found by its plate, and the driver is marked`() async throws {
        var records: [CrossingRecord] = []
        for (minute, number) in ["E1000001", "E1000002", "E1000003"].enumerated() {
            var record = try Samples.record(number, at: Samples.minutes(Int64(minute)), state: .passed)
            record.trip = Trip(.road, number: number == "E1000003" ? "99-99 УБЗ" : "12-34 уба")
            try await database.commit(record)
            records.append(record)
        }
        try await database.describe(
            records[0].id, CrossingParticulars(isDriver: true, officer: "17", recordedAt: Samples.minutes(5)))
        let plate = try #require(Trip(.road, number: "1234 УБА"))
        let found = try await database.crossings(inVehicle: plate, limit: 10)
        #expect(found.map(\.record) == [records[1], records[0]])
        #expect(found.map(\.isDriver) == [false, true])
        let train = try #require(Trip(.rail, number: "1234УБА"))
        #expect(try await database.crossings(inVehicle: train, limit: 10).isEmpty)
    }

    @Test(arguments: ["DELETE FROM crossingTrip", "UPDATE crossingTrip SET number = 'OM302'"])
    func `nothing removes or changes a trip`(statement: String) async throws {
        try await database.commit(record())
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: statement) }
        }
    }
}
