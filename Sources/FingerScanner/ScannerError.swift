/// Why a scanner did not give an image.
package struct ScannerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    package enum Code: String, Sendable, CaseIterable {
        /// libusb cannot be used on this machine.
        case unavailable
        /// No scanner of that name is plugged in.
        case notFound
        /// The device node may not be opened: the udev rule is missing or the user is not in the group.
        case accessDenied
        /// Another capture or another program has the scanner.
        case busy
        /// The scanner went away. A replugged one is a new arrival and works again.
        case unplugged
        /// Nobody placed a finger in time.
        case noFinger
        /// A transfer did not end in time.
        case noAnswer
        /// The scanner refused a transfer (USB STALL).
        case stalled
        /// A transfer failed on the bus in another way.
        case transferFailed
        /// The scanner sent something that is not an image.
        case badFrame
        /// The sensor did not power up.
        case powerUpFailed
        /// The sensor reported again and again that it is about to fail.
        case deviceFault
        /// The caller gave up, or the hub was closed.
        case cancelled
    }

    /// What went wrong.
    package let code: Code
    /// The step that failed, for the log: no personal data, no pixels.
    package let step: String

    /// An error in a step.
    package init(_ code: Code, _ step: String) {
        self.code = code
        self.step = step
    }

    /// Code and step, for the log.
    package var description: String { "\(code.rawValue): \(step)" }
}
