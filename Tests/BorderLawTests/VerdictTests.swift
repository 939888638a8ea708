import Foundation
import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("The verdict as a whole")
struct VerdictTests {
    /// One thing wrong or missing each; every one of them alone must keep the gate shut at exit.
    private static let faults: [(name: String, change: @Sendable (inout CrossingFacts) -> Void)] = [
        ("MRZ invalid", { $0.document.mrzValid = false }),
        ("number missing", { $0.document.number = "" }),
        ("class missing", { $0.document.classCode = "" }),
        ("issuer foreign", { $0.document.issuer = "CHN" }),
        ("issuer missing", { $0.document.issuer = "" }),
        ("specimen", { $0.document.issuer = "UTO" }),
        ("foreigner", { $0.document.nationality = "KOR" }),
        ("nationality missing", { $0.document.nationality = "" }),
        ("birth date missing", { $0.document.birthDate = nil }),
        ("child", { $0.document.birthDate = CivilDate("2010-01-01") }),
        ("expiry missing", { $0.document.expiryDate = nil }),
        ("expired", { $0.document.expiryDate = CivilDate("2026-03-09") }),
        ("under six months", { $0.document.expiryDate = CivilDate("2026-09-09") }),
        ("permission unknown", { $0.permission = .unknown }),
        ("permission missing", { $0.permission = .nothing }),
        ("permission suspended", { $0.permission = permission(.suspended) }),
        ("permission withdrawn", { $0.permission = permission(.withdrawn) }),
        ("permission expired", { $0.permission = permission(.expired) }),
        ("permission of another document", { $0.permission = permission(.active, number: "E0000001") }),
        ("capacity unknown", { $0.permission = permission(.active, capacity: nil) }),
        ("no finger enrolled", { $0.permission = permission(.active, fingers: 0) }),
        ("invalidation unknown", { $0.invalidation = .unknown }),
        ("invalidated", { $0.invalidation = .found(Invalidation(cause: "lost")) }),
        ("list never loaded", { $0.restrictions.listAgeHours = nil }),
        ("list too old", { $0.restrictions.listAgeHours = 25 }),
        ("restricted", { $0.restrictions.found = [Samples.restriction()] }),
        ("last crossing unknown", { $0.lastCrossing = .unknown }),
        ("pass-back", { $0.lastCrossing = .found(Samples.prior(.entry, minutesAgo: 1)) }),
        ("other crossing unknown", { $0.lastCrossingWithOtherDocument = .unknown }),
        ("left with other", { $0.lastCrossingWithOtherDocument = .found(Samples.prior(.exit, minutesAgo: 1)) }),
        ("chip not examined", { $0.chip = .notExamined }),
        ("chip unreadable", { $0.chip = .unreadable(reason: "") }),
        ("chip failed", { $0.chip = .inspected(overall: .failed, failedChecks: []) }),
        ("chip undetermined", { $0.chip = .inspected(overall: .undetermined, failedChecks: []) }),
        ("finger not taken", { $0.finger = .notTaken }),
        ("finger mismatched", { $0.finger = .mismatched(bestScore: 1, threshold: 3, attempts: 3) }),
        ("scanner failed", { $0.finger = .scannerFailed(reason: "") }),
    ]

    private static func permission(
        _ status: PermissionStatus, number: String = "E1234567", capacity: Bool? = true, fingers: Int = 1
    ) -> Lookup<PermissionFacts> {
        .found(
            PermissionFacts(
                status: status, documentNumber: number, capacityDeclared: capacity, enrolledFingers: fingers))
    }

    @Test(arguments: Direction.allCases)
    func `nothing against the traveller opens the gate`(_ direction: Direction) {
        let verdict = Samples.verdict(Samples.eligible(direction))
        #expect(verdict.outcome == .allow)
        #expect(verdict.mayProceed)
        #expect(verdict.gravestFinding == .record)
    }

    @Test(arguments: faults.indices)
    func `one fault alone keeps the gate shut`(_ index: Int) {
        let facts = Samples.eligible(.exit, Self.faults[index].change)
        #expect(Samples.verdict(facts).outcome == .refer, "\(Self.faults[index].name)")
    }

    @Test func `no pair of faults cancels out`() {
        for first in Self.faults {
            for second in Self.faults {
                let facts = Samples.eligible(.exit) {
                    first.change(&$0)
                    second.change(&$0)
                }
                #expect(!Samples.verdict(facts).mayProceed, "\(first.name), \(second.name)")
            }
        }
    }

