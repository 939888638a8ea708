internal import CShims
internal import Glibc

/// One run of the decoding process: a socket to it, and its end. The process never outlives this value.
struct DecodingProcess: ~Copyable {
    /// How the process ended.
    enum Ending: Sendable, Equatable {
        /// By itself, with a code.
        case exited(Int32)
        /// By a signal: it crashed or a limit of the kernel stopped it.
        case killed(Int32)
    }

    private let identifier: pid_t
    private let socket: Int32

    /// Starts the program with an empty environment; its standard input and output are the socket, its messages go
    /// nowhere, and it inherits no other descriptor.
    init(program: String) throws(PictureError) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw PictureError(.decoderMissing, "no socket") }
        defer { close(ends[1]) }
        let started = Self.spawn(program, socket: ends[1])
        guard started > 0 else {
            close(ends[0])
            throw PictureError(.decoderMissing, "boomt-image cannot be started")
        }
        (identifier, socket) = (started, ends[0])
    }

    private static func spawn(_ program: String, socket: Int32) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        guard boomt_spawn_close_from(&actions, 3) == 0 else { return -1 }
        // Our own signal mask and ignored signals are not the child's.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("boomt-image"), nil]
        defer { free(arguments[0]) }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var identifier: pid_t = -1
        let status = posix_spawn(&identifier, program, &actions, &attributes, &arguments, &environment)
        return status == 0 ? identifier : -1
    }

    /// Sends the bytes, takes the answer to its end, and waits for the end of the process, which is killed at the
    /// deadline, or when it says more than `answerLimit` bytes.
    consuming func exchange(
        _ bytes: [UInt8], answerLimit: Int, until deadline: ContinuousClock.Instant
    ) throws(PictureError) -> (bytes: [UInt8], ending: Ending) {
        do throws(PictureError) {
            let answer = try converse(bytes, answerLimit, deadline)
            // It has closed its socket; what it does now is bounded by its own limits and by ours.
            return (answer, try ending(deadline))
        } catch {
            kill(identifier, SIGKILL)
            _ = try? ending(nil)
            throw error
        }
    }

    private func converse(
        _ bytes: [UInt8], _ answerLimit: Int, _ deadline: ContinuousClock.Instant
    ) throws(PictureError) -> [UInt8] {
        var sent = 0
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if sent < bytes.count { watched.events |= Int16(POLLOUT) }
            let ready = poll(&watched, 1, try Self.milliseconds(until: deadline))
            if ready < 0, errno != EINTR { throw PictureError(.decoderFailed, "poll") }
            guard ready > 0 else { continue }
            if sent < bytes.count, watched.revents & Int16(POLLOUT) != 0 {
                let count = bytes[sent...].withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                }
                if count > 0 {
                    sent += count
                } else if errno != EAGAIN, errno != EINTR {
                    sent = bytes.count  // it has stopped listening; its exit code says why
                }
                if sent == bytes.count { shutdown(socket, Int32(SHUT_WR)) }
            }
            guard watched.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return answer }
            guard answer.count + count <= answerLimit else { throw PictureError(.decoderFailed, "endless answer") }
            answer += buffer[..<count]
        }
    }

    /// Collects the process; without a deadline only after it was killed.
    private func ending(_ deadline: ContinuousClock.Instant?) throws(PictureError) -> Ending {
        if let deadline {
            // A descriptor of the process becomes readable at its end: no signal handlers, no polling.
            let handle = boomt_process_handle(identifier)
            guard handle >= 0 else { throw PictureError(.decoderFailed, "no handle of the process") }
            defer { close(handle) }
            var watched = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
            while poll(&watched, 1, try Self.milliseconds(until: deadline)) <= 0 {}
        }
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            guard errno == EINTR else { throw PictureError(.decoderFailed, "process lost") }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }

    /// - Throws: `timeExceeded` when none are left.
    private static func milliseconds(until deadline: ContinuousClock.Instant) throws(PictureError) -> Int32 {
        let left = (deadline - .now) / Duration.milliseconds(1)
        guard left > 0 else { throw PictureError(.timeExceeded, "the picture took too long") }
        return Int32(min(left.rounded(.up), 60_000))
    }

    deinit { close(socket) }
}
