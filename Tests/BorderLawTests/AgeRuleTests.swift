import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Age and nationality: EG-07")
struct AgeRuleTests {
    @Test(arguments: [
        ("2008-03-10", "2026-03-10", Outcome.allow),  // 18th birthday
        ("2008-03-11", "2026-03-10", .gateShut),  // the day before it
        ("2008-03-09", "2026-03-10", .allow),
        ("2008-02-29", "2026-02-28", .gateShut),  // 29 February: adult on 1 March in common years
        ("2008-02-29", "2026-03-01", .allow),
        ("2004-02-29", "2024-02-29", .allow),
        ("2020-01-01", "2026-03-10", .gateShut),
        ("1926-03-10", "2026-03-10", .allow),
        ("2026-03-10", "2026-03-10", .gateShut),  // born today
        ("2026-03-11", "2026-03-10", .gateShut),  // born tomorrow: an error of the document
    ])
    func `the eighteenth birthday makes an adult`(_ birth: String, _ day: String, _ expected: Outcome) {
        let facts = Samples.eligible(.entry) {
            $0.document.birthDate = Samples.date(birth)
            $0.date = Samples.date(day)
        }
        #expect(Samples.outcome("EG-07", facts) == expected)
    }

    @Test(arguments: ["8501XX", "85<<<<", "<<<<<<", ""])
    func `a birth date that is not fully known shuts the gate`(_ text: String) {
        let facts = Samples.eligible {
            $0.document.birthDateText = text
            $0.document.birthDate = nil
        }
        #expect(Samples.obstacles(facts) == ["EG-07"])
    }

    @Test(arguments: ["KOR", "XXA", "RUS", ""])
    func `a foreigner is led to the desk`(_ nationality: String) {
        #expect(Samples.obstacles(Samples.eligible { $0.document.nationality = nationality }) == ["EG-07"])
    }

    @Test func `a foreign child hears both reasons`() {
        let facts = Samples.eligible {
            $0.document.nationality = "KOR"
            $0.document.birthDate = Samples.date("2015-01-01")
        }
        #expect(Samples.obstacles(facts) == ["EG-07", "EG-07"])
    }

    @Test func `the birth date itself does not stand in the evidence`() {
        let facts = Samples.eligible { $0.document.birthDate = Samples.date("2015-06-07") }
        for finding in Samples.verdict(facts).findings {
            #expect(!finding.evidence.contains { $0.contains("2015-06-07") })
        }
    }
}
