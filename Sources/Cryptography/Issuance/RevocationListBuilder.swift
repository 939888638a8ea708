/// Issues revocation lists for simulators and tests, with the faults that a test needs: nothing is checked here.
package struct RevocationListBuilder: Sendable {
    /// Who issues it.
    package var issuer: DistinguishedName
    /// The key identifier of the issuer, nil to leave it out.
    package var authorityKeyIdentifier: [UInt8]?
    /// When it is issued, in Unix seconds.
    package var thisUpdate: Int64
    /// When the next one is due, nil to leave it out.
    package var nextUpdate: Int64?
    /// cRLNumber, nil to leave it out.
    package var number: Int? = 1
    /// Serial numbers as they stand in the certificates, with the moment and the reason of revocation.
    package var revoked: [(serial: [UInt8], date: Int64, reason: UInt8?)] = []
    /// Types of critical extensions to add, with a NULL inside.
    package var unknownCritical: [String] = []
    /// A fault: one bit of the signature changed.
    package var breaksSignature = false

    /// An empty list of the owner of `authority`.
    package init(authority: Certificate, thisUpdate: Int64, nextUpdate: Int64?) {
        issuer = authority.subject
        authorityKeyIdentifier = authority.subjectKeyIdentifier
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }

    /// The DER of the list, signed with the key of the issuer.
    package func sign(with key: KeyPair, _ algorithm: SignatureAlgorithm) throws(CryptographyError) -> [UInt8] {
        func member(_ type: String, critical: Bool = false, _ value: [UInt8]) -> [UInt8] {
            DER.sequence(DER.objectIdentifier(type), critical ? DER.booleanTrue : [], DER.octetString(value))
        }
        let entries = revoked.map { entry in
            let reason = entry.reason.map { DER.sequence(member("2.5.29.21", DER.encode(0x0A, [$0]))) }
            return DER.sequence(
                DER.encode(ASN1.integer, entry.serial), ASN1Time.encode(unixSeconds: entry.date), reason ?? [])
        }
        var extensions: [[UInt8]] = []
        if let authorityKeyIdentifier {
            let identifier = DER.encode(ASN1.context(0, constructed: false), authorityKeyIdentifier)
            extensions.append(
                member(CertificateExtensions.authorityKeyIdentifierType, DER.sequence(identifier)))
        }
        if let number { extensions.append(member("2.5.29.20", DER.integer(number))) }
        for type in unknownCritical { extensions.append(member(type, critical: true, DER.null)) }
        let body = DER.sequence(
            DER.integer(1), algorithm.encoding, issuer.der, ASN1Time.encode(unixSeconds: thisUpdate),
            nextUpdate.map { ASN1Time.encode(unixSeconds: $0) } ?? [],
            entries.isEmpty ? [] : DER.sequence(entries),
            extensions.isEmpty ? [] : DER.explicit(0, DER.sequence(extensions)))
        var signature = try key.sign(body, algorithm)
        if breaksSignature, let last = signature.indices.last { signature[last] ^= 1 }
        return DER.sequence(body, algorithm.encoding, DER.bitString(signature))
    }
}

extension SignedData {
    /// The content of a master list of these certificates (ICAO 9303-12 §9.2), for `SignedDataBuilder`.
    package static func masterListContent(_ certificates: [Certificate]) -> [UInt8] {
        DER.sequence(DER.integer(0), DER.setOf(certificates.map(\.der)))
    }
}
