internal import CUSB
internal import Synchronization

/// The interrupt endpoint of a session: one transfer that is always under way, and the reports it brought.
///
/// The transfer is submitted again first thing in its callback, so that no report falls between two. It has no timeout.
///
/// `@unchecked Sendable`: pointers as in `USBTransfer`; everything else is in `state`.
final class InterruptPipe: @unchecked Sendable {
    private struct State {
        var isUnderWay = false
        var isStopping = false
        var received = 0
        var reports: [[UInt8]] = []
        /// Set once: no report will come any more.
        var end: ScannerError?
        var waiter: (number: Int, continuation: CheckedContinuation<Result<[UInt8]?, ScannerError>, Never>)?
        /// Number of the latest call of `next`.
        var waits = 0
        /// How the latest call was released before it began to wait.
        var early: Result<[UInt8]?, ScannerError>?
        var stopper: CheckedContinuation<Void, Never>?
    }

    private let raw: UnsafeMutablePointer<libusb_transfer>
    private let buffer: UnsafeMutablePointer<UInt8>
    private let state = Mutex(State())
    private static let step = "interrupt pipe"

    /// Prepares the transfer; nothing is submitted yet.
    ///
    /// - Parameter size: bytes of a report (wMaxPacketSize of the endpoint).
    init(handle: OpaquePointer, endpoint: UInt8, size: Int) throws(ScannerError) {
        guard let raw = libusb_alloc_transfer(0) else { throw ScannerError(.unavailable, "no memory for a transfer") }
        self.raw = raw
        buffer = .allocate(capacity: size)
        buffer.initialize(repeating: 0, count: size)
        raw.pointee.dev_handle = handle
        raw.pointee.type = UInt8(LIBUSB_TRANSFER_TYPE_INTERRUPT.rawValue)
        raw.pointee.endpoint = endpoint
        raw.pointee.buffer = buffer
        raw.pointee.length = Int32(size)
        raw.pointee.timeout = 0
        raw.pointee.callback = { transfer in
            guard let transfer, let context = transfer.pointee.user_data else { return }
            Unmanaged<InterruptPipe>.fromOpaque(context).takeUnretainedValue().handleCompletion()
        }
    }

    deinit {
        libusb_free_transfer(raw)
        buffer.deallocate()
    }

    /// Submits the transfer. From here until `stop()` has returned, libusb holds a reference.
    func start() throws(ScannerError) {
        let code: Int32 = state.withLock { state in
            let retained = Unmanaged.passRetained(self)
            raw.pointee.user_data = retained.toOpaque()
            let code = libusb_submit_transfer(raw)
            if code == 0 { state.isUnderWay = true } else { retained.release() }
            return code
        }
        guard code == 0 else { throw ScannerError(libusb: code, step: Self.step) }
    }

    /// The next report, or nil when none came in time.
    func next(within timeout: Duration, on clock: any Clock<Duration>) async throws(ScannerError) -> [UInt8]? {
        let number = state.withLock { state in
            state.waits += 1
            state.early = nil
            return state.waits
        }
        let timer = Task { [self] in
            if (try? await clock.sleep(for: timeout)) != nil { release(waiter: number, with: .success(nil)) }
        }
        defer { timer.cancel() }
        let result: Result<[UInt8]?, ScannerError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(number, continuation) }
        } onCancel: {
            release(waiter: number, with: .failure(ScannerError(.cancelled, Self.step)))
        }
        return try result.get()
    }

    /// Ends the transfer and waits until libusb has let go of it. Not cut short by cancellation.
    func stop() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isOver = state.withLock { state in
                state.isStopping = true
                guard state.isUnderWay else { return true }
                state.stopper = continuation
                libusb_cancel_transfer(raw)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func wait(_ number: Int, _ continuation: CheckedContinuation<Result<[UInt8]?, ScannerError>, Never>) {
        let ready: Result<[UInt8]?, ScannerError>? = state.withLock { state in
            if !state.reports.isEmpty { return .success(state.reports.removeFirst()) }
            if let end = state.end { return .failure(end) }
            if let early = state.early { return early }
            state.waiter = (number, continuation)
            return nil
        }
        if let ready { continuation.resume(returning: ready) }
    }

    private func release(waiter number: Int, with result: Result<[UInt8]?, ScannerError>) {
        let waiter = state.withLock { state -> CheckedContinuation<Result<[UInt8]?, ScannerError>, Never>? in
            guard state.waits == number else { return nil }
            guard let waiter = state.waiter, waiter.number == number else {
                state.early = state.early ?? result
                return nil
            }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume(returning: result)
    }

    /// On the event thread.
    private func handleCompletion() {
        let status = raw.pointee.status
        let count = min(max(0, Int(raw.pointee.actual_length)), Int(raw.pointee.length))
        let report = Array(UnsafeBufferPointer(start: buffer, count: count))
        enum Next {
            case nothing
            case deliver(CheckedContinuation<Result<[UInt8]?, ScannerError>, Never>, Result<[UInt8]?, ScannerError>)
        }
        var isOver = false
        var stopper: CheckedContinuation<Void, Never>?
        let next: Next = state.withLock { state in
            var end = ScannerError.ofTransfer(status, step: Self.step)
            if end == nil && !state.isStopping {
                state.received += 1
                let code = libusb_submit_transfer(raw)
                if code != 0 { end = ScannerError(libusb: code, step: Self.step) }
                if state.received > Limits.interruptsPerSession {
                    end = ScannerError(.deviceFault, "too many interrupt reports")
                }
                isOver = code != 0
            } else {
                isOver = true
            }
            if isOver {
                state.isUnderWay = false
                stopper = state.stopper
                state.stopper = nil
            }
            if state.end == nil { state.end = end }
            // Shorter than an event code: seen at cancellation and in replays; means nothing.
            if status == LIBUSB_TRANSFER_COMPLETED && report.count >= 2 {
                if state.reports.count >= Limits.interruptBacklog { state.reports.removeFirst() }
                state.reports.append(report)
            }
            guard let waiter = state.waiter else { return .nothing }
            if !state.reports.isEmpty {
                state.waiter = nil
                return .deliver(waiter.continuation, .success(state.reports.removeFirst()))
            }
            if let end = state.end {
                state.waiter = nil
                return .deliver(waiter.continuation, .failure(end))
            }
            return .nothing
        }
        if case .deliver(let continuation, let result) = next { continuation.resume(returning: result) }
        stopper?.resume()
        if isOver { Unmanaged.passUnretained(self).release() }
    }
}
