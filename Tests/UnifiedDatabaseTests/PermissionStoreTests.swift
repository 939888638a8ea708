import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("E-gate permissions and templates")
struct PermissionStoreTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    @Test func `a document has one active permission`() async throws {
        let first = try await database.grant(Samples.permission())
        #expect(await Workspace.code { _ = try await database.grant(Samples.permission()) } == .constraint)
        try await database.change(PermissionChange(.suspended, cause: .holder, officer: "17"), ofPermission: first)
        _ = try await database.grant(Samples.permission(at: Samples.minutes(1)))
        #expect(
            await Workspace.code {
                try await database.change(PermissionChange(.active, cause: .holder, officer: "17"), ofPermission: first)
            } == .constraint)
    }

    @Test func `a failed grant leaves nothing behind`() async throws {
        let twice = Samples.permission(fingers: [Samples.finger(2), Samples.finger(2)])
        #expect(await Workspace.code { _ = try await database.grant(twice) } == .constraint)
        let rows = try await database.pool.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM permission) + (SELECT count(*) FROM document)
                         + (SELECT count(*) FROM finger)
                    """)
        }
        #expect(rows == 0)
    }

    @Test(arguments: [0, 11, -1])
    func `a finger has one of ten positions`(_ position: Int) async throws {
        let permission = Samples.permission(fingers: [Samples.finger(position)])
        #expect(await Workspace.code { _ = try await database.grant(permission) } == .constraint)
    }

    @Test(arguments: [0, 16_385])
    func `a template is neither empty nor endless`(_ length: Int) async throws {
        let finger = EnrolledFinger(position: 1, template: Array(repeating: 1, count: length))
        let code = await Workspace.code { _ = try await database.grant(Samples.permission(fingers: [finger])) }
        #expect(code == .constraint)
    }

    @Test func `no part of a template stands in the files in any form`() async throws {
        let finger = Samples.finger(2)
        _ = try await database.grant(Samples.permission(fingers: [finger]))
        let inLog = try workspace.rawBytes()
        try database.close()
        let merged = try workspace.rawBytes()
        let hex = finger.template.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let base64 = Data(finger.template).base64EncodedString()
        for raw in [inLog, merged] {
            // The search itself is proved on a word that does stand in the clear.
            #expect(raw.range(of: Data("SARANGEREL".utf8)) != nil)
            for start in stride(from: 0, to: finger.template.count - 8, by: 4) {
                #expect(raw.range(of: Data(finger.template[start..<start + 8])) == nil)
            }
            for text in [hex, base64] {
                #expect(raw.range(of: Data(text.utf8.prefix(24))) == nil)
                #expect(raw.range(of: Data(text.uppercased().utf8.prefix(24))) == nil)
            }
        }
    }

    @Test func `a template that was moved to another person does not open`() async throws {
        let mine = try await database.grant(Samples.permission("E1234567"))
        let theirs = try await database.grant(Samples.permission("E7654321", register: "ББ85010121"))
        try await database.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE finger SET sealedTemplate =
                        (SELECT sealedTemplate FROM finger WHERE permissionID = ?) WHERE permissionID = ?
                    """, arguments: [theirs, mine])
        }
        #expect(await Workspace.code { _ = try await database.gather(Samples.query("E1234567")) } == .key)
        #expect(try await database.gather(Samples.query("E7654321")).permission?.fingers == [Samples.finger(2)])
    }

    @Test func `a consent stands beside its permission and stays after a withdrawal`() async throws {
        var permission = Samples.permission()
        permission.consent = Consent(textVersion: "2026-1", way: .written, officer: "17", givenAt: Samples.noon)
        let id = try await database.grant(permission)
        var listed = try await database.permissions(issuer: "MNG", documentNumber: "e1234567")
        #expect(listed.map(\.id) == [id])
        #expect(listed.first?.consent == permission.consent)
        #expect(listed.first?.fingers == [2])
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        listed = try await database.permissions(issuer: "MNG", documentNumber: "E1234567")
        #expect(listed.first?.status == .withdrawn)
        #expect(listed.first?.fingers == [])
        #expect(listed.first?.consent == permission.consent)
        #expect(try await database.permissions(issuer: "MNG", documentNumber: "E7654321").isEmpty)
        #expect(
            try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact)
        for statement in ["DELETE FROM permissionConsent", "UPDATE permissionConsent SET textVersion = 'x'"] {
            await #expect(throws: DatabaseError.self) {
                try await database.pool.write { try $0.execute(sql: statement) }
            }
        }
    }

    @Test func `who changes a permission is in the journal`() async throws {
        let id = try await database.grant(Samples.permission())
        #expect(
            await Workspace.code {
                try await database.change(PermissionChange(.suspended, cause: .decision, officer: ""), ofPermission: id)
            } == .officer)
        try await database.change(PermissionChange(.suspended, cause: .decision, officer: "17"), ofPermission: id)
        let told = try await database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT details FROM journal WHERE kind = 'permissionChanged'")
        }
        #expect(told == [#"{"cause":"decision","officer":"17","status":"suspended"}"#])
    }

    @Test func `withdrawal deletes the templates for good`() async throws {
        let id = try await database.grant(Samples.permission())
        let sealed = try await database.pool.read { db in
            try Data.fetchOne(db, sql: "SELECT sealedTemplate FROM finger")
        }
        let ciphertext = try #require(sealed)
        #expect(try workspace.rawBytes().range(of: ciphertext.prefix(32)) != nil)
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        #expect(try await database.gather(Samples.query()).permission?.fingers.isEmpty == true)
        #expect(
            await Workspace.code {
                try await database.change(PermissionChange(.active, cause: .holder, officer: "17"), ofPermission: id)
            } == .constraint)
        #expect(try workspace.rawBytes().range(of: ciphertext.prefix(32)) == nil)
    }

    @Test func `an unknown permission has no status`() async throws {
        #expect(
            await Workspace.code {
                try await database.change(PermissionChange(.active, cause: .holder, officer: "17"), ofPermission: 99)
            } == .notFound)
    }
}
