internal import BorderLaw
internal import Checkpoint
internal import CheckpointAPI
internal import ChipReading
internal import DocumentTrust
internal import FingerScanner
internal import Glibc
internal import Logging
internal import ServiceLifecycle
internal import SmartCard
internal import Support
internal import TravelDocument
internal import UnifiedDatabase
internal import UnixSignals

/// The composition root: opens stores and devices, joins them to the lanes' ports, serves until a signal.
struct Daemon {
    /// Stands in every record and answers `--version`.
    static let version = ProgramVersion.text

    let settings: Settings
    let logger: Logger
    let notifier: SystemdNotifier

    init(settings: Settings, logger: Logger, environment: [String: String]) {
        self.settings = settings
        self.logger = logger
        notifier = SystemdNotifier(environment: environment)
    }

    func run() async throws {
        let started = UnixTime.now()
        let rulebooks = try settings.rulebooks()
        let quirks = try settings.quirks()
        let claim = try DatabaseClaim(.daemon, to: settings.databaseFile)
        defer { withExtendedLifetime(claim) {} }
        // Before anything is opened: a second daemon must not settle crossings of the one that runs.
        try removeStaleSocket()
        try finishKeyChanges()
        let key = try DatabaseKey.loadOrCreate(at: settings.keyFile)
        let journalKey = try JournalKey.loadOrCreate(
            at: settings.journalKeyFile, laneKeys: settings.laneKeysDirectory)
        let found = try examineDatabase()
        guard found.isSound else { return try await serveShut(found) }
        let database = try UnifiedDatabase(
            path: settings.databaseFile, key: key, journalKey: journalKey,
            options: DatabaseOptions(busyTimeoutSeconds: Double(settings.busyMilliseconds) / 1000))
        try await database.prepareLaneKeys(settings.lanes.map(\.id))
        let spool = try EncryptedSpool(directory: settings.spoolDirectory, key: key)
        try await journalStart(database, rulebooks, quirks)
        try await settleLastRun(database, spool)
        try await database.discardInterruptedImports()

        // The watch comes first: what changes while the store is loaded must not be missed.
        let trustWatch = DirectoryWatch(path: settings.trustDirectory)
        let trust = CurrentTrust(settings.trustStore())
        let trustJournal = TrustJournal(database: database, logger: logger)
        await trustJournal.record(trust.store, after: nil)
        TrustReloadService.report(trust.store, "trust store loaded", logger)

        let monitor = ReaderMonitor()
        let hub = try ScannerHub()
        let lanes = settings.lanes.map { lane in
            Lane(
                configuration: configuration(lane, rulebooks),
                ports: LanePorts(
                    chip: chipReader(lane, monitor, trust, quirks),
                    finger: LaneFingerScanner(hub: hub, scanner: lane.scanner, logger: logger), store: database,
                    spool: spool),
                logger: logger)
        }
        let duplicates = DuplicateFingers(archive: database)
        let logIns = LogInDesk(store: database, hours: settings.logInHours)
        let api = CheckpointAPI(
            lanes: lanes, epoch: String(started.milliseconds, radix: 36),
            work: OfficerWork(
                stores: ControlStores(database), desk: DeskBooks(database), rulebooks: rulebooks,
                duplicates: duplicates),
            logIns: logIns,
            health: { found.health(fault: await fault(of: database), trustFault: trust.fault) },
            logger: quiet(logger))
        let readiness = Readiness(doors: 2) {
            notifier.ready()
            logger.info("ready", metadata: ["lanes": "\(lanes.count)", "version": "\(Self.version)"])
        }
        let control = api.controlService(
            socketPath: settings.controlSocket, periods: settings.retention, listTrust: settings.listTrust,
            devices: { await devices(monitor, hub) },
            onRunning: {
                chmod(settings.controlSocket, 0o660)
                await readiness.opened()
            })
        let kiosk = api.kioskService(
            address: settings.kioskAddress, port: settings.kioskPort, servesOfficers: settings.logIn == .required
        ) { port in
            logger.info("kiosks are served", metadata: ["address": "\(settings.kioskAddress):\(port)"])
            await readiness.opened()
        }
        // Services stop in reverse order: first the lanes complete their crossings, then the doors close (a kiosk
        // still hears how its crossing ended), and the devices go last.
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    ReaderService(monitor: monitor), ScannerService(hub: hub),
                    DeviceLogService(monitor: monitor, hub: hub, logger: logger),
                    FingerIndexService(duplicates: duplicates, logger: logger),
                    TrustReloadService(
                        trust: trust, load: { [settings] in settings.trustStore() }, watch: trustWatch,
                        journal: trustJournal,
                        logger: logger),
                    RetentionService(store: database, periods: settings.retention, logger: logger),
                    LogInService(desk: logIns, logger: logger),
                    control, kiosk, LaneService(lanes: lanes, logger: logger),
                ].map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger)))
        try await group.run()
        notifier.stopping()
        await journalStop(database)
        do throws(StoreError) {
            try database.close()
        } catch {
            // Somebody else holds the file. What was committed is safe in its log, which the next start merges.
            logger.warning("database log not merged", metadata: ["reason": "\(error)"])
        }
        unlink(settings.controlSocket)
        logger.info("stopped")
    }

    /// Records of the last run that have no end yet: what waits in the spool goes into the database, and gates that
    /// were open when the daemon went down are an officer's to settle.
    private func settleLastRun(_ database: UnifiedDatabase, _ spool: EncryptedSpool) async throws {
        let moved = try await spool.drain(into: database)
        let damaged = try await spool.damagedCount()
        if damaged > 0 {
            logger.error("records in the spool cannot be read: keep the files", metadata: ["count": "\(damaged)"])
        }
        if moved > 0 { logger.notice("records moved from the spool", metadata: ["count": "\(moved)"]) }
        for crossing in try await database.unfinishedCrossings() {
            try await database.complete(crossing, state: .interrupted, at: .now())
            logger.warning(
                "a gate was open when the daemon went down: an officer must settle it",
                metadata: ["crossing": "\(crossing)"])
        }
        try await database.noteEndOfAdmissions()
    }

    /// Where the journal stands goes to the log, too, which is another place: whoever compares the two notices entries
    /// that were cut off.
    private func journalStart(
        _ database: UnifiedDatabase, _ rulebooks: RulebookShelf, _ quirks: QuirkShelf
    ) async throws {
        let today = UlaanbaatarCalendar.day(of: .now())
        for warning in rulebooks.warnings(on: today) { logger.warning("\(warning)") }
        let rulebook = rulebooks.rulebook(on: today).deskVersion
        let known = quirks.quirks(on: InspectionMoment(unixSeconds: UnixTime.now().seconds).date).version
        let place = try await database.append(
            JournalEvent(
                .daemonStarted, details: ["version": Self.version, "rulebook": rulebook, "quirks": known]))
        let lanes = settings.lanes.map { "\($0.id) \($0.station.rawValue)" }.joined(separator: ", ")
        if try await database.recordSettings(settings.source, summary: ["lanes": lanes]) {
            logger.notice("settings are others than at the last start", metadata: ["lanes": "\(lanes)"])
        }
        logger.info("journal", metadata: ["place": "\(place)", "publicKey": "\(database.journalPublicKey)"])
    }

    private func journalStop(_ database: UnifiedDatabase) async {
        do throws(StoreError) {
            let place = try await database.append(JournalEvent(.daemonStopped))
            logger.info("journal", metadata: ["place": "\(place)"])
        } catch {
            logger.warning("the stop is not in the journal", metadata: ["reason": "\(error)"])
        }
    }

    private func configuration(_ lane: Settings.Lane, _ rulebooks: RulebookShelf) -> LaneConfiguration {
        LaneConfiguration(
            lane: lane.id, station: lane.station, rulebooks: rulebooks, softwareVersion: Self.version,
            fingerTimeoutSeconds: settings.fingerTimeoutSeconds,
            passageTimeoutSeconds: settings.passageTimeoutSeconds,
            chipStageSeconds: (settings.waitForCardMilliseconds + settings.chipTotalMilliseconds
                + settings.answerTimeoutMilliseconds) / 1000 + 10,
            databaseStageSeconds: settings.busyMilliseconds / 1000 + 10,
            presentationThreshold: settings.presentationThreshold)
    }

    private func chipReader(
        _ lane: Settings.Lane, _ monitor: ReaderMonitor, _ trust: CurrentTrust, _ quirks: QuirkShelf
    ) -> LaneChipReader {
        LaneChipReader(
            monitor: monitor, reader: lane.reader, trust: trust,
            waitForCard: .milliseconds(settings.waitForCardMilliseconds),
            cardLimits: SmartCardLimits(answerTime: .milliseconds(settings.answerTimeoutMilliseconds)),
            readingLimits: ChipReadingLimits(totalTime: .milliseconds(settings.chipTotalMilliseconds)), logger: logger,
            quirks: quirks, policy: AccessPolicy(allowsDowngrade: settings.allowsDowngrade))
    }

    private func fault(of database: UnifiedDatabase) async -> String? {
        do throws(StoreError) {
            _ = try await database.crossings(limit: 1, before: nil)
            return nil
        } catch {
            return "database: \(error.code.rawValue)"
        }
    }

    private func devices(_ monitor: ReaderMonitor, _ hub: ScannerHub) async -> [DeviceRow] {
        monitor.readers.map { DeviceRow(kind: "reader", name: $0, state: "present") }
            + (await hub.scanners).map { DeviceRow(kind: "scanner", name: $0.id, state: "present") }
    }

    /// A socket file that nobody listens on any more is left by a crash; one that answers belongs to a running daemon.
    private func removeStaleSocket() throws {
        guard access(settings.controlSocket, F_OK) == 0 else { return }
        let client = LocalHTTPClient(endpoint: .unix(path: settings.controlSocket), timeoutSeconds: 2)
        do throws(LocalServiceError) {
            _ = try client.send("GET", "/health/live")
        } catch {
            // Only a refused connection proves that nobody is there: a daemon that is slow to answer is still one.
            if error.code == .notReachable {
                unlink(settings.controlSocket)
                return
            }
        }
        throw StartError(reason: "another boomtd already answers at \(settings.controlSocket)")
    }

    /// Libraries log from notice up: their info lines name every request.
    func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(.notice, logger.logLevel)
        return logger
    }
}

extension DeskBooks {
    /// The books of one database.
    fileprivate init(_ database: UnifiedDatabase) {
        self.init(
            stays: database.stayRights, statements: database.documentStatements, notes: database.deskNotes,
            numbers: database.personNumbers, links: database.personLinks, falseHits: database.falseHits,
            cards: database.borderCards, journeys: database.childJourneys, settlements: database.childSettlements,
            persons: database, followUps: database)
    }
}

/// Why the daemon does not start.
struct StartError: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
}

/// Says once that all doors are open.
actor Readiness {
    private var closedDoors: Int
    private let whenOpen: @Sendable () -> Void

    init(doors: Int, whenOpen: @escaping @Sendable () -> Void) {
        closedDoors = doors
        self.whenOpen = whenOpen
    }

    func opened() {
        closedDoors -= 1
        if closedDoors == 0 { whenOpen() }
    }
}
