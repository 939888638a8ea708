import COpenSSL

/// One run of a block cipher; owns OpenSSL's context, which wipes its key schedule when freed.
struct CipherContext: ~Copyable {
    private let context: OpaquePointer

    private init(owning context: OpaquePointer) {
        self.context = context
    }

    /// A context for `cipher` without padding; `gcm` for the mode whose IV has no fixed length.
    static func begin(
        _ cipher: OpaquePointer?, key: [UInt8], iv: [UInt8], encrypting: Bool, gcm: Bool = false
    ) throws(CryptographyError) -> CipherContext {
        guard let new = EVP_CIPHER_CTX_new() else { throw .library("cipher context") }
        let owner = CipherContext(owning: new)
        try owner.start(cipher, key: key, iv: iv, encrypting: encrypting, gcm: gcm)
        return owner
    }

    private func start(
        _ cipher: OpaquePointer?, key: [UInt8], iv: [UInt8], encrypting: Bool, gcm: Bool
    ) throws(CryptographyError) {
        let direction: Int32 = encrypting ? 1 : 0
        if gcm {
            guard EVP_CipherInit_ex(context, cipher, nil, nil, nil, direction) == 1 else { throw .library("cipher") }
            guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, Int32(iv.count), nil) == 1 else {
                throw .library("cipher IV length")
            }
        }
        // The library reads as many bytes as the cipher says: lengths are proved here, not trusted.
        guard let cipher, Int(EVP_CIPHER_get_key_length(cipher)) == key.count,
            gcm || Int(EVP_CIPHER_get_iv_length(cipher)) == iv.count
        else { throw CryptographyError(.invalidLength, "cipher key or IV") }
        guard EVP_CipherInit_ex(context, gcm ? nil : cipher, nil, key, iv, direction) == 1 else {
            throw .library("cipher key")
        }
        guard EVP_CIPHER_CTX_set_padding(context, 0) == 1 else { throw .library("cipher padding") }
    }

    /// Begins another run under the same key: the key schedule stays, `iv` is as long as the first one was.
    func restart(iv: [UInt8]) throws(CryptographyError) {
        guard Int(EVP_CIPHER_CTX_get_iv_length(context)) == iv.count else {
            throw CryptographyError(.invalidLength, "cipher IV")
        }
        guard EVP_CipherInit_ex(context, nil, nil, nil, iv, -1) == 1 else { throw .library("cipher IV") }
    }

    /// Runs a whole message through GCM: the ciphertext with its tag behind it.
    func seal(_ plaintext: [UInt8], additionalData: [UInt8], tagLength: Int) throws(CryptographyError) -> [UInt8] {
        try authenticate(additionalData)
        var sealed: [UInt8] = []
        sealed.reserveCapacity(plaintext.count + tagLength)
        sealed += plaintext
        try transform(inPlace: &sealed)
        guard finish() else { throw CryptographyError(.libraryFailure, "AES-GCM") }
        sealed += try tag(count: tagLength)
        return sealed
    }

    /// The plaintext of what ``seal(_:additionalData:tagLength:)`` made.
    func open(_ ciphertext: [UInt8], tag: [UInt8], additionalData: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try authenticate(additionalData)
        let plaintext = try transform(ciphertext)
        try expect(tag: tag)
        guard finish() else { throw CryptographyError(.authenticationFailed, "AES-GCM") }
        return plaintext
    }

    deinit {
        EVP_CIPHER_CTX_free(context)
    }

    /// Feeds additional authenticated data (GCM only).
    func authenticate(_ data: [UInt8]) throws(CryptographyError) {
        guard !data.isEmpty else { return }
        guard data.count <= Limits.messageBytes else { throw CryptographyError(.limitExceeded, "cipher input") }
        var written: Int32 = 0
        guard EVP_CipherUpdate(context, nil, &written, data, Int32(data.count)) == 1 else {
            throw .library("additional data")
        }
    }

    /// Runs the whole of `input` through the cipher; the output has the same length.
    func transform(_ input: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var output = input
        try transform(inPlace: &output)
        return output
    }

    /// Runs a whole message through the cipher, and puts the output in its place.
    func transform(inPlace bytes: inout [UInt8]) throws(CryptographyError) {
        guard bytes.count <= Limits.messageBytes else { throw CryptographyError(.limitExceeded, "cipher input") }
        guard !bytes.isEmpty else { return }
        // Whole blocks of a mode without padding take no more room than they had: EVP_EncryptInit(3), "in place".
        guard bytes.count.isMultiple(of: Int(EVP_CIPHER_CTX_get_block_size(context))) else {
            throw CryptographyError(.invalidLength, "cipher input")
        }
        var written: Int32 = 0
        let done = bytes.withUnsafeMutableBufferPointer {
            EVP_CipherUpdate(context, $0.baseAddress, &written, $0.baseAddress, Int32($0.count))
        }
        guard done == 1, Int(written) == bytes.count else { throw .library("cipher") }
    }

    /// Ends the run. False means that a set authentication tag did not fit.
    func finish() -> Bool {
        var written: Int32 = 0
        let isFinished = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_BLOCK_LENGTH)) {
            EVP_CipherFinal_ex(context, $0.baseAddress, &written) == 1
        }
        if !isFinished { ERR_clear_error() }
        return isFinished
    }

    /// The authentication tag after a finished encryption (GCM only).
    func tag(count: Int) throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: count)
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(count), &tag) == 1 else {
            throw .library("authentication tag")
        }
        return tag
    }

    /// Sets the tag that `finish` has to find when decrypting (GCM only).
    func expect(tag: [UInt8]) throws(CryptographyError) {
        var copy = tag
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &copy) == 1 else {
            throw .library("authentication tag")
        }
    }
}
