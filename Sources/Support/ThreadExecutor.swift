internal import CShims
internal import Glibc

/// A serial executor that owns one operating-system thread.
///
/// PC/SC and libusb block their caller for as long as a chip or a finger takes. An actor on this executor may block:
/// it holds up nobody but itself, and the cooperative pool keeps all its threads.
///
/// ```swift
/// actor Reader {
///     private let executor = ThreadExecutor(name: "reader 0")
///     nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
/// }
/// ```
///
/// The thread ends when the executor is released. A thread that is stuck in a C call at that time is left behind and
/// ends as soon as the call returns.
package final class ThreadExecutor: SerialExecutor {
    private let jobs: JobQueue

    /// - Parameter name: shown by `ps -L` and debuggers; at most 15 bytes survive (Linux `TASK_COMM_LEN`).
    package init(name: String) {
        jobs = JobQueue()
        jobs.startThread(named: name, executor: Unmanaged.passUnretained(self))
    }

    deinit {
        jobs.stop()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        jobs.append(UnownedJob(job))
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}

/// Jobs that wait for the thread of one executor.
///
/// `@unchecked Sendable`: every access to `pending` and `stopped` happens between lock and unlock of `mutex`, and the
/// two pthread objects are allocated once and live as long as the queue.
private final class JobQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var pending: [UnownedJob] = []
    private var stopped = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func append(_ job: UnownedJob) {
        pthread_mutex_lock(mutex)
        pending.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    func stop() {
        pthread_mutex_lock(mutex)
        stopped = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Jobs in the order of their arrival, or nil when the executor is gone.
    private func nextBatch() -> [UnownedJob]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while pending.isEmpty && !stopped {
            pthread_cond_wait(condition, mutex)
        }
        guard !pending.isEmpty else { return nil }
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }

    func startThread(named name: String, executor: Unmanaged<ThreadExecutor>) {
        let start = ThreadStart(name: name, jobs: self, executor: executor)
        let context = Unmanaged.passRetained(start).toOpaque()
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let status = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        pthread_attr_destroy(&attributes)
        // Out of threads or memory at start: there is no way to serve a device, and nothing to hand the error to.
        guard status == 0 else { fatalError("cannot start thread \(name): error \(status)") }
    }

    fileprivate func runUntilStopped(on executor: Unmanaged<ThreadExecutor>) {
        while let batch = nextBatch() {
            for job in batch {
                // A queued job keeps its actor alive, and the actor its executor: the reference is valid here.
                job.runSynchronously(on: executor._withUnsafeGuaranteedRef { $0.asUnownedSerialExecutor() })
            }
        }
    }
}

/// What a new thread needs to know.
private final class ThreadStart {
    let name: String
    let jobs: JobQueue
    let executor: Unmanaged<ThreadExecutor>

    init(name: String, jobs: JobQueue, executor: Unmanaged<ThreadExecutor>) {
        self.name = name
        self.jobs = jobs
        self.executor = executor
    }

    func run() {
        boomt_set_thread_name(name)
        jobs.runUntilStopped(on: executor)
    }
}
