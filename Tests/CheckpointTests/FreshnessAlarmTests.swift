import Checkpoint
import Logging
import Support
import Synchronization
import Testing

@testable import DocumentTrust

/// The alarm that the daemon gives day by day, on a clock of the test.
@Suite struct FreshnessAlarmTests {
    /// A clock that sleepers move, and what was warned of at which moment.
    private final class Days: Sendable {
        let state: Mutex<(now: Int64, sleepsLeft: Int, slept: [Int64], warned: [(Int64, String)])>

        init(_ now: Int64, sleeps: Int) {
            state = Mutex((now, sleeps, [], []))
        }

        func sleep(_ duration: Duration) throws {
            try state.withLock { state in
                state.slept.append(duration.components.seconds)
                guard state.sleepsLeft > 0 else { throw CancellationError() }
                state.sleepsLeft -= 1
                state.now += duration.components.seconds
            }
        }

        var warnings: [String] {
            state.withLock { $0.warned.map { "\(UnixTime(seconds: $0.0)) \($0.1)" } }
        }
    }

    private struct Ear: LogHandler {
        let days: Days
        var logLevel = Logger.Level.trace
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard event.level == .warning, let source = event.metadata?["source"] else { return }
            days.state.withLock { $0.warned.append(($0.now, "\(source)")) }
        }
    }

    private func run(_ store: TrustStore, _ days: Days) async {
        let logger = Logger(label: "test") { _ in Ear(days: days) }
        await FreshnessAlarm(
            trust: store, logger: logger, now: { days.state.withLock { $0.now } }, sleep: { try days.sleep($0) }
        ).run()
    }

    private func store(_ sources: [(id: String, imported: Int64)]) -> TrustStore {
        var store = TrustStore()
        store.sources = sources.map {
            TrustSource(id: $0.id, kind: .masterList, origin: "", version: "", imported: $0.imported)
        }
        return store
    }

    /// 2026-11-21 08:00 in Ulaanbaatar.
    private static let now: Int64 = 1_795_219_200

    @Test func `what becomes due is told on its day and each day after`() async {
        // Brought by hand, good for 28 days: the first is due in two to three days, the second a day later.
        let store = store([("first", Self.now - 26 * 86_400), ("second", Self.now - 25 * 86_400)])
        let days = Days(Self.now, sleeps: 5)
        await run(store, days)
        #expect(
            days.warnings == [
                "2026-11-23T16:00:00.000Z first", "2026-11-24T16:00:00.000Z first",
                "2026-11-24T16:00:00.000Z second", "2026-11-25T16:00:00.000Z first",
                "2026-11-25T16:00:00.000Z second",
            ])
        #expect(days.state.withLock { $0.slept.allSatisfy { (1...86_400).contains($0) } })
    }

    @Test func `a store in which nothing ages needs no alarm`() async {
        let days = Days(Self.now, sleeps: 5)
        await run(TrustStore(), days)
        #expect(days.warnings.isEmpty && days.state.withLock { $0.slept.isEmpty })
    }

    @Test func `what is overdue at the start is told at once`() async {
        let days = Days(Self.now, sleeps: 0)
        await run(store([("old", Self.now - 100 * 86_400)]), days)
        #expect(days.warnings == ["\(UnixTime(seconds: Self.now)) old"])
        #expect(days.state.withLock { $0.slept } == [86_400])
    }
}
