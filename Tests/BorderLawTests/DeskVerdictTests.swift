import Foundation
import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("The verdict of the desk")
struct DeskVerdictTests {
    /// Facts without which nothing is allowed: each one alone, when nobody knows it, leads to the officer.
    private static let removals: [(name: String, change: @Sendable (inout CrossingFacts) -> Void)] = [
        ("mrz", { $0.document.mrzValid = false }), ("number", { $0.document.number = "" }),
        ("nationality", { $0.document.nationality = "" }), ("expiry", { $0.document.expiryDate = nil }),
        ("invalidation", { $0.invalidation = .unknown }), ("last crossing", { $0.lastCrossing = .unknown }),
        ("other document", { $0.lastCrossingWithOtherDocument = .unknown }), ("chip", { $0.chip = .notExamined }),
        (
            "desk",
            {
                $0.desk = nil; $0.finger = .notTaken
            }
        ),
        (
            "likeness",
            {
                $0.desk?.book?.likeness = nil; $0.finger = .notTaken
            }
        ),
    ]

    /// Of a child every one of these as well.
    private static let childRemovals: [(name: String, change: @Sendable (inout CrossingFacts) -> Void)] = [
        (
            "birth date",
            {
                $0.document.birthDate = nil; $0.document.birthDateText = ""
            }
        ),
        ("child", { $0.desk?.child = nil }), ("companion", { $0.desk?.child?.companion = nil }),
        ("branch", { $0.desk?.child?.branch = nil }), ("event", { $0.desk?.child?.travelsToEvent = nil }),
        ("power of attorney", { $0.desk?.child?.powerOfAttorney = .unknown }),
        ("attachments", { $0.desk?.child?.attachments = PowerOfAttorneyAttachments() }),
    ]

    /// What may speak against a traveller, or be odd.
    private static let faults: [@Sendable (inout CrossingFacts) -> Void] = [
        { $0.direction = .entry }, { $0.document.issuer = "UTO" }, { $0.document.classCode = "PD" },
        { $0.document.expiryDate = CivilDate("2026-03-09") },
        { $0.document.verifiedExtension = CivilDate("2040-01-01") },
        { $0.invalidation = .found(Invalidation(cause: "lost")) },
        { $0.restrictions = RestrictionFacts(found: [Samples.restriction()], listAgeHours: nil) },
        { $0.lastCrossing = .found(Samples.prior(.entry, minutesAgo: 1)) },
        { $0.lastCrossingWithOtherDocument = .found(Samples.prior(.exit, minutesAgo: 1, number: "E9")) },
        { $0.chip = .inspected(overall: .failed, failedChecks: ["sodSignature", "mrzDg1Comparison"]) },
        { $0.finger = .mismatched(bestScore: 0, threshold: 3, attempts: 3) }, { $0.desk?.book?.altered = true },
        { $0.desk?.book?.damaged = true }, { $0.desk?.book?.likeness = false },
        { $0.desk?.book?.validPassports = .found(["1", "2", "3"]) }, { $0.desk?.book?.issueDate = nil },
        { $0.desk?.courtesy = .delegation }, { $0.desk?.travelPaper = .returnCertificate },
        { $0.desk?.remains = RemainsFacts(kind: .ashes) },
        { $0.desk?.childFollowUp = .found(ChildFollowUp(childDocumentNumber: "E1", leftOn: .earliest)) },
        { $0.document.birthDate = CivilDate("2015-01-01") },
        { $0.desk?.child = DeskSamples.child(with: .other).desk?.child }, { $0.desk?.child?.companion?.kind = .nobody },
    ]

    @Test(arguments: Direction.allCases)
    func `nothing against an adult citizen lets them pass`(_ direction: Direction) {
        let verdict = DeskSamples.verdict(DeskSamples.adult(direction))
        #expect(verdict.obstacles.map(\.rule) == [])
        #expect(verdict.rulebook == "test+A49-A131-126-A83.1+\(ForeignerTables().version)")
    }

    @Test func `missing facts never allow`() {
        for removal in Self.removals {
            for direction in Direction.allCases {
                let facts = DeskSamples.adult(direction, removal.change)
                #expect(!DeskSamples.verdict(facts).mayProceed, "\(removal.name) \(direction)")
            }
        }
        for removal in Self.removals + Self.childRemovals {
            var facts = DeskSamples.child(with: .other)
            removal.change(&facts)
            #expect(!DeskSamples.verdict(facts).mayProceed, "child: \(removal.name)")
        }
    }

