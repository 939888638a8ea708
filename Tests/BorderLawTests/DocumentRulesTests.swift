import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Document rules: BX-02, BX-03, EG-01, PA-08")
struct DocumentRulesTests {
    @Test func `a wrong check digit shuts the gate`() {
        #expect(Samples.obstacles(Samples.eligible { $0.document.mrzValid = false }) == ["BX-02"])
    }

    @Test(arguments: ["", "<<<<<<<<<", "  "])
    func `a missing document number shuts the gate`(_ number: String) {
        #expect(Samples.obstacles(Samples.eligible { $0.document.number = number }) == ["BX-02", "EG-02", "EG-04"])
    }

    @Test(arguments: [
        ("P", true), ("P<", true), ("PP", true), ("PD", false), ("PO", false), ("PS", false), ("PE", false),
        ("ID", false), ("V", false), ("", false), ("p", false),
    ])
    func `only ordinary passports use the gate`(_ code: String, _ passes: Bool) {
        let outcome = Samples.outcome("EG-01", Samples.eligible { $0.document.classCode = code })
        #expect(outcome == (passes ? .allow : .gateShut))
    }

    @Test(arguments: ["PD", "PO", "PS", "P"])
    func `a switch lets official and diplomatic passports use the gate`(_ code: String) {
        let facts = Samples.eligible { $0.document.classCode = code }
        #expect(Samples.outcome("EG-01", facts) { $0.officialClassesAccepted = true } == .allow)
    }

    @Test(arguments: ["KOR", "", "D", "MN", "mng"])
    func `a document of another state shuts the gate`(_ issuer: String) {
        #expect(Samples.outcome("EG-01", Samples.eligible { $0.document.issuer = issuer }) == .gateShut)
    }

    @Test(arguments: [false, nil] as [Bool?])
    func `legal capacity that was not declared shuts the gate`(_ declared: Bool?) {
        let facts = Samples.eligible {
            $0.permission = .found(
                PermissionFacts(
                    status: .active, documentNumber: "E1234567", capacityDeclared: declared, enrolledFingers: 1))
        }
        #expect(Samples.obstacles(facts) == ["EG-01"])
    }

    @Test(arguments: Station.allCases, Direction.allCases)
    func `a specimen is stopped at every station`(_ station: Station, _ direction: Direction) {
        let facts = Samples.eligible(direction, station: station) {
            $0.document.issuer = "UTO"
            $0.document.nationality = "UTO"
        }
        #expect(Samples.outcome("BX-03", facts) == .refer)
        #expect(!Samples.verdict(facts).mayProceed)
    }

    @Test func `training mode goes on with a specimen and says so`() {
        let facts = Samples.eligible { $0.document.issuer = "UTO" }
        #expect(Samples.outcome("BX-03", facts) { $0.specimensStopped = false } == .record)
    }

    @Test(arguments: Station.allCases, Direction.allCases)
    func `a document declared invalid is referred and its cause is named`(_ station: Station, _ direction: Direction) {
        let facts = Samples.eligible(direction, station: station) {
            $0.invalidation = .found(Invalidation(cause: "гээсэн", body: "УБЕГ"))
        }
        let obstacles = Samples.verdict(facts).obstacles
        #expect(obstacles.map(\.rule) == ["PA-08"])
        #expect(obstacles.first?.reason.mn.contains("гээсэн; УБЕГ") == true)
    }

    @Test func `an invalid list that could not be asked is doubt`() {
        #expect(Samples.obstacles(Samples.eligible { $0.invalidation = .unknown }) == ["PA-08"])
    }
}
