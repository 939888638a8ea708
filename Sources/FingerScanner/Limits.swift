/// Bounds on everything a scanner may send or make us wait for. A device on a USB port is untrusted input.
enum Limits {
    /// One register access. The device answers within a millisecond; 5 s is what the field's drivers allow.
    static let controlTimeout: Duration = .seconds(5)
    /// One image. The 4500 needs 130 ms from the mode change to the last byte.
    static let imageTimeout: Duration = .seconds(3)
    /// Interrupt reports in one session; a device that exceeds it is broken or hostile.
    static let interruptsPerSession = 10_000
    /// Interrupt reports kept while nobody reads; older ones are dropped.
    static let interruptBacklog = 64
    /// Sessions begun anew after a "death" report before a capture gives up.
    static let sessionRestarts = 2
    /// Frames read before a capture gives up on a scanner that sends implausible ones.
    static let framesPerCapture = 3
    /// How long after a failed transfer the "left" event of a pulled plug may come: hubs need about 100 ms.
    static let disconnectGrace: Duration = .milliseconds(500)
    /// Transfers read away of what an earlier session has left unread: some seconds of images.
    static let drainedTransfers = 512
    /// Bytes of each of them.
    static let drainedLength = 16_384
    /// Bytes of a serial number or location string (USB strings hold at most 126 characters).
    static let serialLength = 126
    /// Events kept for a subscriber who does not read them.
    static let eventBacklog = 64
    /// Scanners listed at the same time.
    static let scanners = 64
}
