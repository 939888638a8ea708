internal import Synchronization

/// The watchdog over the calls of one connection: whoever waits gets an answer in time, even if the thread does not.
///
/// One timer a connection, not one a call: it sleeps until the oldest deadline that can exist, so that a fast
/// exchange pays nothing for being watched.
final class CallWatch: Sendable {
    private struct State {
        /// The call under way: when it has to be done, and how its caller is told that it is not.
        var call: (deadline: ContinuousClock.Instant, giveUp: @Sendable () -> Void)?
        /// No more calls: closed, or given up.
        var closed = false
        var timer: Task<Void, Never>?
    }

    private let limit: Duration
    private let state = Mutex(State())

    init(limit: Duration) {
        self.limit = limit
    }

    /// Runs `body` on the thread of `card` and returns what it returns, or `noAnswer` when it takes longer than the
    /// limit. After that the connection is closed; when the hung call returns at last, the card is let go.
    func run<Value: Sendable>(
        on card: CardThread, _ what: String,
        _ body: @escaping @Sendable (isolated CardThread) -> Result<Value, SmartCardError>
    ) async -> Result<Value, SmartCardError> {
        await withCheckedContinuation { continuation in
            let begun = begin { continuation.resume(returning: .failure(SmartCardError(.noAnswer, what))) }
            guard begun else {
                return continuation.resume(returning: .failure(SmartCardError(.connectionClosed, what)))
            }
            // Immediate: the job goes to the card's thread without a detour over the pool.
            Task.immediate {
                let result = await body(card)
                if finish() {
                    continuation.resume(returning: result)
                } else {
                    await card.disconnect()
                    HungThreads.remove()
                }
            }
        }
    }

    /// No calls any more; ends the timer.
    func close() {
        state.withLock { state in
            state.closed = true
            state.timer?.cancel()
            state.timer = nil
        }
    }

    private func begin(giveUp: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.closed, state.call == nil else { return false }
            state.call = (.now + limit, giveUp)
            if state.timer == nil { state.timer = startTimer() }
            return true
        }
    }

    /// False when the caller has been told already that there is no answer.
    private func finish() -> Bool {
        state.withLock { state in
            guard state.call != nil else { return false }
            state.call = nil
            return true
        }
    }

    private func startTimer() -> Task<Void, Never> {
        Task.detached { [weak self, limit] in
            // A call that begins while this sleeps ends its time later than the sleep does.
            var wake = ContinuousClock.now + limit
            while !Task.isCancelled {
                try? await Task.sleep(until: wake, clock: .continuous)
                guard let next = self?.expire(at: .now) else { return }
                wake = next
            }
        }
    }

    /// Gives up the call under way if its time is over; returns when to look again, nil for never.
    private func expire(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (next, giveUp) = state.withLock { state -> (ContinuousClock.Instant?, (@Sendable () -> Void)?) in
            guard !state.closed else { return (nil, nil) }
            guard let call = state.call else { return (now + limit, nil) }
            guard call.deadline <= now else { return (call.deadline, nil) }
            state.call = nil
            state.closed = true
            state.timer = nil
            HungThreads.add()
            return (nil, call.giveUp)
        }
        giveUp?()
        return next
    }
}
