/// What a chip does with a command.
package enum ChipAnswer: Sendable, Equatable {
    /// Answers with these bytes, data and status word.
    case bytes([UInt8])
    /// Thinks for ever.
    case silence
    /// Leaves the reader in the middle of the command.
    case gone
}

/// The chip side of a reader: bytes in, bytes out. A link carries it into a virtual reader.
package protocol VirtualChip: Sendable {
    /// Sent at each power-on and reset.
    var answerToReset: [UInt8] { get }
    /// Time that the chip takes over each command.
    var answerDelay: Duration { get }
    /// Power-on or reset: all sessions end.
    mutating func reset()
    /// Carries out one command.
    mutating func answer(to command: [UInt8]) -> ChipAnswer
}

extension VirtualChip {
    package var answerDelay: Duration { .zero }
}
