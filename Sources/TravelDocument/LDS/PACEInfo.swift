/// One way of PACE that a chip offers (ICAO 9303-11 §9.2.1): mapping, key agreement, cipher and standardised domain
/// parameters.
package struct PACEInfo: Sendable, Hashable {
    /// How both sides come to a fresh generator (§4.4.3.3).
    package enum Mapping: String, Sendable, Hashable, CaseIterable {
        /// By a key agreement of its own.
        case generic = "GM"
        /// By hashing into the group.
        case integrated = "IM"
        /// Generic, with a proof of the chip's static key at the end.
        case chipAuthentication = "CAM"
    }

    /// Cipher and MAC of the session (§9.2.1, last arc of the identifier).
    package enum Cipher: Int, Sendable, Hashable, CaseIterable {
        case tripleDES = 1
        case aes128, aes192, aes256
    }

    /// Arc of all identifiers of PACE, id-PACE.
    package static let arc = "0.4.0.127.0.7.2.2.4"

    /// How the generator is found.
    package let mapping: Mapping
    /// Whether keys are agreed on a curve; otherwise modulo a prime.
    package let usesCurve: Bool
    /// Cipher of the session.
    package let cipher: Cipher
    /// Number of the standardised domain parameters (§9.5.1).
    package let parameterId: Int

    /// A way of PACE; nil for a combination that the standard does not have.
    package init?(mapping: Mapping, usesCurve: Bool = true, cipher: Cipher, parameterId: Int) {
        guard (usesCurve ? 8...18 : 0...2).contains(parameterId) else { return nil }
        guard mapping != .chipAuthentication || (usesCurve && cipher != .tripleDES) else { return nil }
        self.mapping = mapping
        self.usesCurve = usesCurve
        self.cipher = cipher
        self.parameterId = parameterId
    }

    /// The way that an entry of EF.CardAccess names; nil for an entry of another protocol, of proprietary parameters
    /// or of another version than 2.
    init?(_ entry: SecurityInfos.Entry) {
        guard entry.oid.hasPrefix(Self.arc + "."), entry.values.count == 2,
            entry.values.allSatisfy({ $0.tag == 0x02 && $0.content.count == 1 }),
            entry.values[0].content.first == 2, let parameterId = entry.values[1].content.first
        else { return nil }
        let arcs = entry.oid.dropFirst(Self.arc.count + 1).split(separator: ".").map { Int($0) ?? 0 }
        guard arcs.count == 2, let cipher = Cipher(rawValue: arcs[1]), let kind = Self.kinds[arcs[0]] else {
            return nil
        }
        self.init(mapping: kind.mapping, usesCurve: kind.usesCurve, cipher: cipher, parameterId: Int(parameterId))
    }

    /// The dotted identifier.
    package var oid: String {
        let kind = Self.kinds.first { $0.value == (mapping, usesCurve) }?.key ?? 0
        return "\(Self.arc).\(kind).\(cipher.rawValue)"
    }

    /// The name for reports, such as `PACE-GM`.
    package var name: String { "PACE-" + mapping.rawValue }

    /// The entry of EF.CardAccess.
    package func encoded() -> [UInt8] {
        TLV.encode(
            tag: 0x30,
            children: [
                TLV.encode(tag: 0x06, value: DottedIdentifier.encode(oid) ?? []),
                TLV.encode(tag: 0x02, value: [2]),
                TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: parameterId)]),
            ])
    }

    private static let kinds: [Int: (mapping: Mapping, usesCurve: Bool)] = [
        1: (.generic, false), 2: (.generic, true), 3: (.integrated, false), 4: (.integrated, true),
        6: (.chipAuthentication, true),
    ]
}
