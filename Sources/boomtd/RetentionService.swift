internal import Checkpoint
internal import Logging
internal import ServiceLifecycle
internal import Support

/// Deletes what has outlived its time, at the start and then once a day.
struct RetentionService: Service {
    let store: any RetentionStore
    let periods: RetentionPeriods
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await retain()
                try? await Task.sleep(for: .seconds(86_400))
            }
        }
        try? await gracefulShutdown()
    }

    private func retain() async {
        do throws(StoreError) {
            for outcome in try await store.retain(periods, at: .now(), dryRun: false) where outcome.count > 0 {
                logger.notice(
                    "deleted what has outlived its time",
                    metadata: [
                        "category": "\(outcome.category.rawValue)", "count": "\(outcome.count)",
                        "entries": "\(outcome.entries)",
                    ])
            }
        } catch {
            logger.error(
                "what has outlived its time is not deleted: boomtctl journal verify, boomtctl database retain --dry-run",
                metadata: ["reason": "\(error)"])
        }
    }
}
