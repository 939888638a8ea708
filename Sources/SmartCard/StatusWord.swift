/// The two bytes that end every response, ISO/IEC 7816-4 §5.6.
package struct StatusWord: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// SW1 ‖ SW2.
    package let rawValue: UInt16

    /// Any value is a status word: what it means is the chip's affair.
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A status word from its two bytes.
    package init(sw1: UInt8, sw2: UInt8) {
        rawValue = UInt16(sw1) << 8 | UInt16(sw2)
    }

    /// The first byte: the class of the answer.
    package var sw1: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 8) }

    /// The second byte: a detail, or a count with SW1 61 and 6C.
    package var sw2: UInt8 { UInt8(truncatingIfNeeded: rawValue) }

    /// 9000: done.
    package static let success = StatusWord(rawValue: 0x9000)
    /// 6282: the end of the file was reached before Ne bytes.
    package static let endOfFile = StatusWord(rawValue: 0x6282)
    /// 6300: verification failed; in basic access control, wrong keys.
    package static let verificationFailed = StatusWord(rawValue: 0x6300)
    /// 6700: wrong length.
    package static let wrongLength = StatusWord(rawValue: 0x6700)
    /// 6982: security status not satisfied.
    package static let securityStatusNotSatisfied = StatusWord(rawValue: 0x6982)
    /// 6987: a data object of secure messaging is missing.
    package static let secureMessagingObjectMissing = StatusWord(rawValue: 0x6987)
    /// 6988: a data object of secure messaging is wrong.
    package static let secureMessagingObjectWrong = StatusWord(rawValue: 0x6988)
    /// 6A82: file or application not found.
    package static let fileNotFound = StatusWord(rawValue: 0x6A82)
    /// 6A86: wrong P1 or P2.
    package static let wrongParameters = StatusWord(rawValue: 0x6A86)
    /// 6B00: offset outside the file.
    package static let wrongOffset = StatusWord(rawValue: 0x6B00)
    /// 6D00: instruction not supported.
    package static let instructionNotSupported = StatusWord(rawValue: 0x6D00)
    /// 6E00: class not supported.
    package static let classNotSupported = StatusWord(rawValue: 0x6E00)

    /// Whether the command was carried out without any remark.
    package var isSuccess: Bool { self == .success }

    /// With SW1 61, the number of bytes that wait for GET RESPONSE, 1...256; nil for any other status word.
    package var bytesAvailable: Int? {
        sw1 == 0x61 ? (sw2 == 0 ? 256 : Int(sw2)) : nil
    }

    /// With SW1 6C, the Ne that the chip wants to hear, 1...256; nil for any other status word.
    package var exactLength: Int? {
        sw1 == 0x6C ? (sw2 == 0 ? 256 : Int(sw2)) : nil
    }

    /// What the value says, in a few English words for logs.
    package var meaning: String {
        switch rawValue {
        case 0x9000: "success"
        case 0x6282: "end of file reached"
        case 0x6300: "verification failed"
        case 0x6700: "wrong length"
        case 0x6881: "logical channel not supported"
        case 0x6882: "secure messaging not supported"
        case 0x6982: "security status not satisfied"
        case 0x6983: "authentication method blocked"
        case 0x6985: "conditions of use not satisfied"
        case 0x6986: "command not allowed"
        case 0x6987: "secure messaging object missing"
        case 0x6988: "secure messaging object wrong"
        case 0x6A80: "wrong data"
        case 0x6A81: "function not supported"
        case 0x6A82: "file or application not found"
        case 0x6A83: "record not found"
        case 0x6A86: "wrong P1 or P2"
        case 0x6A87: "Lc inconsistent with P1 and P2"
        case 0x6A88: "referenced data not found"
        case 0x6B00: "wrong offset"
        case 0x6D00: "instruction not supported"
        case 0x6E00: "class not supported"
        case 0x6F00: "no precise diagnosis"
        default: generalMeaning
        }
    }

    private var generalMeaning: String {
        switch sw1 {
        case 0x61: "more bytes available"
        case 0x62: "warning, memory unchanged"
        case 0x63: "warning, memory changed"
        case 0x64, 0x65: "execution error"
        case 0x66: "security issue"
        case 0x67: "wrong length"
        case 0x68: "function of the class byte not supported"
        case 0x69: "command not allowed"
        case 0x6A: "wrong parameters"
        case 0x6B: "wrong parameters"
        case 0x6C: "wrong Le"
        case 0x6D: "instruction not supported"
        case 0x6E: "class not supported"
        case 0x6F: "no precise diagnosis"
        default: "unknown"
        }
    }

    package var description: String {
        let hex = String(rawValue, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - hex.count) + hex + " (" + meaning + ")"
    }
}
