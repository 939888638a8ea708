/// The characters that take an interchange apart (ISO 9735-1, annex B: UNA, service string advice).
struct EDIFACTSeparators: Equatable {
    var component: UInt8
    var element: UInt8
    /// Takes the next character out of service; nil when there is none.
    var release: UInt8?
    /// Between repeated elements (syntax version 4); nil when elements are not repeated.
    var repetition: UInt8?
    var terminator: UInt8

    /// `:+.? '`: what holds without UNA.
    static let usual = EDIFACTSeparators(
        component: UInt8(ascii: ":"), element: UInt8(ascii: "+"), release: UInt8(ascii: "?"), repetition: nil,
        terminator: UInt8(ascii: "'"))

    /// The separators of level B of syntax versions 1 to 3: unprintable, and none is ever released.
    static let levelB = EDIFACTSeparators(
        component: 0x1F, element: 0x1D, release: nil, repetition: nil, terminator: 0x1C)

    /// Bytes of UNA with its tag.
    static let adviceLength = 9

    /// Reads the six characters behind `UNA`: component, element, decimal mark, release, repetition, terminator. A
    /// blank as release or repetition means that there is none.
    ///
    /// - Throws: `separators` when one is a letter, a digit or a blank, or two are the same.
    init(advice: ArraySlice<UInt8>) throws(PassengerListError) {
        let characters = Array(advice)
        guard characters.count == 6 else {
            throw PassengerListError(.separators, at: 1, "UNA", "UNA has fewer than six separators")
        }
        let blank = UInt8(ascii: " ")
        component = characters[0]
        element = characters[1]
        release = characters[3] == blank ? nil : characters[3]
        repetition = characters[4] == blank ? nil : characters[4]
        terminator = characters[5]
        let all = [component, element, terminator] + [release, repetition].compactMap { $0 }
        guard Set(all).count == all.count else {
            throw PassengerListError(.separators, at: 1, "UNA", "two separators are the same")
        }
        guard all.allSatisfy(Self.canSeparate) else {
            throw PassengerListError(.separators, at: 1, "UNA", "a letter, digit or blank cannot separate")
        }
    }

    private init(component: UInt8, element: UInt8, release: UInt8?, repetition: UInt8?, terminator: UInt8) {
        self.component = component
        self.element = element
        self.release = release
        self.repetition = repetition
        self.terminator = terminator
    }

    private static func canSeparate(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x1C...0x1F: true
        case 0x21...0x7E: !isLetterOrDigit(byte)
        default: false
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

/// The character sets of UNB (ISO 9735-1 §6, data element 0001) that are read here.
enum EDIFACTCharacters: Sendable {
    /// UNOA: capitals, digits and some marks; UNOB: small letters, too.
    case ascii(capitalsOnly: Bool)
    /// UNOC: ISO 8859-1.
    case latin1
    /// UNOE: ISO 8859-5.
    case cyrillic
    /// UNOW, UNOY: UTF-8.
    case utf8

    /// The set that an identifier names; nil for one that is not read.
    init?(identifier: String) {
        switch identifier {
        case "UNOA", "IATA": self = .ascii(capitalsOnly: true)
        case "UNOB", "IATB": self = .ascii(capitalsOnly: false)
        case "UNOC": self = .latin1
        case "UNOE": self = .cyrillic
        case "UNOW", "UNOY": self = .utf8
        default: return nil
        }
    }

    /// The text of bytes; nil when the set does not have them, control characters included. Letters that UNOA lacks
    /// are taken, and `isOdd` becomes true.
    func text(_ bytes: [UInt8], isOdd: inout Bool) -> String? {
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        switch self {
        case .ascii(let capitalsOnly):
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            if capitalsOnly, bytes.contains(where: Self.isOutsideLevelA) { isOdd = true }
            return String(decoding: bytes, as: UTF8.self)
        case .latin1:
            guard bytes.allSatisfy({ !(0x80...0x9F).contains($0) }) else { return nil }
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .cyrillic:
            guard bytes.allSatisfy({ !(0x80...0x9F).contains($0) }) else { return nil }
            return String(String.UnicodeScalarView(bytes.map(Self.cyrillicScalar)))
        case .utf8:
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            return text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) } ? nil : text
        }
    }

    private static func isOutsideLevelA(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x30...0x39, UInt8(ascii: " "): false
        default: !Self.levelAMarks.contains(byte)
        }
    }

    /// ISO 9735-1 annex A: the marks of level A; `*` and the like are in wide use beside them.
    private static let levelAMarks = Set(".,-()/='+:?!\"%&*;<>".utf8)

    /// ISO/IEC 8859-5: three runs of the Cyrillic block, and four characters of others.
    private static func cyrillicScalar(_ byte: UInt8) -> Unicode.Scalar {
        let value: UInt32 =
            switch byte {
            case 0xAD: 0xAD
            case 0xF0: 0x2116
            case 0xFD: 0xA7
            case 0xA1...0xFF: UInt32(byte) - 0xA0 + 0x400
            default: UInt32(byte)
            }
        return Unicode.Scalar(value) ?? "?"
    }
}