    @Test func `to know less never turns an officer's case into a passage`() {
        var random = SplitMix(seed: 0x0B00_0005)
        for _ in 0..<500 {
            let facts = Self.mixture(&random)
            guard !DeskSamples.verdict(facts).mayProceed else { continue }
            for removal in Self.removals + Self.childRemovals {
                var less = facts
                removal.change(&less)
                #expect(!DeskSamples.verdict(less).mayProceed, "\(removal.name)")
            }
        }
    }

    @Test func `nobody is refused and a citizen at entry is at worst led to the officer`() throws {
        #expect(Set(Outcome.allCases) == [.allow, .record, .remind, .priority, .gateShut, .refer])
        var random = SplitMix(seed: 0x0B00_0006)
        for _ in 0..<800 {
            var facts = Self.mixture(&random)
            let verdict = DeskSamples.verdict(facts)
            #expect(verdict.findings.allSatisfy { $0.outcome != .gateShut })
            #expect(verdict.outcome == .allow || verdict.outcome == .refer)
            let again = try JSONDecoder().decode(CrossingFacts.self, from: JSONEncoder().encode(facts))
            #expect(again == facts)
            #expect(DeskSamples.verdict(again) == verdict)
            facts.direction = .entry
            facts.document.nationality = "MNG"
            #expect(DeskSamples.verdict(facts).gravestFinding <= .refer)
        }
    }

    @Test func `a foreign national of whose stay nothing is known goes to the officer`() {
        for (direction, rule) in [(Direction.entry, "VF-02"), (.exit, "VF-04")] {
            let facts = DeskSamples.adult(direction) { $0.document.nationality = "KOR" }
            #expect(DeskSamples.obstacles(facts).contains(rule))
            let unread = DeskSamples.adult(direction) { $0.document.nationality = "" }
            #expect(DeskSamples.obstacles(unread).contains("BX-04"))
        }
    }

    @Test func `every finding gives reasons in both languages a citation and evidence that would settle it`() {
        var random = SplitMix(seed: 0x0B00_0007)
        let cyrillic = { (scalar: Unicode.Scalar) in (0x0400...0x04FF).contains(scalar.value) }
        for _ in 0..<300 {
            for finding in DeskSamples.verdict(Self.mixture(&random)).findings {
                #expect(!finding.citation.isEmpty)
                #expect(finding.reason.mn.unicodeScalars.contains(where: cyrillic))
                #expect(finding.reason.en.count > 10)
                #expect(finding.rule == "GE-06" || !finding.reason.en.unicodeScalars.contains(where: cyrillic))
                if finding.outcome == .refer { #expect(!finding.evidence.isEmpty, "\(finding.rule)") }
            }
        }
    }

    @Test func `facts of a gate are judged by the table of the gate`() {
        let facts = Samples.eligible()
        let rulebook = Rulebook(version: "test", parameters: EGateParameters())
        #expect(
            DeskRules.evaluate(facts, rulebook: rulebook, stage: .final)
                == EGateRules.evaluate(facts, rulebook: rulebook, stage: .final))
    }

    private static let faultyParameters: [@Sendable (inout DeskParameters) -> Void] = [
        { $0.version = "" }, { $0.passportYears = [] }, { $0.passportYears = [.max] }, { $0.extensionYears = [0] },
        { $0.childPassportAge = 0 }, { $0.childPassportYears = -1 }, { $0.maximumPassports = 0 },
    ]

    @Test(arguments: faultyParameters.indices)
    func `a faulty rulebook allows nobody`(_ index: Int) {
        let verdict = DeskSamples.verdict(DeskSamples.adult(), Self.faultyParameters[index])
        #expect(verdict.findings.map(\.rule) == ["BX-00"])
        #expect(!verdict.mayProceed)
    }

    private static func mixture(_ random: inout SplitMix) -> CrossingFacts {
        var facts = random.next() % 2 == 0 ? DeskSamples.adult() : DeskSamples.child(with: .relative)
        for change in faults + removals.map(\.change) where random.next() % 8 == 0 { change(&facts) }
        return facts
    }
}
