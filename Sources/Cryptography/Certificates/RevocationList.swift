/// A list of revoked certificates (CRL) of a country signing authority (RFC 5280 §5, ICAO 9303-12 §7.2).
///
/// Reading a list proves nothing about it: `isSigned(by:)` does.
package struct RevocationList: Sendable, Equatable, CustomStringConvertible {
    /// The whole encoding as it came.
    package let der: [UInt8]
    /// Who issued it.
    package let issuer: DistinguishedName
    /// When it was issued, in Unix seconds.
    package let thisUpdate: Int64
    /// When the next one is due at the latest, in Unix seconds; nil when the list does not say, against the standard.
    package let nextUpdate: Int64?
    /// cRLNumber: grows with every list of an authority; most significant byte first, nil when absent.
    package private(set) var number: [UInt8]?
    /// The key identifier of the authority that signed it, nil when absent.
    package private(set) var authorityKeyIdentifier: [UInt8]?
    /// Critical extensions of the list or of an entry that we do not act on, such as those of partial and indirect
    /// lists. Such a list still shows that a certificate is revoked, but never that one is not (RFC 5280 §5.2).
    package private(set) var unknownCritical: Set<String> = []
    /// How many certificates are revoked.
    package var count: Int { entries.count }

    /// What a list says about one certificate.
    package struct Entry: Sendable, Hashable {
        /// When it was revoked, in Unix seconds.
        package let date: Int64
        /// CRLReason (RFC 5280 §5.3.1), nil when not given.
        package let reason: UInt8?
    }

    private var entries: [[UInt8]: Entry] = [:]
    private let signedBytes: [UInt8]
    private let signatureIdentifiers: (inner: ASN1Value, outer: ASN1Value)
    private let signature: [UInt8]

    private static let numberType = "2.5.29.20"
    private static let reasonType = "2.5.29.21"
    /// Known in entries and lists, without anything for us to act on: invalidity date, alternative names, expiry.
    private static let tolerated: Set<String> = ["2.5.29.24", "2.5.29.18", "2.5.29.60"]

    /// Reads one DER list; nothing may follow it. Throws `malformed` or `limitExceeded`.
    package init(der: [UInt8]) throws(CryptographyError) {
        guard der.count <= Limits.revocationListBytes else {
            throw CryptographyError(.limitExceeded, "revocation list")
        }
        var outer = try ASN1Reader.only(ASN1.sequence, in: der).reader
        let body = try outer.next(ASN1.sequence)
        let outerIdentifier = try outer.next(ASN1.sequence)
        signature = try outer.next().bits()
        try outer.finish()

        var members = body.reader
        if let version = try members.nextIf(ASN1.integer), try version.smallInteger() != 1 {
            throw CryptographyError(.malformed, "version of a revocation list")
        }
        signatureIdentifiers = (try members.next(ASN1.sequence), outerIdentifier)
        issuer = try DistinguishedName(parsing: members.next())
        thisUpdate = try ASN1Time.unixSeconds(members.next())
        if let upcoming = members.upcoming, [ASN1.utcTime, ASN1.generalizedTime].contains(upcoming) {
            nextUpdate = try ASN1Time.unixSeconds(members.next())
        } else {
            nextUpdate = nil
        }
        self.der = der
        signedBytes = [UInt8](body.encoding)
        if let list = try members.nextIf(ASN1.sequence) { try readEntries(list) }
        if let wrapper = try members.nextIf(ASN1.context(0)) {
            var inner = wrapper.reader
            try readExtensions(inner.next(ASN1.sequence))
            try inner.finish()
        }
        try members.finish()
    }

    /// What the list says about a certificate of its authority, by the serial number; nil when it is not on it.
    package func entry(for certificate: Certificate) -> Entry? {
        entries[Self.folded(certificate.serial)]
    }

    /// Whether the key of `authority` signed the list. Names and identifiers are not compared.
    package func isSigned(by authority: Certificate) -> SignatureOutcome {
        authority.verify(signature, of: signedBytes, identifiers: signatureIdentifiers)
    }

    /// Lists are equal when their encodings are.
    package static func == (left: RevocationList, right: RevocationList) -> Bool { left.der == right.der }

    package var description: String { "list of \(issuer)" }

    private mutating func readEntries(_ list: ASN1Value) throws(CryptographyError) {
        var reader = list.reader
        var seen = 0
        while !reader.isAtEnd {
            seen += 1
            guard seen <= Limits.revokedCertificates else {
                throw CryptographyError(.limitExceeded, "revoked certificates")
            }
            var members = try reader.next(ASN1.sequence).reader
            let serial = Self.folded(try members.next().integer())
            let date = try ASN1Time.unixSeconds(members.next())
            var reason: UInt8?
            if let extensions = try members.nextIf(ASN1.sequence) {
                try Self.read(extensions) { type, bytes, critical throws(CryptographyError) in
                    if type == Self.reasonType {
                        var value = ASN1Reader(bytes)
                        reason = try value.next().content.last
                    } else if critical, !Self.tolerated.contains(type) {
                        unknownCritical.insert(type)
                    }
                }
            }
            try members.finish()
            entries[serial] = Entry(date: date, reason: reason)
        }
    }

    private mutating func readExtensions(_ list: ASN1Value) throws(CryptographyError) {
        try Self.read(list) { type, bytes, critical throws(CryptographyError) in
            var value = ASN1Reader(bytes)
            switch type {
            case CertificateExtensions.authorityKeyIdentifierType:
                var members = try value.next(ASN1.sequence).reader
                authorityKeyIdentifier = try members.nextIf(ASN1.context(0, constructed: false))
                    .map { [UInt8]($0.content) }
            case Self.numberType:
                number = try value.next().magnitude()
            default:
                if critical, !Self.tolerated.contains(type) { unknownCritical.insert(type) }
            }
        }
    }

    /// Calls `take` with type, content and criticality of each extension.
    private static func read(
        _ list: ASN1Value, _ take: (String, [UInt8], Bool) throws(CryptographyError) -> Void
    ) throws(CryptographyError) {
        var reader = list.reader
        var seen: Set<String> = []
        while !reader.isAtEnd {
            guard seen.count < Limits.membersPerSet else { throw CryptographyError(.limitExceeded, "extensions") }
            var member = try reader.next(ASN1.sequence).reader
            let type = try member.next(ASN1.objectIdentifier).objectIdentifier()
            let critical = try member.nextIf(ASN1.boolean)?.content.first.map { $0 != 0 } ?? false
            let bytes = try member.next().octets()
            guard seen.insert(type).inserted else { throw CryptographyError(.malformed, "extension twice") }
            try take(type, bytes, critical)
        }
    }

    /// A serial number without leading zeros: certificate and list are often written by different programs.
    private static func folded(_ serial: [UInt8]) -> [UInt8] {
        [UInt8](serial.drop { $0 == 0 })
    }
}
