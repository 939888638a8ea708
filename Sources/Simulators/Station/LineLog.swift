internal import Glibc
internal import Synchronization

/// The lines that a child process writes, kept and awaited.
package final class LineLog: Sendable {
    private struct Waiter {
        let number: Int
        let matches: @Sendable (String) -> Bool
        let resume: CheckedContinuation<String?, Never>
    }

    private struct State {
        var lines: [String] = []
        var isClosed = false
        var waiting: [Waiter] = []
        var waiters = 0
    }

    private let state = Mutex(State())

    /// Everything written so far.
    package var lines: [String] { state.withLock { $0.lines } }

    /// The first line from number `start` on, written or still to come, that fits; nil when the process ends without
    /// one, or the waiting task is cancelled.
    package func first(
        where matches: @escaping @Sendable (String) -> Bool, from start: Int = 0
    ) async -> String? {
        let number = state.withLock { state in
            state.waiters += 1
            return state.waiters
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: String?? = state.withLock { state in
                    if let line = state.lines.dropFirst(start).first(where: matches) { return .some(line) }
                    // Cancelled before it began to wait: the handler has found nobody to release.
                    if state.isClosed || Task.isCancelled { return .some(nil) }
                    state.waiting.append(Waiter(number: number, matches: matches, resume: continuation))
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let released = state.withLock { state in
                let released = state.waiting.filter { $0.number == number }.map(\.resume)
                state.waiting.removeAll { $0.number == number }
                return released
            }
            for continuation in released { continuation.resume(returning: nil) }
        }
    }

    /// Takes lines from a descriptor until its end, on a thread of its own, and closes it.
    func read(_ descriptor: Int32) -> Bool {
        state.withLock { $0.isClosed = false }
        return SystemThread.start { [self] in
            var rest: [UInt8] = []
            var block = [UInt8](repeating: 0, count: 16_384)
            while true {
                let count = Glibc.read(descriptor, &block, block.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                rest += block[..<count]
                while let end = rest.firstIndex(of: 10) {
                    append(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeFirst(end + 1)
                }
            }
            Glibc.close(descriptor)
            close()
        }
    }

    private func append(_ line: String) {
        let found = state.withLock { state in
            state.lines.append(line)
            let found = state.waiting.filter { $0.matches(line) }.map(\.resume)
            state.waiting.removeAll { $0.matches(line) }
            return found
        }
        for continuation in found { continuation.resume(returning: line) }
    }

    private func close() {
        let left = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting.map(\.resume)
        }
        for continuation in left { continuation.resume(returning: nil) }
    }
}
