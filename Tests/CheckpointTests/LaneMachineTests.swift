import BorderLaw
import Checkpoint
import Support
import Testing
import TravelDocument

@Suite struct LaneMachineTests {
    @Test(arguments: [Direction.exit, .entry])
    func `an eligible adult passes, and the gate opens only after the record is committed`(direction: Direction) {
        var lane = Rehearsal()
        lane.bringToFinger(direction: direction)
        #expect(lane.committed.isEmpty)
        lane.tell(.fingerVerified(FingerTry(score: 6, quality: 80, finger: 2)))
        #expect(lane.committed.count == 1)
        #expect(lane.committed.first?.state == .admitted)
        #expect(lane.committed.first?.completedAt == nil)
        #expect(!lane.gateOpened)
        lane.tell(.recordCommitted)
        #expect(lane.gateOpened)
        lane.tell(.passageReported(.passed))
        #expect(lane.completions == [.passed])
        lane.tell(.crossingCompleted)
        #expect(lane.machine.state == .idle)
        #expect(lane.announcements.last?.event == .ready)
    }

    @Test func `a traveller who turns back and one whom no sensor saw are told apart`() {
        for (event, outcome) in [
            (LaneEvent.passageReported(.turnedBack), CrossingState.turnedBack), (.stageTimedOut, .interrupted),
        ] {
            var lane = Rehearsal()
            lane.bringToFinger()
            lane.tell(.fingerVerified(FingerTry(score: 6)), .recordCommitted, event)
            #expect(lane.completions == [outcome])
        }
    }

