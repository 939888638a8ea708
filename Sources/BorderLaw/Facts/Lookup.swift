/// The answer of a register or list that was asked about one traveller.
///
/// "Not asked" and "asked, nothing there" are different facts: the first is doubt and goes to an officer. In JSON an
/// absent key is `unknown`, `null` is `nothing`, a value is `found`.
package enum Lookup<Value: Sendable>: Sendable {
    /// The register was not asked or did not answer.
    case unknown
    /// The register answered that it holds nothing.
    case nothing
    /// The register answered with this.
    case found(Value)

    /// The value found, if any.
    package var value: Value? {
        if case .found(let value) = self { value } else { nil }
    }

    /// Whether the register answered at all.
    package var isKnown: Bool {
        if case .unknown = self { false } else { true }
    }
}

extension Lookup: Equatable where Value: Equatable {}
extension Lookup: Hashable where Value: Hashable {}

/// Stands only so that types that hold lookups can be coded; the container methods below do the work, since only a
/// container knows whether a key is absent.
extension Lookup: Decodable where Value: Decodable {
    /// Decodes a lookup that has a place of its own, such as an array element: `null` is `nothing`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .nothing : .found(try container.decode(Value.self))
    }
}

extension Lookup: Encodable where Value: Encodable {
    /// Encodes a lookup that has a place of its own; `unknown` cannot be told from `nothing` there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .unknown, .nothing: try container.encodeNil()
        case .found(let value): try container.encode(value)
        }
    }
}

extension KeyedDecodingContainer {
    /// Decodes a lookup: absent key, `null` or value.
    func decode<Value: Decodable>(_ type: Lookup<Value>.Type, forKey key: Key) throws -> Lookup<Value> {
        guard contains(key) else { return .unknown }
        if try decodeNil(forKey: key) { return .nothing }
        return .found(try decode(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    /// Encodes a lookup: nothing at all, `null` or the value.
    mutating func encode<Value: Encodable>(_ lookup: Lookup<Value>, forKey key: Key) throws {
        switch lookup {
        case .unknown: return
        case .nothing: try encodeNil(forKey: key)
        case .found(let value): try encode(value, forKey: key)
        }
    }
}
