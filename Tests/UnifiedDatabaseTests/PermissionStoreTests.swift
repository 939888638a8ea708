import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("E-gate permissions and templates")
struct PermissionStoreTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    @Test func `a document has one active permission`() async throws {
        let first = try await database.grant(Samples.permission())
        #expect(await Workspace.code { _ = try await database.grant(Samples.permission()) } == .constraint)
        try await database.setStatus(.suspended, ofPermission: first)
        _ = try await database.grant(Samples.permission(at: Samples.minutes(1)))
        #expect(
            await Workspace.code { try await database.setStatus(.active, ofPermission: first) } == .constraint)
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

    @Test func `withdrawal deletes the templates for good`() async throws {
        let id = try await database.grant(Samples.permission())
        let sealed = try await database.pool.read { db in
            try Data.fetchOne(db, sql: "SELECT sealedTemplate FROM finger")
        }
        let ciphertext = try #require(sealed)
        #expect(try workspace.rawBytes().range(of: ciphertext.prefix(32)) != nil)
        try await database.setStatus(.withdrawn, ofPermission: id)
        #expect(try await database.gather(Samples.query()).permission?.fingers.isEmpty == true)
        #expect(await Workspace.code { try await database.setStatus(.active, ofPermission: id) } == .constraint)
        #expect(try workspace.rawBytes().range(of: ciphertext.prefix(32)) == nil)
    }

    @Test func `an unknown permission has no status`() async throws {
        #expect(await Workspace.code { try await database.setStatus(.active, ofPermission: 99) } == .notFound)
    }
}
