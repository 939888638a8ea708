/// A private key with its public key, for simulators, tests and the trust material that they issue.
///
/// The private key lies in ordinary memory: no key that protects anything real belongs in here.
package struct KeyPair: Sendable {
    /// The public half.
    package let publicKey: PublicKey
    private let privateKey: [UInt8]

    /// A new RSA key of this many bits with the exponent 65537. 2048 bits take about 50 ms, 3072 about 200.
    package static func rsa(_ bits: Int) throws(CryptographyError) -> KeyPair {
        guard Limits.rsaBits.contains(bits) else { throw CryptographyError(.invalidLength, "RSA key") }
        return try KeyPair(LibraryKey.generateRSA(bits: bits))
    }

    /// A new key on `curve`.
    package static func ec(_ curve: NamedCurve) throws(CryptographyError) -> KeyPair {
        try KeyPair(LibraryKey.generateEC(curve))
    }

    /// A key of a PKCS#8, RSAPrivateKey or ECPrivateKey structure; curves by name or spelled out.
    package init(der: [UInt8]) throws(CryptographyError) {
        guard der.count <= Limits.certificateBytes else { throw CryptographyError(.limitExceeded, "private key") }
        try self.init(LibraryKey.privateKey(der))
    }

    /// The first private key of a PEM text, not encrypted.
    package init(pem: [UInt8]) throws(CryptographyError) {
        guard let block = try PEM.blocks(in: pem).first(where: { $0.label.hasSuffix("PRIVATE KEY") }) else {
            throw CryptographyError(.malformed, "no private key in the PEM text")
        }
        try self.init(der: block.bytes)
    }

    private init(_ key: borrowing LibraryKey) throws(CryptographyError) {
        publicKey = try PublicKey(info: key.publicKeyInfo())
        privateKey = try key.privateKeyInfo()
    }

    /// The private key as PKCS#8, RSAPrivateKey or ECPrivateKey structure, to keep a test key for later.
    package var der: [UInt8] { privateKey }

    /// The signature over `message`. Throws when the algorithm is for another type of key.
    package func sign(_ message: [UInt8], _ algorithm: SignatureAlgorithm) throws(CryptographyError) -> [UInt8] {
        let signature: [UInt8]
        switch (publicKey.kind, algorithm) {
        case (.rsa, .rsaPSS), (.rsa, .rsaPKCS1), (.ec, .ecdsa):
            signature = try LibraryKey.privateKey(privateKey).sign(message, algorithm)
        default:
            throw CryptographyError(.unsupported, "\(algorithm.name) with a key \(publicKey.name)")
        }
        guard case (.ec(let curve), .ecdsa(_, plain: true)) = (publicKey.kind, algorithm) else { return signature }
        return try PlainSignature.plain(signature, curve: curve)
    }
}
