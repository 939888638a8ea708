internal import Synchronization

/// The watchdog over the calls of one connection: whoever waits gets an answer in time, even if the thread does not.
///
/// One timer a connection, not one a call: it sleeps until the oldest deadline that can exist, so that a fast
/// exchange pays nothing for being watched.
final class CallWatch: Sendable {
    private struct State {
        /// Who waits for the thread, and is told when it hangs; nil when the thread is free.
        var giveUp: (@Sendable () -> Void)?
        /// When the call under way has to be done; nil while the thread is between two calls.
        var deadline: ContinuousClock.Instant?
        /// No more calls: closed, or given up.
        var closed = false
        var timer: Task<Void, Never>?
    }

    private let limit: Duration
    private let state = Mutex(State())

    init(limit: Duration) {
        self.limit = limit
    }

    /// Runs one call on the thread of `card` and returns what it returns, or `noAnswer` when it takes longer than the
    /// limit. After that the connection is closed; when the hung call returns at last, the card is let go.
    func run<Value: Sendable>(
        on card: CardThread, _ what: String,
        _ body: @escaping @Sendable (isolated CardThread) -> Result<Value, SmartCardError>
    ) async -> Result<Value, SmartCardError> {
        await withCheckedContinuation { continuation in
            let begun = begin(call: true) {
                continuation.resume(returning: .failure(SmartCardError(.noAnswer, what)))
            }
            guard begun else {
                return continuation.resume(returning: .failure(SmartCardError(.connectionClosed, what)))
            }
            // Immediate: the job goes to the card's thread without a detour over the pool.
            Task.immediate {
                let result = await body(card)
                await finish(card) { continuation.resume(returning: result) }
            }
        }
    }

    /// Runs a conversation on the thread of `card`; its calls are made by `callInPlace`.
    func converse<Value: Sendable>(
        on card: CardThread, _ body: @escaping @Sendable () async -> Value
    ) async -> Result<Value, SmartCardError> {
        let conversation = Mutex<Task<Void, Never>?>(nil)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let begun = begin(call: false) {
                    continuation.resume(returning: .failure(SmartCardError(.noAnswer, "send a command")))
                }
                guard begun else {
                    return continuation.resume(
                        returning: .failure(SmartCardError(.connectionClosed, "begin a conversation")))
                }
                let wasCancelled = Task.isCancelled
                let task = Task.immediate {
                    if wasCancelled { withUnsafeCurrentTask { $0?.cancel() } }
                    let value = await card.run(body)
                    await finish(card) { continuation.resume(returning: .success(value)) }
                }
                conversation.withLock { $0 = task }
                // The caller may have been cancelled while there was no task to cancel.
                if Task.isCancelled { task.cancel() }
            }
        } onCancel: {
            conversation.withLock { $0 }?.cancel()
        }
    }

    /// One call of a conversation. The conversation is on the card's thread already, where the call costs no switch.
    func callInPlace<Value: Sendable>(
        on card: CardThread, _ what: String,
        _ body: @Sendable (isolated CardThread) -> Result<Value, SmartCardError>
    ) async -> Result<Value, SmartCardError> {
        let isOpen = state.withLock { state in
            guard state.giveUp != nil else { return false }
            state.deadline = .now + limit
            return true
        }
        guard isOpen else { return .failure(SmartCardError(.connectionClosed, what)) }
        let result = await body(card)
        // Given up in the meantime: nobody waits for the rest of this conversation.
        let isInTime = state.withLock { state in
            state.deadline = nil
            return state.giveUp != nil
        }
        return isInTime ? result : .failure(SmartCardError(.noAnswer, what))
    }

    /// No calls any more; ends the timer.
    func close() {
        state.withLock { state in
            state.closed = true
            state.timer?.cancel()
            state.timer = nil
        }
    }

    private func begin(call: Bool, giveUp: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.closed, state.giveUp == nil else { return false }
            state.giveUp = giveUp
            state.deadline = call ? .now + limit : nil
            if state.timer == nil { state.timer = startTimer() }
            return true
        }
    }

    /// Frees the thread and answers whoever waits, unless that has been done because the thread hung: then the card is
    /// let go.
    private func finish(_ card: CardThread, answer: () -> Void) async {
        let isWaiting = state.withLock { state in
            defer { (state.giveUp, state.deadline) = (nil, nil) }
            return state.giveUp != nil
        }
        guard !isWaiting else { return answer() }
        await card.disconnect()
        HungThreads.remove()
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
            guard let waiting = state.giveUp, let deadline = state.deadline else { return (now + limit, nil) }
            guard deadline <= now else { return (deadline, nil) }
            (state.giveUp, state.deadline) = (nil, nil)
            state.closed = true
            state.timer = nil
            HungThreads.add()
            return (nil, waiting)
        }
        giveUp?()
        return next
    }
}
