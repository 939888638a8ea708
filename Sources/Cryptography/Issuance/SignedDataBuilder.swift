/// Issues CMS signed data for simulators and tests, with the faults that a test needs.
package struct SignedDataBuilder: Sendable {
    /// The dotted type of the content.
    package var contentType: String
    /// The content.
    package var content: [UInt8]
    /// The certificate that the signer names.
    package var certificate: Certificate
    /// The hash over the content.
    package var digest: HashAlgorithm
    /// The signature algorithm.
    package var algorithm: SignatureAlgorithm
    /// The signing time in Unix seconds, nil for none.
    package var signingTime: Int64?
    /// Whether the certificate is put inside.
    package var includesCertificate = true
    /// Further certificates to put inside.
    package var otherCertificates: [Certificate] = []
    /// Whether the signer names its certificate by the subject key identifier and not by issuer and serial number.
    package var namesByKeyIdentifier = false
    /// A fault: this digest in place of the right one in the signed attributes.
    package var wrongMessageDigest: [UInt8]?
    /// A fault: this content type in the signed attributes.
    package var wrongContentType: String?
    /// A fault: signed attributes left out.
    package var omitsAttributes = false
    /// A fault: one bit of the signature changed.
    package var breaksSignature = false

    /// Signed data over `content` by the owner of `certificate`.
    package init(
        contentType: String, content: [UInt8], certificate: Certificate, digest: HashAlgorithm,
        algorithm: SignatureAlgorithm
    ) {
        self.contentType = contentType
        self.content = content
        self.certificate = certificate
        self.digest = digest
        self.algorithm = algorithm
    }

    /// The DER of the ContentInfo.
    package func sign(with key: KeyPair) throws(CryptographyError) -> [UInt8] {
        func attribute(_ type: String, _ value: [UInt8]) -> [UInt8] {
            DER.sequence(DER.objectIdentifier(type), DER.setOf([value]))
        }
        let messageDigest: [UInt8]
        if let wrongMessageDigest {
            messageDigest = wrongMessageDigest
        } else {
            messageDigest = try digest.digest(content)
        }
        var attributes = [
            attribute("1.2.840.113549.1.9.3", DER.objectIdentifier(wrongContentType ?? contentType)),
            attribute("1.2.840.113549.1.9.4", DER.octetString(messageDigest)),
        ]
        if let signingTime {
            attributes.append(attribute("1.2.840.113549.1.9.5", ASN1Time.encode(unixSeconds: signingTime)))
        }
        let set = DER.setOf(attributes)
        var signature = try key.sign(omitsAttributes ? content : set, algorithm)
        if breaksSignature, let last = signature.indices.last { signature[last] ^= 1 }

        // The same encoding under the tag [0] in place of SET (RFC 5652 §5.4).
        let tagged = omitsAttributes ? [] : [ASN1.context(0)] + set.dropFirst()
        let identifier =
            namesByKeyIdentifier
            ? DER.encode(ASN1.context(0, constructed: false), certificate.subjectKeyIdentifier ?? [])
            : DER.sequence(certificate.issuer.der, DER.encode(ASN1.integer, certificate.serial))
        let signer = DER.sequence(
            DER.integer(namesByKeyIdentifier ? 3 : 1),
            identifier,
            SignatureAlgorithm.encode(digest),
            tagged,
            algorithm.encoding,
            DER.octetString(signature))
        let inside = (includesCertificate ? [certificate] : []) + otherCertificates
        let signedData = DER.sequence(
            DER.integer(3),
            DER.setOf([SignatureAlgorithm.encode(digest)]),
            DER.sequence(DER.objectIdentifier(contentType), DER.explicit(0, DER.octetString(content))),
            inside.isEmpty ? [] : DER.explicit(0, inside.flatMap { $0.der }),
            DER.setOf([signer]))
        return DER.sequence(DER.objectIdentifier(SignedData.signedDataType), DER.explicit(0, signedData))
    }
}
