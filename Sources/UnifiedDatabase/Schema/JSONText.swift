/// The text so far. A value of its own within the class, so that exclusive access is asked for once a step.
struct JSONText {
    /// An object or array that is being written.
    private struct Level {
        let isObject: Bool
        /// Tells this level from another one that was in its place before.
        let serial: Int
        /// Where its text begins, with the bracket.
        let start: Int
        /// Where its members begin, of those of all open objects.
        let firstMember: Int
        var count = 0
    }

    /// Where one member of an object stands.
    private struct Member {
        let start: Int
        /// Behind the key with its quotation marks.
        let keyEnd: Int
        /// Behind its value; not known before the object ends.
        var end = 0

        /// Whether this one comes first by its key; of two with the same key, whether it was told first.
        func precedes(_ other: Member, in text: UnsafeBufferPointer<UInt8>) -> Bool {
            // Without the quotation marks.
            let (mine, others) = (text[start + 1..<keyEnd - 1], text[other.start + 1..<other.keyEnd - 1])
            for (one, two) in zip(mine, others) where one != two { return one < two }
            return mine.count != others.count ? mine.count < others.count : start < other.start
        }

        func hasKey(of other: Member, in text: UnsafeBufferPointer<UInt8>) -> Bool {
            text[start..<keyEnd].elementsEqual(text[other.start..<other.keyEnd])
        }
    }

    private(set) var bytes: [UInt8] = []
    private var levels: [Level] = []
    private var members: [Member] = []
    /// Room for the members of one object in their order.
    private var ordered: [UInt8] = []
    private var serial = 0
    /// Whether a value belongs where the text ends now.
    private var isAwaited = true
    /// Something was told twice, or to an object or array that was closed already.
    private(set) var isOutOfOrder = false

    /// - Parameter room: bytes that it probably takes.
    init(room: Int = 12_288) { bytes.reserveCapacity(room) }

    /// How many levels are open.
    var depth: Int { levels.count }

    /// Begins a value beside those that were told: its length will stand before it, 4 bytes, most significant first.
    mutating func beginPart() -> Int {
        bytes += [0, 0, 0, 0]
        isAwaited = true
        return bytes.count
    }

    /// Ends the value that began there; false when its length does not fit.
    mutating func endPart(_ start: Int) -> Bool {
        guard let length = UInt32(exactly: bytes.count - start) else { return false }
        withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start - 4..<start, with: $0) }
        return true
    }

    /// Ends a place for a value: one of which nothing was told is an empty object.
    mutating func settle() {
        if isAwaited { write(raw: "{}") }
    }

    mutating func write(raw text: String) {
        take()
        bytes += text.utf8
    }

    mutating func write(text: String) {
        take()
        write(quoted: text)
    }

    /// Writes what stands between the parts of an object whose keys are known, and are in their order.
    mutating func write(between text: StaticString) {
        bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func write(number: some FixedWidthInteger) { bytes += String(number).utf8 }

    /// A figure as its text; one that is no number as a text of JSON.
    static func text(of figure: some BinaryFloatingPoint & CustomStringConvertible) -> String {
        guard figure.isFinite else { return figure.isNaN ? #""NaN""# : figure < 0 ? #""-Infinity""# : #""Infinity""# }
        let text = figure.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Writes a part that is text already.
    mutating func write(part: [UInt8]) { bytes += part }

    /// Takes the place of a value; there is none when one was told already.
    mutating func take() {
        if !isAwaited { isOutOfOrder = true }
        isAwaited = false
    }

    /// Writes a text with its quotation marks, wherever it belongs.
    mutating func write(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Nearly no text has anything to escape: then it goes over in one piece.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { text in
            guard text.allSatisfy({ !Self.needsEscape($0) }) else { return false }
            bytes += text
            return true
        }
        if isPlain != true { for byte in text.utf8 { writeEscaped(byte) } }
        bytes.append(UInt8(ascii: "\""))
    }

    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// RFC 8259 §7.
    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += #"\""#.utf8
        case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
        case 0x08: bytes += #"\b"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0C: bytes += #"\f"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        case 0..<0x20: bytes += ((byte < 0x10 ? #"\u000"# : #"\u00"#) + String(byte, radix: 16)).utf8
        default: bytes.append(byte)
        }
    }

    // MARK: - Objects and arrays

    /// Opens an object or array, or goes on with the one that the same encoder has opened before.
    mutating func open(isObject: Bool, at depth: Int) -> (level: Int, serial: Int) {
        if levels.count > depth, levels[depth].isObject == isObject {
            return (depth, levels[depth].serial)
        }
        // A level that was opened as the other kind, or was closed by what came after it.
        if levels.count != depth { isOutOfOrder = true }
        take()
        serial += 1
        levels.append(
            Level(isObject: isObject, serial: serial, start: bytes.count, firstMember: members.count))
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        return (levels.count - 1, serial)
    }

    /// Makes ready for the next member or element of an open level, closing what is still open inside it.
    mutating func begin(_ place: (level: Int, serial: Int), key: String?) {
        guard place.level < levels.count, levels[place.level].serial == place.serial else {
            isOutOfOrder = true
            return
        }
        settle()
        close(downTo: place.level + 1)
        if levels[place.level].count > 0 { bytes.append(UInt8(ascii: ",")) }
        levels[place.level].count += 1
        isAwaited = true
        guard let key else { return }
        let start = bytes.count
        write(quoted: key)
        members.append(Member(start: start, keyEnd: bytes.count))
        bytes.append(UInt8(ascii: ":"))
    }

    func count(_ place: (level: Int, serial: Int)) -> Int {
        place.level < levels.count && levels[place.level].serial == place.serial ? levels[place.level].count : 0
    }

    /// Ends what is open inside the first levels.
    mutating func close(downTo depth: Int) {
        if levels.count > depth { settle() }
        while levels.count > depth {
            let level = levels.removeLast()
            guard level.isObject else {
                bytes.append(UInt8(ascii: "]"))
                continue
            }
            sort(level)
            members.removeSubrange(level.firstMember...)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Brings the members of an object that ends here into their order; of two with the same key the later one stays.
    private mutating func sort(_ level: Level) {
        let range = level.firstMember..<members.count
        var text: [UInt8] = []
        swap(&text, &bytes)
        defer { swap(&text, &bytes) }
        let isSorted = text.withUnsafeBufferPointer { text in
            if range.dropFirst().allSatisfy({
                members[$0 - 1].precedes(members[$0], in: text) && !members[$0 - 1].hasKey(of: members[$0], in: text)
            }) {
                return true
            }
            for place in range {
                members[place].end = place + 1 < range.upperBound ? members[place + 1].start - 1 : text.count
            }
            members[range].sort { $0.precedes($1, in: text) }
            ordered.removeAll(keepingCapacity: true)
            for place in range {
                let member = members[place]
                if place + 1 < range.upperBound, member.hasKey(of: members[place + 1], in: text) { continue }
                if !ordered.isEmpty { ordered.append(UInt8(ascii: ",")) }
                ordered += text[member.start..<member.end]
            }
            return false
        }
        if !isSorted { text.replaceSubrange((level.start + 1)..., with: ordered) }
    }
}
