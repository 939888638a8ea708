internal import CUSB

/// An open device with its interface claimed: what a driver speaks through.
///
/// Lives for one capture. `close()` must be called on every path, and nothing may be under way at that time.
///
/// `@unchecked Sendable`: `handle` is written once in `init`; libusb handles may be used from every thread.
final class USBSession: @unchecked Sendable {
    private let handle: OpaquePointer
    private let context: USBContext
    private let interface: USBInterface
    /// Whether a driver of the kernel was sent away and must be called back.
    private let isDetached: Bool

    /// Interrupt reports of this session, from the moment of `start()` on it.
    let interrupts: InterruptPipe

    /// Opens the device and claims its interface of the wanted class. Called by `USBContext.open` only.
    init(
        opening device: OpaquePointer, _ wanted: USBInterfaceClass, context: USBContext, step: String
    ) throws(ScannerError) {
        let interface = try Self.findInterface(of: device, wanted, step: step)
        var opened: OpaquePointer?
        let code = libusb_open(device, &opened)
        guard code == 0, let handle = opened else { throw ScannerError(libusb: code, step: step) }
        // A serial line is held by the kernel's own driver. Where that cannot be changed, claiming says so.
        let isDetached = wanted == .serialData && libusb_detach_kernel_driver(handle, interface.number) == 0
        let claimed = libusb_claim_interface(handle, interface.number)
        guard claimed == 0 else {
            if isDetached { libusb_attach_kernel_driver(handle, interface.number) }
            libusb_close(handle)
            throw ScannerError(libusb: claimed, step: "\(step): claiming the interface")
        }
        do {
            interrupts = try InterruptPipe(
                handle: handle, endpoint: interface.interruptEndpoint, size: interface.interruptSize)
        } catch {
            libusb_release_interface(handle, interface.number)
            if isDetached { libusb_attach_kernel_driver(handle, interface.number) }
            libusb_close(handle)
            throw error
        }
        self.handle = handle
        self.interface = interface
        self.isDetached = isDetached
        self.context = context
    }

    /// Ends the interrupt pipe, releases the interface and closes the device.
    func close() async {
        await interrupts.stop()
        libusb_release_interface(handle, interface.number)
        if isDetached { libusb_attach_kernel_driver(handle, interface.number) }
        libusb_close(handle)
        context.sessionClosed()
    }

    // MARK: Transfers

    /// A vendor read from the device: request, value and length as in USB 2.0 §9.3, index 0.
    ///
    /// - Throws: `stalled`, `noAnswer`, `unplugged`, `cancelled`, `transferFailed`; a short answer is `badFrame`.
    func vendorRead(
        request: UInt8, value: UInt16, length: Int, _ cancellation: USBTransfer.Cancellation, step: String
    ) async throws(ScannerError) -> [UInt8] {
        let setup = Self.setup(type: 0xC0, request: request, value: value, length: length)
        let bytes = try await control(setup, length: length, cancellation, step: step)
        guard bytes.count == length else { throw ScannerError(.badFrame, "\(step): short answer") }
        return bytes
    }

    /// A vendor write to the device.
    func vendorWrite(
        request: UInt8, value: UInt16, index: UInt16 = 0, _ bytes: [UInt8],
        _ cancellation: USBTransfer.Cancellation, step: String
    ) async throws(ScannerError) {
        try await controlWrite(
            type: 0x40, request: request, value: value, index: index, bytes, cancellation, step: step)
    }

    /// A write to the control endpoint with any type of request.
    func controlWrite(
        type: UInt8, request: UInt8, value: UInt16, index: UInt16, _ bytes: [UInt8],
        _ cancellation: USBTransfer.Cancellation, step: String
    ) async throws(ScannerError) {
        let setup = Self.setup(type: type, request: request, value: value, index: index, length: bytes.count)
        let written = try await control(setup + bytes, length: bytes.count, cancellation, step: step)
        guard written.count == bytes.count else { throw ScannerError(.transferFailed, "\(step): short write") }
    }

    /// Reads up to `length` bytes from the bulk endpoint in one transfer while `action` runs: the transfer is under way
    /// before `action` begins, so that nothing the device sends in answer is lost. Runs to its end even in a cancelled
    /// task.
    func bulkRead(
        length: Int, step: String, whileDoing action: () async throws(ScannerError) -> Void
    ) async throws(ScannerError) -> [UInt8] {
        let transfer = try USBTransfer(
            handle: handle, kind: LIBUSB_TRANSFER_TYPE_BULK, endpoint: interface.bulkEndpoint, capacity: length,
            timeout: Limits.imageTimeout)
        try transfer.submit(step: step)
        var failure: ScannerError?
        do throws(ScannerError) { try await action() } catch {
            failure = error
            transfer.cancel()
        }
        let outcome = await transfer.outcome()
        if let failure { throw failure }
        try check(outcome, endpoint: interface.bulkEndpoint, step: step)
        return outcome.bytes
    }

