import Testing

@testable import BorderLaw

@Suite("Permission rules: EG-02, EG-04")
struct PermissionRulesTests {
    private func facts(_ status: PermissionStatus, number: String = "E1234567", fingers: Int = 1) -> CrossingFacts {
        Samples.eligible {
            $0.permission = .found(
                PermissionFacts(
                    status: status, documentNumber: number, capacityDeclared: true, enrolledFingers: fingers))
        }
    }

    @Test(arguments: PermissionStatus.allCases, Direction.allCases)
    func `only an active permission opens the gate`(_ status: PermissionStatus, _ direction: Direction) {
        var facts = facts(status)
        facts.direction = direction
        #expect(Samples.obstacles(facts) == (status == .active ? [] : ["EG-02"]))
    }

    @Test func `no permission shuts the gate`() {
        #expect(Samples.obstacles(Samples.eligible { $0.permission = .nothing }) == ["EG-02", "EG-04"])
    }

    @Test func `a permission register that could not be asked shuts the gate and says so`() {
        let verdict = Samples.verdict(Samples.eligible { $0.permission = .unknown })
        #expect(verdict.obstacles.map(\.rule) == ["EG-02", "EG-04"])
        #expect(verdict.obstacles.first?.evidence == ["permission=unknown"])
    }

    @Test func `a permission for another passport does not count and must be enrolled anew`() {
        #expect(Samples.obstacles(facts(.active, number: "E7654321")) == ["EG-02", "EG-04"])
    }

    @Test func `filler around a document number does not matter`() {
        #expect(Samples.obstacles(facts(.active, number: "E1234567<")).isEmpty)
    }

    @Test(arguments: [0, -1])
    func `a permission without enrolled fingers shuts the gate`(_ fingers: Int) {
        #expect(Samples.obstacles(facts(.active, fingers: fingers)) == ["EG-04"])
    }

    @Test func `a desk does not ask for an e-gate permission`() {
        let facts = Samples.eligible(station: .desk) { $0.permission = .nothing }
        #expect(Samples.outcome("EG-02", facts) == nil)
        #expect(Samples.verdict(facts).mayProceed)
    }
}
