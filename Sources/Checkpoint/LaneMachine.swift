internal import BorderLaw
package import Support
internal import TravelDocument

/// The procedure of one lane as a pure machine: event in, new state and effects out.
///
/// ```
/// idle → readingChip → gatheringFacts → verifyingFinger → committing → gateOpen → completing → idle
///            └──────────────┴─────────────────┴→ committing (referral) → idle
/// ```
///
/// Three promises, each with its test: the gate opens only after `recordCommitted`; every traveller who arrived ends
/// in a record (in the database or in the spool); whatever is unclear shuts the gate and calls an officer.
package struct LaneMachine: Sendable {
    package private(set) var state = LaneState.idle
    package let configuration: LaneConfiguration

    package init(configuration: LaneConfiguration) {
        self.configuration = configuration
    }

    /// Takes an event. One that does not belong to the state (an answer that comes too late) changes nothing.
    package mutating func handle(_ event: LaneEvent, at now: UnixTime) -> [LaneEffect] {
        switch (state, event) {
        case (.idle, .travellerArrived(let id, let text, let direction, let trip)):
            return begin(id: id, mrzText: text, direction: direction, trip: trip, at: now)
        case (.readingChip(let traveller), .chipProgress(let percent)):
            return [
                announce(
                    .progress, traveller.id, step: "readingChip", percent: percent, KioskText.readingChip(percent))
            ]
        case (.readingChip(let traveller), .chipRead(let evidence)):
            return gather(traveller, chip: evidence, at: now)
        case (.readingChip(let traveller), .stageTimedOut):
            return [.cancelDevices] + gather(traveller, chip: Self.chipTimedOut, at: now)
        case (.gatheringFacts(let traveller), .factsGathered(let result)):
            return judge(traveller, result, at: now)
        case (.gatheringFacts(let traveller), .stageTimedOut):
            return judge(traveller, .failure(StoreError(.locked, "no answer in time")), at: now)
        case (.verifyingFinger(let traveller, let attempt), .fingerVerified(let tried)):
            return weigh(traveller, tried, attempt: attempt, at: now)
        case (.verifyingFinger(let traveller, let attempt), .fingerFailed(let fault)):
            return fingerFailed(traveller, fault, attempt: attempt, at: now)
        case (.verifyingFinger(let traveller, let attempt), .stageTimedOut):
            let fault = FingerFault(code: "timeout", isTravellerSide: false)
            return [.cancelDevices] + fingerFailed(traveller, fault, attempt: attempt, at: now)
        case (.committing(let record), .recordCommitted): return committed(record, at: now)
        case (.committing(let record), .recordNotCommitted(let error)): return spool(record, error, at: now)
        case (.committing(let record), .stageTimedOut):
            return spool(record, StoreError(.locked, "no answer in time"), at: now)
        case (.gateOpen(let record), .passageReported(let outcome)): return close(record, outcome)
        case (.gateOpen(let record), .stageTimedOut): return close(record, .interrupted)
        case (.completing(let record, let outcome), .crossingCompleted): return finish(record, outcome)
        case (.completing(let record, let outcome), .crossingNotCompleted(let error)):
            return spoolCompletion(of: record, outcome, error, at: now)
        case (.completing(let record, let outcome), .stageTimedOut):
            return spoolCompletion(of: record, outcome, StoreError(.locked, "no answer in time"), at: now)
        case (.spooling(_, let record), .entrySpooled): return finish(record, record.state)
        case (.spooling(let entry, let record), .entryNotSpooled(let error)):
            return goOutOfService(entry, record, error)
        case (.spooling(let entry, let record), .stageTimedOut):
            return goOutOfService(entry, record, StoreError(.inputOutput, "no answer in time"))
        case (.outOfService(let entry, let record), .storingRetried),
            (.outOfService(let entry, let record), .stageTimedOut):
            return keep(entry, lastRecord: record)
        case (_, .stopRequested): return stop(at: now)
        default: return []
        }
    }

    // MARK: - The steps

    private mutating func begin(
        id: CrossingID, mrzText: String, direction: Direction, trip: Trip?, at now: UnixTime
    ) -> [LaneEffect] {
        var mrz: MachineReadableZone?
        var fault: String?
        do throws(MRZError) {
            mrz = try MachineReadableZone(parsing: mrzText, today: UlaanbaatarCalendar.day(of: now))
        } catch {
            fault = "\(error.code)"
        }
        let traveller = Traveller(
            id: id, direction: direction, startedAt: now,
            mrzText: String(decoding: mrzText.utf8.prefix(Limits.mrzBytes), as: UTF8.self), mrz: mrz, mrzFault: fault,
            trip: trip)
        let started: [LaneEffect] = [
            announce(.started, id, KioskText.started),
            .log(LaneLogEntry(.info, "crossing started", crossing: id, details: ["direction": direction.rawValue])),
        ]
        guard let mrz, mrz.isValid else {
            // Nothing on this page can be trusted, not even the key of the chip: an officer looks at it.
            return started + decide(traveller, finger: .notTaken, stage: .beforeFinger, at: now)
        }
        state = .readingChip(traveller)
        return started + [.startTimer(seconds: configuration.chipStageSeconds), .readChip(mrz)]
    }

    private static let chipTimedOut = ChipEvidence(
        presence: .unreadable, faultCode: "timeout",
        faultText: LocalizedText(mn: "Чип хугацаандаа хариу өгсөнгүй", en: "The chip did not answer in time"))

    private mutating func gather(_ traveller: Traveller, chip: ChipEvidence, at now: UnixTime) -> [LaneEffect] {
        var traveller = traveller
        traveller.chip = chip
        guard let mrz = traveller.mrz else {
            return decide(traveller, finger: .notTaken, stage: .beforeFinger, at: now)
        }
        state = .gatheringFacts(traveller)
        let query = FactQuery(
            document: CrossingDocument(mrz), direction: traveller.direction,
            day: UlaanbaatarCalendar.day(of: traveller.startedAt), time: traveller.startedAt,
            station: configuration.station)
        return [
            announce(.progress, traveller.id, step: "checkingRegister", KioskText.checking),
            .startTimer(seconds: configuration.databaseStageSeconds),
            .gatherFacts(query),
        ]
    }

    private mutating func judge(
        _ traveller: Traveller, _ result: Result<StoredFacts, StoreError>, at now: UnixTime
    ) -> [LaneEffect] {
        var traveller = traveller
        switch result {
        case .success(let facts): traveller.stored = facts
        case .failure(let error): traveller.storeFault = error
        }
        let facts = CrossingFacts(of: traveller, configuration: configuration, finger: .notTaken)
        let verdict = DeskRules.evaluate(facts, rulebook: configuration.rulebook(for: traveller), stage: .beforeFinger)
        let fingers = traveller.stored?.permission?.fingers ?? []
        guard verdict.mayProceed, !fingers.isEmpty else {
            return decide(traveller, finger: .notTaken, stage: .beforeFinger, at: now)
        }
        return askForFinger(traveller, attempt: 1)
    }

    private mutating func askForFinger(_ traveller: Traveller, attempt: Int) -> [LaneEffect] {
        state = .verifyingFinger(traveller, attempt: attempt)
        let text = attempt == 1 ? KioskText.placeFinger : KioskText.placeFingerAgain
        return [
            announce(.instruction, traveller.id, step: "placeFinger", attempt: attempt, text),
            .startTimer(seconds: configuration.fingerTimeoutSeconds + 10),
            .verifyFinger(Array((traveller.stored?.permission?.fingers ?? []).prefix(Limits.enrolledFingers))),
        ]
    }

    private mutating func weigh(
        _ traveller: Traveller, _ tried: FingerTry, attempt: Int, at now: UnixTime
    ) -> [LaneEffect] {
        var traveller = traveller
        traveller.fingerTries.append(tried)
        if let presentation = tried.presentation, presentation >= configuration.presentationThreshold {
            // No second try: the officer looks at the finger.
            return decide(
                traveller, finger: mismatch(traveller, attempts: attempt), stage: .final,
                extra: [LaneFinding.presentation(presentation)], at: now)
        }
        let threshold = fingerThreshold(traveller)
        if let score = tried.score, score >= threshold {
            let finger = FingerFacts.matched(score: score, threshold: threshold, attempts: attempt)
            return decide(traveller, finger: finger, stage: .final, at: now)
        }
        guard attempt >= configuration.rulebook(for: traveller).parameters.maximumFingerAttempts else {
            return askForFinger(traveller, attempt: attempt + 1)
        }
        return decide(traveller, finger: mismatch(traveller, attempts: attempt), stage: .final, at: now)
    }

    private mutating func fingerFailed(
        _ traveller: Traveller, _ fault: FingerFault, attempt: Int, at now: UnixTime
    ) -> [LaneEffect] {
        var traveller = traveller
        traveller.fingerTries.append(FingerTry(faultCode: fault.code))
        guard fault.isTravellerSide else {
            traveller.scannerFault = fault.code
            return decide(traveller, finger: .scannerFailed(reason: fault.code), stage: .final, at: now)
        }
        // Nobody put a finger down: asking again would only keep the queue waiting.
        return decide(traveller, finger: mismatch(traveller, attempts: attempt), stage: .final, at: now)
    }

    private func mismatch(_ traveller: Traveller, attempts: Int) -> FingerFacts {
        .mismatched(
            bestScore: traveller.fingerTries.compactMap(\.score).max(), threshold: fingerThreshold(traveller),
            attempts: attempts)
    }

    /// A stranger may try against every enrolled finger: the threshold rises by log10 of their number, so that the
    /// false-match rate of one try stays what the rulebook says (BSI TR-03121 counts by try, too).
    private func fingerThreshold(_ traveller: Traveller) -> Double {
        let logarithms = [0, 0, 0.30103, 0.47712, 0.60206, 0.69897, 0.77815, 0.84510, 0.90309, 0.95424, 1]
        let count = min(traveller.stored?.permission?.fingers.count ?? 1, Limits.enrolledFingers)
        return configuration.rulebook(for: traveller).parameters.fingerThreshold + logarithms[max(1, count)]
    }

    // MARK: - Decision and record

    private mutating func decide(
        _ traveller: Traveller, finger: FingerFacts, stage: EvaluationStage, extra: [Finding] = [], at now: UnixTime
    ) -> [LaneEffect] {
        let facts = CrossingFacts(of: traveller, configuration: configuration, finger: finger)
        // At a desk the officer is the last stage: every rule speaks, whether or not a finger was asked for.
        let stage = configuration.station == .desk ? .final : stage
        let lawful = DeskRules.evaluate(facts, rulebook: configuration.rulebook(for: traveller), stage: stage)
        let verdict = Verdict(
            findings: laneFindings(traveller, lawful: lawful) + lawful.findings + extra, rulebook: lawful.rulebook,
            numbers: configuration.rulebooks.numbersOfSettings)
        // Only the final stage has seen the finger: a way that is free before it opens no gate.
        let admitted = stage == .final && verdict.mayProceed
        let record = CrossingRecord(
            id: traveller.id, lane: configuration.lane, direction: traveller.direction,
            startedAt: traveller.startedAt, decidedAt: now, completedAt: admitted ? nil : now,
            state: admitted ? .admitted : .referred, mrzText: traveller.mrzText,
            document: traveller.mrz.map(CrossingDocument.init), chip: traveller.chip ?? .notExamined,
            fingerTries: traveller.fingerTries, permissionID: traveller.stored?.permission?.id, facts: facts,
            verdict: verdict, softwareVersion: configuration.softwareVersion, trip: traveller.trip)
        state = .committing(record)
        return [.startTimer(seconds: configuration.databaseStageSeconds), .commit(record)]
    }

    private func laneFindings(_ traveller: Traveller, lawful: Verdict) -> [Finding] {
        var findings: [Finding] = []
        if let fault = traveller.mrzFault { findings.append(LaneFinding.mrzUnreadable(fault)) }
        if let chip = traveller.chip, let finding = LaneFinding.chipFault(chip) { findings.append(finding) }
        if let report = traveller.chip?.inspection { findings += LaneFinding.inspection(report, lawful: lawful) }
        if let error = traveller.storeFault { findings.append(LaneFinding.databaseUnavailable(error)) }
        if let fault = traveller.scannerFault { findings.append(LaneFinding.scannerFault(fault)) }
        return findings
    }

    private mutating func committed(_ record: CrossingRecord, at now: UnixTime) -> [LaneEffect] {
        guard record.state == .admitted else { return finish(record, record.state) }
        state = .gateOpen(record)
        let openUntil = UnixTime(milliseconds: now.milliseconds + Int64(configuration.passageTimeoutSeconds) * 1000)
        return [
            .log(LaneLogEntry(.info, "admitted", crossing: record.id)),
            announce(.decision, record.id, outcome: record.state.rawValue, KioskText.admitted),
            .announce(
                LaneAnnouncement(
                    .gate, crossing: record.id, gate: "open", openUntil: openUntil, text: KioskText.gateOpens)),
            .startTimer(seconds: configuration.passageTimeoutSeconds),
        ]
    }

    private mutating func spool(_ record: CrossingRecord, _ error: StoreError, at now: UnixTime) -> [LaneEffect] {
        var referral = record
        referral.state = .referred
        referral.completedAt = now
        referral.verdict = Verdict(
            findings: record.verdict.findings + [LaneFinding.recordNotStored(error)], rulebook: record.verdict.rulebook,
            numbers: record.verdict.numbers)
        return [storeWarning("record not stored", record.id, error)] + keep(.record(referral), lastRecord: referral)
    }

    private mutating func spoolCompletion(
        of record: CrossingRecord, _ outcome: CrossingState, _ error: StoreError, at now: UnixTime
    ) -> [LaneEffect] {
        var completed = record
        completed.state = outcome
        return [storeWarning("completion not stored", record.id, error)]
            + keep(.completion(record.id, outcome, now), lastRecord: completed)
    }

    /// A disk that hangs must not hold the lane, or a stop of the daemon, for ever: hence the timer.
    private mutating func keep(_ entry: SpooledEntry, lastRecord: CrossingRecord) -> [LaneEffect] {
        state = .spooling(entry, lastRecord: lastRecord)
        return [.startTimer(seconds: configuration.databaseStageSeconds), .spool(entry)]
    }

    private mutating func goOutOfService(
        _ entry: SpooledEntry, _ record: CrossingRecord, _ error: StoreError
    ) -> [LaneEffect] {
        state = .outOfService(entry, lastRecord: record)
        return [
            .startTimer(seconds: configuration.storingRetrySeconds),
            .log(
                LaneLogEntry(
                    .error, "record kept in memory only: lane out of service", crossing: record.id,
                    details: ["storeFault": error.code.rawValue])),
            announce(.outOfService, record.id, KioskText.outOfService),
        ]
    }

    private mutating func close(_ record: CrossingRecord, _ outcome: CrossingState) -> [LaneEffect] {
        guard [.passed, .turnedBack, .interrupted].contains(outcome) else { return [] }
        state = .completing(record, outcome)
        return [
            announce(.gate, record.id, gate: "close", KioskText.gateCloses),
            .startTimer(seconds: configuration.databaseStageSeconds),
            .complete(record.id, outcome),
        ]
    }

    /// The crossing is recorded to its end: tell the kiosk and wait for the next traveller.
    private mutating func finish(_ record: CrossingRecord, _ outcome: CrossingState) -> [LaneEffect] {
        state = .idle
        var effects: [LaneEffect] = [.cancelTimer]
        let obstacles = record.verdict.obstacles
        if outcome == .referred {
            let rules = obstacles.map(\.rule).joined(separator: " ")
            effects.append(
                .log(LaneLogEntry(.warning, "referred to an officer", crossing: record.id, details: ["rules": rules])))
            effects.append(
                announce(
                    .decision, record.id, outcome: outcome.rawValue, KioskText.referred,
                    reasons: obstacles.map(LaneAnnouncement.Reason.init)))
        }
        effects.append(
            .log(LaneLogEntry(.info, "crossing completed", crossing: record.id, details: ["state": outcome.rawValue])))
        effects.append(announce(.completed, record.id, outcome: outcome.rawValue, Self.farewell(outcome)))
        effects.append(announce(.ready, nil, KioskText.ready))
        return effects
    }

    private static func farewell(_ outcome: CrossingState) -> LocalizedText {
        switch outcome {
        case .passed: KioskText.passed
        case .turnedBack: KioskText.turnedBack
        case .admitted, .interrupted: KioskText.passageUnknown
        case .referred: KioskText.referred
        }
    }

    // MARK: - Going down

    /// Brings whatever is under way into a recorded state; `Lane` asks again until the machine is `stopped`.
    private mutating func stop(at now: UnixTime) -> [LaneEffect] {
        let stopping = [LaneFinding.serviceStopping()]
        switch state {
        case .idle, .stopped:
            state = .stopped
            return [.cancelTimer, announce(.stopping, nil, KioskText.stopping)]
        case .outOfService(_, let record):
            state = .stopped
            return [
                .log(LaneLogEntry(.error, "stopped with a record that no store took", crossing: record.id)),
                announce(.stopping, nil, KioskText.stopping),
            ]
        case .readingChip(let traveller), .gatheringFacts(let traveller):
            return [.cancelDevices]
                + decide(traveller, finger: .notTaken, stage: .beforeFinger, extra: stopping, at: now)
        case .verifyingFinger(let traveller, _):
            return [.cancelDevices]
                + decide(traveller, finger: .notTaken, stage: .beforeFinger, extra: stopping, at: now)
        case .gateOpen(let record): return close(record, .interrupted)
        case .committing, .completing, .spooling: return []
        }
    }

    // MARK: - Announcements

    private func announce(
        _ event: LaneAnnouncement.Event, _ crossing: CrossingID?, step: String? = nil, percent: Int? = nil,
        attempt: Int? = nil, outcome: String? = nil, gate: String? = nil, _ text: LocalizedText,
        reasons: [LaneAnnouncement.Reason]? = nil
    ) -> LaneEffect {
        .announce(
            LaneAnnouncement(
                event, crossing: crossing, step: step, percent: percent, attempt: attempt, outcome: outcome, gate: gate,
                text: text, reasons: reasons))
    }

    private func storeWarning(_ message: String, _ crossing: CrossingID, _ error: StoreError) -> LaneEffect {
        .log(LaneLogEntry(.error, message, crossing: crossing, details: ["storeFault": error.code.rawValue]))
    }
}
