/// One way of chip authentication that a chip offers (ICAO 9303-11 §9.2.5): key agreement and cipher.
package struct ChipAuthenticationInfo: Sendable, Hashable {
    /// Arc of all identifiers of chip authentication, id-CA.
    package static let arc = "0.4.0.127.0.7.2.2.3"

    /// Whether keys are agreed on a curve; otherwise modulo a prime.
    package let usesCurve: Bool
    /// Cipher of the session that follows.
    package let cipher: PACEInfo.Cipher
    /// Which of several keys it goes with; nil when there is only one.
    package let keyIdentifier: [UInt8]?

    /// A way of chip authentication.
    package init(usesCurve: Bool, cipher: PACEInfo.Cipher, keyIdentifier: [UInt8]? = nil) {
        self.usesCurve = usesCurve
        self.cipher = cipher
        self.keyIdentifier = keyIdentifier
    }

    /// The way that an entry names; nil for an entry of another protocol or version. Version 2 differs in the order of
    /// protocols and not in its commands, and is told by chips that know both.
    init?(_ entry: SecurityInfos.Entry) {
        guard entry.oid.hasPrefix(Self.arc + "."), (1...2).contains(entry.values.count),
            entry.values.allSatisfy({ $0.tag == 0x02 }), [[1], [2]].contains(entry.values[0].value)
        else { return nil }
        let arcs = entry.oid.dropFirst(Self.arc.count + 1).split(separator: ".").map { Int($0) ?? 0 }
        guard arcs.count == 2, let cipher = PACEInfo.Cipher(rawValue: arcs[1]), (1...2).contains(arcs[0]) else {
            return nil
        }
        self.init(usesCurve: arcs[0] == 2, cipher: cipher, keyIdentifier: entry.values.dropFirst().first?.value)
    }

    /// The dotted identifier.
    package var oid: String { "\(Self.arc).\(usesCurve ? 2 : 1).\(cipher.rawValue)" }

    /// The entry of DG14.
    package func encoded() -> [UInt8] {
        TLV.encode(
            tag: 0x30,
            children: [
                TLV.encode(tag: 0x06, value: DottedIdentifier.encode(oid) ?? []), TLV.encode(tag: 0x02, value: [1]),
            ] + (keyIdentifier.map { [TLV.encode(tag: 0x02, value: $0)] } ?? []))
    }
}

/// A static public key of the chip (ICAO 9303-11 §9.2.6).
package struct ChipAuthenticationPublicKeyInfo: Sendable, Hashable {
    /// Arc of all identifiers of these keys, id-PK.
    package static let arc = "0.4.0.127.0.7.2.2.1"

    /// SubjectPublicKeyInfo, DER, unread.
    package let publicKeyInfo: [UInt8]
    /// Which of several keys it is; nil when there is only one.
    package let keyIdentifier: [UInt8]?

    /// A key for a chip of our own making.
    package init(publicKeyInfo: [UInt8], keyIdentifier: [UInt8]? = nil) {
        self.publicKeyInfo = publicKeyInfo
        self.keyIdentifier = keyIdentifier
    }

    /// The key of an entry; nil for an entry of another kind.
    init?(_ entry: SecurityInfos.Entry) {
        guard ["\(Self.arc).1", "\(Self.arc).2"].contains(entry.oid), (1...2).contains(entry.values.count),
            entry.values[0].tag == 0x30
        else { return nil }
        let identifier = entry.values.dropFirst().first
        guard identifier == nil || identifier?.tag == 0x02 else { return nil }
        self.init(publicKeyInfo: entry.values[0].encoded(), keyIdentifier: identifier?.value)
    }

    /// The entry of DG14 or EF.CardSecurity.
    package func encoded(usesCurve: Bool) -> [UInt8] {
        TLV.encode(
            tag: 0x30,
            children: [
                TLV.encode(tag: 0x06, value: DottedIdentifier.encode("\(Self.arc).\(usesCurve ? 2 : 1)") ?? []),
                publicKeyInfo,
            ] + (keyIdentifier.map { [TLV.encode(tag: 0x02, value: $0)] } ?? []))
    }
}
