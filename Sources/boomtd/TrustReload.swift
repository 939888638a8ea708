internal import Checkpoint
internal import DocumentTrust
internal import Logging
internal import ServiceLifecycle
internal import Support

/// Loads the trust store anew when its directory changes: an import by boomtctl, or a file brought by hand. Crossings
/// under way keep the store that they began with.
struct TrustReloadService: Service {
    let trust: CurrentTrust
    /// Loads the store from its directory.
    let load: @Sendable () -> TrustStore
    /// Nil when the system gives none: then a restart is needed, and the log says so.
    let watch: DirectoryWatch?
    let journal: TrustJournal
    let logger: Logger

    /// An import writes several files: the store is loaded when none has come for this long.
    private static let quiet = Duration.milliseconds(250)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let watch else {
                return logger.warning("the trust store is not watched: restart boomtd after an import")
            }
            var alarm = beginAlarm()
            for await _ in watch.changes {
                try? await Task.sleep(for: Self.quiet)
                guard !Task.isCancelled else { break }
                if await reload() {
                    alarm.cancel()
                    alarm = beginAlarm()
                }
            }
            alarm.cancel()
        }
        // A service that ends takes the daemon with it.
        try? await gracefulShutdown()
    }

    /// Warns of overdue lists of the present store, day by day.
    private func beginAlarm() -> Task<Void, Never> {
        let alarm = FreshnessAlarm(trust: trust.store, logger: logger, now: { UnixTime.now().seconds })
        return Task { await alarm.run() }
    }

    /// Certificates by the hundred take a while: on the concurrent pool.
    @concurrent
    private func reload() async -> Bool {
        let newer = load()
        let former = trust.store
        if let fault = trust.replace(with: newer) {
            logger.error(
                "the trust store has changed and cannot be used: the one of before stays in use",
                metadata: ["reason": "\(fault)"])
            await journal.record(refused: newer, because: fault, inUse: former)
            return false
        }
        await journal.record(newer, after: former)
        Self.report(newer, "trust store loaded anew", logger)
        return true
    }

    /// Tells what was loaded and what was not taken.
    static func report(_ store: TrustStore, _ message: Logger.Message, _ logger: Logger) {
        for refusal in store.refusals {
            logger.warning("trust anchor refused", metadata: ["reason": "\(refusal)"])
        }
        if let missing = store.missingLists { logger.warning("\(missing)") }
        logger.info(
            message,
            metadata: [
                "anchors": "\(store.anchors.count)", "revocationLists": "\(store.revocationLists.count)",
                "sources": "\(store.sources.count)",
            ])
    }
}
