internal import TravelDocument

/// Objects whose keys are known: a caller tells the members in the order of their keys, and they are not asked how they
/// tell themselves. Tests hold what comes out against the library's encoder.
extension JSONText {
    /// Writes an object, member by member.
    mutating func write<Value>(object value: Value, _ members: (inout JSONText, Value) throws -> Void) rethrows {
        write(between: "{")
        try members(&self, value)
        write(between: "}")
    }

    /// Writes an array, element by element.
    mutating func write<Element>(elements: [Element], _ element: (inout JSONText, Element) throws -> Void) rethrows {
        write(between: "[")
        var isFirst = true
        for value in elements {
            if !isFirst { write(between: ",") }
            isFirst = false
            try element(&self, value)
        }
        write(between: "]")
    }

    /// Writes one member; nothing for a value that is not there.
    ///
    /// - Parameter key: with its quotation marks and the colon.
    mutating func write(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        begin(key)
        write(quoted: text)
    }

    mutating func write(_ key: StaticString, _ number: (some FixedWidthInteger)?) {
        guard let number else { return }
        begin(key)
        write(number: number)
    }

    mutating func write(_ key: StaticString, figure: Double?) {
        guard let figure else { return }
        begin(key)
        write(part: Array(Self.text(of: figure).utf8))
    }

    mutating func write(_ key: StaticString, _ truth: Bool?) {
        guard let truth else { return }
        begin(key)
        write(between: truth ? "true" : "false")
    }

    mutating func write(_ key: StaticString, _ texts: [String]?) {
        guard let texts else { return }
        begin(key)
        write(elements: texts) { $0.write(quoted: $1) }
    }

    /// Writes a member that is an object again.
    mutating func write<Value>(
        _ key: StaticString, _ value: Value?, _ members: (inout JSONText, Value) throws -> Void
    ) rethrows {
        guard let value else { return }
        begin(key)
        try write(object: value, members)
    }

    /// Writes a member that tells itself.
    mutating func write(_ key: StaticString, telling value: (some Encodable)?) throws {
        guard let value else { return }
        begin(key)
        try write(telling: value)
    }

    /// Writes a value that tells itself.
    mutating func write(telling value: some Encodable) throws {
        write(part: try JSONWriter.bytes(value))
    }

    /// The text of an object of texts, as `JSONWriter` would write it.
    static func bytes(of texts: [String: String]) throws -> [UInt8] {
        // Keys are in the order of their bytes as they are written.
        guard texts.keys.allSatisfy({ !$0.utf8.contains(where: needsEscape) }) else {
            return try JSONWriter.bytes(texts)
        }
        var text = JSONText(room: 512)
        text.write(object: texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) { text, members in
            for (key, value) in members {
                text.begin("")
                text.write(quoted: key)
                text.write(between: ":")
                text.write(quoted: value)
            }
        }
        return text.bytes
    }

    /// Both wordings of a message.
    mutating func write(members text: LocalizedText) {
        write(#""en":"#, text.en)
        write(#""mn":"#, text.mn)
    }

    /// No value ends as an object begins: by that it is known where a comma belongs.
    mutating func begin(_ key: StaticString) {
        if bytes.last != UInt8(ascii: "{") { write(between: ",") }
        write(between: key)
    }
}
