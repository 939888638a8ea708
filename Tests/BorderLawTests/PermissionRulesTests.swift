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

    @Test func `dates that differ from those at enrolment are an altered page`() {
        func verdict(born: String?, expires: String?) -> Verdict {
            Samples.verdict(
                Samples.eligible {
                    $0.permission = .found(
                        PermissionFacts(
                            status: .active, documentNumber: "E1234567", capacityDeclared: true, enrolledFingers: 1,
                            birthDate: born.map { Samples.date($0) }, documentExpiry: expires.map { Samples.date($0) }))
                })
        }
        #expect(verdict(born: "1985-01-01", expires: "2030-01-01").mayProceed)
        #expect(verdict(born: nil, expires: nil).mayProceed)
        let young = verdict(born: "1985-01-02", expires: "2030-01-01")
        #expect(young.obstacles.map(\.rule) == ["EG-02"])
        #expect(young.obstacles.first?.evidence.last == "permission.differsIn=birthDate")
        let late = verdict(born: "1985-01-01", expires: "2029-12-31")
        #expect(late.obstacles.map(\.rule) == ["EG-02"])
        #expect(late.obstacles.first?.evidence.last == "permission.differsIn=expiryDate")
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
