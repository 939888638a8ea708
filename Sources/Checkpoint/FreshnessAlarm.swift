package import DocumentTrust
package import Logging
internal import Support

/// Says once a day that lists of the trust store are overdue: documents are judged by them, and nobody sees their age.
///
/// It sleeps until the next list becomes due, or for a day where one is already: an idle lane is woken at most once a
/// day.
package struct FreshnessAlarm: Sendable {
    /// The longest sleep in seconds: the machine's clock may be set meanwhile.
    package static let day: Int64 = 86_400

    private let trust: TrustStore
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let sleep: @Sendable (Duration) async throws -> Void

    /// An alarm for a store.
    ///
    /// - Parameters:
    ///   - now: the wall clock in Unix seconds.
    ///   - sleep: waits; throws when the daemon goes down.
    package init(
        trust: TrustStore, logger: Logger, now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.trust = trust
        self.logger = logger
        self.now = now
        self.sleep = sleep
    }

    /// Warns and sleeps until `sleep` throws; returns at once for a store in which nothing ages.
    package func run() async {
        while true {
            let moment = now()
            for (source, due) in trust.overdueSources(at: moment) {
                logger.warning(
                    "a list of the trust store is overdue: import a newer one with boomtctl trust import",
                    metadata: ["source": "\(source.id)", "due": "\(UnixTime(seconds: due))"])
            }
            guard let next = trust.nextFreshnessAlarm(after: moment) else { return }
            do {
                try await sleep(.seconds(min(Self.day, next - moment)))
            } catch {
                return
            }
        }
    }
}
