/// How long the commands and answers of a channel may be.
package enum APDULengths: Sendable, Equatable {
    /// 255 bytes of data, 256 of answer.
    case short
    /// The reader carries long APDUs; whether the chip takes them has to be read from EF.ATR/INFO.
    case askChip
    /// Reader and chip take extended length fields.
    case extended
}

/// Something that carries commands to one chip and answers back: a card in a reader, or a script in a test.
///
/// Commands go one after another; whoever owns the channel waits for each answer.
package protocol CardChannel: Sendable {
    /// Sends a command and waits for the answer, whatever its status word says.
    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU

    /// Runs `body` where commands of this channel cost least; its commands go to this channel only.
    ///
    /// A card in a reader runs it on the card's own thread: between two commands nothing has to wait for another
    /// thread. Cancelling the caller cancels `body`. Throws `noAnswer` while `body` hangs in a command that never
    /// comes back; what `body` returns later is lost.
    func converse<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async throws(SmartCardError) -> Value

    /// How long commands and answers may be.
    var lengths: APDULengths { get }
}

extension CardChannel {
    /// Runs `body` where the caller is.
    package func converse<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async throws(SmartCardError) -> Value {
        await body()
    }

    /// Whether extended length fields may be used without asking the chip.
    package var supportsExtendedLength: Bool { lengths == .extended }
}
