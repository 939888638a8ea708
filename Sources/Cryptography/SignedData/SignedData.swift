/// A CMS SignedData (RFC 5652 §5): the form of EF.SOD, EF.CardSecurity and master lists.
///
/// Reading proves nothing; `verify(signerIndex:with:)` does.
package struct SignedData: Sendable {
    /// The dotted type of the content, such as 2.23.136.1.1.1 for a security object.
    package let contentType: String
    /// The content that is signed, nil when it is not inside.
    package let content: [UInt8]?
    /// The certificates that came along, in their order. Nobody vouches for them.
    package let certificates: [Certificate]
    /// How many certificates came along that could not be read.
    package let unreadableCertificates: Int
    /// The signers, in their order.
    package let signers: [SignerInfo]
    /// The version number of the structure (RFC 5652 §5.1: 1, 3, 4 or 5).
    package let version: Int

    /// The type of a security object's content (ICAO 9303-10 §4.6.2.2).
    package static let securityObjectType = "2.23.136.1.1.1"
    /// Content type of EF.CardSecurity, id-SecurityObject (BSI TR-03110-3 §A.1.2.6).
    package static let cardSecurityType = "0.4.0.127.0.7.3.2.1"
    /// The type of a master list's content (ICAO 9303-12 §9).
    package static let masterListType = "2.23.136.1.1.2"

    /// id-signedData.
    static let signedDataType = "1.2.840.113549.1.7.2"
    /// id-data.
    static let dataType = "1.2.840.113549.1.7.1"

    /// Reads one ContentInfo with SignedData; nothing may follow it.
    ///
    /// Throws `malformed`, `unsupported` for other CMS types, `limitExceeded`.
    package init(der: [UInt8]) throws(CryptographyError) {
        var members: ASN1Reader
        (version, contentType, content, members) = try Self.head(of: der)
        var certificates: [Certificate] = []
        var unreadable = 0
        if let list = try members.nextIf(ASN1.context(0)) {
            var entries = list.reader
            while !entries.isAtEnd {
                guard certificates.count + unreadable < Limits.certificatesPerSignedData else {
                    throw CryptographyError(.limitExceeded, "certificates of signed data")
                }
                let entry = try entries.next()
                if let certificate = try? Certificate(parsing: entry) {
                    certificates.append(certificate)
                } else {
                    unreadable += 1
                }
            }
        }
        self.certificates = certificates
        unreadableCertificates = unreadable
        _ = try members.nextIf(ASN1.context(1))
        var infos = try members.next(ASN1.set).reader
        try members.finish()
        var signers: [SignerInfo] = []
        while !infos.isAtEnd {
            guard signers.count < Limits.signersPerSignedData else {
                throw CryptographyError(.limitExceeded, "signers of signed data")
            }
            signers.append(try SignerInfo(parsing: infos.next(ASN1.sequence)))
        }
        self.signers = signers
    }

    /// The content alone, of whatever type: for what may be known before anybody vouches for it. Nil when it is not
    /// inside.
    package static func content(ofUnverified der: [UInt8]) throws(CryptographyError) -> [UInt8]? {
        try head(of: der).content
    }

    /// What stands before the certificates, and the reader for the rest.
    private static func head(
        of der: [UInt8]
    ) throws(CryptographyError) -> (version: Int, contentType: String, content: [UInt8]?, rest: ASN1Reader) {
        guard der.count <= Limits.signedDataBytes else { throw CryptographyError(.limitExceeded, "signed data") }
        var outer = try ASN1Reader.only(ASN1.sequence, in: der).reader
        guard try outer.next().objectIdentifier() == signedDataType else {
            throw CryptographyError(.unsupported, "CMS content other than signed data")
        }
        var wrapper = try outer.next(ASN1.context(0)).reader
        var members = try wrapper.next(ASN1.sequence).reader
        try outer.finish()
        try wrapper.finish()

        let version = try members.next(ASN1.integer).smallInteger()
        guard [1, 3, 4, 5].contains(version) else { throw CryptographyError(.malformed, "signed data version") }
        try refuseBrokenHashes(members.next(ASN1.set))
        var encapsulated = try members.next(ASN1.sequence).reader
        let contentType = try encapsulated.next().objectIdentifier()
        guard let explicit = try encapsulated.nextIf(ASN1.context(0)) else {
            return (version, contentType, nil, members)
        }
        var inner = explicit.reader
        return (version, contentType, try inner.next().octets(), members)
    }

    /// A list of the signers' hash functions with a broken one in it is refused, whoever uses that one. What else stands
    /// there does not matter: each signer names its own.
    private static func refuseBrokenHashes(_ list: ASN1Value) throws(CryptographyError) {
        var entries = list.reader
        var count = 0
        while !entries.isAtEnd {
            count += 1
            guard count <= Limits.membersPerSet else { throw CryptographyError(.limitExceeded, "digest algorithms") }
            var entry = try entries.next(ASN1.sequence).reader
            guard !HashAlgorithm.isBroken(oid: try entry.next().objectIdentifier()) else {
                throw CryptographyError(.malformed, "broken hash algorithm")
            }
        }
    }

    /// The certificates inside that the signer names as its own.
    package func certificates(of signer: SignerInfo) -> [Certificate] {
        certificates.filter { signer.names($0) }
    }

    /// Whether the key of `certificate` made the signature of signer `signerIndex` over the content.
    ///
    /// Algorithm and PSS parameters come from the SignerInfo, the key alone from the certificate: states issue
    /// PKCS#1 certificates to signers that sign with PSS, and the reverse. The signed attributes have to be there and
    /// to name the type and the digest of the content (RFC 5652 §5.4, §5.6).
    package func verify(signerIndex: Int, with certificate: Certificate) -> SignatureOutcome {
        guard signers.indices.contains(signerIndex) else { return .invalid(.contentMissing) }
        guard let content else { return .invalid(.contentMissing) }
        let signer = signers[signerIndex]
        let key: PublicKey
        let digest: HashAlgorithm
        let algorithm: SignatureAlgorithm
        do throws(CryptographyError) {
            digest = try SignatureAlgorithm.parseHash(signer.digestIdentifier)
            algorithm = try SignatureAlgorithm(parsing: signer.signatureIdentifier, digest: digest)
            key = try certificate.publicKey.get()
        } catch {
            return SignatureOutcome(error, otherwise: .algorithmMalformed)
        }
        guard let attributes = signer.attributes else {
            // Without signed attributes only plain data may be signed (RFC 5652 §5.3).
            guard contentType == Self.dataType else { return .invalid(.signedAttributesMalformed) }
            return key.verify(signer.signature, of: content, algorithm)
        }
        guard attributes.contentType == contentType else { return .invalid(.contentTypeMismatch) }
        guard let computed = try? digest.digest(content), constantTimeEqual(computed, attributes.messageDigest) else {
            return .invalid(.messageDigestMismatch)
        }
        return key.verify(signer.signature, of: attributes.signedBytes, algorithm)
    }

    /// The certificates of a master list's content (ICAO 9303-12 §9.2), each with its bytes unread: one that cannot
    /// be read must not spoil the others. Nil when the content is no master list.
    package func masterListEntries() -> [[UInt8]]? {
        guard contentType == Self.masterListType, let content,
            let list = try? ASN1Reader.only(ASN1.sequence, in: content)
        else { return nil }
        var members = list.reader
        guard (try? members.next(ASN1.integer)) != nil, var entries = try? members.next(ASN1.set).reader else {
            return nil
        }
        var found: [[UInt8]] = []
        while !entries.isAtEnd {
            guard let entry = try? entries.next(), found.count < Limits.masterListEntries else { return nil }
            found.append([UInt8](entry.encoding))
        }
        return found
    }
}
