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
        let line = line.span
        var reader = Reader()
        try reader.expect(UInt8(ascii: "{"), in: line)
        members.reserveCapacity(12)
        if !reader.skip(UInt8(ascii: "}"), in: line) {
            repeat {
                guard members.count < Limits.listColumns else { throw FlatObjectError(reason: "too many members") }
                let name = try reader.text(in: line)
                guard !members.contains(where: { $0.name == name }) else {
                    throw FlatObjectError(reason: "a member stands twice")
                }
                try reader.expect(UInt8(ascii: ":"), in: line)
                members.append((name, try reader.value(in: line)))
            } while reader.skip(UInt8(ascii: ","), in: line)
            try reader.expect(UInt8(ascii: "}"), in: line)
        }
        reader.skipBlanks(in: line)
        guard reader.place == line.count else { throw FlatObjectError(reason: "something follows the object") }
    }

    /// How far a line is read.
    private struct Reader {
        private(set) var place = 0

        mutating func skipBlanks(in line: Span<UInt8>) {
            while place < line.count, line[place] == 0x20 || line[place] == 0x09 || line[place] == 0x0D { place += 1 }
        }

        mutating func skip(_ byte: UInt8, in line: Span<UInt8>) -> Bool {
            skipBlanks(in: line)
            guard place < line.count, line[place] == byte else { return false }
            place += 1
            return true
        }

        mutating func expect(_ byte: UInt8, in line: Span<UInt8>) throws(FlatObjectError) {
            guard skip(byte, in: line) else {
                throw FlatObjectError(
                    reason: "not a JSON object of one line: \(Character(Unicode.Scalar(byte))) is missing")
            }
        }

        mutating func value(in line: Span<UInt8>) throws(FlatObjectError) -> Value {
            skipBlanks(in: line)
            if place < line.count, line[place] == UInt8(ascii: "\"") { return .text(try text(in: line)) }
            if skip(word: "null", in: line) { return .null }
            if skip(word: "true", in: line) { return .truth(true) }
            if skip(word: "false", in: line) { return .truth(false) }
            var number = 0
            let start = place
            while place < line.count, (0x30...0x39).contains(line[place]), place - start < 12 {
                number = number * 10 + Int(line[place] - 0x30)
                place += 1
            }
            guard (1..<12).contains(place - start) else {
                throw FlatObjectError(reason: "a value is neither text, whole number, true, false nor null")
            }
            return .number(number)
        }

        private mutating func skip(word: StaticString, in line: Span<UInt8>) -> Bool {
            let isThere = word.withUTF8Buffer { word in
                line.count - place >= word.count && word.indices.allSatisfy { line[place + $0] == word[$0] }
            }
            if isThere { place += word.utf8CodeUnitCount }
            return isThere
        }

        mutating func text(in line: Span<UInt8>) throws(FlatObjectError) -> String {
            try expect(UInt8(ascii: "\""), in: line)
            let start = place
            while place < line.count, line[place] != UInt8(ascii: "\""), line[place] != UInt8(ascii: "\\"),
                line[place] >= 0x20
            {
                place += 1
            }
            guard place < line.count else { throw FlatObjectError(reason: "a text does not end") }
            guard line[place] == UInt8(ascii: "\"") else {
                place = start
                return try escapedText(in: line)
            }
            // The usual case: no escapes.
            defer { place += 1 }
            return try Self.checked(line.extracting(start..<place))
        }

        private mutating func next(in line: Span<UInt8>) -> UInt8? {
            guard place < line.count else { return nil }
            defer { place += 1 }
            return line[place]
        }

        private mutating func escapedText(in line: Span<UInt8>) throws(FlatObjectError) -> String {
            var bytes: [UInt8] = []
            while let byte = next(in: line) {
                switch byte {
                case UInt8(ascii: "\""): return try Self.checked(bytes.span)
                case UInt8(ascii: "\\"): try escape(into: &bytes, in: line)
                case 0..<0x20: throw FlatObjectError(reason: "a control character in a text")
                default: bytes.append(byte)
                }
            }
            throw FlatObjectError(reason: "a text does not end")
        }

        private mutating func escape(into bytes: inout [UInt8], in line: Span<UInt8>) throws(FlatObjectError) {
            switch next(in: line) {
            case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/"): bytes.append(UInt8(ascii: "/"))
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "u"):
                var unit = try codeUnit(in: line)
                if (0xD800..<0xDC00).contains(unit) {
                    guard skip(word: "\\u", in: line) else { throw FlatObjectError(reason: "half a surrogate pair") }
                    let low = try codeUnit(in: line)
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

        private mutating func codeUnit(in line: Span<UInt8>) throws(FlatObjectError) -> UInt32 {
            var unit: UInt32 = 0
            for _ in 0..<4 {
                guard let byte = next(in: line), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                    throw FlatObjectError(reason: "an unknown escape")
                }
                unit = unit << 4 | UInt32(digit)
            }
            return unit
        }

        private static func checked(_ bytes: Span<UInt8>) throws(FlatObjectError) -> String {
            do {
                return String(copying: try UTF8Span(validating: bytes))
            } catch {
                throw FlatObjectError(reason: "a text is not UTF-8")
            }
        }
    }
}
