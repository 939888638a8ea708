package import BorderLaw
package import Checkpoint
internal import Hummingbird
internal import HummingbirdCore
package import Logging
package import ServiceLifecycle

/// What the control socket reads and writes.
package struct ControlStores: Sendable {
    let crossings: any CrossingStore
    let permissions: any PermissionStore
    let restrictions: any RestrictionStore
    let settlements: any SettlementStore
    let officers: any OfficerStore
    let particulars: any ParticularsStore
    let grants: any GrantStore
    let retention: any RetentionStore
    let flights: any FlightStore
    let laneTrips: any LaneTripStore
    let readings: any ReadingStore

    /// One database is all of them.
    package init(
        _ database: some CrossingStore & PermissionStore & RestrictionStore & SettlementStore & OfficerStore
            & ParticularsStore & GrantStore & RetentionStore & FlightStore & LaneTripStore & ReadingStore
    ) {
        crossings = database
        permissions = database
        restrictions = database
        settlements = database
        officers = database
        particulars = database
        grants = database
        retention = database
        flights = database
        laneTrips = database
        readings = database
    }
}

/// What officers read and write with, and by which rules.
package struct OfficerWork: Sendable {
    let stores: ControlStores
    let desk: DeskBooks
    let rulebooks: RulebookShelf
    let duplicates: DuplicateFingers

    package init(stores: ControlStores, desk: DeskBooks, rulebooks: RulebookShelf, duplicates: DuplicateFingers) {
        self.stores = stores
        self.desk = desk
        self.rulebooks = rulebooks
        self.duplicates = duplicates
    }
}

/// The two doors of the daemon: a TCP port for kiosks and officers' terminals, and a Unix socket for `boomtctl`.
package struct CheckpointAPI: Sendable {
    private let lanes: [LaneID: Lane]
    private let events: EventStream
    private let health: HealthRoutes
    private let logIns: LogInRoutes
    private let work: OfficerWork
    private let logger: Logger

    /// - Parameters:
    ///   - epoch: names this run of the daemon in event ids.
    ///   - health: how the daemon is, asked anew each time.
    package init(
        lanes: [Lane], epoch: String, work: OfficerWork, logIns: LogInDesk,
        health: @escaping @Sendable () async -> Health, logger: Logger
    ) {
        self.work = work
        self.lanes = Dictionary(lanes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        events = EventStream(epoch: epoch)
        self.health = HealthRoutes(health: health)
        self.logIns = LogInRoutes(lanes: self.lanes, desk: logIns)
        self.logger = logger
    }

    /// The kiosks' interface. Anybody on this machine reaches it: an officer shows the token of a log-in.
    ///
    /// - Parameters:
    ///   - servesOfficers: whether officers may work here at all, or only log in and out.
    ///   - onRunning: called with the port once the socket listens (useful when `port` is 0).
    package func kioskService(
        address: String, port: Int, servesOfficers: Bool, onRunning: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let router = makeRouter()
        router.add(middleware: LoopbackHostMiddleware())
        health.add(to: router)
        KioskRoutes(lanes: lanes, events: events).add(to: router)
        logIns.add(to: router, isTrusted: false)
        if servesOfficers {
            addOfficerRoutes(
                to: router.group().add(middleware: WarrantMiddleware(desk: logIns.desk, isLogInNeeded: true)))
        }
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(address, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.kioskConnections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: logger)
    }

    /// The interface for `boomtctl`: everything a kiosk and an officer may, and officers, lists and devices. Whoever
    /// may open the socket is believed without a log-in; the journal says so.
    package func controlService(
        socketPath: String, periods: RetentionPeriods, listTrust: ListTrust,
        devices: @escaping @Sendable () async -> [DeviceRow],
        onRunning: @escaping @Sendable () async -> Void
    ) -> any Service {
        let router = makeRouter()
        health.add(to: router)
        KioskRoutes(lanes: lanes, events: events).add(to: router)
        logIns.add(to: router, isTrusted: true)
        let trusted = router.group().add(middleware: WarrantMiddleware(desk: logIns.desk, isLogInNeeded: false))
        logIns.addManagement(to: trusted)
        addOfficerRoutes(to: trusted)
        OfficerRoutes(stores: work.stores, rulebooks: work.rulebooks).addManagement(to: trusted)
        KeepingRoutes(stores: work.stores, periods: periods, listTrust: listTrust, devices: devices).add(to: trusted)
        return Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: socketPath)),
            onServerRunning: { _ in await onRunning() }, logger: logger)
    }

    /// Everything that somebody does as an officer; behind a ``WarrantMiddleware``.
    private func addOfficerRoutes(to router: some RouterMethods<BasicRequestContext>) {
        let (stores, rulebooks) = (work.stores, work.rulebooks)
        ControlRoutes(stores: stores, duplicates: work.duplicates, rulebooks: rulebooks).add(to: router)
        OfficerRoutes(stores: stores, rulebooks: rulebooks).add(to: router)
        DeskRoutes(books: work.desk, readings: stores.readings).add(to: router)
        FlightRoutes(flights: stores.flights, readings: stores.readings, rulebooks: rulebooks).add(to: router)
        LaneTripRoutes(lanes: lanes, store: stores.laneTrips).add(to: router)
    }

    private func makeRouter() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        return router
    }
}
