internal import Support
internal import Synchronization

/// Tells of readers and cards as they come and go, without polling.
///
/// ```swift
/// let monitor = ReaderMonitor()
/// async let watching: Void = monitor.run()
/// for await event in monitor.events() { … }
/// ```
///
/// One thread waits inside PC/SC for as long as nothing happens. When pcscd goes away, all readers leave and the
/// monitor tries to reach it again, first after 100 ms, then less often, at least every two seconds: PC/SC has no
/// event for the return of its own service.
package final class ReaderMonitor: Sendable {
    private let board = ReaderBoard()

    package init() {}

    /// The events from now on, after those that build the present picture. Any number of consumers may ask.
    ///
    /// The stream ends when the monitor stops, and for a consumer that falls `SmartCardLimits.eventBuffer` events
    /// behind: it asks again and gets the present picture.
    package func events() -> AsyncStream<ReaderEvent> {
        board.events()
    }

    /// Names of the readers that are there now.
    package var readers: [String] { board.readers }

    /// Watches until the task is cancelled; to be called once.
    package func run() async {
        let stop = WatchStop()
        let watch = ReaderWatch(board: board, stop: stop)
        await withTaskCancellationHandler {
            await watch.run()
        } onCancel: {
            stop.request()
        }
        board.finish()
    }
}

/// How a waiting thread is told to end.
private final class WatchStop: Sendable {
    private struct State {
        var requested = false
        var ended = false
        var waiting: PCSCCanceller?
    }

    private let state = Mutex(State())

    var isRequested: Bool { state.withLock { $0.requested } }

    /// The context in which the thread waits from now on; nil while there is none.
    func setWaiting(_ canceller: PCSCCanceller?) {
        state.withLock { $0.waiting = canceller }
    }

    func end() {
        state.withLock { $0.ended = true }
    }

    /// PC/SC forgets a cancellation that comes just before the wait begins: repeat until the thread has ended.
    func request() {
        state.withLock { $0.requested = true }
        Task.detached { [self] in
            while true {
                let (ended, waiting) = state.withLock { ($0.ended, $0.waiting) }
                if ended { return }
                waiting?.cancel()
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

/// The loop on its thread.
private actor ReaderWatch {
    private let executor = ThreadExecutor(name: "pcsc-monitor")
    private let board: ReaderBoard
    private let stop: WatchStop

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(board: ReaderBoard, stop: WatchStop) {
        self.board = board
        self.stop = stop
    }

    func run() async {
        defer { stop.end() }
        var pause = SmartCardLimits.firstServiceRetry
        while !stop.isRequested {
            if watchOneSession() { pause = SmartCardLimits.firstServiceRetry }
            // Who stops watching has not lost the service.
            guard !stop.isRequested else { return }
            board.setService(available: false)
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, SmartCardLimits.lastServiceRetry)
        }
    }

    /// One life of the service, until it or the watch ends. True when the service was there at all.
    private func watchOneSession() -> Bool {
        guard let context = try? PCSCContext() else { return false }
        stop.setWaiting(context.canceller)
        defer { stop.setWaiting(nil) }
        let table = ReaderStateTable()
        guard let first = try? context.readers() else { return false }
        board.setService(available: true)
        var current = first
        var surprises = 0
        while !stop.isRequested {
            let (left, arrived) = table.update(to: current)
            board.update(left: left, arrived: arrived)
            let status = UInt32(truncatingIfNeeded: table.wait(in: context))
            switch status {
            case 0:
                surprises = 0
                for change in table.takeChanges() { board.update(change) }
            case PCSCCode.unknownReader, PCSCCode.readerUnavailable, PCSCCode.timeout, PCSCCode.cancelled:
                // A reader that left while we asked. If PC/SC says so again and again, begin anew instead of spinning.
                surprises += 1
                if surprises > SmartCardLimits.readers { return true }
            default:
                return true
            }
            guard let next = try? context.readers() else { return true }
            current = next
        }
        return true
    }
}
