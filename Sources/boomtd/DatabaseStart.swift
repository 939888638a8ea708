internal import CheckpointAPI
internal import Logging
internal import UnifiedDatabase

/// What the daemon says of the database that it finds at its start.
struct DatabaseStart: Sendable {
    /// Nil when there is no database yet.
    let condition: DatabaseCondition?
    /// The database file.
    let path: String

    /// Whether gates may open.
    var isSound: Bool { condition?.damage.isEmpty ?? true }

    /// Tells the log.
    func report(to logger: Logger) {
        guard let condition else {
            logger.info("no database yet: making one", metadata: ["file": "\(path)"])
            return
        }
        var metadata: Logger.Metadata = [
            "lastRun": "\(condition.lastRun.rawValue)", "recoveredFrames": "\(condition.recoveredFrames)",
            "check": "\(check)",
        ]
        guard condition.damage.isEmpty else {
            metadata["damage"] = "\(condition.damage.prefix(5).joined(separator: "; "))"
            metadata["damages"] = "\(condition.damage.count)"
            metadata["advice"] = "\(advice.joined(separator: "; "))"
            logger.critical("\(Self.reason)", metadata: metadata)
            return
        }
        switch condition.lastRun {
        case .none, .stoppedInOrder: logger.info("database sound; the last run stopped in order", metadata: metadata)
        case .killed:
            logger.warning(
                "database sound; the last run was killed, what it had committed is recovered", metadata: metadata)
        }
    }

    /// How the daemon is.
    ///
    /// - Parameters:
    ///   - fault: why the store does not answer now; nil when it does.
    ///   - trustFault: why the present contents of the trust directory are not in use; nil when they are.
    func health(fault: String? = nil, trustFault: String? = nil) -> Health {
        guard isSound else { return Health(reason: Self.reason, advice: advice, database: database) }
        return Health(
            reason: fault, database: database, warnings: trustFault.map { ["trust store not taken: \($0)"] })
    }

    private static let reason =
        "өгөгдлийн сан гэмтсэн, гарц хаалттай · the database is damaged: every gate stays shut"

    private var check: String { condition?.thorough == true ? "thorough" : "quick" }

    private var database: Health.Database? {
        condition.map {
            Health.Database(
                lastRun: $0.lastRun.rawValue, recoveredFrames: $0.recoveredFrames, check: check, damage: $0.damage)
        }
    }

    /// How a backup takes the place of a damaged file. The damaged one is kept: records since the backup are only there.
    private var advice: [String] {
        [
            "1. systemctl stop boomtd",
            "2. boomtctl database restore BACKUP --database \(path)   # the newest that boomtctl backup has made",
            "3. systemctl start boomtd",
        ]
    }
}
