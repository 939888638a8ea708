package import BorderLaw
internal import Fingerprint
package import Logging
internal import Support

/// Why a lane does not take a traveller or a report.
package struct LaneError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// Another traveller is being served.
        case busy
        /// Records cannot be stored.
        case outOfService
        /// The daemon goes down.
        case stopping
        /// No gate is open for that crossing.
        case noOpenGate
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }
}

/// The devices and stores of one lane.
package struct LanePorts: Sendable {
    package let chip: any ChipPort
    package let finger: any FingerPort
    package let store: any CrossingStore
    package let spool: any RecordSpool

    package init(
        chip: any ChipPort, finger: any FingerPort, store: any CrossingStore, spool: any RecordSpool
    ) {
        self.chip = chip
        self.finger = finger
        self.store = store
        self.spool = spool
    }
}

/// One lane at work: runs the effects of its `LaneMachine` in the world and feeds the answers back as events.
package actor Lane {
    package nonisolated let id: LaneID
    package nonisolated let announcements = AnnouncementBoard()

    /// What crossings belong to that tell no trip of their own; nil for none.
    package private(set) var trip: LaneTrip?
    /// Number of the journal's entry about it.
    private var tripEntry: Int64 = 0

    private var machine: LaneMachine
    private let ports: LanePorts
    private let logger: Logger
    private var random = SystemRandomNumberGenerator()
    /// Counts operations that owe an answer; an answer to any but the last comes too late.
    private var awaited: UInt64 = 0
    private var operation: Task<Void, Never>?
    private var timer: Task<Void, Never>?
    private var timerNumber: UInt64 = 0
    private var lastPercent = -1
    /// What the scanner of this lane showed lately; figures only.
    private var presentations = PresentationCheck()
    private var waiters: [CheckedContinuation<Void, Never>] = []

    package init(configuration: LaneConfiguration, ports: LanePorts, logger: Logger) {
        id = configuration.lane
        machine = LaneMachine(configuration: configuration)
        self.ports = ports
        var logger = logger
        logger[metadataKey: "lane"] = "\(configuration.lane)"
        self.logger = logger
        announcements.post(LaneAnnouncement(.ready, text: KioskText.ready))
    }

    /// Whether a traveller can be taken now.
    package var isIdle: Bool { machine.state == .idle }

    /// The lane serves this trip from now on, or none; the crossing under way keeps its own. Of two officers who tell
    /// another trip at once, the journal's order decides.
    ///
    /// - Parameter place: of the journal's entry about it.
    package func serve(_ trip: LaneTrip?, journaledAt place: JournalPlace) {
        guard place.sequence > tripEntry else { return }
        tripEntry = place.sequence
        self.trip = trip
    }

    /// A traveller's MRZ has been read at the kiosk. The crossing goes on by itself; the announcements tell how.
    package func begin(mrzText: String, direction: Direction, trip: Trip? = nil) throws(LaneError) -> CrossingID {
        switch machine.state {
        case .idle: break
        case .stopped: throw LaneError(.stopping)
        case .outOfService:
            process(.storingRetried)
            throw LaneError(.outOfService)
        default: throw LaneError(.busy)
        }
        let now = UnixTime.now()
        let id = CrossingID(at: now, using: &random)
        let trip = trip ?? self.trip.flatMap { $0.counts(for: direction, at: now) ? $0.trip : nil }
        lastPercent = -1
        process(.travellerArrived(id: id, mrzText: mrzText, direction: direction, trip: trip), at: now)
        return id
    }

    /// The gate's sensor saw the traveller go through, or back.
    package func reportPassage(of crossing: CrossingID, passed: Bool) throws(LaneError) {
        guard case .gateOpen(let record) = machine.state, record.id == crossing else { throw LaneError(.noOpenGate) }
        process(.passageReported(passed ? .passed : .turnedBack))
    }

    /// Brings the crossing under way into a recorded state and ends the lane.
    package func stop() async {
        if case .outOfService = machine.state {
            process(.storingRetried)
            await nextChange()
        }
        process(.stopRequested)
        while machine.state != .stopped {
            await nextChange()
            process(.stopRequested)
        }
        announcements.close()
    }

    // MARK: - Running the machine

    private func process(_ event: LaneEvent, at now: UnixTime = .now()) {
        for effect in machine.handle(event, at: now) { run(effect) }
        let resumed = waiters
        waiters = []
        for waiter in resumed { waiter.resume() }
    }

    private func nextChange() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    private func run(_ effect: LaneEffect) {
        switch effect {
        case .announce(let announcement): announcements.post(announcement)
        case .log(let entry): log(entry)
        case .cancelDevices:
            operation?.cancel()
            awaited += 1
        case .cancelTimer:
            timer?.cancel()
            timerNumber += 1
        case .startTimer(let seconds): startTimer(seconds)
        case .readChip(let mrz):
            let chip = ports.chip
            operate { number in
                .chipRead(
                    await chip.readChip(mrz: mrz, at: .now()) { percent in
                        Task { await self.chipProgressed(percent, number) }
                    })
            }
        case .gatherFacts(let query):
            let ports = ports
            operate { _ in
                do throws(StoreError) {
                    // What waits outside the database belongs to the facts.
                    _ = try await ports.spool.drain(into: ports.store)
                    return .factsGathered(.success(try await ports.store.gather(query)))
                } catch {
                    return .factsGathered(.failure(error))
                }
            }
        case .verifyFinger(let fingers):
            let finger = ports.finger
            let seconds = machine.configuration.fingerTimeoutSeconds
            let threshold = machine.configuration.presentationThreshold
            operate { _ in
                switch await finger.captureFinger(timeoutSeconds: seconds) {
                case .failure(let fault): return .fingerFailed(fault)
                case .success(let image):
                    let presentation = await self.judgePresentation(image)
                    return .fingerVerified(await verified(image, fingers, presentation, threshold))
                }
            }
        case .commit(let record):
            let ports = ports
            operate { _ in
                do throws(StoreError) {
                    _ = try await ports.spool.drain(into: ports.store)
                    try await ports.store.commit(record)
                    return .recordCommitted
                } catch {
                    return .recordNotCommitted(error)
                }
            }
        case .complete(let crossing, let outcome):
            let store = ports.store
            operate { _ in
                do throws(StoreError) {
                    try await store.complete(crossing, state: outcome, at: .now())
                    return .crossingCompleted
                } catch {
                    return .crossingNotCompleted(error)
                }
            }
        case .spool(let entry):
            let spool = ports.spool
            operate { _ in
                do throws(StoreError) {
                    try await spool.keep(entry)
                    return .entrySpooled
                } catch {
                    return .entryNotSpooled(error)
                }
            }
        }
    }

    /// Starts an operation that answers with one event.
    private func operate(_ work: @escaping @Sendable (UInt64) async -> LaneEvent) {
        awaited += 1
        let number = awaited
        operation = Task {
            let event = await work(number)
            answer(event, number)
        }
    }

    private func answer(_ event: LaneEvent, _ number: UInt64) {
        guard number == awaited else { return }
        process(event)
    }

    private func chipProgressed(_ percent: Int, _ number: UInt64) {
        guard number == awaited, percent > lastPercent else { return }
        lastPercent = percent
        process(.chipProgress(percent: percent))
    }

    private func judgePresentation(_ image: FingerImage) -> PresentationScore { presentations.judge(image) }

    private func startTimer(_ seconds: Int) {
        timer?.cancel()
        timerNumber += 1
        let number = timerNumber
        timer = Task {
            // Cancelled timers throw; then the stage is over and nobody waits for the event.
            guard (try? await Task.sleep(for: .seconds(seconds))) != nil else { return }
            timerFired(number)
        }
    }

    private func timerFired(_ number: UInt64) {
        guard number == timerNumber else { return }
        process(.stageTimedOut)
    }

    private func log(_ entry: LaneLogEntry) {
        var metadata: Logger.Metadata = entry.details.mapValues { "\($0)" }
        if let crossing = entry.crossing { metadata["crossing"] = "\(crossing)" }
        let level: Logger.Level =
            switch entry.severity {
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        logger.log(level: level, "\(entry.message)", metadata: metadata)
    }
}

/// Feature extraction takes tens of milliseconds: on the concurrent pool, not on the lane's actor.
@concurrent
private func verified(
    _ image: FingerImage, _ fingers: [EnrolledFinger], _ presentation: PresentationScore, _ threshold: Double
) async -> FingerTry {
    FingerVerification.verify(
        image, against: fingers, presentation: presentation, presentationThreshold: threshold)
}
