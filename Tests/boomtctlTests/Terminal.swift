import Foundation
import Glibc
import Testing

/// A terminal at which somebody types what is asked for, never before.
final class Terminal: Sendable {
    private let master: Int32
    /// What programs open as their terminal.
    let path: String

    init() throws {
        // ioctl_tty(2): TIOCSPTLCK unlocks the other end, TIOCGPTN tells its number.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (Int32, Int32) = (0, 0)
        guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw POSIXError(.ENOTTY)
        }
        path = "/dev/pts/\(number)"
    }

    deinit { close(master) }

    /// Whether it shows what is typed.
    var echoes: Bool {
        var modes = termios()
        return tcgetattr(master, &modes) == 0 && modes.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Runs a program here, and types each answer when the text before it has appeared; what was to be seen, and the exit
    /// code.
    func run(_ words: [String], answers: [(prompt: String, typed: String)]) async throws -> (seen: String, code: Int32)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        // Kept open to the end: a terminal that nobody has open is gone.
        let screen = try #require(FileHandle(forUpdatingAtPath: path))
        process.standardInput = screen
        process.standardOutput = screen
        process.standardError = screen
        let seen: String = try await withCheckedThrowingContinuation { continuation in
            do {
                try process.run()
            } catch {
                return continuation.resume(throwing: error)
            }
            Thread.detachNewThread { [self] in
                var seen = ""
                for (prompt, typed) in answers { seen += show(until: prompt, then: typed) }
                process.waitUntilExit()
                continuation.resume(returning: seen + show(until: nil, then: ""))
            }
        }
        try screen.close()
        return (seen, process.terminationStatus)
    }

    private func show(until prompt: String?, then typed: String) -> String {
        var bytes: [UInt8] = []
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        // A text that never comes fails the test by what is missing.
        while poll(&waiting, 1, prompt == nil ? 200 : 20_000) > 0, waiting.revents & Int16(POLLIN) != 0 {
            var part = [UInt8](repeating: 0, count: 1024)
            let count = read(master, &part, part.count)
            guard count > 0 else { break }
            bytes += part.prefix(count)
            if let prompt, String(decoding: bytes, as: UTF8.self).contains(prompt) { break }
        }
        write(typed)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
    }
}
