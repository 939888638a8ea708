import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Children leaving: CH-00 to CH-10")
struct ChildRuleTests {
    @Test(
        arguments: [
            // day of crossing 2026-03-10
            ("2008-03-10", "080310", Outcome.allow),  // eighteenth birthday today
            ("2008-03-11", "080311", .record),  // tomorrow
            ("2008-02-29", "080229", .allow),
            ("2026-03-10", "260310", .record),  // born today
            ("2026-03-11", "260311", .refer),  // born tomorrow: an error of the document
            (nil, "07XXXX", .allow),  // the youngest of that year is 18
            (nil, "08XXXX", .refer),
            (nil, "12XXXX", .refer),
            (nil, "85<<<<", .allow),
            (nil, "XXXXXX", .refer),
            (nil, "", .refer),
        ] as [(String?, String, Outcome)])
    func `CH-00 the age of eighteen counts on the day`(_ birth: String?, _ text: String, _ expected: Outcome) {
        let facts = DeskSamples.adult {
            $0.document.birthDate = birth.map { Samples.date($0) }
            $0.document.birthDateText = text
        }
        #expect(DeskSamples.outcome("CH-00", facts) == expected)
    }

    @Test(arguments: [("2026-02-28", Outcome.record), ("2026-03-01", .allow)])
    func `CH-00 a birthday of 29 February is reached on 1 March`(_ day: String, _ expected: Outcome) {
        let facts = DeskSamples.adult {
            $0.date = Samples.date(day)
            $0.document.birthDate = Samples.date("2008-02-29")
        }
        #expect(DeskSamples.outcome("CH-00", facts) == expected)
    }

    @Test func `CH-00 at entry and of foreign children nothing is asked`() {
        var entering = DeskSamples.child(with: .nobody)
        entering.direction = .entry
        var foreign = DeskSamples.child(with: .nobody)
        foreign.document.nationality = "KOR"
        for facts in [entering, foreign] {
            let rules = DeskSamples.verdict(facts).findings.map(\.rule)
            #expect(!rules.contains { $0.hasPrefix("CH-") && $0 != "CH-08" })
        }
        #expect(DeskSamples.verdict(entering).mayProceed)
    }

    @Test(arguments: [CompanionKind.parent, .relative, .guardian, .other])
    func `each branch with all of its papers lets the child leave`(_ companion: CompanionKind) {
        let facts = DeskSamples.child(with: companion)
        #expect(DeskSamples.obstacles(facts) == [])
        #expect(DeskSamples.verdict(facts).mayProceed)
    }

    @Test func `a child about whom nobody asked goes to the officer`() {
        var facts = DeskSamples.child()
        facts.desk?.child = nil
        #expect(DeskSamples.obstacles(facts) == ["CH-01", "CH-06"])
        facts.desk = nil
        #expect(!DeskSamples.verdict(facts).mayProceed)
    }

    @Test func `CH-01 exactly one branch fits the companion`() {
        for companion in CompanionKind.allCases {
            for branch in ChildBranch.allCases {
                let facts = DeskSamples.child(with: companion) { $0.branch = branch }
                let fits: Bool =
                    switch (companion, branch) {
                    case (.parent, .family), (.relative, .family), (.guardian, .guardian), (.other, .otherPerson),
                        (.relative, .otherPerson):
                        true
                    default: false
                    }
                #expect(DeskSamples.outcome("CH-01", facts) == (fits ? .allow : .refer), "\(companion) \(branch)")
            }
            #expect(DeskSamples.outcome("CH-01", DeskSamples.child(with: companion) { $0.branch = nil }) == .refer)
        }
    }

