internal import Glibc
internal import Synchronization

extension PrivateReaderService {
    /// Readers of the shared service.
    package static let sharedReaderCount = 3

    /// Runs `body` with the one service that this process can have, alone: test suites that run side by side wait for
    /// each other here. The service runs when `body` begins, whatever the one before has done to it.
    package static func withShared<Value>(
        _ body: (PrivateReaderService) async throws -> Value
    ) async throws -> Value {
        await SharedTurn.one.take()
        defer { SharedTurn.one.give() }
        let service = try SharedTurn.one.service()
        if !service.isRunning { try await service.start() }
        return try await body(service)
    }
}

/// Who may use the shared service now; the others wait in their order.
private final class SharedTurn: Sendable {
    static let one = SharedTurn()

    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var service: PrivateReaderService?
    }

    private let state = Mutex(State())

    func take() async {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.isTaken = false
            return nil
        }
        next?.resume()
    }

    func service() throws(ReaderSimulationError) -> PrivateReaderService {
        if let service = state.withLock({ $0.service }) { return service }
        let service = try PrivateReaderService(readers: PrivateReaderService.sharedReaderCount)
        state.withLock { $0.service = service }
        // Globals are not released at the end of a process.
        atexit { SharedTurn.one.discard() }
        return service
    }

    private func discard() {
        state.withLock { $0.service }?.discard()
    }
}
