import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("VF: agreements and visas")
struct VisaRuleTests {
    @Test(arguments: [
        ("USA", "P", "2026-06-07"), ("D", "P", "2026-04-08"), ("SGP", "PA", "2026-04-08"), ("KAZ", "PD", "2026-06-07"),
        ("PHL", "P", "2026-03-30"), ("BLR", "P", "2026-06-07"), ("RUS", "P", "2026-04-08"),
    ])
    func `VF-01 a freed visitor may stay until the day the table gives`(
        _ state: String, _ code: String, _ until: String
    ) {
        let facts = ForeignerSamples.visitor(state, code: code)
        #expect(ForeignerSamples.outcome("VF-01", facts) == .allow)
        #expect(ForeignerSamples.findings("VF-01", facts).first?.evidence.contains("stay.until=\(until)") == true)
        #expect(DeskSamples.obstacles(facts) == [])
    }

    @Test func `VF-01 the used days are taken off and none left is the officer's`() {
        let stay = { (from: String, to: String) in Stay(entered: Samples.date(from), left: Samples.date(to)) }
        let some = ForeignerSamples.visitor("BLR") {
            $0.desk?.foreigner?.earlierStays = .found([stay("2026-01-01", "2026-01-10")])
        }
        #expect(ForeignerSamples.findings("VF-01", some).first?.evidence.contains("stay.left=80") == true)
        let none = ForeignerSamples.visitor("BLR") {
            $0.desk?.foreigner?.earlierStays = .found([stay("2025-06-01", "2025-08-29")])
        }
        #expect(ForeignerSamples.outcome("VF-01", none) == .refer)
        let unknown = ForeignerSamples.visitor("BLR") { $0.desk?.foreigner?.earlierStays = .unknown }
        #expect(ForeignerSamples.outcome("VF-01", unknown) == .refer)
        let backwards = ForeignerSamples.visitor("BLR") {
            $0.desk?.foreigner?.earlierStays = .found([stay("2026-02-02", "2026-02-01")])
        }
        #expect(ForeignerSamples.outcome("VF-01", backwards) == .refer)
    }

    @Test func `VF-01 near the edge of a block the officer sees both readings`() {
        let facts = ForeignerSamples.visitor("RUS") {
            $0.desk?.foreigner?.earlierStays = .found([
                Stay(entered: Samples.date("2025-09-10"), left: Samples.date("2025-09-10")),
                Stay(entered: Samples.date("2025-12-01"), left: Samples.date("2025-12-30")),
                Stay(entered: Samples.date("2026-01-05"), left: Samples.date("2026-02-03")),
                Stay(entered: Samples.date("2026-02-05"), left: Samples.date("2026-03-04")),
            ])
        }
        let evidence = ForeignerSamples.findings("VF-01", facts).first?.evidence ?? []
        #expect(evidence.contains("stay.until=2026-04-08"))
        #expect(evidence.contains("stay.until.rolling=2026-03-11"))
    }

    @Test(arguments: [("KOR", "P"), ("FRA", "PO"), ("MLT", "P"), ("PAK", "P"), ("GBN", "P"), ("USA", "I"), ("", "P")])
    func `VF-02 whom no row frees needs a visa`(_ state: String, _ code: String) {
        #expect(ForeignerSamples.outcome("VF-02", ForeignerSamples.visitor(state, code: code)) == .refer)
        #expect(ForeignerSamples.outcome("VF-01", ForeignerSamples.visitor(state, code: code)) == nil)
    }

    private static let visas: [(visa: VisaFacts, passes: Bool)] = [
        (VisaFacts(number: "1", validUntil: CivilDate("2026-03-10")), true),
        (VisaFacts(number: "1", validUntil: CivilDate("2026-03-09")), false),
        (VisaFacts(number: "1", validFrom: CivilDate("2026-03-10"), validUntil: CivilDate("2026-04-01")), true),
        (VisaFacts(number: "1", validFrom: CivilDate("2026-03-11"), validUntil: CivilDate("2026-04-01")), false),
        (VisaFacts(number: "1", validUntil: CivilDate("2026-04-01"), entriesLeft: 0), false),
        (VisaFacts(number: "1", validUntil: CivilDate("2026-04-01"), days: 0), false),
        (VisaFacts(number: "1", validUntil: CivilDate("2026-04-01"), documentNumber: "OTHER"), false),
        (VisaFacts(number: "1"), false),
    ]

