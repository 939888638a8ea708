import BorderLaw
import Checkpoint
import Support
import Testing
import TravelDocument

/// The same procedure with the configuration of a desk, and with tables that change on a day.
@Suite struct DeskLaneTests {
    private static func lane(
        station: Station = .desk, rulebooks: RulebookShelf = .standard
    ) -> Rehearsal {
        var rehearsal = Rehearsal()
        rehearsal.machine = LaneMachine(
            configuration: LaneConfiguration(
                lane: Fixture.lane, station: station, rulebooks: rulebooks, softwareVersion: "test"))
        return rehearsal
    }

    @Test func `a desk without a finger is judged by every rule and left to the officer`() throws {
        var lane = Self.lane()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .entry), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))))
        let record = try #require(lane.committed.first)
        #expect(record.state == .referred)
        #expect(record.facts.station == .desk)
        #expect(record.verdict.obstacles.map(\.rule) == ["PA-07"])
        #expect(Set(record.verdict.findings.map(\.rule)).isSuperset(of: ["GE-01", "GE-04", "PA-03", "PA-07"]))
        #expect(!record.verdict.findings.contains { $0.outcome == .gateShut })
        #expect(DeskRules.evaluate(record.facts, rulebook: .standard, stage: .final) == record.verdict)
        lane.tell(.recordCommitted)
        #expect(!lane.gateOpened)
    }

    @Test func `an earlier crossing tells the rules which state issued the passport`() throws {
        func past(_ issuer: String, _ direction: Direction) -> PastCrossing {
            PastCrossing(
                id: Fixture.id(2), direction: direction, time: UnixTime(seconds: Fixture.now.seconds - 90_000),
                issuer: issuer, documentNumber: "X7777777", state: .passed)
        }
        for issuer in ["MNG", "USA"] {
            var known = Fixture.known
            known.lastCrossing = past("MNG", .exit)
            known.lastCrossingOfPerson = past(issuer, .entry)
            known.lastCrossingByZone = past(issuer, .entry)
            var lane = Self.lane()
            lane.tell(
                .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
                .factsGathered(.success(known)))
            let record = try #require(lane.committed.first)
            #expect(record.facts.lastCrossing.value?.issuer == "MNG")
            #expect(record.facts.lastCrossingWithOtherDocument.value?.issuer == issuer)
            #expect(record.facts.lastCrossingByZone.value?.issuer == issuer)
            #expect(record.verdict.obstacles.contains { $0.rule == "GE-04" } == (issuer == "USA"))
        }
    }

    @Test func `at a desk a matching finger stands for the look at the photograph`() throws {
        var lane = Self.lane()
        lane.bringToFinger(direction: .entry)
        lane.tell(.fingerVerified(FingerTry(score: 6)))
        let record = try #require(lane.committed.first)
        #expect(record.verdict.obstacles.map(\.rule) == [])
        #expect(record.state == .admitted)
        #expect(DeskRules.evaluate(record.facts, rulebook: .standard, stage: .final) == record.verdict)
    }

    @Test func `a desk that knows nothing of the store admits nobody`() throws {
        var lane = Self.lane()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(.failure(StoreError(.locked, "busy"))))
        let record = try #require(lane.committed.first)
        #expect(record.state == .referred)
        #expect(record.verdict.obstacles.contains { $0.rule == "LN-03" })
    }

    @Test(arguments: [Direction.entry, .exit])
    func `a foreigner at a desk goes to the officer by the rule that is open`(_ direction: Direction) throws {
        var lane = Self.lane()
        // ICAO 9303-4 appendix B, with the issuer of a state that no agreement frees.
        let zone = """
            P<PAKERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
            L898902C36PAK7408122F3404159ZE184226B<<<<<16
            """
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: zone, direction: direction), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))))
        let record = try #require(lane.committed.first)
        #expect(record.state == .referred)
        #expect(record.verdict.findings.contains { $0.rule == (direction == .entry ? "VF-02" : "VF-04") })
    }

    @Test(arguments: [("2026-11-20", "later"), ("2026-11-21", "A260-2017-11-20.1")])
    func `a gate judges by the tables of the day`(_ from: String, _ version: String) throws {
        var parameters = EGateParameters()
        parameters.fingerThreshold = 12
        let new = DatedTable(validFrom: try #require(CivilDate(from)), content: .eGate("later", parameters))
        let built = RulebookShelf.build(RulebookShelf.standard.tables + [new])
        var lane = Self.lane(station: .eGate, rulebooks: try #require(built.shelf))
        lane.bringToFinger()
        for _ in 0..<3 { lane.tell(.fingerVerified(FingerTry(score: 6))) }
        let record = try #require(lane.committed.first)
        #expect(record.verdict.rulebook == version)
        #expect(record.state == (version == "later" ? .referred : .admitted))
    }

    @Test func `a gate on a day without tables stays shut`() throws {
        var tables = RulebookShelf.standard.tables
        for index in tables.indices where tables[index].kind == .eGate {
            tables[index].validUntil = CivilDate("2026-11-19")
        }
        var lane = Self.lane(station: .eGate, rulebooks: try #require(RulebookShelf.build(tables).shelf))
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(.success(Fixture.known)))
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.verdict.obstacles.map(\.rule) == ["BX-00"])
    }
}
