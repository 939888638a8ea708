import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Restoring a backup")
struct RestoreTests {
    private let workspace: Workspace
    private let files = FileManager.default

    /// The former database: 8 crossings, of which the backup has 5.
    private var place: String { workspace.path("place.sqlite") }
    private var backup: String { workspace.path("backup.sqlite") }

    init() async throws {
        workspace = try Workspace()
        let database = try await workspace.openWithOfficers("live.sqlite")
        let permission = try await database.grant(Samples.permission())
        for index in 0..<5 { try await commit(index, to: database) }
        _ = try await database.backUp(to: backup)
        for index in 5..<8 { try await commit(index, to: database) }
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: permission)
        _ = try await database.append(JournalEvent(.daemonStopped))
        // As a crash leaves it: much still stands in the log.
        for end in ["", "-wal"] {
            try files.copyItem(atPath: workspace.path("live.sqlite") + end, toPath: place + end)
        }
        try database.close()
    }

    private func commit(_ index: Int, to database: UnifiedDatabase) async throws {
        let record = try Samples.record(
            "E000000\(index)", at: Samples.minutes(Int64(index)), state: .passed)
        try await database.commit(record)
    }

    private func restore(
        _ from: String? = nil, key: DatabaseKey? = nil, journalKey: JournalKey? = nil, noted: JournalPlace? = nil,
        reached: @escaping @Sendable (DatabaseRestore.Step) throws -> Void = { _ in }
    ) async throws -> RestoreOutcome {
        let journalKey = journalKey ?? workspace.journalKey
        return try await DatabaseRestore(
            database: place, key: key ?? workspace.key, journalKey: journalKey, reached: reached
        ).run(
            from: from ?? backup, verifiedBy: JournalVerifier(publicKey: journalKey.publicKey, noted: noted), by: "root"
        )
    }

    private func crossings(_ path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM crossing") ?? -1 }
    }

    private func isWhole(_ path: String) throws -> Bool {
        guard try UnifiedDatabase.reading(path, { try UnifiedDatabase.damage($0, thorough: true) }).isEmpty else {
            return false
        }
        return try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: path).isIntact
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private func kept() throws -> [String] {
        try files.contentsOfDirectory(atPath: workspace.directory)
            .filter { $0.hasPrefix("place.sqlite.replaced-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
            .map { workspace.path($0) }.sorted()
    }

    /// Destroys a page in the middle of the file; what stands in the log stays.
    private func damage(_ path: String) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        let pages = try file.seekToEnd() / 4096
        for page in 1..<pages {
            try file.seek(toOffset: page * 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        }
        try file.close()
    }

    @Test func `the backup takes the place, the former file is kept, and what came between is told`() async throws {
        let outcome = try await restore()
        #expect(!files.fileExists(atPath: place + "-wal"))
        #expect(try crossings(place) == 5)
        #expect(try isWhole(place))
        #expect(
            try JournalVerifier(publicKey: workspace.journalKey.publicKey, noted: outcome.head)
                .verify(database: place).isIntact)
        let former = try #require(outcome.former)
        #expect(try kept() == [former])
        #expect(try crossings(former) == 8)
        #expect(try isWhole(former))
        let gap = try #require(outcome.gap)
        #expect(gap.continues)
        #expect(gap.crossings == 3)
        #expect(gap.first == Samples.minutes(5))
        #expect(gap.last == Samples.minutes(7))
        #expect(gap.entries["crossingRecorded"] == 3)
        #expect(gap.withdrawals == [1])
        #expect(!files.fileExists(atPath: place + ".restoring"))
        let database = try workspace.open("place.sqlite")
        #expect(try await database.journalHead() == outcome.entry)
        let said = try await database.pool.read {
            try String.fetchOne($0, sql: "SELECT details FROM journal WHERE kind = 'databaseRestored'")
        }
        #expect(said?.contains(outcome.digest) == true)
        #expect(said?.contains(#""crossingsSince":"3""#) == true)
        #expect(try await database.gather(Samples.query()).permission?.fingers == [Samples.finger(2)])
        try database.close()
    }

    @Test func `what was shut or ended after the backup, and is open again with it, is told`() async throws {
        try files.removeItem(atPath: place)
        try files.removeItem(atPath: place + "-wal")
        let database = try await workspace.openWithOfficers("place.sqlite")
        let permission = try await database.grant(Samples.permission("E7654321"))
        let admitted = try Samples.record(state: .admitted)
        try await database.commit(admitted)
        let earlier = workspace.path("earlier.sqlite")
        _ = try await database.backUp(to: earlier)
        try await database.complete(admitted.id, state: .passed, at: Samples.minutes(1))
        try await database.change(
            PermissionChange(.suspended, cause: .holder, officer: "17"), ofPermission: permission)
        _ = try await database.documentStatements.enter(
            DocumentStatement(document: try DocumentKey(issuer: "MNG", number: "E1234567"), kind: .lost),
            by: Samples.note())
        try await database.retireOfficer("18", by: "admin", at: Samples.minutes(2))
        try database.close()
        let gap = try #require(try await restore(earlier).gap)
        #expect(gap.crossings == 0 && gap.endings == 1 && gap.declarations == 1)
        #expect(gap.withdrawals == [permission] && gap.retirements == ["18"])
    }

    @Test func `where no database was, the backup is put`() async throws {
        try files.removeItem(atPath: place)
        // A log of its own is kept, and not taken for the new file's.
        let log = try bytes(place + "-wal")
        let outcome = try await restore()
        #expect(outcome.former == nil)
        #expect(outcome.gap == nil)
        #expect(try crossings(place) == 5)
        #expect(try isWhole(place))
        let names = try files.contentsOfDirectory(atPath: workspace.directory).filter { $0.hasSuffix("-wal") }
        #expect(try names.contains { try bytes(workspace.path($0)) == log })
    }

    struct PowerCut: Error {}

    @Test(arguments: DatabaseRestore.Step.allCases, [false, true])
    func `cut off anywhere, one of the two is whole, and running it again ends it`(
        step: DatabaseRestore.Step, isDamaged: Bool
    ) async throws {
        if isDamaged { try damage(place) }
        let (former, log) = (try bytes(place), try bytes(place + "-wal"))
        var wasCut = false
        do {
            _ = try await restore(reached: { if $0 == step { throw PowerCut() } })
        } catch {
            wasCut = true
        }
        // A sound file takes its log in before it goes: then no mark is needed.
        #expect(wasCut == (isDamaged || step != .placeIsMarked))
        let text = try bytes(place)
        if text.starts(with: Data("boomt: a restore was cut off".utf8)) {
            #expect(isDamaged)
            #expect(await Workspace.code { _ = try workspace.open("place.sqlite") } == .corrupt)
            let former = try #require(try kept().first)
            #expect(try bytes(former + "-wal") == log)
        } else if step == .copyIsInPlace || !wasCut {
            #expect(try crossings(place) == 5)
            #expect(try isWhole(place))
        } else if isDamaged {
            #expect(text == former)
            #expect(try bytes(place + "-wal") == log)
        } else {
            #expect(try crossings(place) == 8)
            #expect(try isWhole(place))
        }
        guard step != .copyIsInPlace, wasCut else { return }
        let outcome = try await restore()
        #expect(try crossings(place) == 5)
        #expect(try isWhole(place))
        let kept = try kept()
        #expect(kept == [try #require(outcome.former)])
        if isDamaged {
            #expect(try bytes(kept[0]) == former)
            #expect(try bytes(kept[0] + "-wal") == log)
        } else {
            #expect(try crossings(kept[0]) == 8)
            #expect(outcome.gap?.crossings == 3)
        }
        #expect(!files.fileExists(atPath: place + ".restoring"))
    }

    /// Files that are no sound backup of this database.
    enum Unfit: String, CaseIterable {
        case missing, empty, text, foreign, damaged, cutOff, newer, itself, withLog, tampered
        case otherKey, otherJournalKey, withoutNotedPlace
    }

    @Test(arguments: Unfit.allCases)
    func `what is no sound backup of this database is refused, and everything stays as it was`(
        unfit: Unfit
    ) async throws {
        let file = workspace.path("unfit.sqlite")
        if unfit != .missing { try files.copyItem(atPath: backup, toPath: file) }
        var code = StoreError.Code.corrupt
        var (key, journalKey) = (workspace.key, workspace.journalKey)
        var noted: JournalPlace?
        var source = file
        switch unfit {
        case .missing: code = .notFound
        case .empty: try Data().write(to: URL(fileURLWithPath: file))
        case .text: try Data("not a database\n".utf8).write(to: URL(fileURLWithPath: file))
        case .foreign:
            try files.removeItem(atPath: file)
            let queue = try DatabaseQueue(path: file)
            try await queue.write { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
            try queue.close()
        case .damaged: try damage(file)
        case .cutOff: try bytes(backup).prefix(100_000).write(to: URL(fileURLWithPath: file))
        case .newer:
            let queue = try DatabaseQueue(path: file)
            try await queue.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
            }
            try queue.close()
        case .itself:
            source = place
            code = .constraint
        case .withLog: try Data("log".utf8).write(to: URL(fileURLWithPath: file + "-wal"))
        case .tampered:
            let queue = try DatabaseQueue(path: file)
            try await queue.write {
                try $0.execute(sql: "DROP TRIGGER crossingIsFinal; UPDATE crossing SET outcome = 'allow'")
            }
            try queue.close()
            code = .constraint
        case .otherKey:
            key = try DatabaseKey.loadOrCreate(at: workspace.path("other-key"))
            code = .key
        case .otherJournalKey:
            journalKey = try JournalKey.loadOrCreate(at: workspace.path("other-journal-key"))
            code = .key
        case .withoutNotedPlace:
            noted = JournalPlace(sequence: 900, hash: [UInt8](repeating: 7, count: 32))
            code = .constraint
        }
        let before = (try bytes(place), try bytes(place + "-wal"))
        let found = await Workspace.code {
            _ = try await restore(source, key: key, journalKey: journalKey, noted: noted)
        }
        #expect(found == code)
        #expect(try bytes(place) == before.0)
        #expect(try bytes(place + "-wal") == before.1)
        #expect(!files.fileExists(atPath: place + ".restoring"))
        #expect(try kept() == [])
    }

    @Test func `while somebody has the database open, nothing is restored`() async throws {
        let database = try workspace.open("place.sqlite")
        #expect(await Workspace.code { _ = try await restore() } == .locked)
        try database.close()
        let daemon = try DatabaseClaim(.daemon, to: place)
        #expect(await Workspace.code { _ = try await restore() } == .locked)
        daemon.release()
        #expect(try await restore().former != nil)
    }
}
