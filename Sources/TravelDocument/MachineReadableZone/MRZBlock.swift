/// The characters of one machine-readable zone, lines joined, as bytes of a fixed place: parsing
/// allocates nothing until the strings of the result are made.
struct MRZBlock {
    /// Longest zone, TD1, in characters.
    static let capacity = 90

    /// ASCII of the filler `<`.
    static let filler: UInt8 = 0x3C

    /// Characters A-Z, 0-9 and `<`; bytes from `count` on are meaningless.
    private(set) var bytes = InlineArray<90, UInt8>(repeating: MRZBlock.filler)
    /// Format, told by lengths and first letter.
    private(set) var format = MachineReadableZone.Format.td3
    /// Repairs that reading needed.
    private(set) var repairs = MRZDeviationSet()

    /// Reads lines separated by line feeds or carriage returns, or one block without breaks.
    ///
    /// - Throws: ``MRZError`` for anything that is no zone by its form.
    init(_ text: String) throws(MRZError) {
        let input = text.utf8.span
        guard input.count <= Limits.machineReadableZoneBytes else {
            throw MRZError(
                code: .tooLong, reason: "\(input.count) bytes, at most \(Limits.machineReadableZoneBytes) are read")
        }
        var lengths = MRZLineLengths()
        for index in 0..<input.count {
            let byte = input[index]
            switch byte {
            case 0x41...0x5A, 0x30...0x39, MRZBlock.filler:
                append(byte, &lengths)
            case 0x61...0x7A:
                repairs.insert(.lowercaseRepaired)
                append(byte - 0x20, &lengths)
            case 0x0A, 0x0D:
                try lengths.endLine()
            case 0x20, 0x09:
                repairs.insert(.whitespaceRemoved)
            case 0xEF where index == 0 && input.count >= 3 && input[1] == 0xBB && input[2] == 0xBF,
                0xBB where index == 1 && input[0] == 0xEF,
                0xBF where index == 2 && input[0] == 0xEF && input[1] == 0xBB:
                repairs.insert(.whitespaceRemoved)
            default:
                throw MRZError(
                    code: .invalidCharacter, line: lengths.finished + 1, position: lengths.current + 1,
                    reason: "byte \(byte) is none of A-Z, 0-9 and <")
            }
        }
        try lengths.endLine()
        format = try lengths.format(isVisa: bytes[0] == 0x56)
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8, _ lengths: inout MRZLineLengths) {
        // Characters beyond the capacity only count: their line has a wrong length in any case.
        if lengths.total < MRZBlock.capacity { bytes[lengths.total] = byte }
        lengths.current += 1
        lengths.total += 1
    }

    /// The characters of a range as they are.
    func string(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            var count = 0
            for index in range {
                buffer[count] = bytes[index]
                count += 1
            }
            return count
        }
    }

    /// The characters of a range without the fillers at its end.
    func trimmed(_ range: Range<Int>) -> String {
        string(range.lowerBound..<contentEnd(range))
    }

    /// Index after the last character of a range that is no filler; the start when all are fillers.
    func contentEnd(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == MRZBlock.filler { end -= 1 }
        return end
    }

    /// True when the range holds only fillers.
    func isEmpty(_ range: Range<Int>) -> Bool {
        contentEnd(range) == range.lowerBound
    }
}

/// Lengths of the lines while a text is being read, and the format that follows from them.
struct MRZLineLengths {
    /// Characters of the line being read.
    var current = 0
    /// Characters of all lines.
    var total = 0
    /// Non-empty lines that have ended.
    private(set) var finished = 0
    private var first = 0
    private var second = 0
    private var third = 0

    /// Ends the line being read; an empty line does not count.
    mutating func endLine() throws(MRZError) {
        guard current > 0 else { return }
        switch finished {
        case 0: first = current
        case 1: second = current
        case 2: third = current
        default:
            throw MRZError(
                code: .lineCount, line: finished + 1,
                reason: "more than \(Limits.machineReadableZoneLines) lines")
        }
        finished += 1
        current = 0
    }

    /// The format with these line lengths.
    func format(isVisa: Bool) throws(MRZError) -> MachineReadableZone.Format {
        switch (finished, first, second, third) {
        case (3, 30, 30, 30), (1, 90, _, _): return .td1
        case (2, 36, 36, _), (1, 72, _, _): return isVisa ? .mrvB : .td2
        case (2, 44, 44, _), (1, 88, _, _): return isVisa ? .mrvA : .td3
        case (0, _, _, _): throw MRZError(code: .empty, reason: "no characters")
        case (1, _, _, _):
            throw MRZError(
                code: .lineLength, line: 1, position: first + 1,
                reason: "one line of \(first) characters; a zone in one block has 72, 88 or 90")
        case (2, _, _, _): throw wrongLength(expected: max(first, second) > 40 ? 44 : 36)
        default: throw wrongLength(expected: 30)
        }
    }

    private func wrongLength(expected: Int) -> MRZError {
        let lengths = [first, second, third].prefix(finished)
        let line = lengths.firstIndex { $0 != expected } ?? 0
        let length = lengths[line]
        return MRZError(
            code: .lineLength, line: line + 1, position: min(length, expected) + 1,
            reason: "\(length) characters instead of \(expected)")
    }
}
