package import SmartCard
package import TravelDocument

/// Why a chip could not be read: what happened, in which step, at which file.
///
/// Holds neither keys nor contents of files.
package struct ChipReadingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure; what callers decide by.
    package enum Code: String, Sendable, CaseIterable {
        /// The chip left the reader in the middle.
        case cardRemoved
        /// The reader was unplugged.
        case readerRemoved
        /// The PC/SC service ended.
        case serviceUnavailable
        /// The chip, or its reader, did not answer in time.
        case noAnswer
        /// The exchange with the chip failed in another way.
        case communicationFailed
        /// The chip has no passport application.
        case notTravelDocument
        /// The chip refuses the key, or proves that it has another: the MRZ was misread or belongs to another
        /// document.
        case wrongKey
        /// The chip refuses access control in a way that does not speak of the key.
        case accessRefused
        /// A protected answer is not what the chip should have sent: wrong MAC, parts missing, nonsense inside.
        /// Nothing of it has been used.
        case secureMessagingBroken
        /// The chip dropped the protected session, more often than it may.
        case sessionLost
        /// The chip answered with a status that the protocol does not have here.
        case unexpectedStatus
        /// A file does not begin with its tag and a length, or changed while it was read.
        case malformedFile
        /// A file says that it is longer than allowed.
        case fileTooLarge
        /// A file does not come to an end in a sensible number of reads.
        case endlessFile
        /// The whole reading took too long.
        case timeExceeded
        /// The reading task was cancelled.
        case cancelled
        /// Cryptography failed on our side.
        case internalFailure
    }

    /// The kind of failure.
    package var code: Code
    /// The step under way.
    package var step: ChipReadingStep
    /// The file being read; nil outside of `readFile`.
    package var file: LDSFile?
    /// The chip's answer, where a status word is the reason.
    package var statusWord: StatusWord?
    /// What the reader said, where the way to the chip is the reason.
    package var cause: SmartCardError?
    /// More, in a few English words for the log; may be empty.
    package var detail: String

    /// An error of kind `code` met in `step`.
    package init(
        _ code: Code, step: ChipReadingStep, file: LDSFile? = nil, statusWord: StatusWord? = nil,
        cause: SmartCardError? = nil, detail: String = ""
    ) {
        self.code = code
        self.step = step
        self.file = file
        self.statusWord = statusWord
        self.cause = cause
        self.detail = detail
    }

    /// The error for a failure of the way to the chip.
    package init(_ cause: SmartCardError, step: ChipReadingStep, file: LDSFile? = nil) {
        let code: Code =
            switch cause.code {
            case .cardRemoved: .cardRemoved
            case .readerRemoved: .readerRemoved
            case .serviceUnavailable: .serviceUnavailable
            case .noAnswer: .noAnswer
            default: .communicationFailed
            }
        self.init(code, step: step, file: file, cause: cause)
    }

    package var description: String {
        var text = "\(code.rawValue) in \(step.rawValue)"
        if let file { text += " of \(file.name)" }
        if let statusWord { text += ", status \(statusWord)" }
        if let cause { text += ", \(cause)" }
        if !detail.isEmpty { text += ", \(detail)" }
        return text
    }
}
