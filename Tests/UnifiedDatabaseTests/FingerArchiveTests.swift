import Fingerprint
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Enrolled fingers, searched for duplicates")
struct FingerArchiveTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    /// Made-up minutiae of person number `seed`: the same for the same number.
    private static func template(_ seed: UInt64, shift: Int = 0) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ range: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(range))
        }
        let minutiae = (0..<45).map { _ in
            Minutia(
                x: 10 + next(320) + shift, y: 10 + next(320) + shift, angle: UInt8(next(256)), kind: .ending,
                quality: UInt8(20 + next(80)))
        }
        return FingerTemplate(width: 360, height: 360, quality: 80, minutiae: minutiae).iso19794_2Record()
    }

    private func enrol(_ person: UInt64, shift: Int = 0) async throws -> Int64 {
        var permission = Samples.permission(fingers: [
            EnrolledFinger(position: 2, template: Self.template(2 * person, shift: shift)),
            EnrolledFinger(position: 7, template: Self.template(2 * person + 1, shift: shift)),
        ])
        permission.documentNumber = "E\(1_000_000 + person)"
        permission.registerNumber = "УБ8503\(1000 + person)"
        return try await database.grant(permission)
    }

    @Test func `the archive is read in pages, and withdrawn permissions are not in it`() async throws {
        var ids: [Int64] = []
        for person in 1...5 as ClosedRange<UInt64> { ids.append(try await enrol(person)) }
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: ids[1])
        try await database.change(PermissionChange(.suspended, cause: .holder, officer: "17"), ofPermission: ids[2])
        var seen: [ArchivedFinger] = []
        while true {
            let page = try await database.enrolledFingers(after: seen.last?.permission ?? 0, limit: 2)
            guard !page.isEmpty else { break }
            #expect(page.count <= 4)
            seen += page
        }
        #expect(seen.map(\.permission) == [0, 0, 2, 2, 3, 3, 4, 4].map { ids[$0] })
        #expect(seen.map(\.finger.position) == [2, 7, 2, 7, 2, 7, 2, 7])
        #expect(seen[0].finger.template == Self.template(2))
        #expect(seen[0].registerNumber == "УБ85031001")
        let some = try await database.enrolledFingers(ofPermissions: [ids[3], ids[1], 4711])
        #expect(Set(some.map(\.permission)) == [ids[3]])
        #expect(try await database.enrolledFingers(after: 0, limit: -1).isEmpty)
        #expect(try await database.enrolledFingers(ofPermissions: []).isEmpty)
    }

    @Test func `a finger of somebody else is found, one's own is not, and new ones are seen`() async throws {
        for person in 1...40 as ClosedRange<UInt64> { _ = try await enrol(person) }
        let search = DuplicateFingers(archive: database)
        try await search.refresh()
        #expect(await search.count == 80)

        let probe = [EnrolledFinger(position: 3, template: Self.template(2 * 17, shift: 5))]
        let found = try await search.duplicates(of: probe, owner: "АА90010112")
        #expect(found.count == 1)
        #expect(found.first?.permission == 17)
        #expect(found.first?.position == 3)
        #expect(found.first?.otherPosition == 2)
        #expect((found.first?.score ?? 0) >= DuplicateFingers.threshold)
        #expect(try await search.duplicates(of: probe, owner: "УБ85031017").isEmpty)

        let stranger = [EnrolledFinger(position: 2, template: Self.template(2 * 99))]
        #expect(try await search.duplicates(of: stranger, owner: nil).isEmpty)
        _ = try await enrol(99)
        #expect(try await search.duplicates(of: stranger, owner: nil).map(\.permission) == [41])
        // A withdrawn permission is gone from the archive, whatever the index still holds.
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: 41)
        #expect(try await search.duplicates(of: stranger, owner: nil).isEmpty)
    }
}
