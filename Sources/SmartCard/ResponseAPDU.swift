/// The answer of a chip, ISO/IEC 7816-4 §5.1: data, then two status bytes.
package struct ResponseAPDU: Hashable, Sendable {
    /// Longest answer on the wire: Ne at its largest and the status word.
    package static let maximumEncodedLength = 65_536 + 2

    /// Response data, without the status word; may be empty.
    package var data: [UInt8]
    /// What the chip says about the command.
    package var statusWord: StatusWord

    /// An answer of these parts.
    package init(data: [UInt8] = [], statusWord: StatusWord) {
        self.data = data
        self.statusWord = statusWord
    }

    /// Reads an answer from the wire.
    ///
    /// Throws `communicationFailed` for fewer than two bytes: PC/SC reports success with nothing when a chip dies in
    /// mid-command. Throws `malformedAPDU` for more bytes than an APDU has.
    package init(parsing bytes: [UInt8]) throws(SmartCardError) {
        guard bytes.count >= 2 else {
            throw SmartCardError(.communicationFailed, "answer of \(bytes.count) bytes")
        }
        guard bytes.count <= Self.maximumEncodedLength else {
            throw SmartCardError(.malformedAPDU, "answer of \(bytes.count) bytes")
        }
        data = [UInt8](bytes.dropLast(2))
        statusWord = StatusWord(sw1: bytes[bytes.count - 2], sw2: bytes[bytes.count - 1])
    }

    /// The bytes on the wire.
    package var encoded: [UInt8] { data + [statusWord.sw1, statusWord.sw2] }
}
