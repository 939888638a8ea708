import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("RS: residence and registration")
struct ResidenceRuleTests {
    private static let permission = VisaPermission(number: "V1", issued: CivilDate("2026-01-01"))

    @Test func `RS-01 whoever comes to reside without a visa needs the permission`() {
        let facts = { (purpose: TravelPurpose?, permission: VisaPermission?) in
            ForeignerSamples.visitor("USA") {
                $0.desk?.foreigner?.purpose = purpose
                $0.desk?.foreigner?.visaPermission = permission.map { .found($0) } ?? .nothing
            }
        }
        #expect(ForeignerSamples.outcome("RS-01", facts(.residence, nil)) == .refer)
        #expect(ForeignerSamples.outcome("RS-01", facts(.residence, Self.permission)) == .allow)
        #expect(ForeignerSamples.outcome("RS-01", facts(.visit, nil)) == .allow)
        #expect(ForeignerSamples.outcome("RS-01", facts(nil, nil)) == .remind)
        #expect(
            ForeignerSamples.outcome("RS-01", facts(.residence, nil)) { $0.stay.residenceNeedsPermission = false }
                == nil)
        #expect(ForeignerSamples.outcome("RS-01", ForeignerSamples.visitor("KOR")) == nil)
    }

    @Test(arguments: [
        ("2025-09-08", Outcome.allow), ("2025-09-07", .refer), ("2026-03-10", .allow), ("2026-03-11", .refer),
    ])
    func `RS-02 the permission is good through the 183rd day after its issue`(_ issued: String, _ outcome: Outcome) {
        let facts = ForeignerSamples.visitor("KOR") {
            $0.desk?.foreigner?.visaPermission = .found(VisaPermission(number: "V1", issued: Samples.date(issued)))
        }
        #expect(ForeignerSamples.outcome("RS-02", facts) == outcome)
        var unknown = facts
        unknown.desk?.foreigner?.visaPermission = .found(VisaPermission(number: "V1", issued: nil))
        #expect(ForeignerSamples.outcome("RS-02", unknown) == .refer)
    }

    @Test func `RS-02 an old permission says nothing once the traveller comes on the visa or the residence permit`() {
        let old = VisaPermission(number: "V1", issued: Samples.date("2025-01-01"))
        func outcome(_ state: String, _ change: (inout ForeignerFacts) -> Void) -> Outcome? {
            var foreigner = ForeignerFacts(purpose: .visit, visaPermission: .found(old), earlierStays: .nothing)
            change(&foreigner)
            return ForeignerSamples.outcome(
                "RS-02", ForeignerSamples.visitor(state) { $0.desk?.foreigner = foreigner })
        }
        for state in ["KOR", "USA"] {
            for purpose in TravelPurpose.allCases.map(Optional.some) + [nil] {
                for (until, expected) in [("2026-03-10", nil), ("2026-03-09", .refer)] as [(String, Outcome?)] {
                    let day = Samples.date(until)
                    // Without visa and permit an agreement carries the visitor from the United States.
                    let isFree = state == "USA" && purpose.map { $0 != .residence } ?? false
                    let outcomes = [
                        outcome(state) {
                            $0.purpose = purpose
                            $0.visa = .found(VisaFacts(number: "1", validUntil: day))
                        },
                        outcome(state) {
                            $0.purpose = purpose
                            $0.residencePermit = .found(ResidencePermit(number: "R1", validUntil: day))
                        },
                    ]
                    #expect(outcomes == Array(repeating: isFree ? nil : expected, count: 2), "\(state) \(until)")
                }
            }
        }
    }

    @Test func `RS-03 at entry the traveller is told the seventh working day`() {
        let facts = ForeignerSamples.visitor("USA")
        let finding = ForeignerSamples.findings("RS-03", facts).first
        #expect(finding?.outcome == .remind)
        #expect(finding?.evidence.contains("registration.deadline=2026-03-19") == true)
        // Thirty days are not more than thirty.
        #expect(ForeignerSamples.outcome("RS-03", ForeignerSamples.visitor("SGP")) == nil)
        #expect(
            ForeignerSamples.outcome("RS-03", ForeignerSamples.visitor("SGP")) { $0.stay.registrationAboveDays = 29 }
                == .remind)
    }

    private static let exits: [(entered: String, registered: Lookup<CivilDate>, outcome: Outcome?)] = [
        ("2026-01-05", .nothing, .refer), ("2026-01-05", .unknown, .refer),
        ("2026-01-05", .found(Samples.date("2026-01-14")), .allow),
        ("2026-01-05", .found(Samples.date("2026-01-15")), .record),
        // A stay of 30 days is not asked; one of 31 is.
        ("2026-02-09", .nothing, nil), ("2026-02-08", .nothing, .refer),
    ]

    @Test(arguments: exits.indices)
    func `RS-03 at exit whoever did not register goes to the officer`(_ index: Int) {
        let row = Self.exits[index]
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.desk?.foreigner?.entered = Samples.date(row.entered)
            $0.desk?.foreigner?.registered = row.registered
        }
        #expect(ForeignerSamples.outcome("RS-03", facts) == row.outcome)
    }

    @Test(arguments: [("2026-02-27", Outcome.allow), ("2026-02-26", .refer)])
    func `RS-03 the seventh working day itself is in time`(_ entered: String, _ outcome: Outcome) {
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.desk?.foreigner?.purpose = .residence
            $0.desk?.foreigner?.entered = Samples.date(entered)
            $0.desk?.foreigner?.registered = .nothing
        }
        #expect(ForeignerSamples.outcome("RS-03", facts) == outcome)
    }

    @Test func `RS-03 at entry a term that runs past the calendar says so`() {
        let facts = ForeignerSamples.visitor("USA") { $0.date = Samples.date("2026-12-22") }
        let finding = ForeignerSamples.findings("RS-03", facts).first
        #expect(finding?.outcome == .remind)
        #expect(finding?.evidence.contains("registration.deadline=2027-01-04") == true)
        #expect(finding?.evidence.contains("calendar.knownThrough=2026-12-31") == true)
        #expect(finding?.reason.en.contains("may end later") == true)
        let before = ForeignerSamples.visitor("USA") { $0.date = Samples.date("2026-12-21") }
        let certain = ForeignerSamples.findings("RS-03", before).first
        #expect(certain?.evidence.contains { $0.hasPrefix("calendar") } == false)
    }

    private static let openExits: [(registered: Lookup<CivilDate>, date: String, outcome: Outcome, said: String)] = [
        (.found(Samples.date("2027-01-04")), "2027-02-01", .allow, "Registered in time"),
        (.found(Samples.date("2027-01-05")), "2027-02-01", .record, "whether in time cannot be counted"),
        (.nothing, "2027-01-04", .allow, "has not run out"),
        (.nothing, "2027-01-05", .refer, "An officer decides"), (.unknown, "2027-01-05", .refer, "An officer decides"),
    ]

    @Test(arguments: openExits.indices)
    func `RS-03 at exit nobody is called late by a calendar that has ended`(_ index: Int) {
        let row = Self.openExits[index]
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.date = Samples.date(row.date)
            $0.desk?.foreigner?.purpose = .residence
            $0.desk?.foreigner?.entered = Samples.date("2026-12-22")
            $0.desk?.foreigner?.registered = row.registered
        }
        let finding = ForeignerSamples.findings("RS-03", facts).first
        #expect(finding?.outcome == row.outcome)
        #expect(finding?.reason.en.contains(row.said) == true)
        #expect(finding?.evidence.contains("calendar.knownThrough=2026-12-31") == true)
        // With the year entered, the same facts are judged for certain.
        let certain = ForeignerSamples.findings("RS-03", facts) {
            $0.calendar.years.append(
                MovingHolidays(
                    year: 2027, tsagaanSar: (0...2).map { Samples.date("2027-02-07").adding(days: $0) },
                    buddhasDay: Samples.date("2027-05-20"), chinggisKhaansDay: Samples.date("2027-11-29")))
        }
        #expect(certain.first?.evidence.contains { $0.hasPrefix("calendar") } == false)
    }

    @Test(arguments: [("2026-02-17", Outcome.allow), ("2026-02-16", .refer)])
    func `RS-04 the card is taken through the 21st day after arrival`(_ entered: String, _ outcome: Outcome) {
        let facts = ForeignerSamples.visitor("USA", .exit) {
            $0.desk?.foreigner?.purpose = .residence
            $0.desk?.foreigner?.entered = Samples.date(entered)
            $0.desk?.foreigner?.residenceCardTaken = .nothing
        }
        #expect(ForeignerSamples.outcome("RS-04", facts) == outcome)
        var taken = facts
        taken.desk?.foreigner?.residenceCardTaken = .found(Samples.date("2026-03-01"))
        #expect(ForeignerSamples.outcome("RS-04", taken) == .allow)
        let entry = ForeignerSamples.visitor("USA") { $0.desk?.foreigner?.purpose = .residence }
        let reminder = ForeignerSamples.findings("RS-04", entry).first
        #expect(reminder?.outcome == .remind)
        #expect(reminder?.evidence.contains("residenceCard.deadline=2026-03-31") == true)
    }

    @Test(arguments: [("2026-04-09", Outcome.allow), ("2026-04-08", .remind), ("2026-03-09", .remind)])
    func `RS-05 a permit that ends in under 30 days is a reminder`(_ end: String, _ outcome: Outcome) {
        let facts = Self.resident(.exit) {
            $0.desk?.foreigner?.residencePermit = .found(ResidencePermit(number: "R1", validUntil: Samples.date(end)))
        }
        #expect(ForeignerSamples.outcome("RS-05", facts) == outcome)
    }

    @Test(
        arguments: [
            ("2010-03-10", "100310", "expected"), ("2010-03-11", "100311", "notExpected"), (nil, "10XXXX", "unknown"),
            (nil, "85XXXX", "expected"),
        ] as [(String?, String, String)])
    func `RS-06 from the sixteenth birthday fingers are on record`(_ birth: String?, _ text: String, _ said: String) {
        let facts = Self.resident(.entry) {
            $0.document.birthDate = birth.flatMap { CivilDate($0) }
            $0.document.birthDateText = text
        }
        let finding = ForeignerSamples.findings("RS-06", facts).first
        #expect(finding?.outcome == .record)
        #expect(finding?.evidence.contains("fingers=\(said)") == true)
    }

    @Test(
        arguments: [
            (true, nil, Outcome.remind), (true, true, .allow), (false, nil, .allow), (nil, nil, .remind),
        ] as [(Bool?, Bool?, Outcome)])
    func `RS-07 leaving for good is a reminder and holds nobody`(
        _ forGood: Bool?, _ deregistered: Bool?, _ outcome: Outcome
    ) {
        let facts = Self.resident(.exit) {
            $0.desk?.foreigner?.leavesForGood = forGood
            $0.desk?.foreigner?.deregistered = deregistered
        }
        #expect(ForeignerSamples.outcome("RS-07", facts) == outcome)
    }

    @Test func `RS-08 and RS-10 inform and judge nobody`() throws {
        let entries = RuleCatalogue.entries(.standard)
        for rule in ["RS-08", "RS-10"] {
            #expect(entries.first { $0.rule == rule }?.appliedBy == "information only")
            #expect(ForeignerSamples.outcome(rule, ForeignerSamples.visitor("USA")) == nil)
        }
    }

    @Test(arguments: [
        ("1234567890123", Outcome.allow), ("123456789012", .refer), ("12345678901234", .refer), ("", .refer),
        ("12345678901X3", .refer), ("١٢٣٤٥٦٧٨٩٠١٢٣", .refer),
    ])
    func `RS-09 the registration number has thirteen digits`(_ number: String, _ outcome: Outcome) {
        let facts = ForeignerSamples.visitor("USA") { $0.desk?.foreigner?.registrationNumber = number }
        #expect(ForeignerSamples.outcome("RS-09", facts) == outcome)
    }

    @Test(arguments: [("2026-09-09", Outcome.remind), ("2026-09-10", nil)] as [(String, Outcome?)])
    func `BX-05 a foreign passport that ends within six months is only a reminder`(_ end: String, _ outcome: Outcome?) {
        let facts = ForeignerSamples.visitor("USA") { $0.document.expiryDate = Samples.date(end) }
        #expect(ForeignerSamples.outcome("BX-05", facts) == outcome)
        #expect(DeskSamples.verdict(facts).mayProceed)
    }

    private static func resident(
        _ direction: Direction, _ change: (inout CrossingFacts) -> Void
    ) -> CrossingFacts {
        ForeignerSamples.visitor("KOR", direction) {
            $0.desk?.foreigner?.entered = Samples.date("2026-01-05")
            $0.desk?.foreigner?.residencePermit = .found(
                ResidencePermit(number: "R1", validUntil: Samples.date("2027-01-01")))
            change(&$0)
        }
    }
}