    @Test(arguments: visas.indices)
    func `VF-02 a visa counts when it is good on the day and of this passport`(_ index: Int) {
        let facts = ForeignerSamples.visitor("KOR") { $0.desk?.foreigner?.visa = .found(Self.visas[index].visa) }
        #expect(ForeignerSamples.outcome("VF-02", facts) == (Self.visas[index].passes ? .allow : .refer))
        #expect(DeskSamples.verdict(facts).mayProceed == Self.visas[index].passes)
    }

    @Test(arguments: [("2026-03-10", true), ("2026-03-09", false)])
    func `VF-02 a residence permit counts through its last day`(_ end: String, _ passes: Bool) {
        let facts = ForeignerSamples.visitor("KOR") {
            $0.desk?.foreigner?.residencePermit = .found(ResidencePermit(number: "R1", validUntil: Samples.date(end)))
        }
        #expect(ForeignerSamples.outcome("VF-02", facts) == (passes ? .allow : .refer))
    }

    @Test func `VF-02 a passport of another state than the nationality is not freed`() {
        let facts = ForeignerSamples.visitor("USA") { $0.document.issuer = "FRA" }
        #expect(ForeignerSamples.outcome("VF-02", facts) == .refer)
    }

    @Test func `VF-03 staff of missions is the officer's`() {
        let facts = ForeignerSamples.visitor("USA", code: "PD") { $0.desk?.foreigner?.purpose = .mission }
        #expect(ForeignerSamples.outcome("VF-03", facts) == .refer)
        #expect(ForeignerSamples.outcome("VF-03", ForeignerSamples.visitor("USA", code: "PD")) == nil)
    }

