internal import ArgumentParser

/// What the exit code of a command says.
enum ExitStatus: Int32, Sendable {
    /// Done, and the answer is positive.
    case done = 0
    /// Done, and the answer is negative: invalid zone, no match, failed inspection, difference found.
    case negative = 1
    /// Wrong usage or unreadable input.
    case unusable = 2
    /// A device or the daemon cannot be reached.
    case notReachable = 3

    /// Ends a command that has already said everything with this code.
    var exit: ExitCode { ExitCode(rawValue) }
}

/// Why a command could not give an answer; its message goes to standard error and holds no personal data.
struct CommandFailure: Error, Sendable, Equatable {
    /// The exit code.
    let status: ExitStatus
    /// What happened.
    let message: String
    /// What to do next.
    let advice: String?

    /// A failure with an exit code, what happened and what to do.
    init(_ status: ExitStatus, _ message: String, advice: String? = nil) {
        self.status = status
        self.message = message
        self.advice = advice
    }
}
