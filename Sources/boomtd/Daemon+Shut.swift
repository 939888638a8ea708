internal import CheckpointAPI
internal import Glibc
internal import Logging
internal import ServiceLifecycle
internal import Support
internal import UnifiedDatabase
internal import UnixSignals

extension Daemon {
    /// Longest examination of a database in seconds that systemd waits for.
    private static let examinationSeconds = 1800

    /// Looks at the database before anything is written to it, and tells the log.
    func examineDatabase() throws -> DatabaseStart {
        notifier.extendStart(seconds: Self.examinationSeconds)
        let found = DatabaseStart(
            condition: try UnifiedDatabase.examine(settings.databaseFile),
            path: settings.databaseFile)
        found.report(to: logger)
        return found
    }

    /// Ends a change of keys that was cut off, so that the keys open the database.
    func finishKeyChanges() throws {
        let rotation = KeyRotation(
            database: settings.databaseFile, keyFile: settings.keyFile, journalKeyFile: settings.journalKeyFile,
            laneKeys: settings.laneKeysDirectory)
        for kind in try rotation.finish() {
            logger.notice("a change of a key was cut off; it is finished", metadata: ["key": "\(kind)"])
        }
    }

    /// Serves nothing but the reason: a damaged database is not written to, and opens no gate.
    func serveShut(_ found: DatabaseStart) async throws {
        let api = ShutAPI(health: found.health(), logger: quiet(logger))
        let readiness = Readiness(doors: 2) {
            // For systemd the daemon is there: starting it anew would not help.
            notifier.ready()
            notifier.status("the database is damaged: every gate stays shut")
            logger.error("shut until the database is restored")
        }
        let control = api.controlService(socketPath: settings.controlSocket) {
            chmod(settings.controlSocket, 0o660)
            await readiness.opened()
        }
        let kiosk = api.kioskService(address: settings.kioskAddress, port: settings.kioskPort) { port in
            logger.info(
                "kiosks are served", metadata: ["address": "\(settings.kioskAddress):\(port)", "gates": "shut"])
            await readiness.opened()
        }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [control, kiosk].map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger))
        ).run()
        notifier.stopping()
        unlink(settings.controlSocket)
        logger.info("stopped")
    }
}
