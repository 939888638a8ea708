/// What a chip did to prove that it is no copy, as a reading tells it: facts to be judged, not the judgement. The keys
/// that they are held against count only when the document's signature covers them (ICAO 9303-11 §6).
package struct ChipAuthenticity: Sendable, Hashable, Codable {
    /// How chip authentication ended (§6.2).
    package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// The chip went on under keys that only the holder of its static private key can have.
        case succeeded
        /// It did not, or refused, or what it says of its keys is misformed.
        case failed
        /// Its keys are of a kind that we do not know.
        case unsupported
    }

    /// Chip authentication as it went.
    package struct ChipAuthentication: Sendable, Hashable, Codable {
        /// Such as `CA-ECDH-AES-128`.
        package var protocolName: String
        /// How it ended.
        package var outcome: Outcome
        /// Why, in a few English words; empty when all went well.
        package var reason: String

        /// What happened.
        package init(_ protocolName: String, _ outcome: Outcome, reason: String = "") {
            self.protocolName = protocolName
            self.outcome = outcome
            self.reason = reason
        }
    }

    /// Active authentication as it went (§6.1): with DG15 it can be judged again at any time.
    package struct ActiveAuthentication: Sendable, Hashable, Codable {
        /// What the chip had to sign.
        package var challenge: HexBytes
        /// Its signature; nil when it gave none.
        package var answer: HexBytes?
        /// Why there is no answer.
        package var refusal: String?
        /// Whether the whole signature has no room in the answers that the reader and the chip have in common: what
        /// is missing of it says nothing of the chip. Nil where that is not so.
        package var exceedsAnswers: Bool?

        /// What happened.
        package init(challenge: [UInt8], answer: [UInt8]?, refusal: String? = nil, exceedsAnswers: Bool = false) {
            self.challenge = HexBytes(challenge)
            self.answer = answer.map { HexBytes($0) }
            self.refusal = refusal
            self.exceedsAnswers = exceedsAnswers ? true : nil
        }
    }

    /// The chip-authentication mapping of PACE (§4.4.3.5): with the key in EF.CardSecurity it can be judged again.
    package struct Mapping: Sendable, Hashable, Codable {
        /// Number of the standardised domain parameters.
        package var parameterId: Int
        /// The chip's public key of the mapping.
        package var mappingKey: HexBytes
        /// Chip authentication data, deciphered; nil when the chip sent none that could be read.
        package var authenticationData: HexBytes?

        /// What the chip sent.
        package init(parameterId: Int, mappingKey: [UInt8], authenticationData: [UInt8]?) {
            self.parameterId = parameterId
            self.mappingKey = HexBytes(mappingKey)
            self.authenticationData = authenticationData.map { HexBytes($0) }
        }
    }

    /// Chip authentication; nil when the chip does not offer it.
    package var chipAuthentication: ChipAuthentication?
    /// Active authentication; nil when it was not asked for.
    package var activeAuthentication: ActiveAuthentication?
    /// The mapping; nil when PACE ran with another or not at all.
    package var mapping: Mapping?
    /// How the terminal proved itself to the chip; nil when nobody asked for it.
    package var terminalAuthentication: TerminalAuthentication?

    /// Nothing was proved.
    package init(
        chipAuthentication: ChipAuthentication? = nil, activeAuthentication: ActiveAuthentication? = nil,
        mapping: Mapping? = nil, terminalAuthentication: TerminalAuthentication? = nil
    ) {
        self.chipAuthentication = chipAuthentication
        self.activeAuthentication = activeAuthentication
        self.mapping = mapping
        self.terminalAuthentication = terminalAuthentication
    }
}

/// Bytes that are written as lower-case hex digits.
package struct HexBytes: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The bytes.
    package let bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self).utf8)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard index + 1 < digits.count, let high = Self.nibble(digits[index]),
                let low = Self.nibble(digits[index + 1])
            else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "no hex digits") }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
