internal import SmartCard
internal import Synchronization

/// Knows whether a card lies on one reader, as PC/SC sees it, and waits for a change.
final class CardWatch: Sendable {
    private struct State {
        var isThere = false
        var waiting: [(wanted: Bool, resume: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    private let monitor = ReaderMonitor()
    private let tasks: Mutex<[Task<Void, Never>]> = Mutex([])

    init(reader: String) {
        let events = monitor.events()
        let watching = Task { [monitor] in await monitor.run() }
        let following = Task { [weak self] in
            for await event in events {
                switch event {
                case .cardInserted(reader, _), .cardUnresponsive(reader): self?.set(true)
                case .cardRemoved(reader), .readerLeft(reader): self?.set(false)
                default: break
                }
            }
        }
        tasks.withLock { $0 = [watching, following] }
    }

    deinit {
        for task in tasks.withLock({ $0 }) { task.cancel() }
    }

    /// Returns when a card is there, or none is.
    func wait(forCard wanted: Bool) async {
        await withCheckedContinuation { continuation in
            let isSo = state.withLock { state in
                guard state.isThere != wanted else { return true }
                state.waiting.append((wanted, continuation))
                return false
            }
            if isSo { continuation.resume() }
        }
    }

    private func set(_ isThere: Bool) {
        let satisfied = state.withLock { state in
            state.isThere = isThere
            let satisfied = state.waiting.filter { $0.wanted == isThere }.map(\.resume)
            state.waiting.removeAll { $0.wanted == isThere }
            return satisfied
        }
        for continuation in satisfied { continuation.resume() }
    }
}