    @Test func `no random mixture of faults opens the gate and every verdict replays`() throws {
        var random = SplitMix(seed: 0x0B00_0317)
        for _ in 0..<2_000 {
            let chosen = Self.faults.filter { _ in random.next() % 6 == 0 }
            let direction: Direction = random.next() % 2 == 0 ? .exit : .entry
            let facts = Samples.eligible(direction) { facts in chosen.forEach { $0.change(&facts) } }
            let verdict = Samples.verdict(facts)
            #expect(verdict.mayProceed == !verdict.findings.contains { $0.outcome.needsOfficer })
            if direction == .exit { #expect(verdict.mayProceed == chosen.isEmpty, "\(chosen.map(\.name))") }
            let replayed = try JSONDecoder().decode(CrossingFacts.self, from: JSONEncoder().encode(facts))
            #expect(replayed == facts)
            #expect(Samples.verdict(replayed) == verdict)
        }
    }

    @Test(arguments: faults.indices)
    func `whoever cannot pass is not asked for a finger`(_ index: Int) {
        let fault = Self.faults[index]
        guard !fault.name.hasPrefix("finger"), !fault.name.hasPrefix("scanner") else { return }
        let facts = Samples.eligible(.exit, fault.change)
        let verdict = EGateRules.evaluate(facts, rulebook: .standard, stage: .beforeFinger)
        #expect(!verdict.mayProceed, "\(fault.name)")
    }

    @Test(arguments: Direction.allCases)
    func `every rule stands in the record of a passage`(_ direction: Direction) {
        let applied = Set(Samples.verdict(Samples.eligible(direction)).findings.map(\.rule))
        #expect(applied == Set(EGateRules.descriptions.map(\.rule)))
        let asked = (1...10).map { $0 < 10 ? "EG-0\($0)" : "EG-\($0)" } + ["PA-05"]
        #expect(applied.isSuperset(of: asked))
    }

    @Test(arguments: faults.indices)
    func `every finding gives reasons in both languages and a citation`(_ index: Int) {
        for finding in Samples.verdict(Samples.eligible(.exit, Self.faults[index].change)).findings {
            #expect(!finding.citation.isEmpty)
            #expect(finding.reason.mn.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) })
            #expect(finding.reason.en.count > 10)
            #expect(
                !finding.reason.en.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) }
                    || finding.rule == "EG-05")
        }
    }

    @Test func `a verdict has the shape of the contract`() throws {
        let verdict = Samples.verdict(Samples.eligible { $0.document.expiryDate = CivilDate("2026-09-09") })
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(verdict)) as? [String: Any]
        #expect(object?["verdict"] as? String == "refer")
        #expect(object?["rulebook"] as? String == "test")
        let findings = object?["findings"] as? [[String: Any]]
        let finding = findings?.first { $0["rule"] as? String == "EG-03" }
        #expect(finding?["citation"] as? String == "A/260 4.1")
        #expect(finding?["outcome"] as? String == "gateShut")
        #expect((finding?["reason"] as? [String: String])?.keys.sorted() == ["en", "mn"])
        #expect(finding?["evidence"] as? [String] == ["expiry=2026-09-09", "neededUntil=2026-09-10"])
    }

    @Test func `absent null and present keys of a lookup are three different facts`() throws {
        let encoded = try JSONEncoder().encode(Samples.eligible { $0.permission = .unknown })
        var object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
        #expect(object["permission"] == nil)
        #expect(object["lastCrossing"] is NSNull)
        object["permission"] = NSNull()
        let changed = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(CrossingFacts.self, from: changed).permission == .nothing)
    }

    @Test func `a faulty rulebook admits nobody`() {
        let changes: [@Sendable (inout EGateParameters) -> Void] = [
            { $0.adultAge = 0 }, { $0.monthsOfValidity = -1 }, { $0.monthsOfValidity = .max },
            { $0.restrictionListAgeLimitHours = 0 }, { $0.passBackWindowMinutes = -5 },
            { $0.passBackWindowMinutes = .max }, { $0.maximumFingerAttempts = 0 }, { $0.fingerThreshold = .nan },
            { $0.fingerThreshold = 0 }, { $0.ordinaryClasses = [] }, { $0.nationalState = "" },
        ]
        for change in changes {
            let verdict = Samples.verdict(Samples.eligible(), change)
            #expect(verdict.findings.map(\.rule) == ["BX-00"])
            #expect(!verdict.mayProceed)
        }
        #expect(Rulebook.standard.faults.isEmpty)
    }

    @Test func `no finding at all is no permission`() {
        #expect(Verdict(findings: [], rulebook: "test").outcome == .refer)
    }

    @Test func `a rulebook keeps every value through JSON`() throws {
        var rulebook = Rulebook.standard
        rulebook.parameters.officialClassesAccepted = true
        rulebook.parameters.chipPolicy = .required
        let decoded = try JSONDecoder().decode(Rulebook.self, from: JSONEncoder().encode(rulebook))
        #expect(decoded == rulebook)
    }
}
