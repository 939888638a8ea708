import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument

/// What stands against a permission for the e-gate.
@Suite struct PermissionReviewTests {
    private func obstacles(_ rulebook: Rulebook) throws -> [String] {
        let zone = try MachineReadableZone(parsing: Fixture.mrz, today: Fixture.date(2026, 11, 20))
        return PermissionReview.obstacles(
            to: Fixture.permission, zone: zone, stored: Fixture.known, rulebook: rulebook, at: Fixture.now
        ).map(\.rule)
    }

    @Test func `nothing stands against a citizen with a good passport`() throws {
        #expect(try obstacles(.standard) == [])
    }

    @Test(arguments: [RulebookTableKind.eGate, .desk])
    func `none is granted by tables of which one lacks`(_ kind: RulebookTableKind) throws {
        var tables = RulebookShelf.standard.tables
        for index in tables.indices where tables[index].kind == kind {
            tables[index].validUntil = Fixture.date(2026, 11, 19)
        }
        let shelf = try #require(RulebookShelf.build(tables).shelf)
        #expect(try obstacles(shelf.rulebook(on: Fixture.date(2026, 11, 20))) == ["BX-00"])
    }
}
