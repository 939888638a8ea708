import Foundation
import Testing

@testable import Checkpoint
@testable import Support
@testable import UnifiedDatabase

@Suite("The spool of records that the database did not take")
struct EncryptedSpoolTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let spool: EncryptedSpool

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
        spool = try EncryptedSpool(directory: workspace.path("spool"), key: workspace.key)
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: workspace.path("spool")).sorted()
    }

    @Test func `entries go to the store in the order they were kept`() async throws {
        let first = try Samples.record()
        let second = try Samples.record(at: Samples.minutes(1), state: .referred)
        try await spool.keep(.record(first))
        try await spool.keep(.completion(first.id, .passed, Samples.minutes(2)))
        try await spool.keep(.record(second))
        #expect(try await spool.drain(into: database) == 3)
        #expect(try await database.crossing(first.id)?.state == .passed)
        #expect(try await database.crossing(first.id)?.completedAt == Samples.minutes(2))
        #expect(try await database.crossing(second.id) == second)
        #expect(try files().isEmpty)
        #expect(try await spool.drain(into: database) == 0)
    }

    @Test func `a later start finds what waits and goes on with the order`() async throws {
        let record = try Samples.record()
        try await spool.keep(.record(record))
        let later = try EncryptedSpool(directory: workspace.path("spool"), key: workspace.key)
        try await later.keep(.completion(record.id, .turnedBack, Samples.minutes(1)))
        #expect(try await later.waitingCount() == 2)
        #expect(try await later.drain(into: database) == 2)
        #expect(try await database.crossing(record.id)?.state == .turnedBack)
    }

    @Test func `only the owner may read the files and nothing stands in the clear`() async throws {
        try await spool.keep(.record(Samples.record()))
        let name = try #require(try files().first)
        let path = workspace.path("spool/\(name)")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let directory = try FileManager.default.attributesOfItem(atPath: workspace.path("spool"))
        #expect(directory[.posixPermissions] as? Int == 0o700)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for word in ["BATBAYAR", "E1234567", "referred", "exit"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil)
        }
    }

    @Test func `draining stops at a store that does not take records and loses none`() async throws {
        let records = [try Samples.record(), try Samples.record("E7654321", at: Samples.minutes(1))]
        for record in records { try await spool.keep(.record(record)) }
        for refusal in [StoreError.Code.locked, .full, .corrupt, .inputOutput] {
            let store = RefusingStore(code: refusal)
            #expect(await Workspace.code { _ = try await spool.drain(into: store) } == refusal)
            #expect(try files().count == 2)
        }
        #expect(try await spool.drain(into: database) == 2)
        #expect(try await database.unfinishedCrossings() == records.map(\.id))
    }

    @Test func `an entry the store already has in a final state counts as moved`() async throws {
        let record = try Samples.record(state: .referred)
        try await database.commit(record)
        try await spool.keep(.record(record))
        try await spool.keep(.completion(record.id, .passed, Samples.minutes(3)))
        #expect(try await spool.drain(into: database) == 2)
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a broken constraint of another kind does not make an entry vanish`() async throws {
        try await spool.keep(.record(Samples.record()))
        let store = RefusingStore(code: .constraint)
        #expect(try await spool.drain(into: store) == 0)
        #expect(try await spool.waitingCount() == 1)
    }

    @Test func `a completion without its record waits and holds up nobody`() async throws {
        let record = try Samples.record()
        let other = try Samples.record(at: Samples.minutes(1), state: .referred)
        try await spool.keep(.completion(record.id, .passed, Samples.noon))
        try await spool.keep(.record(other))
        #expect(try await spool.drain(into: database) == 1)
        #expect(try await database.crossing(other.id) == other)
        #expect(try await spool.waitingCount() == 1)
        try await database.commit(record)
        #expect(try await spool.drain(into: database) == 1)
        #expect(try await database.crossing(record.id)?.state == .passed)
    }

    @Test func `files that were changed or exchanged do not open and are kept aside`() async throws {
        try await spool.keep(.record(Samples.record()))
        try await spool.keep(.record(Samples.record(at: Samples.minutes(1))))
        let names = try files().map { workspace.path("spool/\($0)") }
        let manager = FileManager.default
        try manager.moveItem(atPath: names[0], toPath: workspace.path("aside"))
        try manager.moveItem(atPath: names[1], toPath: names[0])
        try manager.moveItem(atPath: workspace.path("aside"), toPath: names[1])
        let good = try Samples.record(at: Samples.minutes(2), state: .referred)
        try await spool.keep(.record(good))
        #expect(try await spool.drain(into: database) == 1)
        #expect(try await database.crossing(good.id) == good)
        #expect(try await spool.waitingCount() == 0)
        #expect(try await spool.damagedCount() == 2)
        #expect(try files().count == 2)
    }

    @Test func `leftovers of a crash and strange names are passed over`() async throws {
        for name in ["00000000000000000007.spool.99.tmp", "notes.txt", "7.spool"] {
            try Data([1]).write(to: URL(fileURLWithPath: workspace.path("spool/\(name)")))
        }
        #expect(try await spool.drain(into: database) == 0)
        #expect(try files().count == 3)
    }

    @Test func `a directory that is not there anymore is an error`() async throws {
        try FileManager.default.removeItem(atPath: workspace.path("spool"))
        let code = await Workspace.code { try await spool.keep(.record(Samples.record())) }
        #expect(code != nil)
    }

    @Test func `many keepers at once lose nothing`() async throws {
        let records = try (0..<20).map { try Samples.record(at: Samples.minutes(Int64($0)), state: .referred) }
        let spool = spool
        try await withThrowingTaskGroup(of: Void.self) { group in
            for record in records { group.addTask { try await spool.keep(.record(record)) } }
            try await group.waitForAll()
        }
        #expect(try await spool.drain(into: database) == 20)
        #expect(try await database.crossings(limit: 100, before: nil) == records.reversed())
    }
}

/// A store that takes nothing and has nothing.
private struct RefusingStore: CrossingStore {
    let code: StoreError.Code

    func gather(_ query: FactQuery) async throws(StoreError) -> StoredFacts { throw StoreError(code, "test") }
    func commit(_ record: CrossingRecord) async throws(StoreError) { throw StoreError(code, "test") }
    func complete(_ id: CrossingID, state: CrossingState, at time: UnixTime) async throws(StoreError) {
        throw StoreError(code, "test")
    }
    func unfinishedCrossings() async throws(StoreError) -> [CrossingID] { [] }
    func crossings(limit: Int, before: CrossingID?) async throws(StoreError) -> [CrossingRecord] { [] }
    func crossing(_ id: CrossingID) async throws(StoreError) -> CrossingRecord? { nil }
}
