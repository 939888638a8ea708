internal import BorderLaw
internal import Checkpoint

/// Writes a value as JSON text while the value tells itself, without a tree of it in between.
///
/// The library's encoder takes several times as long for a crossing, which was most of what a durable record cost beside
/// the disk. The text is the library's with sorted keys and unescaped slashes, which tests hold against it; figures
/// that are no numbers become `NaN`, `Infinity` and `-Infinity` as texts.
final class JSONWriter {
    fileprivate var text = JSONText()

    /// The text of a value in UTF-8, keys in the order of their bytes as they are written.
    ///
    /// Throws what the value throws, and `EncodingError` when it goes back to a nested container after it went on with
    /// the one around it: nothing is left out silently.
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let writer = JSONWriter()
        try writer.write(value)
        guard !writer.text.isOutOfOrder else {
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: [], debugDescription: "told out of order"))
        }
        return writer.text.bytes
    }

    /// Some values one after the other, each with its length before it (``JSONText/beginPart()``).
    struct Parts {
        private let writer = JSONWriter()

        /// All that was told so far.
        var bytes: [UInt8] { writer.text.bytes }

        // What every record tells is not asked how it tells itself.

        func add(_ chip: ChipEvidence) throws {
            try end(chip) { try writer.text.write(chip: chip) }
        }

        func add(_ text: String) throws {
            try end(text) { writer.text.write(text: text) }
        }

        func add(_ tries: [FingerTry]) throws {
            try end(tries) { writer.text.write(tries: tries) }
        }

        func add(_ page: CrossingDocument?) throws {
            try end(page) { writer.text.write(page: page) }
        }

        func add(_ facts: CrossingFacts) throws {
            try end(facts) { try writer.text.write(facts: facts) }
        }

        func add(_ verdict: Verdict) throws {
            try end(verdict) { try writer.text.write(verdict: verdict) }
        }

        /// Adds what was told as JSON before.
        func add(told text: String) throws {
            try end(text) { writer.text.write(raw: text) }
        }

        private func end(_ value: some Encodable, _ write: () throws -> Void) throws {
            let start = writer.text.beginPart()
            try write()
            guard !writer.text.isOutOfOrder, writer.text.endPart(start) else {
                throw EncodingError.invalidValue(
                    value, EncodingError.Context(codingPath: [], debugDescription: "told out of order, or too long"))
            }
        }
    }

    /// A value that tells itself; one that tells nothing is an empty object.
    fileprivate func write(_ value: some Encodable) throws {
        let depth = text.depth
        try value.encode(to: JSONValueEncoder(writer: self, depth: depth))
        text.close(downTo: depth)
        text.settle()
    }
}

/// An object or array of a writer, as long as it is open.
private struct JSONPlace {
    let writer: JSONWriter
    let level: Int
    let serial: Int

    func add(_ value: some JSONScalar, key: String? = nil) {
        writer.text.begin((level, serial), key: key)
        value.write(to: writer)
    }

    func add(_ value: some Encodable, key: String? = nil) throws {
        writer.text.begin((level, serial), key: key)
        try writer.write(value)
    }

    func addNull(key: String? = nil) {
        writer.text.begin((level, serial), key: key)
        writer.text.write(raw: "null")
    }

    func encoder(key: String? = nil) -> JSONValueEncoder {
        writer.text.begin((level, serial), key: key)
        return JSONValueEncoder(writer: writer, depth: level + 1)
    }
}

/// What one value tells itself to.
private struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
    let writer: JSONWriter
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(JSONMembers(place: place(isObject: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONElements(place: place(isObject: false))
    }

    private func place(isObject: Bool) -> JSONPlace {
        let (level, serial) = writer.text.open(isObject: isObject, at: depth)
        return JSONPlace(writer: writer, level: level, serial: serial)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { writer.text.write(raw: "null") }
    func encode(_ value: some JSONScalar) { value.write(to: writer) }
    func encode(_ value: some Encodable) throws { try value.encode(to: self) }
}

private struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { place.addNull(key: key.stringValue) }
    func encode(_ value: some JSONScalar, forKey key: Key) { place.add(value, key: key.stringValue) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try place.add(value, key: key.stringValue) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        place.encoder(key: key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        place.encoder(key: key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { place.encoder(key: "super") }
    func superEncoder(forKey key: Key) -> any Encoder { place.encoder(key: key.stringValue) }
}

private struct JSONElements: UnkeyedEncodingContainer {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int { place.writer.text.count((place.level, place.serial)) }

    func encodeNil() { place.addNull() }
    func encode(_ value: some JSONScalar) { place.add(value) }
    func encode(_ value: some Encodable) throws { try place.add(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        place.encoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { place.encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { place.encoder() }
}

/// What is written without asking it how it tells itself.
private protocol JSONScalar: Encodable {
    func write(to writer: JSONWriter)
}

extension JSONScalar where Self: CustomStringConvertible {
    fileprivate func write(to writer: JSONWriter) { writer.text.write(raw: description) }
}

extension JSONScalar where Self: BinaryFloatingPoint & CustomStringConvertible {
    fileprivate func write(to writer: JSONWriter) { writer.text.write(raw: JSONText.text(of: self)) }
}

extension String: JSONScalar {
    fileprivate func write(to writer: JSONWriter) { writer.text.write(text: self) }
}

extension Bool: JSONScalar {}
extension Double: JSONScalar {}
extension Float: JSONScalar {}
extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}
