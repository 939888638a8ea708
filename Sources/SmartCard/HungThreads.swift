internal import Synchronization

/// Threads that hang in a reader whose chip never answers.
///
/// PC/SC offers no way to end such a call: SCardCancel only ends waits for readers, the lock of the reader keeps every
/// other context out, and killing the thread would leave the library's own locks taken. So the thread is left behind,
/// resets the chip when the reader comes back at last, and ends; this count keeps their number bounded.
enum HungThreads {
    private static let count = Mutex(0)

    /// How many hang now.
    static var current: Int { count.withLock { $0 } }

    /// Throws `tooManyHungReaders` when no more threads may be put at risk.
    static func checkRoom() throws(SmartCardError) {
        guard current < SmartCardLimits.hungThreads else {
            throw SmartCardError(.tooManyHungReaders, "\(current) readers do not answer")
        }
    }

    static func add() { count.withLock { $0 += 1 } }

    static func remove() { count.withLock { $0 -= 1 } }
}
