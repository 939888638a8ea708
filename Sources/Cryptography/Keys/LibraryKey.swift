import COpenSSL

/// A public or private key inside OpenSSL, for the time of one operation.
struct LibraryKey: ~Copyable {
    private let key: OpaquePointer

    private init(owning key: OpaquePointer) {
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// The key of a SubjectPublicKeyInfo that `PublicKey` has normalised. The library proves that a point lies on its
    /// curve.
    static func publicKey(_ info: [UInt8]) throws(CryptographyError) -> LibraryKey {
        let key = info.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_PUBKEY(nil, &position, buffer.count)
        }
        guard let key else { throw .library("public key", code: .malformed) }
        return LibraryKey(owning: key)
    }

    /// The private key of a PKCS#8, RSAPrivateKey or ECPrivateKey structure.
    static func privateKey(_ der: [UInt8]) throws(CryptographyError) -> LibraryKey {
        let key = der.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &position, buffer.count)
        }
        guard let key else { throw .library("private key", code: .malformed) }
        // The library tries several forms and leaves the faults of those that did not fit.
        ERR_clear_error()
        return LibraryKey(owning: key)
    }

    /// A new RSA key pair with the exponent 65537.
    static func generateRSA(bits: Int) throws(CryptographyError) -> LibraryKey {
        try generate(EVP_PKEY_RSA) { EVP_PKEY_CTX_set_rsa_keygen_bits($0, Int32(bits)) }
    }

    /// A new key pair on `curve`.
    static func generateEC(_ curve: NamedCurve) throws(CryptographyError) -> LibraryKey {
        try generate(EVP_PKEY_EC) { EVP_PKEY_CTX_set_ec_paramgen_curve_nid($0, curve.libraryNumber) }
    }

    private static func generate(
        _ type: Int32, _ configure: (OpaquePointer) -> Int32
    ) throws(CryptographyError) -> LibraryKey {
        guard let context = EVP_PKEY_CTX_new_id(type, nil) else { throw .library("key generation") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, configure(context) == 1, EVP_PKEY_keygen(context, &key) == 1,
            let key
        else { throw .library("key generation") }
        return LibraryKey(owning: key)
    }

    /// The SubjectPublicKeyInfo of this key.
    func publicKeyInfo() throws(CryptographyError) -> [UInt8] {
        try encoding("public key") { i2d_PUBKEY($0, $1) }
    }

    /// The private key in the library's own structure for its type.
    func privateKeyInfo() throws(CryptographyError) -> [UInt8] {
        try encoding("private key") { i2d_PrivateKey($0, $1) }
    }

    private func encoding(
        _ what: String, _ write: (OpaquePointer, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) throws(CryptographyError) -> [UInt8] {
        let length = Int(write(key, nil))
        guard length > 0 else { throw .library(what) }
        var bytes = [UInt8](repeating: 0, count: length)
        let written = bytes.withUnsafeMutableBufferPointer { buffer in
            var position = buffer.baseAddress
            return write(key, &position)
        }
        guard Int(written) == length else { throw .library(what) }
        return bytes
    }

    /// Whether `signature` (ECDSA in its DER form) is one of this key over `message`.
    ///
    /// Throws when the library cannot work with the key or the parameters at all.
    func verifies(
        _ signature: [UInt8], of message: [UInt8], _ algorithm: SignatureAlgorithm
    ) throws(CryptographyError) -> Bool {
        guard let context = EVP_MD_CTX_new() else { throw .library("signature check") }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &parameters, algorithm.hash.function, nil, key) == 1 else {
            throw .library("signature check")
        }
        try Self.configure(parameters, algorithm)
        let result = EVP_DigestVerify(context, signature, signature.count, message, message.count)
        // 0 and negative both mean "not a signature of this key": the library says negative for one that is not even
        // well formed.
        ERR_clear_error()
        return result == 1
    }

    /// The signature of this private key over `message` (ECDSA in its DER form).
    func sign(_ message: [UInt8], _ algorithm: SignatureAlgorithm) throws(CryptographyError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .library("signature") }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestSignInit(context, &parameters, algorithm.hash.function, nil, key) == 1 else {
            throw .library("signature")
        }
        try Self.configure(parameters, algorithm)
        var length = 0
        guard EVP_DigestSign(context, nil, &length, message, message.count) == 1 else { throw .library("signature") }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length <= signature.count
        else { throw .library("signature") }
        signature.removeLast(signature.count - length)
        return signature
    }

    private static func configure(
        _ parameters: OpaquePointer?, _ algorithm: SignatureAlgorithm
    ) throws(CryptographyError) {
        guard case .rsaPSS(_, let maskHash, let saltLength) = algorithm else { return }
        guard EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
            EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, maskHash.function) == 1,
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, Int32(saltLength)) == 1
        else { throw .library("PSS parameters", code: .unsupported) }
    }

    /// The number that an RSA signature hides, as long as the modulus: no padding is taken off. Throws `malformed` for
    /// a signature that no key could have made.
    func recover(_ signature: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try raw(signature, EVP_PKEY_encrypt_init, EVP_PKEY_encrypt)
    }

    /// The RSA signature of a number that is padded already; for simulators.
    func signRaw(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try raw(message, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt)
    }

    private func raw(
        _ input: [UInt8], _ begin: (OpaquePointer?) -> Int32,
        _ compute: (
            OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int
        )
            -> Int32
    ) throws(CryptographyError) -> [UInt8] {
        guard let context = EVP_PKEY_CTX_new(key, nil) else { throw .library("RSA") }
        defer { EVP_PKEY_CTX_free(context) }
        guard begin(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1 else {
            throw .library("RSA")
        }
        let length = Int(EVP_PKEY_get_size(key))
        // Chips drop leading zeros.
        guard !input.isEmpty, input.count <= length else { throw CryptographyError(.malformed, "RSA signature") }
        let full = [UInt8](repeating: 0, count: length - input.count) + input
        var output = [UInt8](repeating: 0, count: length)
        var count = length
        guard compute(context, &output, &count, full, length) == 1, count == length else {
            throw .library("RSA signature", code: .malformed)
        }
        return output
    }
}
