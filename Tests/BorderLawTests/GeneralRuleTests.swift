import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Everyone at the desk: GE-01 to GE-06")
struct GeneralRuleTests {
    @Test func `GE-01 every traveller is recorded before release`() {
        for direction in Direction.allCases {
            #expect(DeskSamples.outcome("GE-01", DeskSamples.adult(direction)) == .record)
        }
    }

    @Test func `GE-02 law goes before regulation, regulation before order, order before house rule`() {
        let ranks = ["house rule (x)", "registration notice: y", "A/49 2.1", "126 3.2", "border law 17.2"]
            .map(LegalRank.init(citation:))
        #expect(ranks == [.house, .notice, .order, .regulation, .law])
        #expect(ranks == ranks.sorted())
        #expect(LegalRank.treaty > .law)
    }

    @Test(
        arguments: [
            ("P", nil, nil, nil), ("PD", nil, nil, Outcome.priority), ("PD<", nil, nil, .priority),
            ("PS", nil, nil, nil),
            ("P", Courtesy.delegation, "officer 7", .priority), ("P", .escort, nil, .remind),
            ("P", .escort, "", .remind),
            ("PD", .escort, nil, .priority),
        ] as [(String, Courtesy?, String?, Outcome?)])
    func `GE-03 diplomats and entered guests are served out of turn`(
        _ code: String, _ courtesy: Courtesy?, _ enteredBy: String?, _ expected: Outcome?
    ) {
        let facts = DeskSamples.adult {
            $0.document.classCode = code
            $0.desk?.courtesy = courtesy
            $0.desk?.courtesyEnteredBy = enteredBy
        }
        #expect(DeskSamples.outcome("GE-03", facts) == expected)
        #expect(DeskSamples.verdict(facts).mayProceed)
    }

    @Test func `GE-03 changes the queue and no check`() {
        let facts = DeskSamples.adult {
            $0.document.classCode = "PD"
            $0.document.expiryDate = Samples.date("2026-03-09")
        }
        #expect(DeskSamples.obstacles(facts) == ["PA-05"])
    }

    @Test(
        arguments: [
            (Direction.entry, "MNG", Direction.exit, Outcome.refer),  // the pair of a citizen is open
            (.entry, "MNG", .entry, .refer),  // a record is missing
            (.exit, "MNG", .entry, .allow),  // the pair is closed
            (.exit, "KOR", .entry, .refer),  // the pair of a foreigner is open
            (.entry, "KOR", .exit, .allow),
        ])
    func `GE-04 inside a pair the passport stays the same`(
        _ direction: Direction, _ nationality: String, _ other: Direction, _ expected: Outcome
    ) {
        let facts = DeskSamples.adult(direction) {
            $0.document.nationality = nationality
            $0.lastCrossingWithOtherDocument = .found(Samples.prior(other, minutesAgo: 9_000, number: "E7777777"))
        }
        #expect(DeskSamples.outcome("GE-04", facts) == expected)
    }

    @Test func `GE-04 names the passport to ask for and cites the order`() {
        let facts = DeskSamples.adult(.entry) {
            $0.lastCrossingWithOtherDocument = .found(Samples.prior(.exit, minutesAgo: 9_000, number: "E7777777"))
        }
        let finding = DeskSamples.verdict(facts).obstacles.first
        #expect(finding?.rule == "GE-04")
        #expect(finding?.citation == "A/131 2.12")
        #expect(finding?.reason.mn.contains("E7777777") == true)
        #expect(finding?.evidence.contains("otherDocument.number=E7777777") == true)
    }

