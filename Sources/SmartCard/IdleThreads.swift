internal import Support
internal import Synchronization

/// Threads that have let their card go and wait for the next one.
///
/// The kernel wakes a thread where it slept. One that has talked to pcscd before sleeps near it by now; a new one starts
/// on an idle processor, far from it, and pays some 20 us more for each command of a whole reading.
enum IdleThreads {
    private static let idle = Mutex<[ThreadExecutor]>([])

    /// The thread that was used last, else a new one.
    static func take() -> ThreadExecutor {
        idle.withLock { $0.popLast() } ?? ThreadExecutor(name: "pcsc-card")
    }

    /// Keeps a thread whose calls have all returned; it ends when enough are kept.
    static func give(_ thread: ThreadExecutor) {
        idle.withLock { idle in
            if idle.count < SmartCardLimits.idleThreads { idle.append(thread) }
        }
    }
}
