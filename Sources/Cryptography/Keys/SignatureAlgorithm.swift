/// How a signature is made: the algorithms of ICAO 9303-12 §4.1 and of TR-03105 part 5.1, all parameters included.
package enum SignatureAlgorithm: Sendable, Hashable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    case rsaPKCS1(HashAlgorithm)
    /// RSASSA-PSS (RFC 8017 §8.1) with the hash of the mask function and the salt length in bytes.
    case rsaPSS(HashAlgorithm, maskHash: HashAlgorithm, saltLength: Int)
    /// ECDSA; `plain` when the signature is r ‖ s of fixed width (BSI TR-03111 §5.2.1) and not a DER structure.
    case ecdsa(HashAlgorithm, plain: Bool)

    /// RSASSA-PSS with one hash throughout and a salt as long as its digest, as Mongolia signs with SHA-256.
    package static func rsaPSS(_ hash: HashAlgorithm) -> SignatureAlgorithm {
        .rsaPSS(hash, maskHash: hash, saltLength: hash.digestLength)
    }

    /// The hash function over the message.
    package var hash: HashAlgorithm {
        switch self {
        case .rsaPKCS1(let hash), .rsaPSS(let hash, _, _), .ecdsa(let hash, _): hash
        }
    }

    /// The name as people write it, such as `RSASSA-PSS SHA-256`.
    package var name: String {
        switch self {
        case .rsaPKCS1(let hash): "RSA PKCS#1 \(hash.name)"
        case .rsaPSS(let hash, _, _): "RSASSA-PSS \(hash.name)"
        case .ecdsa(let hash, _): "ECDSA \(hash.name)"
        }
    }

    /// The type of RSA keys.
    static let rsaEncryption = "1.2.840.113549.1.1.1"
    /// RSASSA-PSS, as a signature and as a type of RSA keys bound to it.
    static let rsassaPSS = "1.2.840.113549.1.1.10"
    /// The mask function MGF1.
    static let maskFunction1 = "1.2.840.113549.1.1.8"
    /// The type of EC keys.
    static let ecPublicKey = "1.2.840.10045.2.1"

    private static let rsaIdentifiers: [(String, HashAlgorithm)] = [
        ("1.2.840.113549.1.1.5", .sha1), ("1.2.840.113549.1.1.14", .sha224), ("1.2.840.113549.1.1.11", .sha256),
        ("1.2.840.113549.1.1.12", .sha384), ("1.2.840.113549.1.1.13", .sha512),
    ]

    private static let ecdsaIdentifiers: [(String, HashAlgorithm)] = [
        ("1.2.840.10045.4.1", .sha1), ("1.2.840.10045.4.3.1", .sha224), ("1.2.840.10045.4.3.2", .sha256),
        ("1.2.840.10045.4.3.3", .sha384), ("1.2.840.10045.4.3.4", .sha512),
    ]

    private static let plainIdentifiers: [(String, HashAlgorithm)] = [
        ("0.4.0.127.0.7.1.1.4.1.1", .sha1), ("0.4.0.127.0.7.1.1.4.1.2", .sha224),
        ("0.4.0.127.0.7.1.1.4.1.3", .sha256), ("0.4.0.127.0.7.1.1.4.1.4", .sha384),
        ("0.4.0.127.0.7.1.1.4.1.5", .sha512),
    ]

    /// The hash of an identifier of ECDSA, plain or not; nil for any other.
    static func ecdsaHash(oid: String) -> HashAlgorithm? {
        (plainIdentifiers + ecdsaIdentifiers).first { $0.0 == oid }?.1
    }

    /// The identifier of plain ECDSA with a hash (BSI TR-03111 §5.2.1.1).
    package static func plainECDSAIdentifier(_ hash: HashAlgorithm) -> String {
        plainIdentifiers.first { $0.1 == hash }?.0 ?? ""
    }

    /// RSA with MD2, MD4 and MD5: known, broken, and never accepted. They are reported as `malformed`, not as
    /// `unsupported`: no later version will take them.
    private static let brokenIdentifiers: Set<String> = [
        "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4",
    ]

    /// Reads an AlgorithmIdentifier.
    ///
    /// `digest` is the hash named beside it in a SignerInfo: signers write there the bare key type (`rsaEncryption`,
    /// `id-ecPublicKey`) as signature algorithm. Throws `malformed`, and `unsupported` for what we do not handle.
    init(parsing value: ASN1Value, digest: HashAlgorithm? = nil) throws(CryptographyError) {
        var reader = value.reader
        let oid = try reader.next(ASN1.objectIdentifier).objectIdentifier()
        let parameters = reader.isAtEnd ? nil : try reader.next()
        if let match = Self.rsaIdentifiers.first(where: { $0.0 == oid }) {
            self = .rsaPKCS1(match.1)
        } else if let match = Self.ecdsaIdentifiers.first(where: { $0.0 == oid }) {
            self = .ecdsa(match.1, plain: false)
        } else if let match = Self.plainIdentifiers.first(where: { $0.0 == oid }) {
            self = .ecdsa(match.1, plain: true)
        } else if oid == Self.rsassaPSS {
            self = try Self.parsePSS(parameters)
        } else if oid == Self.rsaEncryption, let digest {
            self = .rsaPKCS1(digest)
        } else if oid == Self.ecPublicKey, let digest {
            self = .ecdsa(digest, plain: false)
        } else if Self.brokenIdentifiers.contains(oid) {
            throw CryptographyError(.malformed, "signature algorithm with a broken hash")
        } else {
            throw CryptographyError(.unsupported, "signature algorithm \(oid)")
        }
    }

    /// RSASSA-PSS-params (RFC 8017 §A.2.3); every member has a default, SHA-1 and 20 bytes of salt.
    private static func parsePSS(_ parameters: ASN1Value?) throws(CryptographyError) -> SignatureAlgorithm {
        var hash = HashAlgorithm.sha1
        var maskHash = HashAlgorithm.sha1
        var saltLength = 20
        if let parameters, parameters.identifier == ASN1.sequence {
            var reader = parameters.reader
            if let member = try reader.nextIf(ASN1.context(0)) {
                var inner = member.reader
                hash = try parseHash(inner.next(ASN1.sequence))
            }
            if let member = try reader.nextIf(ASN1.context(1)) {
                var inner = member.reader
                var function = try inner.next(ASN1.sequence).reader
                guard try function.next().objectIdentifier() == maskFunction1 else {
                    throw CryptographyError(.unsupported, "PSS mask function")
                }
                maskHash = try parseHash(function.next(ASN1.sequence))
            }
            if let member = try reader.nextIf(ASN1.context(2)) {
                var inner = member.reader
                saltLength = try inner.next().smallInteger()
            }
            if let member = try reader.nextIf(ASN1.context(3)) {
                var inner = member.reader
                guard try inner.next().smallInteger() == 1 else {
                    throw CryptographyError(.unsupported, "PSS trailer field")
                }
            }
            try reader.finish()
        }
        guard saltLength <= Limits.rsaBits.upperBound / 8 else {
            throw CryptographyError(.unsupported, "PSS salt length")
        }
        return .rsaPSS(hash, maskHash: maskHash, saltLength: saltLength)
    }

    /// The hash of an AlgorithmIdentifier.
    static func parseHash(_ value: ASN1Value) throws(CryptographyError) -> HashAlgorithm {
        var reader = value.reader
        let oid = try reader.next(ASN1.objectIdentifier).objectIdentifier()
        guard !HashAlgorithm.isBroken(oid: oid) else {
            throw CryptographyError(.malformed, "broken hash algorithm")
        }
        guard let hash = HashAlgorithm(oid: oid) else {
            throw CryptographyError(.unsupported, "hash algorithm \(oid)")
        }
        return hash
    }

    /// The AlgorithmIdentifier of this algorithm.
    var encoding: [UInt8] {
        func identifier(_ table: [(String, HashAlgorithm)], _ hash: HashAlgorithm) -> [UInt8] {
            DER.objectIdentifier(table.first { $0.1 == hash }?.0 ?? "")
        }
        switch self {
        case .rsaPKCS1(let hash):
            return DER.sequence(identifier(Self.rsaIdentifiers, hash), DER.null)
        case .ecdsa(let hash, let plain):
            return DER.sequence(identifier(plain ? Self.plainIdentifiers : Self.ecdsaIdentifiers, hash))
        case .rsaPSS(let hash, let maskHash, let saltLength):
            let mask = DER.sequence(DER.objectIdentifier(Self.maskFunction1), Self.encode(maskHash))
            return DER.sequence(
                DER.objectIdentifier(Self.rsassaPSS),
                DER.sequence(
                    DER.explicit(0, Self.encode(hash)), DER.explicit(1, mask),
                    DER.explicit(2, DER.integer(saltLength))))
        }
    }

    /// The AlgorithmIdentifier of a hash.
    static func encode(_ hash: HashAlgorithm) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(hash.oid), DER.null)
    }
}
