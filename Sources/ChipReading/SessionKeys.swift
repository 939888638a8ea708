internal import Cryptography

/// Keys of basic access control and of the 3DES session that follows, ICAO 9303-11 §9.7.
struct SessionKeys: Sendable, Equatable {
    /// Encryption key K_Enc or KS_Enc, 16 bytes.
    let encryption: [UInt8]
    /// Authentication key K_MAC or KS_MAC, 16 bytes.
    let authentication: [UInt8]

    /// Both keys of a seed of 16 bytes.
    init(seed: [UInt8]) throws(CryptographyError) {
        encryption = try Self.derive(seed, counter: 1)
        authentication = try Self.derive(seed, counter: 2)
    }

    /// The document basic access keys: the seed is the start of a hash over the MRZ information, §4.3.2.
    init(bacKeyInput: String) throws(CryptographyError) {
        try self.init(seed: [UInt8](try HashAlgorithm.sha1.digest([UInt8](bacKeyInput.utf8)).prefix(16)))
    }

    private static func derive(_ seed: [UInt8], counter: UInt8) throws(CryptographyError) -> [UInt8] {
        let digest = try HashAlgorithm.sha1.digest(seed + [0x00, 0x00, 0x00, counter])
        // DES keys have odd parity in each byte, §9.7.1.1.
        return digest.prefix(16).map { $0.nonzeroBitCount.isMultiple(of: 2) ? $0 ^ 0x01 : $0 }
    }
}
