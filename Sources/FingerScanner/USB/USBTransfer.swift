internal import CUSB
internal import Synchronization

/// One libusb transfer that is submitted once, with its buffer.
///
/// `@unchecked Sendable`: the two pointers are set in `init` and freed in `deinit`, and the object outlives the transfer
/// (libusb holds a reference from submission until the callback). The transfer's fields are written before submission
/// and read in the callback only; `state` orders submission, cancellation and callback.
final class USBTransfer: @unchecked Sendable {
    /// Whether the transfer is given up when the capture is cancelled.
    enum Cancellation: Sendable {
        /// Ends early in a cancelled task.
        case withTask
        /// Runs to its end, bounded by its timeout: for clean-up, and for images, which must not be cut.
        case never
    }

    /// How a transfer ended.
    struct Outcome: Sendable {
        let status: libusb_transfer_status
        /// Bytes moved, without the setup packet of a control transfer.
        let bytes: [UInt8]
    }

    private enum State {
        case idle
        case underWay
        case awaited(CheckedContinuation<Outcome, Never>)
        case ended(Outcome)
    }

    private let raw: UnsafeMutablePointer<libusb_transfer>
    private let buffer: UnsafeMutablePointer<UInt8>
    private let state = Mutex(State.idle)

    /// - Parameters:
    ///   - payload: bytes placed at the start of the buffer (setup packet and data of a control transfer).
    ///   - capacity: size of the buffer in bytes.
    init(
        handle: OpaquePointer, kind: libusb_transfer_type, endpoint: UInt8, payload: [UInt8] = [], capacity: Int,
        timeout: Duration
    ) throws(ScannerError) {
        guard let raw = libusb_alloc_transfer(0) else { throw ScannerError(.unavailable, "no memory for a transfer") }
        self.raw = raw
        buffer = .allocate(capacity: max(1, capacity))
        buffer.initialize(repeating: 0, count: max(1, capacity))
        for (index, byte) in payload.prefix(capacity).enumerated() { buffer[index] = byte }
        raw.pointee.dev_handle = handle
        raw.pointee.type = UInt8(kind.rawValue)
        raw.pointee.endpoint = endpoint
        raw.pointee.buffer = buffer
        raw.pointee.length = Int32(capacity)
        raw.pointee.timeout = timeout.libusbMilliseconds
        raw.pointee.callback = { transfer in
            guard let transfer, let context = transfer.pointee.user_data else { return }
            Unmanaged<USBTransfer>.fromOpaque(context).takeRetainedValue().finish()
        }
    }

    deinit {
        libusb_free_transfer(raw)
        buffer.deallocate()
    }

    /// Submits the transfer and waits for its end. Call once.
    func run(_ cancellation: Cancellation, step: String) async throws(ScannerError) -> Outcome {
        guard case .withTask = cancellation else {
            try submit(step: step)
            return await outcome()
        }
        guard !Task.isCancelled else { throw ScannerError(.cancelled, step) }
        try submit(step: step)
        return await withTaskCancellationHandler {
            await outcome()
        } onCancel: {
            cancel()
        }
    }

    /// Hands the transfer to libusb. Call once, and wait for `outcome()` afterwards.
    func submit(step: String) throws(ScannerError) {
        // The lock is held over the submission: a cancellation or the end comes before or after it, never within.
        let code: Int32 = state.withLock { state in
            let retained = Unmanaged.passRetained(self)
            raw.pointee.user_data = retained.toOpaque()
            let code = libusb_submit_transfer(raw)
            if code == 0 { state = .underWay } else { retained.release() }
            return code
        }
        guard code == 0 else { throw ScannerError(libusb: code, step: step) }
    }

    /// How the transfer ended. Bounded by the transfer's timeout.
    func outcome() async -> Outcome {
        await withCheckedContinuation { continuation in
            let ended: Outcome? = state.withLock { state in
                if case .ended(let outcome) = state { return outcome }
                state = .awaited(continuation)
                return nil
            }
            if let ended { continuation.resume(returning: ended) }
        }
    }

    /// Gives the transfer up; `outcome()` still tells when libusb has let go of it.
    func cancel() {
        state.withLock { state in
            switch state {
            case .underWay, .awaited: libusb_cancel_transfer(raw)
            case .idle, .ended: break
            }
        }
    }

    /// On the event thread.
    private func finish() {
        let header = raw.pointee.type == UInt8(LIBUSB_TRANSFER_TYPE_CONTROL.rawValue) ? 8 : 0
        let room = Int(raw.pointee.length) - header
        let count = min(max(0, Int(raw.pointee.actual_length)), max(0, room))
        let bytes = Array(UnsafeBufferPointer(start: buffer + header, count: count))
        let outcome = Outcome(status: raw.pointee.status, bytes: bytes)
        let waiting: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            defer { state = .ended(outcome) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: outcome)
    }
}
