import Cryptography
import Foundation
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Signed list files")
struct ListImportTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let files: ListFiles

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
        files = try ListFiles(workspace)
    }

    private func hits(_ number: String = "E1234567") async throws -> Int {
        try await database.gather(Samples.query(number)).exitRestrictions.count
    }

    @Test func `a full list replaces the old one and its age is that of its making`() async throws {
        try files.load(database, [ListFiles.header(entries: 1), ListFiles.entry("a")])
        #expect(try await hits() == 1)
        let second = ListFiles.header(version: "2", issued: "2026-03-10T03:30:00Z", entries: 1)
        let outcome = try files.load(
            database, [second, ListFiles.entry("b", "\"documentNumber\":\"E7654321\"")])
        #expect(
            outcome
                == ListImportOutcome(
                    list: .exitRestrictions, version: "2", entries: 1, signer: "registry",
                    strangeRegisters: StrangeRegisters()))
        #expect(try await hits() == 0)
        #expect(try await hits("E7654321") == 1)
        let status = try #require(try await database.listStatus(.exitRestrictions))
        #expect(status.loadedAt == Samples.minutes(-30))
        #expect(try await database.gather(Samples.query()).exitListLoadedAt == Samples.minutes(-30))
    }

    @Test func `register numbers that nobody can have are taken and told of`() async throws {
        // Sound as typed: capitals, blanks and letters that only look Cyrillic are put right.
        let sound = ["УБ85031719", "уб 85031719", "AБ05210311"]
        let strange = ["XX1", "УБ85133219", "УБ8503171", "YБ85031719"]
        let lines = (sound + strange).enumerated().map {
            ListFiles.entry("k\($0)", "\"registerNumber\":\"\($1)\"")
        }
        let outcome = try files.load(database, [ListFiles.header(entries: 7)] + lines)
        #expect(outcome.entries == 7)
        #expect(outcome.strangeRegisters.count == 4 && outcome.strangeRegisters.lines == [5, 6, 7, 8])
        let many = (0..<50).map { ListFiles.entry("m\($0)", "\"registerNumber\":\"\($0)\"") }
        let header = ListFiles.header(version: "2", issued: "2026-03-10T03:30:00Z", entries: 50)
        let second = try files.load(database, [header] + many).strangeRegisters
        #expect(second.count == 50 && second.lines == Array(2...21))
    }

    @Test func `CSV says the same as JSON lines`() async throws {
        let lines = [
            "# " + ListFiles.header(entries: 2),
            "key,ground,issuingBody,startDate,documentNumber,primaryIdentifier,birthDate",
            "a,courtDecision,\"ШШГЕГ, Улаанбаатар\",2026-01-01,E1234567,,",
            "b,courtDebt,\"a \"\"b\"\"\",2026-01-01,,БАТ,",
        ]
        try files.load(database, lines, ending: "\r\n")
        let found = try await database.gather(Samples.query()).exitRestrictions
        #expect(found.map(\.issuingBody) == ["ШШГЕГ, Улаанбаатар"])
        let bodies = try await ListFiles.opened(database).map(\.issuingBody)
        #expect(bodies == ["ШШГЕГ, Улаанбаатар", "a \"b\""])
    }

    @Test func `a delta adds, changes and removes`() async throws {
        let first = ["a", "b", "c"].enumerated().map {
            ListFiles.entry($1, "\"documentNumber\":\"E000000\($0)\"")
        }
        try files.load(database, [ListFiles.header(entries: 3)] + first)
        let delta = ListFiles.header(version: "2", base: "1", entries: 3)
        let outcome = try files.load(
            database,
            [
                delta, "{\"key\":\"a\",\"removed\":true}", ListFiles.entry("b", "\"documentNumber\":\"E1111111\""),
                ListFiles.entry("d", "\"documentNumber\":\"E2222222\""),
            ])
        #expect(outcome.entries == 3)
        for (number, count) in [("E0000000", 0), ("E0000001", 0), ("E1111111", 1), ("E0000002", 1), ("E2222222", 1)] {
            #expect(try await hits(number) == count, "\(number)")
        }
        let keys = try await ListFiles.opened(database).map(\.key)
        #expect(Set(keys) == ["b", "c", "d"])
        #expect(
            try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact)
    }

    @Test func `an embedded signature counts, another one does not`() throws {
        let lines = [ListFiles.header(entries: 1), ListFiles.entry("a")]
        let digest = try files.signature(files.write(lines))
        let signed = lines + ["{\"signature\":\"\(Hexadecimal.text(digest))\"}"]
        let path = try files.write(signed)
        #expect(try database.importList(file: path, signers: files.signers, now: Samples.noon).signer == "registry")
        var changed = signed
        changed[1] = ListFiles.entry("a", "\"documentNumber\":\"E7654321\"")
        let other = try files.write(changed)
        #expect(throws: ListImportError.self) {
            try database.importList(file: other, signers: files.signers, now: Samples.noon)
        }
    }

    @Test func `unsigned files and strangers' signatures are refused`() throws {
        let path = try files.write([ListFiles.header(entries: 1), ListFiles.entry("a")])
        let stranger = try ListFiles(workspace)
        for signature in [nil, try stranger.signature(path), [], [UInt8](repeating: 0, count: 64)] {
            do {
                _ = try database.importList(
                    file: path, signature: signature, signers: files.signers, now: Samples.noon)
                Issue.record("imported")
            } catch {
                guard case .file(let fault) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(fault.code == .signature)
            }
        }
    }

    /// Lines, the code and the line of the fault.
    private static let faulty: [([String], ListFault.Code, Int?)] = [
        ([], .header, 1), (["x"], .header, 1), (["{}"], .header, 1),
        ([ListFiles.header(entries: 0)], .header, 1),
        ([ListFiles.header(issued: "2026-03-11T03:00:00Z", entries: 1), ListFiles.entry("a")], .header, 1),
        ([ListFiles.header(entries: 2), ListFiles.entry("a")], .count, 2),
        ([ListFiles.header(entries: 1), ListFiles.entry("a"), ListFiles.entry("b")], .count, 3),
        ([ListFiles.header(entries: 2), ListFiles.entry("a"), ListFiles.entry("a")], .duplicate, 3),
        ([ListFiles.header(entries: 1), ListFiles.entry("a", "\"colour\":\"red\"")], .entry, 2),
        (
            [
                ListFiles.header(entries: 1),
                ListFiles.entry("a", "\"birthDate\":\"1985-02-30\",\"primaryIdentifier\":\"B\""),
            ], .entry, 2
        ),
        (
            [
                ListFiles.header(entries: 1),
                ListFiles.entry("a", "\"endDate\":\"2025-12-31\",\"primaryIdentifier\":\"B\""),
            ], .entry, 2
        ),
        ([ListFiles.header(entries: 1), ListFiles.entry("a", "\"endDate\":null")], .entry, 2),
        ([ListFiles.header(entries: 1), ListFiles.entry("", "\"documentNumber\":\"E1\"")], .entry, 2),
        ([ListFiles.header(entries: 1), String(ListFiles.entry("a").dropLast(5))], .entry, 2),
        ([ListFiles.header(entries: 1), ListFiles.entry("a", "\"documentNumber\":\"E\\u0000\"")], .entry, 2),
        ([ListFiles.header(entries: 1), "{\"key\":\"a\",\"removed\":true}"], .entry, 2),
        ([ListFiles.header(entries: 1), String(repeating: "[", count: 100_000)], .entry, 2),
        ([ListFiles.header(base: "7", entries: 1), ListFiles.entry("a")], .order, 1),
        ([ListFiles.header(.invalidDocuments, entries: 1), ListFiles.entry("a")], .entry, 2),
        (["# " + ListFiles.header(entries: 1), "key,colour", "a,b"], .entry, 2),
        (["# " + ListFiles.header(entries: 1), "key,key", "a,b"], .entry, 2),
        (["# " + ListFiles.header(entries: 1), "key,ground", "a"], .entry, 3),
        (["# " + ListFiles.header(entries: 1), "key,ground", "a,\"b"], .entry, 3),
    ]

    @Test(arguments: faulty.indices)
    func `a faulty file is refused as a whole with its line and what was there stays`(_ index: Int) async throws {
        try files.load(database, [ListFiles.header(version: "0", entries: 1), ListFiles.entry("old")])
        let (lines, code, line) = Self.faulty[index]
        let fault = try #require(files.fault(database, lines))
        #expect(fault.code == code, "\(fault)")
        #expect(fault.line == line, "\(fault)")
        #expect(try await hits() == 1)
        #expect(try await database.listStatus(.exitRestrictions)?.version == "0")
        let left = try await database.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE name LIKE '%Staging'")
        }
        #expect(left == 0)
    }

    @Test func `a list older than the one in force does not come back after a slow clock either`() throws {
        func load(_ version: String, issued: String, now: String) throws -> ListImportOutcome {
            let path = try files.write([
                ListFiles.header(version: version, issued: issued, entries: 1), ListFiles.entry("a"),
            ])
            return try database.importList(
                file: path, signature: files.signature(path), signers: files.signers, now: #require(UnixTime(now)))
        }
        _ = try load("1", issued: "2026-03-10T04:50:00Z", now: "2026-03-10T04:00:00Z")
        #expect(throws: ListImportError.self) {
            try load("2", issued: "2026-03-10T04:10:00Z", now: "2026-03-10T05:00:00Z")
        }
        _ = try load("3", issued: "2026-03-10T04:50:00Z", now: "2026-03-10T05:00:00Z")
    }

    @Test func `a list older than the one in force does not come back`() throws {
        try files.load(database, [ListFiles.header(entries: 1), ListFiles.entry("a")])
        let old = [ListFiles.header(version: "0", issued: "2026-03-09T03:00:00Z", entries: 1), ListFiles.entry("b")]
        #expect(files.fault(database, old)?.code == .order)
    }

    @Test func `the journal tells of the list and of any later change in it`() async throws {
        try files.load(database, [ListFiles.header(entries: 2), ListFiles.entry("a"), ListFiles.entry("b")])
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey)
        #expect(try verifier.verify(database: workspace.path()).isIntact)
        try await database.pool.write { db in
            try db.execute(sql: "UPDATE exitRestriction SET endDate = '2026-01-02' WHERE id = 3")
        }
        let fault = try #require(try verifier.verify(database: workspace.path()).faults.first)
        #expect(fault.kind == .rowChanged)
        #expect(fault.subject == "exitRestrictions")
    }

    @Test func `wanted persons and invalid documents reach the facts`() async throws {
        #expect(try await database.gather(Samples.query()).wanted == nil)
        try files.load(
            database,
            [
                ListFiles.header(.wantedPersons, entries: 1),
                ListFiles.entry(
                    "w1",
                    "\"primaryIdentifier\":\"Батбаяр\",\"secondaryIdentifier\":\"Сарангэрэл\",\"birthDate\":\"1985-01-01\""
                ),
            ])
        try files.load(
            database,
            [
                ListFiles.header(.invalidDocuments, entries: 1),
                ListFiles.entry("d1", "\"issuer\":\"MNG\",\"documentNumber\":\"E7654321\""),
            ])
        let wanted = try await database.gather(Samples.query()).wanted
        #expect(wanted == [WantedEntry(key: "w1", body: "ШШГЕГ", documentNumber: "", match: .nameAndBirthDate)])
        let other = try await database.gather(Samples.query("E7654321", name: "NEMO<<NOBODY"))
        #expect(other.wanted == [])
        #expect(other.invalidation == Invalidation(cause: "courtDecision", body: "ШШГЕГ"))
    }
}