    @Test(arguments: [
        ("free 30", "free 90/6m biometric", "free 90/6m biometric"), ("free 30", "free 90", "free 90"),
        ("free 30 90/180d", "free 30", "free 30"), ("free 30 biometric", "free 30 90/180d", "free 30 biometric"),
        ("free 90/180d", "free 90/1y", "free 90/180d"), ("free 14 30/180d", "free 14 20/90d", "free 14 20/90d"),
        ("free 30", "required", "free 30"), ("free 30", "free 90 doubtful", "free 30"),
        ("free 30", "free 90 invitation", "free 30"),
    ])
    func `VF-01 of several terms the most generous whose conditions are met holds, in whatever order they stand`(
        _ one: String, _ other: String, _ expected: String
    ) throws {
        let terms = try [one, other].map { try #require(AgreementTerm($0)) }
        for list in [terms, terms.reversed()] {
            let finding = ForeignerSamples.findings("VF-01", ForeignerSamples.visitor("USA")) { tables in
                for index in tables.agreements.rows.indices where tables.agreements.rows[index].row == 2 {
                    tables.agreements.rows[index].here.ordinary = list
                }
            }.first
            #expect(finding?.evidence.contains("agreements.term=\(expected)") == true, "\(finding?.evidence ?? [])")
        }
    }

    @Test func `VF-01 the compiled table tells the most generous term last`() {
        for row in AgreementTable.edition2018.rows {
            for terms in [row.here.diplomatic, row.here.official, row.here.ordinary] {
                let limits = terms.compactMap(\.limit)
                for limit in limits.dropLast() { #expect(limits.last?.isAsGenerous(as: limit) == true, "\(row.row)") }
            }
        }
    }

    @Test(arguments: [("2025-12-11", 0), ("2025-12-10", 1), ("2025-12-01", 10)])
    func `VF-04 day 90 of 90 passes and day 91 is an overstay`(_ entered: String, _ overstay: Int) {
        let facts = ForeignerSamples.visitor("USA", .exit) { $0.desk?.foreigner?.entered = Samples.date(entered) }
        let findings = ForeignerSamples.findings("VF-04", facts)
        #expect(findings.map(\.outcome) == (overstay == 0 ? [.allow] : [.refer, .record]))
        if overstay > 0 { #expect(findings.allSatisfy { $0.evidence.contains("overstay.days=\(overstay)") }) }
    }

    @Test func `VF-04 the day of entry comes from the last crossing when the desk does not say`() {
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.lastCrossing = .found(Samples.prior(.entry, minutesAgo: 89 * 1440, number: "X1234567"))
        }
        #expect(ForeignerSamples.outcome("VF-04", facts) == .allow)
        var late = facts
        late.lastCrossing = .found(Samples.prior(.entry, minutesAgo: 90 * 1440, number: "X1234567"))
        #expect(ForeignerSamples.outcome("VF-04", late) == .refer)
        for prior in [nil, Samples.prior(.exit, minutesAgo: 90 * 1440)] {
            var unknown = facts
            unknown.lastCrossing = prior.map { .found($0) } ?? .nothing
            #expect(ForeignerSamples.outcome("VF-04", unknown) == .refer)
        }
    }

    @Test func `VF-04 a recorded grant goes before the table and the longest right counts`() {
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.desk?.foreigner?.entered = Samples.date("2026-03-01")
            $0.desk?.foreigner?.grantedUntil = Samples.date("2026-03-09")
        }
        #expect(ForeignerSamples.outcome("VF-04", facts) == .refer)
        var visa = facts
        visa.desk?.foreigner?.visa = .found(VisaFacts(number: "1", validUntil: Samples.date("2026-03-05"), days: 10))
        #expect(ForeignerSamples.outcome("VF-04", visa) == .allow)
        visa.desk?.foreigner?.visa = .found(VisaFacts(number: "1", validUntil: Samples.date("2026-03-05"), days: 9))
        #expect(ForeignerSamples.outcome("VF-04", visa) == .refer)
        var future = facts
        future.desk?.foreigner?.entered = Samples.date("2026-03-11")
        #expect(ForeignerSamples.outcome("VF-04", future) == .refer)
    }

    @Test(
        arguments: [
            (14, nil, "2026-02-25", .allow), (14, nil, "2026-02-24", .refer), (nil, "2026-03-09", "2026-03-01", .refer),
            (nil, nil, "2026-03-10", .refer), (0, nil, "2026-03-10", .refer), (.max, nil, "2026-01-01", .allow),
        ] as [(Int?, String?, String, Outcome)])
    func `VF-04 what an officer granted at the entry goes before table and visa`(
        _ days: Int?, _ until: String?, _ entered: String, _ outcome: Outcome
    ) {
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.desk?.foreigner?.entered = Samples.date(entered)
            $0.desk?.foreigner?.visa = .found(
                VisaFacts(number: "1", validUntil: Samples.date("2026-12-31"), days: 90))
            $0.desk?.foreigner?.granted = StayGrant(
                days: days, until: until.map { Samples.date($0) }, officer: "17", authority: "A/131 1.1")
        }
        let findings = ForeignerSamples.findings("VF-04", facts)
        #expect(findings.map(\.outcome).max() == outcome)
        #expect(findings.first?.evidence.contains("granted.by=17") == true)
        var permit = facts
        permit.desk?.foreigner?.residencePermit = .found(
            ResidencePermit(number: "R1", validUntil: Samples.date("2026-12-31")))
        #expect(ForeignerSamples.outcome("VF-04", permit) == .allow)
        // In a rulebook that does not count the day of exit, days last one day longer.
        let counted = ForeignerSamples.outcome("VF-04", facts) { $0.stay.exitDayCounts = false }
        #expect(counted == (days == 14 ? .allow : outcome))
    }

    @Test func `VF-05 a pass for the border area does not serve here`() {
        #expect(ForeignerSamples.outcome("VF-05", ForeignerSamples.visitor("RUS", code: "I")) == .refer)
        let paper = ForeignerSamples.visitor("RUS") { $0.desk?.travelPaper = .borderAreaPass }
        #expect(ForeignerSamples.outcome("VF-05", paper) == .refer)
        #expect(ForeignerSamples.outcome("VF-05", ForeignerSamples.visitor("RUS")) == nil)
    }

    @Test(arguments: ["ALB", "EST"])
    func `VF-06 only a chip that proved genuine makes a biometric passport`(_ state: String) {
        let facts = ForeignerSamples.visitor(state, code: "PD")
        #expect(ForeignerSamples.outcome("VF-06", facts) == .allow)
        #expect(ForeignerSamples.outcome("VF-01", facts) == .allow)
        for chip in [
            ChipFacts.absent, .notExamined, .unreadable(reason: "x"),
            .inspected(overall: .undetermined, failedChecks: ["trustStatus"]),
        ] {
            var without = facts
            without.chip = chip
            #expect(ForeignerSamples.outcome("VF-06", without) == .refer)
            #expect(ForeignerSamples.outcome("VF-01", without) == nil)
        }
    }

