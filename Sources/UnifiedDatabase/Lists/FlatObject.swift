/// Why a line is no flat JSON object.
struct FlatObjectError: Error, Equatable {
    let reason: String
}

/// A JSON object of one line (RFC 8259) whose members are texts, whole numbers, true, false or null: a million of them
/// are read in a second or two, which a general decoder does not do.
struct FlatObject: Equatable {
    enum Value: Equatable {
        case text(String)
        case number(Int)
        case truth(Bool)
        case null
    }

    private(set) var members: [(name: String, value: Value)] = []

    static func == (left: FlatObject, right: FlatObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
    }

    init(parsing line: ArraySlice<UInt8>) throws(FlatObjectError) {
        var reader = Reader(rest: line)
        try reader.expect(UInt8(ascii: "{"))
        if !reader.skip(UInt8(ascii: "}")) {
            repeat {
                guard members.count < Limits.listColumns else { throw FlatObjectError(reason: "too many members") }
                let name = try reader.text()
                guard !members.contains(where: { $0.name == name }) else {
                    throw FlatObjectError(reason: "a member stands twice")
                }
                try reader.expect(UInt8(ascii: ":"))
                members.append((name, try reader.value()))
            } while reader.skip(UInt8(ascii: ","))
            try reader.expect(UInt8(ascii: "}"))
        }
        reader.skipBlanks()
        guard reader.rest.isEmpty else { throw FlatObjectError(reason: "something follows the object") }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func skipBlanks() {
            while let byte = rest.first, byte == 0x20 || byte == 0x09 || byte == 0x0D { rest.removeFirst() }
        }

        mutating func skip(_ byte: UInt8) -> Bool {
            skipBlanks()
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        mutating func expect(_ byte: UInt8) throws(FlatObjectError) {
            guard skip(byte) else {
                throw FlatObjectError(
                    reason: "not a JSON object of one line: \(Character(Unicode.Scalar(byte))) is missing")
            }
        }

        mutating func value() throws(FlatObjectError) -> Value {
            skipBlanks()
            switch rest.first {
            case UInt8(ascii: "\""): return .text(try text())
            case UInt8(ascii: "n") where rest.starts(with: "null".utf8):
                rest = rest.dropFirst(4)
                return .null
            case UInt8(ascii: "t") where rest.starts(with: "true".utf8):
                rest = rest.dropFirst(4)
                return .truth(true)
            case UInt8(ascii: "f") where rest.starts(with: "false".utf8):
                rest = rest.dropFirst(5)
                return .truth(false)
            default:
                let digits = rest.prefix(12).prefix { (0x30...0x39).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)), digits.count < 12 else {
                    throw FlatObjectError(reason: "a value is neither text, whole number, true, false nor null")
                }
                rest = rest.dropFirst(digits.count)
                return .number(number)
            }
        }

        mutating func text() throws(FlatObjectError) -> String {
            try expect(UInt8(ascii: "\""))
            guard
                let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20 })
            else { throw FlatObjectError(reason: "a text does not end") }
            if rest[end] == UInt8(ascii: "\"") {
                // The usual case: no escapes.
                let text = try Self.checked(rest[..<end])
                rest = rest[(end + 1)...]
                return text
            }
            return try escapedText()
        }

        private mutating func escapedText() throws(FlatObjectError) -> String {
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return try Self.checked(bytes[...])
                case UInt8(ascii: "\\"): try escape(into: &bytes)
                case 0..<0x20: throw FlatObjectError(reason: "a control character in a text")
                default: bytes.append(byte)
                }
            }
            throw FlatObjectError(reason: "a text does not end")
        }

        private mutating func escape(into bytes: inout [UInt8]) throws(FlatObjectError) {
            switch rest.popFirst() {
            case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/"): bytes.append(UInt8(ascii: "/"))
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "u"):
                var unit = try codeUnit()
                if (0xD800..<0xDC00).contains(unit) {
                    guard rest.starts(with: "\\u".utf8) else { throw FlatObjectError(reason: "half a surrogate pair") }
                    rest = rest.dropFirst(2)
                    let low = try codeUnit()
                    guard (0xDC00..<0xE000).contains(low) else {
                        throw FlatObjectError(reason: "half a surrogate pair")
                    }
                    unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                }
                guard let scalar = Unicode.Scalar(unit) else { throw FlatObjectError(reason: "no character") }
                bytes += String(scalar).utf8
            default: throw FlatObjectError(reason: "an unknown escape")
            }
        }

        private mutating func codeUnit() throws(FlatObjectError) -> UInt32 {
            let digits = rest.prefix(4)
            guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw FlatObjectError(reason: "an unknown escape") }
            rest = rest.dropFirst(4)
            return unit
        }

        private static func checked(_ bytes: ArraySlice<UInt8>) throws(FlatObjectError) -> String {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw FlatObjectError(reason: "a text is not UTF-8")
            }
            return text
        }
    }
}
