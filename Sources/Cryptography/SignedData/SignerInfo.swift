/// One signer of a SignedData (RFC 5652 §5.3).
package struct SignerInfo: Sendable {
    /// How the signer names its certificate.
    package enum Identity: Sendable, Hashable {
        /// By the issuer's name and the serial number's content bytes (version 1).
        case issuerAndSerial(DistinguishedName, serial: [UInt8])
        /// By the subject key identifier (version 3).
        case subjectKeyIdentifier([UInt8])
    }

    /// The certificate that the signer names.
    package let identity: Identity
    /// The version number; 1 and 3 go with the two kinds of identity.
    package let version: Int
    /// The dotted hash algorithm over the content.
    package let digestOID: String
    /// The signing time in Unix seconds that the signer claims (RFC 5652 §11.3), nil when it claims none.
    package var signingTime: Int64? { attributes?.signingTime }
    /// The signature algorithm, nil when we do not know it.
    package var signatureAlgorithm: SignatureAlgorithm? {
        try? SignatureAlgorithm(parsing: signatureIdentifier, digest: HashAlgorithm(oid: digestOID))
    }

    /// The AlgorithmIdentifier of the hash over the content.
    let digestIdentifier: ASN1Value
    /// The AlgorithmIdentifier of the signature.
    let signatureIdentifier: ASN1Value
    /// The signed attributes, nil when there are none.
    let attributes: SignedAttributes?
    /// The signature.
    let signature: [UInt8]

    /// Reads the structure; throws when it is malformed.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        var reader = value.reader
        version = try reader.next(ASN1.integer).smallInteger()
        identity = try Identity(parsing: reader.next())
        switch identity {
        case .issuerAndSerial: guard version == 1 else { throw CryptographyError(.malformed, "signer version") }
        case .subjectKeyIdentifier: guard version == 3 else { throw CryptographyError(.malformed, "signer version") }
        }
        digestIdentifier = try reader.next(ASN1.sequence)
        var digest = digestIdentifier.reader
        digestOID = try digest.next().objectIdentifier()
        attributes = try reader.nextIf(ASN1.context(0)).map { value throws(CryptographyError) in
            try SignedAttributes(parsing: value)
        }
        signatureIdentifier = try reader.next(ASN1.sequence)
        signature = try reader.next().octets()
        _ = try reader.nextIf(ASN1.context(1))
        try reader.finish()
    }

    /// Whether the signer names `certificate` as its own.
    package func names(_ certificate: Certificate) -> Bool { identity.names(certificate) }
}

extension SignerInfo.Identity {
    /// Reads a SignerIdentifier (RFC 5652 §5.3).
    init(parsing value: ASN1Value) throws(CryptographyError) {
        switch value.identifier {
        case ASN1.sequence:
            var members = value.reader
            let name = try DistinguishedName(parsing: members.next())
            self = .issuerAndSerial(name, serial: try members.next().integer())
        case ASN1.context(0, constructed: false):
            self = .subjectKeyIdentifier([UInt8](value.content))
        default:
            throw CryptographyError(.malformed, "signer identifier")
        }
    }

    /// Whether this names `certificate`.
    package func names(_ certificate: Certificate) -> Bool {
        switch self {
        case .issuerAndSerial(let issuer, let serial):
            serial == certificate.serial && issuer.matches(certificate.issuer)
        case .subjectKeyIdentifier(let identifier):
            identifier == certificate.subjectKeyIdentifier
        }
    }
}

/// The signed attributes of a signer: exactly one contentType and one messageDigest (RFC 5652 §11).
struct SignedAttributes: Sendable {
    /// The dotted type of the content that the signer saw.
    let contentType: String
    /// The digest of the content that the signer saw.
    let messageDigest: [UInt8]
    /// The signing time in Unix seconds, nil when the signer claims none.
    let signingTime: Int64?
    /// What the signature is over: the attributes under the tag of a SET in place of `[0]` (RFC 5652 §5.4).
    let signedBytes: [UInt8]

    /// Reads the structure; throws when it is malformed.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        var contentType: String?
        var messageDigest: [UInt8]?
        var signingTime: Int64?
        var seen: Set<String> = []
        var list = value.reader
        while !list.isAtEnd {
            guard seen.count < Limits.membersPerSet else {
                throw CryptographyError(.limitExceeded, "signed attributes")
            }
            var member = try list.next(ASN1.sequence).reader
            let type = try member.next(ASN1.objectIdentifier).objectIdentifier()
            var values = try member.next(ASN1.set).reader
            guard seen.insert(type).inserted else { throw CryptographyError(.malformed, "signed attribute twice") }
            switch type {
            case "1.2.840.113549.1.9.3":
                contentType = try values.next().objectIdentifier()
                try values.finish()
            case "1.2.840.113549.1.9.4":
                messageDigest = try values.next().octets()
                try values.finish()
            case "1.2.840.113549.1.9.5":
                signingTime = try ASN1Time.unixSeconds(values.next())
            default:
                break
            }
        }
        guard let contentType, let messageDigest else {
            throw CryptographyError(.malformed, "signed attributes are missing")
        }
        self.contentType = contentType
        self.messageDigest = messageDigest
        self.signingTime = signingTime
        signedBytes = DER.encode(ASN1.set, [UInt8](value.content))
    }
}
