import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Border cards: BC-01 to BC-05")
struct BorderCardRuleTests {
    private static let good = BorderCardFacts(complete: true, legible: true, writer: .traveller)

    private func facts(
        _ direction: Direction, _ nationality: String, _ paper: TravelPaper?, _ card: Lookup<BorderCardFacts>
    ) -> CrossingFacts {
        DeskSamples.adult(direction) {
            $0.document.nationality = nationality
            $0.desk?.travelPaper = paper
            $0.desk?.borderCard = card
        }
    }

    @Test(
        arguments: [
            (Direction.entry, "KOR", nil, "BC-01"), (.entry, "XXA", nil, "BC-01"), (.entry, "", nil, "BC-01"),
            (.entry, "MNG", TravelPaper.returnCertificate, "BC-01"), (.entry, "MNG", .foreignAuthorityLetter, "BC-01"),
            (.entry, "MNG", .passport, nil), (.entry, "MNG", nil, nil), (.exit, "KOR", nil, nil),
            (.exit, "KOR", .returnCertificate, "BC-02"), (.exit, "XXA", nil, "BC-02"),
            (.exit, "XXB", .passport, "BC-02"),
            (.exit, "MNG", .returnCertificate, nil),
        ] as [(Direction, String, TravelPaper?, String?)])
    func `BC-01 and BC-02 say who fills a card`(
        _ direction: Direction, _ nationality: String, _ paper: TravelPaper?, _ expected: String?
    ) {
        for card in [Lookup<BorderCardFacts>.unknown, .nothing] {
            let asked = DeskSamples.obstacles(facts(direction, nationality, paper, card)).filter { $0.hasPrefix("BC-") }
            #expect(asked == (expected.map { [$0] } ?? []))
        }
        let filled = DeskSamples.verdict(facts(direction, nationality, paper, .found(Self.good)))
        #expect(!filled.obstacles.contains { $0.rule.hasPrefix("BC-") })
        #expect(filled.findings.contains { $0.rule == "BC-05" } == (expected != nil))
    }

    @Test(
        arguments: [(true, true, Outcome.allow), (false, true, .refer), (true, nil, .refer), (nil, nil, .refer)]
            as [(Bool?, Bool?, Outcome)])
    func `BC-03 an incomplete or illegible card is filled again`(
        _ complete: Bool?, _ legible: Bool?, _ expected: Outcome
    ) {
        let card = BorderCardFacts(complete: complete, legible: legible, writer: .traveller)
        #expect(DeskSamples.outcome("BC-03", facts(.entry, "KOR", nil, .found(card))) == expected)
    }

    @Test(
        arguments: [
            (BorderCardFacts.Writer.traveller, nil, Outcome.record), (.guardian, true, .record),
            (.inspector, true, .record), (.inspector, false, .remind), (.guardian, nil, .remind), (nil, true, .remind),
        ] as [(BorderCardFacts.Writer?, Bool?, Outcome)])
    func `BC-04 who filled the card is kept`(
        _ writer: BorderCardFacts.Writer?, _ cannotWrite: Bool?, _ expected: Outcome
    ) {
        let card = BorderCardFacts(complete: true, legible: true, writer: writer, cannotWrite: cannotWrite)
        #expect(DeskSamples.outcome("BC-04", facts(.entry, "KOR", nil, .found(card))) == expected)
    }

    @Test func `BC-05 the card goes into the unified database`() {
        #expect(DeskSamples.outcome("BC-05", facts(.entry, "KOR", nil, .found(Self.good))) == .record)
    }

    @Test func `a citizen who returns without a passport is let in by the officer`() {
        let verdict = DeskSamples.verdict(facts(.entry, "MNG", .returnCertificate, .found(Self.good)))
        #expect(verdict.mayProceed)
    }
}
