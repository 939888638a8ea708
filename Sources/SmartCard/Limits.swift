/// The bounds of everything that readers and chips may take or send, and the knobs of a connection.
package struct SmartCardLimits: Sendable, Equatable {
    /// When to use extended length fields.
    package enum ExtendedLength: String, Sendable, CaseIterable {
        /// Only when the reader says that it carries long APDUs and the chip says that it takes them. Readers that
        /// cut them silently are common, therefore silence means no.
        case automatic
        /// Never: every command and answer stays within 256 bytes.
        case never
        /// Always: for readers that are known to carry them but do not say so.
        case always
    }

    /// Longest wait for PC/SC to come back from one call that reaches the chip. A chip may think for about a second
    /// over an RSA signature; a reader asks for more time on its behalf all the while.
    package var answerTime: Duration

    /// When to use extended length fields.
    package var extendedLength: ExtendedLength

    /// Limits with the defaults of a checkpoint.
    package init(answerTime: Duration = .seconds(5), extendedLength: ExtendedLength = .automatic) {
        self.answerTime = answerTime
        self.extendedLength = extendedLength
    }

    /// Most threads of the process that may hang in a reader without answer. One hung reader costs one thread until
    /// its chip is taken away; with all of them hung a person has to look.
    package static let hungThreads = 8

    /// Most threads that are kept for the next card: one for each reader of a usual checkpoint.
    static let idleThreads = 8

    /// Most readers that are watched at a time; PC/SC Lite itself stops at 16.
    package static let readers = 32

    /// Events that one consumer may fall behind before its stream ends.
    package static let eventBuffer = 256

    /// Waits between tries to reach a PC/SC service that is gone: doubled from the first to the last.
    package static let firstServiceRetry = Duration.milliseconds(100)
    /// The longest wait between tries to reach the service.
    package static let lastServiceRetry = Duration.seconds(2)

    /// Wait for the reader to notice that a chip has left, after an exchange has failed. Readers are polled by
    /// pcscd about every 400 ms.
    static let removalNoticeMilliseconds = 1000

    /// GET RESPONSE commands for one answer (T=0): 256 of 256 bytes are the longest answer there is.
    static let getResponses = 257
}