    @Test(
        arguments: [
            (nil, "BAT", "BAT", Lookup.nothing, Outcome.allow),
            (nil, "BAT ERDENE", "BAT-ERDENE", .nothing, .allow),
            (nil, "BAT", "DORJ", .nothing, .refer),
            (nil, "", "", .nothing, .refer),
            (nil, nil, nil, .nothing, .refer),
            (nil, "BAT", "DORJ", .unknown, .refer),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .original, showsTie: true)), .allow),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .notarisedCopy, showsTie: true)), .allow),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .electronicExtract, showsTie: true)), .allow),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .plainCopy, showsTie: true)), .refer),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .original, showsTie: nil)), .refer),
            (nil, "BAT", "DORJ", .found(BirthRecord(form: .original, showsTie: false)), .refer),
            (true, "BAT", "DORJ", .nothing, .allow),
            (false, "BAT", "BAT", .found(BirthRecord(form: .original, showsTie: true)), .refer),
        ] as [(Bool?, String?, String?, Lookup<BirthRecord>, Outcome)])
    func `CH-02 the tie to the parent is shown by register name or birth record`(
        _ register: Bool?, _ child: String?, _ parent: String?, _ record: Lookup<BirthRecord>, _ expected: Outcome
    ) {
        let facts = DeskSamples.child {
            $0.parentInRegister = register
            $0.parentalName = child
            $0.companion?.givenName = parent
            $0.birthRecord = record
        }
        #expect(DeskSamples.outcome("CH-02", facts) == expected)
    }

    @Test func `CH-02 a grandmother needs the officer's word or a power of attorney`() {
        let alone = DeskSamples.child(with: .relative) { $0.relativeAccepted = nil }
        #expect(DeskSamples.obstacles(alone) == ["CH-02"])
        let withPaper = DeskSamples.child(with: .relative) {
            $0.relativeAccepted = nil
            $0.branch = .otherPerson
        }
        #expect(DeskSamples.verdict(withPaper).mayProceed)
        let named = DeskSamples.child(with: .relative) {
            $0.parentalName = "DORJ"
            $0.birthRecord = .nothing
        }
        #expect(DeskSamples.outcome("CH-02", named) == .refer, "a name shows a parent and no grandparent")
    }

    private static let decisions: [@Sendable (inout GuardianDecision) -> Void] = [
        { $0.number = "" }, { $0.issuer = "" }, { $0.date = nil }, { $0.date = CivilDate("2026-03-11") },
        { $0.namesBoth = nil }, { $0.namesBoth = false },
    ]

    @Test(arguments: decisions.indices)
    func `CH-03 a decision with a gap goes to the officer`(_ index: Int) {
        let facts = DeskSamples.child(with: .guardian) {
            guard var decision = $0.guardianDecision.value else { return }
            Self.decisions[index](&decision)
            $0.guardianDecision = .found(decision)
        }
        #expect(DeskSamples.obstacles(facts) == ["CH-03"])
    }

    @Test func `CH-03 can be switched off`() {
        let verdict = DeskSamples.verdict(DeskSamples.child(with: .guardian)) { $0.guardianBranchApplied = false }
        #expect(verdict.obstacles.map(\.rule) == ["CH-03"])
    }

    private static let powers: [@Sendable (inout PowerOfAttorney) -> Void] = [
        { $0.notaryNumber = nil }, { $0.notaryNumber = "" }, { $0.date = nil }, { $0.date = CivilDate("2026-03-11") },
        { $0.validUntil = CivilDate("2026-03-09") }, { $0.signatories = nil }, { $0.signatories = .oneParent },
        { $0.childDocumentNumber = nil }, { $0.childDocumentNumber = "E0000000" },
        { $0.companionDocumentNumber = "E1234567" }, { $0.namesAgree = nil }, { $0.namesAgree = false },
    ]

    @Test(arguments: powers.indices)
    func `CH-04 a power of attorney with a gap goes to the officer`(_ index: Int) {
        let facts = DeskSamples.child(with: .other) {
            guard var paper = $0.powerOfAttorney.value else { return }
            Self.powers[index](&paper)
            $0.powerOfAttorney = .found(paper)
        }
        #expect(DeskSamples.obstacles(facts) == ["CH-04"])
    }

    @Test func `CH-04 is good on its last day and with one parent whom the officer accepts`() {
        let facts = DeskSamples.child(with: .other) {
            guard var paper = $0.powerOfAttorney.value else { return }
            paper.validUntil = CivilDate("2026-03-10")
            paper.signatories = .oneParent
            paper.oneParentAccepted = true
            $0.powerOfAttorney = .found(paper)
        }
        #expect(DeskSamples.verdict(facts).mayProceed)
    }

    private static let attachments:
        [(name: String, passes: Bool, change: @Sendable (inout PowerOfAttorneyAttachments) -> Void)] = [
            ("no visa of the child", false, { $0.childVisaUntil = nil }),
            ("visa ended yesterday", false, { $0.childVisaUntil = CivilDate("2026-03-09") }),
            ("visa ends today", true, { $0.childVisaUntil = CivilDate("2026-03-10") }),
            ("no visa of the companion", false, { $0.companionVisaUntil = nil }),
            (
                "visa-free by the row of the destination", true,
                {
                    $0 = Self.without("KAZ", row: 18)
                }
            ),
            ("visa-free by the row that nobody entered", true, { $0 = Self.without("KAZ") }),
            ("a destination in small letters", true, { $0 = Self.without("kaz") }),
            ("the row of another state", false, { $0 = Self.without("USA", row: 33) }),
            ("the row of another state where the right one is free", false, { $0 = Self.without("KAZ", row: 33) }),
            ("the row of the destination, which asks for a visa", false, { $0 = Self.without("USA", row: 2) }),
            ("a row that does not exist", false, { $0 = Self.without("KAZ", row: 55) }),
            ("a row for a state that has none", false, { $0 = Self.without("AUS", row: 33) }),
            ("visas seen, and the row of another state entered", false, { $0.visaFreeRow = 33 }),
            ("a row in doubt", false, { $0 = Self.without("PRK", row: 6) }),
            ("a row without a word of reciprocity", false, { $0 = Self.without("SRB") }),
            ("a row that is silent", false, { $0 = Self.without("CHN", row: 8) }),
            ("a row that asks for an invitation", false, { $0 = Self.without("UKR") }),
            ("Hong Kong by its own row", true, { $0 = Self.without("HKG", row: 13) }),
            ("the row of Hong Kong for China", false, { $0 = Self.without("CHN", row: 13) }),
            ("destination not named", false, { $0.destination = nil }),
            ("no explanation", false, { $0.explanation = false }),
            ("explanation not looked for", false, { $0.explanation = nil }),
            ("nobody knows where the parents are", false, { $0.parentsAbroad = nil }),
            ("parents abroad, not through the ministry", false, { $0.parentsAbroad = true }),
            (
                "parents abroad, through the ministry", true,
                {
                    $0.parentsAbroad = true
                    $0.throughForeignMinistry = true
                }
            ),
        ]

    @Test(arguments: attachments.indices)
    func `CH-05 the attachments are complete or the officer decides`(_ index: Int) {
        let row = Self.attachments[index]
        let facts = DeskSamples.child(with: .other) { row.change(&$0.attachments) }
        #expect(DeskSamples.obstacles(facts) == (row.passes ? [] : ["CH-05"]), "\(row.name)")
    }

    /// Attachments without visas.
    private static func without(_ destination: String, row: Int? = nil) -> PowerOfAttorneyAttachments {
        PowerOfAttorneyAttachments(
            destination: destination, visaFreeRow: row, explanation: true, parentsAbroad: false)
    }

    @Test func `CH-05 the class of the child's passport chooses the terms and the chip their condition`() {
        func facts(_ destination: String, code: String, chip: ChipFacts = .absent) -> CrossingFacts {
            var facts = DeskSamples.child(with: .other) {
                $0.attachments = Self.without(destination)
                $0.attachments.companionVisaUntil = CivilDate("2026-06-01")
            }
            facts.document.classCode = code
            facts.chip = chip
            return facts
        }
        #expect(DeskSamples.outcome("CH-05", facts("JPN", code: "P<")) == .refer)
        #expect(DeskSamples.outcome("CH-05", facts("JPN", code: "PD")) == .allow)
        #expect(DeskSamples.outcome("CH-05", facts("CZE", code: "PO")) == .refer)
        #expect(DeskSamples.outcome("CH-05", facts("DEU", code: "PD")) == .refer)
        let genuine = ChipFacts.inspected(overall: .successful, failedChecks: [])
        #expect(DeskSamples.outcome("CH-05", facts("DEU", code: "PD", chip: genuine)) == .allow)
        #expect(DeskSamples.outcome("CH-05", facts("D", code: "PD", chip: genuine)) == .allow)
    }

    @Test func `CH-05 tells the row that was found and what it says`() throws {
        let verdict = DeskSamples.verdict(
            DeskSamples.child(with: .other) { $0.attachments = Self.without("USA", row: 33) })
        let finding = try #require(verdict.obstacles.first)
        #expect(finding.evidence.contains("agreements.row=2"))
        #expect(finding.evidence.contains("visaFreeRow=33"))
        #expect(finding.reason.en == "Row 33 of the agreements on visas is not that of USA (row 2). Correct it.")
    }

    @Test func `CH-05 the row of the agreement does not free a companion of another state`() {
        func facts(_ nationality: String?, _ destination: String) -> CrossingFacts {
            DeskSamples.child(with: .other) {
                $0.companion?.nationality = nationality
                $0.attachments = PowerOfAttorneyAttachments(
                    destination: destination, explanation: true, parentsAbroad: false)
            }
        }
        #expect(DeskSamples.outcome("CH-05", facts("FRA", "KAZ")) == .refer)
        #expect(DeskSamples.outcome("CH-05", facts(nil, "KAZ")) == .refer)
        #expect(DeskSamples.outcome("CH-05", facts("KAZ", "KAZ")) == .allow)
        #expect(DeskSamples.outcome("CH-05", facts("MNG", "KAZ")) == .allow)
    }

    @Test(
        arguments: [
            (false, Lookup.unknown, Outcome.allow), (nil, .found(PolicePermit(number: "5", date: nil)), .refer),
            (true, .unknown, .refer), (true, .nothing, .refer),
            (true, .found(PolicePermit(number: "5", date: CivilDate("2026-03-10"))), .allow),
            (true, .found(PolicePermit(number: "5", date: CivilDate("2026-03-11"))), .refer),
            (true, .found(PolicePermit(number: "", date: CivilDate("2026-03-10"))), .refer),
        ] as [(Bool?, Lookup<PolicePermit>, Outcome)])
    func `CH-06 a contest abroad needs the permission of the police`(
        _ event: Bool?, _ permit: Lookup<PolicePermit>, _ expected: Outcome
    ) {
        let facts = DeskSamples.child {
            $0.travelsToEvent = event
            $0.policePermit = permit
        }
        #expect(DeskSamples.outcome("CH-06", facts) == expected)
    }

    @Test func `CH-06 stands beside the power of attorney`() {
        let facts = DeskSamples.child(with: .other) {
            $0.travelsToEvent = true
            $0.policePermit = .found(PolicePermit(number: "5", date: CivilDate("2026-03-01")))
            $0.powerOfAttorney = .nothing
        }
        #expect(DeskSamples.obstacles(facts) == ["CH-04"])
    }

    @Test func `CH-07 every companion who is no parent is reminded`() {
        for companion in CompanionKind.allCases {
            let facts = DeskSamples.child(with: companion) { $0.reminderAcknowledged = nil }
            let asked = companion != .parent && companion != .nobody
            #expect(DeskSamples.outcome("CH-07", facts) == (asked ? .remind : nil), "\(companion)")
        }
        #expect(DeskSamples.outcome("CH-07", DeskSamples.child(with: .other)) == .record)
    }

    @Test(
        arguments: [
            (Lookup.unknown, Outcome.remind), (.nothing, .allow),
            (.found(ChildFollowUp(childDocumentNumber: "E1", leftOn: .earliest)), .refer),
            (.found(ChildFollowUp(childDocumentNumber: "E1", leftOn: .earliest, childReturns: true)), .record),
            (.found(ChildFollowUp(childDocumentNumber: "E1", leftOn: .earliest, childReturns: false)), .refer),
            (.found(ChildFollowUp(childDocumentNumber: "E1", leftOn: .earliest, papersReceived: true)), .record),
        ] as [(Lookup<ChildFollowUp>, Outcome)])
    func `CH-08 who comes back without the child brings papers and is not held`(
        _ open: Lookup<ChildFollowUp>, _ expected: Outcome
    ) {
        #expect(DeskSamples.outcome("CH-08", DeskSamples.adult(.entry) { $0.desk?.childFollowUp = open }) == expected)
        #expect(DeskSamples.outcome("CH-08", DeskSamples.adult(.exit) { $0.desk?.childFollowUp = open }) == nil)
    }

    @Test func `CH-09 a child alone always goes to the officer`() {
        #expect(DeskSamples.obstacles(DeskSamples.child(with: .nobody)).contains("CH-09"))
    }

    @Test(arguments: Direction.allCases)
    func `CH-10 a child never passes a gate`(_ direction: Direction) {
        var facts = Samples.eligible(direction)
        facts.document.birthDate = Samples.date("2008-03-11")
        #expect(DeskSamples.verdict(facts).gravestFinding == .gateShut)
        let context = RuleContext(facts: facts, parameters: EGateParameters(), alreadyStopped: false)
        #expect(ChildAtGateRule().concerns(context))
        #expect(ChildAtGateRule().findings(context).map(\.outcome) == [.gateShut])
        facts.document.birthDate = Samples.date("2008-03-10")
        #expect(
            !ChildAtGateRule().concerns(RuleContext(facts: facts, parameters: EGateParameters(), alreadyStopped: false))
        )
    }
}
