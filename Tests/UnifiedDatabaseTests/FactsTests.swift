import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Facts about a traveller")
struct FactsTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    @Test func `of an unknown traveller nothing is known`() async throws {
        #expect(try await database.gather(Samples.query(at: .eGate)) == StoredFacts())
        // A desk has asked its books, and they hold nothing.
        let asked = DeskFacts(book: BookFacts(), borderCard: .nothing)
        #expect(try await database.gather(Samples.query()) == StoredFacts(desk: asked))
    }

    @Test func `the permission of this document comes with its fingers`() async throws {
        var permission = Samples.permission(fingers: [Samples.finger(1), Samples.finger(7, 0x33)])
        permission.id = try await database.grant(permission)
        _ = try await database.grant(Samples.permission("E7654321", register: "ББ85010122"))
        let facts = try await database.gather(Samples.query())
        #expect(facts.permission == permission)
        #expect(try await database.gather(Samples.query("E9999999")).permission == nil)
    }

    @Test func `a withdrawn permission is still shown until there is an active one`() async throws {
        let first = try await database.grant(Samples.permission())
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: first)
        #expect(try await database.gather(Samples.query()).permission?.status == .withdrawn)
        let second = try await database.grant(Samples.permission(at: Samples.minutes(1)))
        let shown = try await database.gather(Samples.query()).permission
        #expect(shown?.id == second)
        #expect(shown?.fingers.count == 1)
    }

    @Test func `an invalidated document is known with and without a permission`() async throws {
        try await database.invalidate(
            issuer: "MNG", documentNumber: "E1234567<", Invalidation(cause: "гээсэн", body: "УБЕГ"))
        #expect(
            try await database.gather(Samples.query()).invalidation == Invalidation(cause: "гээсэн", body: "УБЕГ"))
        _ = try await database.grant(Samples.permission())
        try await database.invalidate(issuer: "MNG", documentNumber: "E1234567", Invalidation(cause: "гэмтээсэн"))
        let facts = try await database.gather(Samples.query())
        #expect(facts.invalidation == Invalidation(cause: "гэмтээсэн"))
        #expect(facts.permission != nil)
        let empty = await Workspace.code {
            try await database.invalidate(issuer: "MNG", documentNumber: "<<", Invalidation(cause: "x"))
        }
        #expect(empty == .constraint)
    }

    @Test(arguments: CrossingState.allCases)
    func `the last crossing is one that let the traveller through`(_ state: CrossingState) async throws {
        try await database.commit(Samples.record(at: Samples.minutes(1), state: .passed))
        var later = try Samples.record("E1234567", .entry, at: Samples.minutes(5), state: state)
        later.facts.lastCrossing = .found(
            PriorCrossing(
                direction: .exit, unixTime: Samples.minutes(1).seconds, documentNumber: "E1234567", outcome: .passed))
        try await database.commit(later)
        let last = try await database.gather(Samples.query()).lastCrossing
        let counts: Set<CrossingState> = [.admitted, .passed, .interrupted]
        #expect((last?.id == later.id) == counts.contains(state))
        #expect(last?.time == (counts.contains(state) ? Samples.minutes(5) : Samples.minutes(1)))
        #expect(last?.documentNumber == "E1234567")
    }

    @Test func `the last crossing tells where it was, also that with another passport`() async throws {
        _ = try await database.grant(Samples.permission("E1234567"))
        _ = try await database.grant(Samples.permission("E7654321"))
        try await database.commit(Samples.record(at: Samples.minutes(1), state: .passed))
        #expect(try await database.gather(Samples.query()).lastCrossing?.station == .eGate)
        var atDesk = try Samples.record("E1234567", .entry, at: Samples.minutes(2), state: .passed)
        atDesk.facts.station = .desk
        try await database.commit(atDesk)
        #expect(try await database.gather(Samples.query()).lastCrossing?.station == .desk)
        #expect(try await database.gather(Samples.query("E7654321")).lastCrossingOfPerson?.station == .desk)
    }

    @Test func `crossings with the person's other passport are found by register number only`() async throws {
        _ = try await database.grant(Samples.permission("E1234567"))
        _ = try await database.grant(Samples.permission("E7654321", register: " аа85010121 "))
        _ = try await database.grant(Samples.permission("E0000009", register: "ББ85010121"))
        try await database.commit(Samples.record("E0000009", at: Samples.minutes(3), state: .passed))
        try await database.commit(Samples.record("E7654321", at: Samples.minutes(2), state: .passed))
        try await database.commit(Samples.record("E1234567", at: Samples.minutes(1), state: .passed))
        let facts = try await database.gather(Samples.query())
        #expect(facts.lastCrossing?.documentNumber == "E1234567")
        #expect(facts.lastCrossingOfPerson?.documentNumber == "E7654321")
        #expect(facts.lastCrossingOfPerson?.time == Samples.minutes(2))
        #expect(try await database.gather(Samples.query("E5555555")).lastCrossingOfPerson == nil)
    }

    @Test func `the facts lead the rules to the right finding`() async throws {
        _ = try await database.grant(Samples.permission("E1234567"))
        _ = try await database.grant(Samples.permission("E7654321"))
        try await database.commit(Samples.record("E7654321", .exit, at: Samples.minutes(-600), state: .passed))
        let other = try #require(try await database.gather(Samples.query("E1234567", .entry)).lastCrossingOfPerson)
        #expect(other.direction == .exit)
        #expect(other.documentNumber == "E7654321")
    }

    @Test func `the documents of a person keep their register number`() async throws {
        let id = try await database.grant(Samples.permission(register: nil))
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        let second = try await database.grant(Samples.permission(at: Samples.minutes(1)))
        #expect(try await database.gather(Samples.query()).permission?.registerNumber == "АА85010121")
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: second)
        let code = await Workspace.code { _ = try await database.grant(Samples.permission(register: "ББ85010121")) }
        #expect(code == .constraint)
    }
}
