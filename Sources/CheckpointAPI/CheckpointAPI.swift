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

/// The two doors of the daemon: a TCP port for kiosks and a Unix socket for `boomtctl`.
package struct CheckpointAPI: Sendable {
    private let lanes: [LaneID: Lane]
    private let events: EventStream
    private let health: HealthRoutes
    private let logger: Logger

    /// - Parameters:
    ///   - epoch: names this run of the daemon in event ids.
    ///   - health: how the daemon is, asked anew each time.
    package init(
        lanes: [Lane], epoch: String, health: @escaping @Sendable () async -> Health, logger: Logger
    ) {
        self.lanes = Dictionary(lanes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        events = EventStream(epoch: epoch)
        self.health = HealthRoutes(health: health)
        self.logger = logger
    }

    /// The kiosks' interface.
    ///
    /// - Parameter onRunning: called with the port once the socket listens (useful when `port` is 0).
    package func kioskService(
        address: String, port: Int, onRunning: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let router = makeRouter()
        router.add(middleware: LoopbackHostMiddleware())
        health.add(to: router)
        KioskRoutes(lanes: lanes, events: events).add(to: router)
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(address, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.kioskConnections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: logger)
    }

    /// The interface for `boomtctl`: everything a kiosk may, and the records, permissions, lists and devices.
    package func controlService(
        socketPath: String, stores: ControlStores, desk: DeskBooks, rulebooks: RulebookShelf,
        duplicates: DuplicateFingers, periods: RetentionPeriods, listTrust: ListTrust,
        devices: @escaping @Sendable () async -> [DeviceRow],
        onRunning: @escaping @Sendable () async -> Void
    ) -> any Service {
        let router = makeRouter()
        health.add(to: router)
        KioskRoutes(lanes: lanes, events: events).add(to: router)
        ControlRoutes(
            stores: stores, duplicates: duplicates, rulebooks: rulebooks, listTrust: listTrust, devices: devices
        ).add(to: router)
        OfficerRoutes(stores: stores, rulebooks: rulebooks).add(to: router)
        KeepingRoutes(stores: stores, periods: periods).add(to: router)
        DeskRoutes(books: desk, readings: stores.readings).add(to: router)
        FlightRoutes(flights: stores.flights, readings: stores.readings, rulebooks: rulebooks).add(to: router)
        LaneTripRoutes(lanes: lanes, store: stores.laneTrips).add(to: router)
        return Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: socketPath)),
            onServerRunning: { _ in await onRunning() }, logger: logger)
    }

    private func makeRouter() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        return router
    }
}
