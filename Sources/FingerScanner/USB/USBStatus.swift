internal import CUSB

extension ScannerError {
    /// The error behind a negative libusb return code.
    init(libusb code: Int32, step: String) {
        switch libusb_error(rawValue: code) {
        case LIBUSB_ERROR_NO_DEVICE: self.init(.unplugged, step)
        case LIBUSB_ERROR_NOT_FOUND: self.init(.notFound, step)
        case LIBUSB_ERROR_ACCESS: self.init(.accessDenied, step)
        case LIBUSB_ERROR_BUSY: self.init(.busy, step)
        case LIBUSB_ERROR_TIMEOUT: self.init(.noAnswer, step)
        case LIBUSB_ERROR_PIPE: self.init(.stalled, step)
        case LIBUSB_ERROR_INTERRUPTED: self.init(.cancelled, step)
        default: self.init(.transferFailed, "\(step) (\(String(cString: libusb_error_name(code))))")
        }
    }

    /// The error behind the end of a transfer, or nil when it was completed.
    static func ofTransfer(_ status: libusb_transfer_status, step: String) -> ScannerError? {
        switch status {
        case LIBUSB_TRANSFER_COMPLETED: nil
        case LIBUSB_TRANSFER_NO_DEVICE: ScannerError(.unplugged, step)
        case LIBUSB_TRANSFER_TIMED_OUT: ScannerError(.noAnswer, step)
        case LIBUSB_TRANSFER_STALL: ScannerError(.stalled, step)
        case LIBUSB_TRANSFER_CANCELLED: ScannerError(.cancelled, step)
        case LIBUSB_TRANSFER_OVERFLOW: ScannerError(.badFrame, "\(step): more bytes than asked for")
        default: ScannerError(.transferFailed, step)
        }
    }
}

extension Duration {
    /// Whole milliseconds for libusb, at least 1: libusb takes 0 for "no limit".
    var libusbMilliseconds: UInt32 {
        let (seconds, attoseconds) = components
        guard seconds < 4_000_000 else { return UInt32.max }
        return UInt32(max(1, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
    }
}
