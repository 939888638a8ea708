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

    /// How long commands and answers may be.
    var lengths: APDULengths { get }
}

extension CardChannel {
    /// Whether extended length fields may be used without asking the chip.
    package var supportsExtendedLength: Bool { lengths == .extended }
}