    /// Sends bytes to the bulk OUT endpoint in one transfer.
    func bulkWrite(
        _ bytes: [UInt8], timeout: Duration, _ cancellation: USBTransfer.Cancellation = .withTask, step: String
    ) async throws(ScannerError) {
        let transfer = try USBTransfer(
            handle: handle, kind: LIBUSB_TRANSFER_TYPE_BULK, endpoint: interface.bulkOutEndpoint, payload: bytes,
            capacity: bytes.count, timeout: timeout)
        let outcome = try await transfer.run(cancellation, step: step)
        try check(outcome, endpoint: interface.bulkOutEndpoint, step: step)
        guard outcome.bytes.count == bytes.count else { throw ScannerError(.transferFailed, "\(step): short write") }
    }

    /// Reads up to `length` bytes from the bulk IN endpoint in one transfer; none is an answer, too.
    ///
    /// - Throws: `noAnswer` when nothing came in time.
    func bulkRead(
        length: Int, timeout: Duration, _ cancellation: USBTransfer.Cancellation = .withTask, step: String
    ) async throws(ScannerError) -> [UInt8] {
        let transfer = try USBTransfer(
            handle: handle, kind: LIBUSB_TRANSFER_TYPE_BULK, endpoint: interface.bulkEndpoint, capacity: length,
            timeout: timeout)
        let outcome = try await transfer.run(cancellation, step: step)
        try check(outcome, endpoint: interface.bulkEndpoint, step: step)
        return outcome.bytes
    }

    /// Reads away what the device still says, until it is silent for `quiet`; bounded, and not ended by a cancellation.
    ///
    /// A device does not forget its unread answers when the host lets go of it: the next session would take them for its
    /// own, and an image of the last finger for one of the next.
    func drain(quiet: Duration) async throws(ScannerError) {
        for _ in 0..<Limits.drainedTransfers {
            do throws(ScannerError) {
                _ = try await bulkRead(length: Limits.drainedLength, timeout: quiet, .never, step: "reading away")
            } catch {
                guard error.code == .noAnswer else { throw error }
                return
            }
        }
        throw ScannerError(.badFrame, "a device that does not end to speak")
    }

    private func check(_ outcome: USBTransfer.Outcome, endpoint: UInt8, step: String) throws(ScannerError) {
        guard let error = ScannerError.ofTransfer(outcome.status, step: step) else { return }
        if error.code == .stalled { libusb_clear_halt(handle, endpoint) }
        throw error
    }

    private func control(
        _ payload: [UInt8], length: Int, _ cancellation: USBTransfer.Cancellation, step: String
    ) async throws(ScannerError) -> [UInt8] {
        let transfer = try USBTransfer(
            handle: handle, kind: LIBUSB_TRANSFER_TYPE_CONTROL, endpoint: 0, payload: payload, capacity: 8 + length,
            timeout: Limits.controlTimeout)
        let outcome = try await transfer.run(cancellation, step: step)
        if let error = ScannerError.ofTransfer(outcome.status, step: step) { throw error }
        return outcome.bytes
    }

    private static func setup(type: UInt8, request: UInt8, value: UInt16, index: UInt16 = 0, length: Int) -> [UInt8] {
        [
            type, request, UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
            UInt8(truncatingIfNeeded: index), UInt8(truncatingIfNeeded: index >> 8),
            UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8),
        ]
    }

    // MARK: Descriptors

    private static func findInterface(
        of device: OpaquePointer, _ wanted: USBInterfaceClass, step: String
    ) throws(ScannerError) -> USBInterface {
        var configuration: UnsafeMutablePointer<libusb_config_descriptor>?
        let code = libusb_get_active_config_descriptor(device, &configuration)
        guard code == 0, let configuration else { throw ScannerError(libusb: code, step: "\(step): descriptors") }
        defer { libusb_free_config_descriptor(configuration) }
        let interfaces = UnsafeBufferPointer(
            start: configuration.pointee.interface, count: Int(configuration.pointee.bNumInterfaces))
        for interface in interfaces {
            guard interface.num_altsetting > 0, let setting = interface.altsetting?.pointee,
                setting.bInterfaceClass == wanted.code, setting.bInterfaceSubClass == wanted.subclass,
                setting.bInterfaceProtocol == wanted.protocolCode
            else { continue }
            let endpoints = UnsafeBufferPointer(start: setting.endpoint, count: Int(setting.bNumEndpoints))
            func pipe(_ kind: libusb_endpoint_transfer_type, isIn: Bool) -> libusb_endpoint_descriptor? {
                endpoints.first {
                    $0.bmAttributes & 3 == UInt8(kind.rawValue) && ($0.bEndpointAddress & 0x80 != 0) == isIn
                }
            }
            guard let bulk = pipe(LIBUSB_ENDPOINT_TRANSFER_TYPE_BULK, isIn: true) else { continue }
            let interrupt = pipe(LIBUSB_ENDPOINT_TRANSFER_TYPE_INTERRUPT, isIn: true)
            return USBInterface(
                number: Int32(setting.bInterfaceNumber), interruptEndpoint: interrupt?.bEndpointAddress ?? 0,
                interruptSize: max(1, Int((interrupt?.wMaxPacketSize ?? 0) & 0x7FF)),
                bulkEndpoint: bulk.bEndpointAddress,
                bulkOutEndpoint: pipe(LIBUSB_ENDPOINT_TRANSFER_TYPE_BULK, isIn: false)?.bEndpointAddress ?? 0)
        }
        throw ScannerError(.notFound, "\(step): no fingerprint interface")
    }
}
