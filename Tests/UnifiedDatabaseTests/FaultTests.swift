import Foundation
import GRDB
import Harness
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Locked, full and torn databases", .timeLimit(.minutes(2)))
struct FaultTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    @Test func `a database that another connection holds gives locked and then works again`() async throws {
        let database = try workspace.open("boomt.sqlite", DatabaseOptions(busyTimeoutSeconds: 0.05))
        let known = try Samples.record(state: .passed)
        try await database.commit(known)
        let stranger = try workspace.stranger()
        try await stranger.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let record = try Samples.record("E7654321")
        #expect(await Workspace.code { try await database.commit(record) } == .locked)
        #expect(await Workspace.code { _ = try await database.grant(Samples.permission()) } == .locked)
        // Readers go on.
        #expect(try await database.crossing(known.id) == known)
        #expect(try await database.crossing(record.id) == nil)
        try await stranger.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await database.commit(record)
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a database that has reached its size gives full and keeps no half record`() async throws {
        let database = try workspace.open("boomt.sqlite", DatabaseOptions(maximumPages: 200))
        var stored: [CrossingRecord] = []
        var refused: CrossingRecord?
        while refused == nil {
            let record = try Samples.record(at: Samples.minutes(Int64(stored.count)), state: .passed)
            switch await Workspace.code({ try await database.commit(record) }) {
            case nil: stored.append(record)
            case .full: refused = record
            case let other: throw StoreError(other ?? .inputOutput, "unexpected")
            }
        }
        let late = try #require(refused)
        #expect(!stored.isEmpty)
        #expect(try await database.crossing(late.id) == nil)
        #expect(try await database.crossings(limit: 1000, before: nil) == stored.reversed())
        try database.close()
        let larger = try workspace.open()
        #expect(try await Self.integrity(larger) == "ok")
        try await larger.commit(late)
        #expect(try await larger.crossings(limit: 1000, before: nil).count == stored.count + 1)
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "skipped: mounting a tmpfs is not permitted"))
    func `a full disk gives full and works again when there is room`() async throws {
        let disk = try SmallDisk(at: workspace.path("disk"), kilobytes: 3072)
        defer { disk.unmount() }
        let database = try workspace.open("disk/boomt.sqlite")
        var stored = 0
        var refused: CrossingRecord?
        // The ballast leaves room for some records only; when it goes, the log finds room in the file.
        try Data(count: 1_100_000).write(to: URL(fileURLWithPath: workspace.path("disk/ballast")))
        while refused == nil {
            let record = try Samples.record(at: Samples.minutes(Int64(stored)), state: .passed)
            switch await Workspace.code({ try await database.commit(record) }) {
            case nil: stored += 1
            case .full: refused = record
            case let other: throw StoreError(other ?? .inputOutput, "unexpected")
            }
        }
        let late = try #require(refused)
        #expect(stored > 0)
        #expect(try await database.crossing(late.id) == nil)
        let spool = try EncryptedSpool(directory: workspace.path("spool"), key: workspace.key)
        try await spool.keep(.record(late))
        try FileManager.default.removeItem(atPath: workspace.path("disk/ballast"))
        #expect(try await spool.drain(into: database) == 1)
        #expect(try await database.crossing(late.id) == late)
        #expect(try await database.crossings(limit: 1000, before: nil).count == stored + 1)
        #expect(try await Self.integrity(database) == "ok")
        try database.close()
    }

    @Test func `what a killed process leaves has every committed record`() async throws {
        let database = try workspace.open()
        var records: [CrossingRecord] = []
        for minute in 0..<5 {
            let record = try Samples.record("E100000\(minute)", at: Samples.minutes(Int64(minute)))
            try await database.commit(record)
            records.append(record)
        }
        try await database.complete(records[0].id, state: .passed, at: Samples.minutes(9))
        try copyFiles(to: "copy.sqlite", cuttingLogTo: nil)
        let copy = try workspace.open("copy.sqlite")
        #expect(try await copy.crossing(records[0].id)?.state == .passed)
        #expect(try await copy.unfinishedCrossings() == records.dropFirst().map(\.id))
        withExtendedLifetime(database) {}
    }

    @Test func `a log torn anywhere leaves whole records in order and nothing else`() async throws {
        let database = try workspace.open()
        var records: [CrossingRecord] = []
        for minute in 0..<6 {
            let record = try Samples.record(at: Samples.minutes(Int64(minute)), state: .passed)
            try await database.commit(record)
            records.append(record)
        }
        let log = try Data(contentsOf: URL(fileURLWithPath: workspace.path() + "-wal")).count
        var counts: Set<Int> = []
        for step in 0...24 {
            let name = "torn-\(step).sqlite"
            try copyFiles(to: name, cuttingLogTo: log * step / 24)
            let torn = try workspace.open(name)
            #expect(try await Self.integrity(torn) == "ok")
            let found = try await torn.crossings(limit: 100, before: nil)
            #expect(found == records.prefix(found.count).reversed())
            counts.insert(found.count)
            try torn.close()
        }
        #expect(counts.contains(6))
        #expect(counts.count > 2, "the cuts fell between records: \(counts)")
        withExtendedLifetime(database) {}
    }

    private func copyFiles(to name: String, cuttingLogTo length: Int?) throws {
        try Data(contentsOf: URL(fileURLWithPath: workspace.path())).write(
            to: URL(fileURLWithPath: workspace.path(name)))
        let log = try Data(contentsOf: URL(fileURLWithPath: workspace.path() + "-wal"))
        try log.prefix(length ?? log.count).write(to: URL(fileURLWithPath: workspace.path(name) + "-wal"))
    }

    private static func integrity(_ database: UnifiedDatabase) async throws -> String? {
        try await database.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }
}
