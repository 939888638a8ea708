internal import CShims
internal import Glibc
internal import Synchronization

/// A child process that is collected when it ends.
final class DaemonProcess: Sendable {
    let identifier: pid_t
    private let ended: Ending
    private let exitStatus: ExitStatus

    /// Starts `arguments[0]` with `arguments`; its standard input is empty.
    ///
    /// - Parameters:
    ///   - environment: variables over those of this process.
    ///   - standardError: a descriptor that the child writes its errors to; this process's own if nil. The caller
    ///     closes it.
    ///
    /// The child is started from a thread that lives as long as the child: the kernel sends the death signal when the
    /// starting *thread* ends, and threads of the pool come and go.
    init(
        arguments: [String], environment: [String: String] = [:], standardError: Int32? = nil
    ) throws(ReaderSimulationError) {
        let ended = Ending()
        let exitStatus = ExitStatus()
        let started = Handover()
        let isStarted = SystemThread.start {
            let identifier = Self.spawn(arguments, environment, standardError)
            started.put(identifier)
            guard identifier > 0 else { return }
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
            exitStatus.set(waitStatus: status)
            ended.set()
        }
        guard isStarted, let identifier = started.take(), identifier > 0 else {
            throw ReaderSimulationError(code: .systemFailure, what: "start \(arguments.first ?? "")")
        }
        self.identifier = identifier
        self.ended = ended
        self.exitStatus = exitStatus
    }

    /// The exit code, or 128 and the signal's number, as a shell shows it; nil while the process runs.
    var status: Int32? { hasEnded ? exitStatus.value : nil }

    /// Whether the process is gone.
    var hasEnded: Bool { ended.isSet }

    /// Sends `signal` and waits until the process is gone; after `seconds` it is killed.
    func end(signal: Int32, patience seconds: Int = 2) {
        guard !ended.isSet else { return }
        kill(identifier, signal)
        if !ended.wait(seconds: seconds) {
            kill(identifier, SIGKILL)
            _ = ended.wait(seconds: 2)
        }
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String: String], _ standardError: Int32?
    ) -> pid_t {
        var pointers = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let standardError { posix_spawn_file_actions_adddup2(&actions, standardError, STDERR_FILENO) }
        // Whatever else this process has open is not the child's: a socket that outlives its owner there would keep
        // others waiting for its end.
        _ = boomt_spawn_close_from(&actions, 3)
        var variables = merged(environment).map { strdup($0) }
        defer { for variable in variables { free(variable) } }
        variables.append(nil)
        var identifier: pid_t = -1
        return posix_spawn(&identifier, arguments[0], &actions, nil, pointers, variables) == 0 ? identifier : -1
    }

    /// This process's environment with `additions` over it, as `NAME=value`.
    private static func merged(_ additions: [String: String]) -> [String] {
        var variables = additions.map { "\($0.key)=\($0.value)" }
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            let name = text.prefix { $0 != "=" }
            if additions[String(name)] == nil { variables.append(text) }
            next = next.advanced(by: 1)
        }
        return variables
    }
}

/// How a child ended.
private final class ExitStatus: Sendable {
    private let code = Atomic<Int32>(0)

    var value: Int32 { code.load(ordering: .acquiring) }

    /// - Parameter waitStatus: as `waitpid` gives it: the low seven bits name a signal, the next byte is the exit code.
    func set(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        code.store(signal == 0 ? (waitStatus >> 8) & 0xFF : 128 + signal, ordering: .releasing)
    }
}

/// Set once; others may wait for it.
private final class Ending: @unchecked Sendable {
    // `@unchecked`: a POSIX semaphore may be used from any thread; it is made once and freed with its owner.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private let flag = Atomic(false)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() {
        flag.store(true, ordering: .releasing)
        sem_post(semaphore)
    }

    /// False when it has not been set within `seconds`.
    func wait(seconds: Int) -> Bool {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += seconds
        while sem_timedwait(semaphore, &deadline) != 0 {
            if errno != EINTR { return isSet }
        }
        // Others may wait as well.
        sem_post(semaphore)
        return true
    }
}

/// Hands the child's number from its thread to the one that wants it.
private final class Handover: Sendable {
    private let value = Mutex<pid_t?>(nil)
    private let there = Ending()

    func put(_ number: pid_t) {
        value.withLock { $0 = number }
        there.set()
    }

    func take() -> pid_t? {
        _ = there.wait(seconds: 10)
        return value.withLock { $0 }
    }
}
