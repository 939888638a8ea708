/// The extensions of a certificate that matter for travel documents (ICAO 9303-12 §7.1).
package struct CertificateExtensions: Sendable, Hashable {
    /// subjectKeyIdentifier, nil when absent.
    package var subjectKeyIdentifier: [UInt8]?
    /// keyIdentifier of authorityKeyIdentifier, nil when absent.
    package var authorityKeyIdentifier: [UInt8]?
    /// cA of basicConstraints, nil when the extension is absent.
    package var isCA: Bool?
    /// pathLenConstraint of basicConstraints.
    package var pathLength: Int?
    /// keyUsage, nil when absent.
    package var keyUsage: KeyUsage?
    /// The time in which the private key may sign, in Unix seconds, each end nil when not given (RFC 3280 §4.2.1.4).
    package var privateKeyUsage: (notBefore: Int64?, notAfter: Int64?) {
        get { (privateKeyNotBefore, privateKeyNotAfter) }
        set { (privateKeyNotBefore, privateKeyNotAfter) = newValue }
    }
    /// The dotted purposes of extendedKeyUsage (RFC 5280 §4.2.1.12), nil when the extension is absent.
    package var extendedKeyUsage: [String]?
    /// Critical extensions that we do not know, by their dotted types.
    package var unknownCritical: [String] = []

    private var privateKeyNotBefore: Int64?
    private var privateKeyNotAfter: Int64?

    /// No extensions at all.
    package init() {}

    /// Uses of a key (RFC 5280 §4.2.1.3).
    package struct KeyUsage: OptionSet, Sendable, Hashable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Signing data: what a document signer does.
        package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
        /// Signing certificates.
        package static let certificateSigning = KeyUsage(rawValue: 1 << 5)
        /// Signing revocation lists.
        package static let revocationListSigning = KeyUsage(rawValue: 1 << 6)
    }

    /// id-ce-subjectKeyIdentifier.
    static let subjectKeyIdentifierType = "2.5.29.14"
    /// id-ce-keyUsage.
    static let keyUsageType = "2.5.29.15"
    /// id-ce-privateKeyUsagePeriod.
    static let privateKeyUsageType = "2.5.29.16"
    /// id-ce-basicConstraints.
    static let basicConstraintsType = "2.5.29.19"
    /// id-ce-extKeyUsage.
    static let extendedKeyUsageType = "2.5.29.37"
    /// id-icao-cscaMasterListSigningKey: signs master lists and nothing else (ICAO 9303-12 §7.1.1).
    package static let masterListSigning = "2.23.136.1.1.3"
    /// id-icao-DeviationListSigningKey: signs deviation lists and nothing else (ICAO 9303-12 §10).
    package static let deviationListSigning = "2.23.136.1.1.8"
    /// anyExtendedKeyUsage (RFC 5280 §4.2.1.12).
    package static let anyPurpose = "2.5.29.37.0"
    /// id-ce-authorityKeyIdentifier.
    static let authorityKeyIdentifierType = "2.5.29.35"

    /// Known to stand in such certificates as critical, without anything for us to act on: names of the issuer and
    /// the subject, policies, list addresses, ICAO's document types.
    private static let tolerated: Set<String> = [
        "2.5.29.17", "2.5.29.18", "2.5.29.31", "2.5.29.32", "2.23.136.1.1.6.2",
    ]

    /// Reads `[3] Extensions`.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        var wrapper = value.reader
        var list = try wrapper.next(ASN1.sequence).reader
        var seen: Set<String> = []
        while !list.isAtEnd {
            guard seen.count < Limits.membersPerSet else { throw CryptographyError(.limitExceeded, "extensions") }
            var member = try list.next(ASN1.sequence).reader
            let type = try member.next(ASN1.objectIdentifier).objectIdentifier()
            let critical = try member.nextIf(ASN1.boolean)?.content.first.map { $0 != 0 } ?? false
            let bytes = try member.next().octets()
            // RFC 5280 §4.2: the same extension twice would let two readers see two certificates.
            guard seen.insert(type).inserted else { throw CryptographyError(.malformed, "extension twice") }
            try read(type, bytes, critical: critical)
        }
    }

    private mutating func read(_ type: String, _ bytes: [UInt8], critical: Bool) throws(CryptographyError) {
        var outer = ASN1Reader(bytes)
        switch type {
        case Self.subjectKeyIdentifierType:
            subjectKeyIdentifier = try outer.next().octets()
        case Self.authorityKeyIdentifierType:
            var members = try outer.next(ASN1.sequence).reader
            authorityKeyIdentifier = try members.nextIf(ASN1.context(0, constructed: false)).map { [UInt8]($0.content) }
        case Self.basicConstraintsType:
            var members = try outer.next(ASN1.sequence).reader
            isCA = try members.nextIf(ASN1.boolean)?.content.first.map { $0 != 0 } ?? false
            if let length = try members.nextIf(ASN1.integer) { pathLength = try length.smallInteger() }
        case Self.keyUsageType:
            let value = try outer.next(ASN1.bitString).content
            // The first bit of a BIT STRING is the highest of its first byte.
            var usage: UInt16 = 0
            for (index, byte) in value.dropFirst().prefix(2).enumerated() {
                for bit in 0..<8 where byte & (0x80 >> bit) != 0 { usage |= 1 << (index * 8 + bit) }
            }
            keyUsage = KeyUsage(rawValue: usage)
        case Self.extendedKeyUsageType:
            var members = try outer.next(ASN1.sequence).reader
            var purposes: [String] = []
            while !members.isAtEnd {
                guard purposes.count < Limits.membersPerSet else {
                    throw CryptographyError(.limitExceeded, "extended key usage")
                }
                purposes.append(try members.next().objectIdentifier())
            }
            extendedKeyUsage = purposes
        case Self.privateKeyUsageType:
            var members = try outer.next(ASN1.sequence).reader
            privateKeyNotBefore = try Self.generalizedTime(members.nextIf(ASN1.context(0, constructed: false)))
            privateKeyNotAfter = try Self.generalizedTime(members.nextIf(ASN1.context(1, constructed: false)))
        default:
            if critical, !Self.tolerated.contains(type) { unknownCritical.append(type) }
        }
    }

    /// A GeneralizedTime under an implicit tag.
    private static func generalizedTime(_ value: ASN1Value?) throws(CryptographyError) -> Int64? {
        guard let value else { return nil }
        return try ASN1Time.unixSeconds(
            ASN1Value(identifier: ASN1.generalizedTime, content: value.content, encoding: value.encoding))
    }
}