    @Test func `no finger is taken from someone without a permission`() {
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))))
        #expect(!lane.announcements.contains { $0.event == .instruction })
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.verdict.obstacles.contains { $0.rule == "EG-02" } == true)
    }

    @Test func `three wrong fingers refer the traveller with the scores in the record`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        for score in [0.4, 0.1, 0.7] { lane.tell(.fingerVerified(FingerTry(score: score))) }
        let record = lane.committed.first
        #expect(record?.state == .referred)
        #expect(record?.fingerTries.map(\.score) == [0.4, 0.1, 0.7])
        #expect(record?.facts.finger == .mismatched(bestScore: 0.7, threshold: 3, attempts: 3))
        lane.tell(.recordCommitted)
        #expect(!lane.gateOpened)
        #expect(lane.announcements.contains { $0.event == .decision && $0.outcome == "referred" })
    }

    @Test func `an image that looks like an attack is referred at once, whatever it would have scored`() {
        for attack in [
            FingerTry(faultCode: "presentationAttack", presentation: 1), FingerTry(score: 9, presentation: 0.5),
        ] {
            var lane = Rehearsal()
            lane.bringToFinger()
            lane.tell(.fingerVerified(attack))
            let record = lane.committed.first
            #expect(record?.state == .referred)
            #expect(record?.fingerTries == [attack])
            #expect(record?.verdict.obstacles.map(\.rule).contains("LN-08") == true)
            lane.tell(.recordCommitted)
            #expect(!lane.gateOpened)
        }
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(.fingerVerified(FingerTry(score: 9, presentation: 0.49)))
        #expect(lane.committed.first?.state == .admitted)
    }

    @Test func `a second finger on file makes the comparison stricter`() {
        var permission = Fixture.permission
        permission.fingers.append(EnrolledFinger(position: 7, template: [4]))
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        permission: permission, exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))),
            .fingerVerified(FingerTry(score: 3.2)))
        #expect(lane.committed.isEmpty, "3.2 is below 3 + log10(2)")
        lane.tell(.fingerVerified(FingerTry(score: 3.4)))
        #expect(lane.committed.first?.state == .admitted)
    }

    @Test func `nobody at the scanner ends at the first time-out, a broken scanner at once`() {
        for fault in [
            FingerFault(code: "noFinger", isTravellerSide: true),
            FingerFault(code: "unplugged", isTravellerSide: false),
        ] {
            var lane = Rehearsal()
            lane.bringToFinger()
            lane.tell(.fingerFailed(fault))
            #expect(lane.committed.first?.state == .referred)
            #expect(lane.committed.first?.fingerTries.last?.faultCode == fault.code)
        }
    }

    @Test(arguments: ["", "P<MNG", String(repeating: "A", count: 100_000)])
    func `an unreadable MRZ is a recorded referral, and no chip is asked`(text: String) {
        var lane = Rehearsal()
        lane.tell(.travellerArrived(id: Fixture.id(), mrzText: text, direction: .exit))
        #expect(!lane.effects.contains { if case .readChip = $0 { true } else { false } })
        let record = lane.committed.first
        #expect(record?.state == .referred)
        #expect(record?.document == nil)
        #expect((record?.mrzText.utf8.count ?? .max) <= Limits.mrzBytes)
        #expect(record?.verdict.obstacles.contains { $0.rule == "LN-01" } == true)
    }

    @Test func `a wrong check digit is a recorded referral`() {
        var lane = Rehearsal()
        let forged = Fixture.mrz.replacing("E1234567<4", with: "E1234568<4")
        lane.tell(.travellerArrived(id: Fixture.id(), mrzText: forged, direction: .exit))
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.facts.document.mrzValid == false)
    }

    @Test func `a chip fault stands in the record in words`() {
        let text = LocalizedText(mn: "Чип салсан", en: "The chip was removed")
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit),
            .chipRead(ChipEvidence(presence: .unreadable, faultCode: "cardRemoved", faultText: text)),
            .factsGathered(.success(Fixture.known)))
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.verdict.obstacles.contains { $0.reason == text } == true)
    }

    @Test func `a chip that was enrolled and now is silent is a matter for an officer`() {
        var permission = Fixture.permission
        permission.documentHasChip = true
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        permission: permission, exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))))
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.facts.chip == .unreadable(reason: "expectedChipSilent"))
    }

    @Test func `a database that does not answer refers`() {
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(.failure(StoreError(.locked, "busy"))))
        #expect(lane.committed.first?.state == .referred)
        #expect(lane.committed.first?.verdict.obstacles.contains { $0.rule == "LN-03" } == true)
    }

    @Test func `without a record the gate stays shut and the record waits in the spool`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(.fingerVerified(FingerTry(score: 6)), .recordNotCommitted(StoreError(.full, "full")))
        guard case .record(let record) = lane.spooled.first else {
            Issue.record("nothing was spooled")
            return
        }
        #expect(record.state == .referred)
        #expect(record.verdict.obstacles.map(\.rule) == ["LN-04"])
        lane.tell(.entrySpooled)
        #expect(!lane.gateOpened)
        #expect(lane.machine.state == .idle)
        #expect(lane.announcements.contains { $0.event == .decision && $0.outcome == "referred" })
    }

    @Test func `a lane that cannot store anything takes nobody until it can`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        let full = StoreError(.full, "full")
        lane.tell(.fingerVerified(FingerTry(score: 6)), .recordNotCommitted(full), .entryNotSpooled(full))
        #expect(lane.announcements.last?.event == .outOfService)
        lane.tell(.travellerArrived(id: Fixture.id(2), mrzText: Fixture.mrz, direction: .exit))
        #expect(lane.committed.count == 1)
        lane.tell(.storingRetried, .entrySpooled)
        #expect(lane.machine.state == .idle)
    }

    @Test func `a lane out of service tries again by itself`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        let full = StoreError(.full, "full")
        lane.tell(.fingerVerified(FingerTry(score: 6)), .recordNotCommitted(full), .entryNotSpooled(full))
        #expect(lane.effects.contains(.startTimer(seconds: Fixture.configuration.storingRetrySeconds)))
        let tries = lane.spooled.count
        lane.tell(.stageTimedOut)
        #expect(lane.spooled.count == tries + 1)
        lane.tell(.entrySpooled)
        #expect(lane.machine.state == .idle)
    }

    @Test func `the kiosk is told the rules, and nothing of the person`() {
        let restriction = ExitRestrictionEntry(
            ground: "courtDebt", issuingBody: "ШШГЕГ", decisionNumber: "2026/4711",
            startDate: Fixture.date(2026, 1, 1), documentNumber: "E1234567")
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(
                .success(
                    StoredFacts(
                        permission: Fixture.permission, exitRestrictions: [restriction],
                        exitListLoadedAt: Fixture.now, wantedListLoadedAt: Fixture.now,
                        invalidListLoadedAt: Fixture.now, wanted: []))),
            .recordCommitted)
        let told = lane.announcements.compactMap(\.reasons).joined()
        #expect(told.map(\.rule) == ["EG-05"])
        #expect(!told.contains { $0.text.mn.contains("4711") || $0.text.mn.contains("ШШГЕГ") })
        #expect(lane.committed.first?.verdict.obstacles.first?.reason.mn.contains("4711") == true)
    }

    @Test func `a kiosk knows until when an opening holds`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(.fingerVerified(FingerTry(score: 6)), .recordCommitted)
        let opening = lane.announcements.first { $0.gate == "open" }
        let seconds = Int64(Fixture.configuration.passageTimeoutSeconds)
        #expect(opening?.openUntil == UnixTime(seconds: Fixture.now.seconds + seconds))
    }

    @Test func `a completion that the database refuses waits in the spool`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(
            .fingerVerified(FingerTry(score: 6)), .recordCommitted, .passageReported(.passed),
            .crossingNotCompleted(StoreError(.locked, "busy")))
        #expect(lane.spooled == [.completion(Fixture.id(), .passed, Fixture.now)])
        lane.tell(.entrySpooled)
        #expect(lane.machine.state == .idle)
    }

    @Test func `a completion without an answer waits in the spool, and a spool without one ends the service`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(
            .fingerVerified(FingerTry(score: 6)), .recordCommitted, .passageReported(.passed), .stageTimedOut)
        #expect(lane.spooled == [.completion(Fixture.id(), .passed, Fixture.now)])
        lane.tell(.stageTimedOut)
        #expect(lane.announcements.last?.event == .outOfService)
        lane.tell(.storingRetried, .entrySpooled)
        #expect(lane.machine.state == .idle)
    }

    @Test func `a passport whose dates are not those at enrolment is referred before the finger`() {
        var altered = Fixture.known
        altered.permission?.documentExpiry = Fixture.date(2027, 1, 1)
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit), .chipRead(.absent),
            .factsGathered(.success(altered)))
        #expect(lane.committed.last?.verdict.obstacles.map(\.rule) == ["EG-02"])
    }

    @Test func `a stop brings every stage into a recorded state`() {
        let stages: [(String, (inout Rehearsal) -> Void, CrossingState)] = [
            (
                "chip", { $0.tell(.travellerArrived(id: Fixture.id(), mrzText: Fixture.mrz, direction: .exit)) },
                .referred
            ),
            ("finger", { $0.bringToFinger() }, .referred),
            (
                "gate",
                {
                    $0.bringToFinger()
                    $0.tell(.fingerVerified(FingerTry(score: 6)), .recordCommitted)
                }, .interrupted
            ),
        ]
        for (name, prepare, expected) in stages {
            var lane = Rehearsal()
            prepare(&lane)
            lane.tell(.stopRequested)
            if expected == .interrupted {
                #expect(lane.completions == [.interrupted], "\(name)")
                lane.tell(.crossingCompleted)
            } else {
                #expect(lane.committed.last?.state == .referred, "\(name)")
                #expect(lane.committed.last?.verdict.obstacles.contains { $0.rule == "LN-05" } == true, "\(name)")
                lane.tell(.recordCommitted)
            }
            lane.tell(.stopRequested)
            #expect(lane.machine.state == .stopped, "\(name)")
        }
    }

    @Test func `a decision replays to the same findings`() {
        var lane = Rehearsal()
        lane.bringToFinger()
        lane.tell(.fingerVerified(FingerTry(score: 6)))
        guard let record = lane.committed.first else {
            Issue.record("nothing was committed")
            return
        }
        let again = EGateRules.evaluate(record.facts, rulebook: .standard, stage: .final)
        #expect(again == record.verdict)
    }
}
