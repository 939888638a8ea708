import Foundation
import Testing

@testable import BorderLaw
@testable import TravelDocument

/// Facts as records held them before desks had facts of their own.
@Suite("Facts that were stored before")
struct StoredFactsTests {
    private static let admitted = """
        {"chip":{"failedChecks":[],"overall":"successful","state":"inspected"},"date":"2026-03-10","direction":"exit",\
        "document":{"birthDate":"1985-01-01","birthDateText":"850101","classCode":"P","expiryDate":"2030-01-01",\
        "issuer":"MNG","mrzValid":true,"nationality":"MNG","number":"E1234567","sex":"F"},\
        "finger":{"attempts":1,"score":5.5,"state":"matched","threshold":3},"invalidation":null,"lastCrossing":null,\
        "lastCrossingWithOtherDocument":null,"permission":{"capacityDeclared":true,"documentNumber":"E1234567",\
        "enrolledFingers":2,"status":"active"},"restrictions":{"found":[],"listAgeHours":1},"station":"eGate",\
        "unixTime":1773115200}
        """

    private static let referredAtDesk = """
        {"chip":{"state":"absent"},"date":"2026-03-10","direction":"entry","document":{"birthDate":"1985-01-01",\
        "birthDateText":"850101","classCode":"P","expiryDate":"2026-03-09","issuer":"MNG","mrzValid":true,\
        "nationality":"MNG","number":"E1234567","sex":"F"},"finger":{"state":"notTaken"},"invalidation":null,\
        "lastCrossing":{"direction":"exit","documentNumber":"E1234567","outcome":"passed","station":"eGate",\
        "unixTime":1773000000},"lastCrossingWithOtherDocument":null,"permission":null,\
        "restrictions":{"found":[],"listAgeHours":1},"station":"desk","unixTime":1773115200}
        """

    private static let records: [(json: String, said: [String])] = [
        (
            admitted,
            [
                "BX-02 allow", "BX-03 allow", "EG-01 allow", "EG-02 allow", "EG-04 allow", "EG-07 allow", "PA-05 allow",
                "EG-03 allow", "PA-08 allow", "EG-05 allow", "EG-09 allow", "EG-10 allow", "BX-01 allow", "EG-08 allow",
                "EG-06 record",
            ]
        ),
        (
            referredAtDesk,
            [
                "BX-02 allow", "BX-03 allow", "PA-05 refer", "PA-08 allow", "EG-05 allow", "EG-09 allow", "EG-10 allow",
                "BX-01 allow", "EG-06 remind",
            ]
        ),
    ]

    @Test(arguments: records.indices)
    func `an old record decodes and replays to the same verdict`(_ index: Int) throws {
        let (json, said) = Self.records[index]
        let facts = try JSONDecoder().decode(CrossingFacts.self, from: Data(json.utf8))
        #expect(facts.desk == nil)
        let verdict = EGateRules.evaluate(facts, rulebook: .standard, stage: .final)
        #expect(verdict.rulebook == "A260-2017-11-20.1")
        #expect(verdict.findings.map { "\($0.rule) \($0.outcome.rawValue)" } == said)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(facts), as: UTF8.self) == json)
    }

    @Test func `what stands nowhere is unknown and goes to the officer`() throws {
        let json = """
            {"date":"2026-03-10","direction":"entry","document":{"nationality":"MNG"},"station":"desk","unixTime":0}
            """
        let facts = try JSONDecoder().decode(CrossingFacts.self, from: Data(json.utf8))
        #expect(facts.chip == .notExamined)
        #expect(facts.finger == .notTaken)
        #expect(!facts.document.mrzValid)
        #expect(!DeskSamples.verdict(facts).mayProceed)
        #expect(DeskSamples.verdict(facts).gravestFinding == .refer)
    }

    @Test func `a rulebook from before the desk has the desk's standard values`() throws {
        let encoded = try JSONEncoder().encode(Rulebook.standard)
        var object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
        #expect(object["desk"] != nil)
        object["desk"] = nil
        let old = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(Rulebook.self, from: old) == .standard)
    }

    @Test func `numbers of a record go there and back, and one that came later has its standard value`() throws {
        var parameters = EGateParameters()
        parameters.adultAge = 21
        parameters.chipPolicy = .required
        parameters.ordinaryClasses = ["P"]
        let verdict = Verdict(
            findings: [], rulebook: "own", numbers: RulebookNumbers(version: "own", parameters: parameters))
        #expect(try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict)) == verdict)
        let older = Data(#"{"version":"own","parameters":{"adultAge":21}}"#.utf8)
        let numbers = try JSONDecoder().decode(RulebookNumbers.self, from: older)
        #expect(numbers.parameters.adultAge == 21)
        #expect(numbers.parameters.wantedListAgeLimitHours == EGateParameters().wantedListAgeLimitHours)
        // Each of them alone, other than its standard value: none is forgotten on the way.
        let changes: [@Sendable (inout EGateParameters) -> Void] = [
            { $0.nationalState = "XXX" }, { $0.adultAge = 20 }, { $0.monthsOfValidity = 5 },
            { $0.validityCheckedAtEntry.toggle() }, { $0.extensionAcceptedAtGate.toggle() },
            { $0.restrictionListAgeLimitHours = 25 }, { $0.wantedListAgeLimitHours = 26 },
            { $0.invalidListAgeLimitHours = 27 }, { $0.passBackWindowMinutes = 11 }, { $0.registerInZoneTies.toggle() },
            { $0.maximumFingerAttempts = 2 },
            { $0.fingerThreshold = 3.5 }, { $0.ordinaryClasses = ["P"] }, { $0.officialClasses = ["PD"] },
            { $0.officialClassesAccepted.toggle() }, { $0.chipPolicy = .required }, { $0.specimenIssuers = [] },
            { $0.specimensStopped.toggle() },
        ]
        #expect(changes.count == Mirror(reflecting: EGateParameters()).children.count)
        for change in changes {
            var changed = EGateParameters()
            change(&changed)
            #expect(changed != EGateParameters())
            #expect(try JSONDecoder().decode(EGateParameters.self, from: JSONEncoder().encode(changed)) == changed)
        }
        let without = Data(#"{"verdict":"refer","findings":[],"rulebook":"A260"}"#.utf8)
        #expect(try JSONDecoder().decode(Verdict.self, from: without).numbers == nil)
    }
}