    @Test(arguments: [Direction.exit, .entry], [Direction.exit, .entry])
    func `GE-04 says when only the zones tell that another passport is the traveller's`(
        _ direction: Direction, _ before: Direction
    ) {
        let other = Samples.prior(before, minutesAgo: 9_000, number: "E7777777")
        func finding(_ change: (inout CrossingFacts) -> Void, registerInZoneTies: Bool = true) -> Finding? {
            var parameters = EGateParameters()
            parameters.registerInZoneTies = registerInZoneTies
            let rulebook = Rulebook(version: "test", parameters: parameters, desk: DeskParameters())
            return DeskRules.evaluate(DeskSamples.adult(direction, change), rulebook: rulebook, stage: .final)
                .findings.first { $0.rule == "GE-04" }
        }
        let confirmed = finding { $0.lastCrossingWithOtherDocument = .found(other) }
        let hinted = finding { $0.lastCrossingByZone = .found(other) }
        #expect(hinted?.outcome == confirmed?.outcome)
        #expect(hinted?.evidence == (confirmed?.evidence ?? []) + ["otherDocument.tie=registerInZone"])
        let isAsked = hinted?.outcome == .refer
        #expect(hinted?.reason.en.hasSuffix("The register number in the MRZ of both passports is the same.") == isAsked)
        #expect(hinted?.reason.mn.hasSuffix("Хоёр паспортын MRZ дэх регистрийн дугаар ижил.") == isAsked)

        // A hint that is later adds doubt, and never takes away what is confirmed.
        for minutes in [8_999, 9_000, 9_001] as [Int64] {
            for confirmedDirection in [Direction.exit, .entry] {
                let known = Samples.prior(confirmedDirection, minutesAgo: minutes, number: "E8888888")
                let alone = finding { $0.lastCrossingWithOtherDocument = .found(known) }
                let both = finding {
                    $0.lastCrossingWithOtherDocument = .found(known)
                    $0.lastCrossingByZone = .found(other)
                }
                let isHinted = minutes > 9_000 && alone?.outcome == .allow && hinted?.outcome == .refer
                #expect(both == (isHinted ? hinted : alone))
            }
        }
        // One that does not count, or a switch that is off, ties nothing.
        var turnedBack = other
        turnedBack.outcome = .turnedBack
        #expect(finding { $0.lastCrossingByZone = .found(turnedBack) }?.outcome == .allow)
        let off = finding({ $0.lastCrossingByZone = .found(other) }, registerInZoneTies: false)
        #expect(off?.outcome == .allow)
        let behind = finding(
            {
                $0.lastCrossingWithOtherDocument = .found(other)
                $0.lastCrossingByZone = .found(Samples.prior(.exit, minutesAgo: 1, number: "E8888888"))
            }, registerInZoneTies: false)
        #expect(behind == confirmed)
    }

    @Test func `GE-04 an officer may accept a replacement but not silence of the records`() {
        var facts = DeskSamples.adult(.entry) {
            $0.lastCrossingWithOtherDocument = .found(Samples.prior(.exit, minutesAgo: 9_000, number: "E7777777"))
            $0.desk?.replacement = PassportReplacement(cause: .lost, officer: "officer 7")
        }
        #expect(DeskSamples.outcome("GE-04", facts) == .record)
        facts.desk?.replacement?.officer = ""
        #expect(DeskSamples.outcome("GE-04", facts) == .refer)
        facts.desk?.replacement?.officer = "officer 7"
        facts.lastCrossingWithOtherDocument = .unknown
        #expect(DeskSamples.outcome("GE-04", facts) == .refer)
    }

    @Test(arguments: RemainsFacts.Kind.allCases)
    func `GE-05 remains go to the officer even with every paper`(_ kind: RemainsFacts.Kind) throws {
        var facts = DeskSamples.adult(.entry) {
            $0.desk?.remains = RemainsFacts(
                kind: kind, policeStatement: true, forensicConclusion: true, travelDocument: true, markedInvalid: true)
        }
        #expect(DeskSamples.obstacles(facts) == ["GE-05"])
        let complete = try #require(DeskSamples.verdict(facts).obstacles.first)
        #expect(!complete.evidence.contains { $0.hasPrefix("needed=") })
        facts.desk?.remains = RemainsFacts(kind: kind)
        let bare = DeskSamples.verdict(facts).findings.filter { $0.rule == "GE-05" }
        #expect(bare.map(\.outcome) == [.refer, .record, .remind])
        #expect(bare.first?.evidence.filter { $0.hasPrefix("needed=") }.count == 3)
        facts.document.nationality = "KOR"
        #expect(DeskSamples.verdict(facts).findings.filter { $0.rule == "GE-05" }.map(\.outcome) == [.refer, .record])
    }

    @Test(
        arguments: [
            (Direction.exit, "2026-03-10", Outcome.refer), (.exit, "2026-03-09", .allow), (.entry, "2026-03-10", nil),
        ] as [(Direction, String, Outcome?)])
    func `GE-06 a suspended right to leave stops exit and not entry`(
        _ direction: Direction, _ end: String, _ expected: Outcome?
    ) {
        let facts = DeskSamples.adult(direction) { $0.restrictions.found = [Samples.restriction(to: end)] }
        #expect(DeskSamples.outcome("GE-06", facts) == expected)
    }

    @Test(arguments: [nil, 25] as [Int?])
    func `GE-06 an old list leaves the desk open with a word of warning`(_ age: Int?) {
        let facts = DeskSamples.adult { $0.restrictions.listAgeHours = age }
        #expect(DeskSamples.outcome("GE-06", facts) == .remind)
        #expect(DeskSamples.verdict(facts).mayProceed)
    }
}
