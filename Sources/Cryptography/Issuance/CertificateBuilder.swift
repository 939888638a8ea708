/// Issues certificates for simulators and tests, with the extensions of ICAO 9303-12 §7.1 and with every fault that
/// a test needs: nothing is checked here.
package struct CertificateBuilder: Sendable {
    /// Whom the certificate speaks of.
    package var subject: DistinguishedName
    /// Who issues it.
    package var issuer: DistinguishedName
    /// The serial number, most significant byte first.
    package var serial: [UInt8]
    /// Begin of validity in Unix seconds.
    package var notBefore: Int64
    /// End of validity in Unix seconds.
    package var notAfter: Int64
    /// The key that is certified.
    package var publicKey: PublicKey
    /// The extensions; `unknownCritical` are written as critical extensions with a NULL inside.
    package var extensions = CertificateExtensions()
    /// Whether an elliptic curve is spelled out by its parameters, as most states do.
    package var explicitParameters = false

    /// A certificate about `publicKey` with a random serial number and the subject key identifier of RFC 5280.
    package init(
        subject: DistinguishedName, issuer: DistinguishedName, notBefore: Int64, notAfter: Int64, publicKey: PublicKey
    ) throws(CryptographyError) {
        self.subject = subject
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.publicKey = publicKey
        serial = try [0x40] + SecureRandom.bytes(9)
        extensions.subjectKeyIdentifier = try HashAlgorithm.sha1.digest(publicKey.keyBytes)
    }

    /// The certificate, signed with the key of the issuer.
    package func sign(with key: KeyPair, _ algorithm: SignatureAlgorithm) throws(CryptographyError) -> Certificate {
        let body = DER.sequence(
            DER.explicit(0, DER.integer(2)),
            DER.integer(serial),
            algorithm.encoding,
            issuer.der,
            DER.sequence(ASN1Time.encode(unixSeconds: notBefore), ASN1Time.encode(unixSeconds: notAfter)),
            subject.der,
            keyInfo,
            DER.explicit(3, DER.sequence(encodedExtensions)))
        let signature = try key.sign(body, algorithm)
        return try Certificate(der: DER.sequence(body, algorithm.encoding, DER.bitString(signature)))
    }

    private var keyInfo: [UInt8] {
        guard explicitParameters, case .ec(let curve) = publicKey.kind, let numbers = CurveParameters.known[curve]
        else { return publicKey.info }
        return DER.sequence(
            DER.sequence(
                DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), numbers.encoding(fieldBytes: curve.fieldBytes)),
            DER.bitString(publicKey.keyBytes))
    }

    private var encodedExtensions: [[UInt8]] {
        var list: [[UInt8]] = []
        func add(_ type: String, critical: Bool = false, _ value: [UInt8]) {
            list.append(
                DER.sequence(
                    DER.objectIdentifier(type), critical ? DER.booleanTrue : [], DER.octetString(value)))
        }
        if let identifier = extensions.authorityKeyIdentifier {
            add(
                CertificateExtensions.authorityKeyIdentifierType,
                DER.sequence(DER.encode(ASN1.context(0, constructed: false), identifier)))
        }
        if let identifier = extensions.subjectKeyIdentifier {
            add(CertificateExtensions.subjectKeyIdentifierType, DER.octetString(identifier))
        }
        if let usage = extensions.keyUsage {
            let byte = (0..<8).reduce(UInt8(0)) { $0 | (usage.rawValue >> $1 & 1 == 1 ? 0x80 >> $1 : 0) }
            add(
                CertificateExtensions.keyUsageType, critical: true,
                DER.encode(ASN1.bitString, [UInt8(byte == 0 ? 0 : byte.trailingZeroBitCount), byte]))
        }
        let privateKeyUsage = extensions.privateKeyUsage
        if privateKeyUsage.notBefore != nil || privateKeyUsage.notAfter != nil {
            add(
                CertificateExtensions.privateKeyUsageType,
                DER.sequence(
                    privateKeyUsage.notBefore.map { implicitTime(0, $0) } ?? [],
                    privateKeyUsage.notAfter.map { implicitTime(1, $0) } ?? []))
        }
        if let isCA = extensions.isCA {
            add(
                CertificateExtensions.basicConstraintsType, critical: true,
                DER.sequence(
                    isCA ? DER.booleanTrue : [], extensions.pathLength.map { DER.integer($0) } ?? []))
        }
        if let purposes = extensions.extendedKeyUsage {
            add(
                CertificateExtensions.extendedKeyUsageType, critical: true,
                DER.sequence(purposes.map { DER.objectIdentifier($0) }))
        }
        for type in extensions.unknownCritical { add(type, critical: true, DER.null) }
        return list
    }

    /// A GeneralizedTime under the implicit tag `number`.
    private func implicitTime(_ number: UInt8, _ moment: Int64) -> [UInt8] {
        let text = ASN1Time.generalizedText(unixSeconds: moment)
        return DER.encode(ASN1.context(number, constructed: false), [UInt8](text.utf8))
    }
}