    @Test func `VF-06 a German diplomat without a chip has the shorter stay`() {
        let facts = ForeignerSamples.visitor("D", code: "PD")
        #expect(ForeignerSamples.findings("VF-01", facts).first?.evidence.contains("stay.left=90") == true)
        var without = facts
        without.chip = .absent
        #expect(ForeignerSamples.findings("VF-01", without).first?.evidence.contains("stay.left=30") == true)
    }

    @Test(arguments: [("GBR", "P", true), ("GBR", "PO", true), ("GBR", "PD", false), ("PRK", "P", true)])
    func `VF-07 a doubtful row is the officer's`(_ state: String, _ code: String, _ isDoubtful: Bool) {
        let outcome = ForeignerSamples.outcome("VF-07", ForeignerSamples.visitor(state, code: code))
        #expect(outcome == (isDoubtful ? .refer : nil))
    }

    @Test(arguments: [(true, Outcome.allow), (false, .refer), (nil, .refer)] as [(Bool?, Outcome)])
    func `VF-08 Ukraine needs the invitation`(_ invitation: Bool?, _ outcome: Outcome) {
        let facts = ForeignerSamples.visitor("UKR") { $0.desk?.foreigner?.officialInvitation = invitation }
        #expect(ForeignerSamples.outcome("VF-08", facts) == outcome)
        #expect(DeskSamples.verdict(facts).mayProceed == (outcome == .allow))
    }

    @Test(
        arguments: [
            ("P", "H12345678", "HKG"), ("P", "K12345678", "HKG"), ("P", "MA1234567", "MAC"), ("PO", "E12345678", "CHN"),
            ("P", "E12345678", nil), ("PO", "H12345678", nil), ("P", "", nil),
        ] as [(String, String, String?)])
    func `VF-09 code and number tell the territory or the officer does`(
        _ code: String, _ number: String, _ territory: String?
    ) {
        let facts = ForeignerSamples.visitor("CHN", code: code) { $0.document.number = number }
        #expect(ForeignerSamples.outcome("VF-09", facts) == (territory == nil ? .refer : .record))
        if let territory {
            #expect(
                ForeignerSamples.findings("VF-09", facts).first?.evidence.contains("territory=\(territory)") == true)
        }
        let officer = ForeignerSamples.visitor("CHN", code: "P") { $0.desk?.foreigner?.territory = .macao }
        #expect(ForeignerSamples.findings("VF-01", officer).first?.evidence.contains("stay.left=90") == true)
        #expect(ForeignerSamples.outcome("VF-09", facts) { $0.passports.territoryByNumber = false } == .refer)
    }

    @Test func `VF-10 a laissez-passer frees travel on duty for 30 days`() {
        let facts = ForeignerSamples.visitor("UNO") { $0.desk?.foreigner?.onDuty = true }
        #expect(ForeignerSamples.outcome("VF-10", facts) == .allow)
        #expect(ForeignerSamples.findings("VF-01", facts).first?.evidence.contains("stay.left=30") == true)
        #expect(ForeignerSamples.outcome("VF-10", ForeignerSamples.visitor("UNA")) == .refer)
    }

    @Test(arguments: ["XXA", "XXB", "XXC", "XXX"])
    func `VF-11 a person without a citizenship needs a visa`(_ code: String) {
        #expect(ForeignerSamples.outcome("VF-11", ForeignerSamples.visitor(code)) == .refer)
        let visa = ForeignerSamples.visitor(code) {
            $0.desk?.foreigner?.visa = .found(VisaFacts(number: "1", validUntil: Samples.date("2026-04-01")))
        }
        #expect(ForeignerSamples.outcome("VF-11", visa) == nil)
        #expect(ForeignerSamples.outcome("VF-02", visa) == .allow)
    }

    @Test func `a citizen is asked for no visa`() {
        for direction in Direction.allCases {
            let rules = DeskSamples.verdict(DeskSamples.adult(direction)).findings.map(\.rule)
            #expect(!rules.contains { $0.hasPrefix("VF-") || $0.hasPrefix("RS-") })
        }
    }
}
