internal import Checkpoint
internal import FingerScanner
internal import Logging
internal import ServiceLifecycle
internal import SmartCard

/// Watches the readers until the daemon goes down.
struct ReaderService: Service {
    let monitor: ReaderMonitor

    func run() async throws {
        await cancelWhenGracefulShutdown { await monitor.run() }
    }
}

/// Holds the scanners until the daemon goes down.
struct ScannerService: Service {
    let hub: ScannerHub

    func run() async throws {
        try? await gracefulShutdown()
        await hub.close()
    }
}

/// Writes arrivals and departures of devices into the log.
struct DeviceLogService: Service {
    let monitor: ReaderMonitor
    let hub: ScannerHub
    let logger: Logger

    func run() async throws {
        let readers = monitor.events()
        let scanners = await hub.events()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await event in readers.cancelOnGracefulShutdown() { log(event) } }
            group.addTask { for await event in scanners.cancelOnGracefulShutdown() { log(event) } }
        }
    }

    private func log(_ event: ReaderEvent) {
        switch event {
        case .serviceAvailable: logger.info("smart card service available")
        case .serviceLost: logger.warning("smart card service lost; trying to reach it again")
        case .readerArrived(let reader): logger.info("reader arrived", metadata: ["reader": "\(reader)"])
        case .readerLeft(let reader): logger.warning("reader left", metadata: ["reader": "\(reader)"])
        // Cards come and go with travellers: their crossing tells more.
        case .cardInserted, .cardUnresponsive, .cardRemoved: break
        }
    }

    private func log(_ event: ScannerEvent) {
        switch event {
        case .arrived(let scanner): logger.info("scanner arrived", metadata: ["scanner": "\(scanner.id)"])
        case .left(let scanner): logger.warning("scanner left", metadata: ["scanner": "\(scanner.id)"])
        }
    }
}

/// Keeps the lanes until the daemon goes down; then brings every crossing under way into a recorded state.
struct LaneService: Service {
    let lanes: [Lane]
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        logger.info("stopping: completing the crossings under way")
        await withTaskGroup(of: Void.self) { group in
            for lane in lanes { group.addTask { await lane.stop() } }
        }
    }
}

/// Ends log-ins whose time is over, and brings tries to log in that nobody listened to into the journal: once a minute, and
/// at the end.
struct LogInService: Service {
    let desk: LogInDesk
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await tend()
                try? await Task.sleep(for: .seconds(60))
            }
        }
        await tend()
    }

    private func tend() async {
        do throws(StoreError) {
            try await desk.tend()
        } catch {
            logger.warning("log-ins are not looked after; tried again in a minute", metadata: ["reason": "\(error)"])
        }
    }
}

/// Reads the enrolled fingers at start, so that the first enrolment of the day does not wait for it.
struct FingerIndexService: Service {
    let duplicates: DuplicateFingers
    let logger: Logger

    func run() async throws {
        do throws(StoreError) {
            try await duplicates.refresh()
            let count = await duplicates.count
            logger.info("enrolled fingers indexed", metadata: ["fingers": "\(count)"])
        } catch {
            // The next enrolment tries again and is refused if it cannot search.
            logger.warning("enrolled fingers not indexed", metadata: ["reason": "\(error)"])
        }
        try? await gracefulShutdown()
    }
}
