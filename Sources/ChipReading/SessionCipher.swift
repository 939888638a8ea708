internal import Cryptography
internal import TravelDocument

/// Cipher and MAC of a protected session, ICAO 9303-11 §9.8.6: two-key triple DES with the retail MAC, or AES with
/// CMAC.
enum SessionCipher: String, Sendable, CaseIterable {
    /// The names are those of reports.
    case tripleDES = "3DES"
    case aes128 = "AES-128"
    case aes192 = "AES-192"
    case aes256 = "AES-256"

    /// The cipher of a way of PACE.
    init(_ cipher: PACEInfo.Cipher) {
        switch cipher {
        case .tripleDES: self = .tripleDES
        case .aes128: self = .aes128
        case .aes192: self = .aes192
        case .aes256: self = .aes256
        }
    }

    /// Length of a block in bytes.
    var blockLength: Int { self == .tripleDES ? TripleDES.blockLength : AES.blockLength }

    /// Length of a MAC in bytes.
    static let macLength = 8

    /// Encrypts whole blocks in CBC mode; `iv` is nil for the zero vector.
    func encrypt(key: [UInt8], iv: [UInt8]? = nil, _ blocks: [UInt8]) throws(CryptographyError) -> [UInt8] {
        self == .tripleDES
            ? try TripleDES.encryptCBC(key: key, iv: iv, blocks) : try AES.encryptCBC(key: key, iv: iv, blocks)
    }

    /// Decrypts whole blocks in CBC mode; `iv` is nil for the zero vector.
    func decrypt(key: [UInt8], iv: [UInt8]? = nil, _ blocks: [UInt8]) throws(CryptographyError) -> [UInt8] {
        self == .tripleDES
            ? try TripleDES.decryptCBC(key: key, iv: iv, blocks) : try AES.decryptCBC(key: key, iv: iv, blocks)
    }

    /// The key derivation function, §9.7.1: a hash over secret and counter, cut to the length of the key.
    func derive(_ secret: [UInt8], counter: UInt8) throws(CryptographyError) -> [UInt8] {
        let input = secret + [0x00, 0x00, 0x00, counter]
        switch self {
        case .tripleDES:
            // DES keys have odd parity in each byte, §9.7.1.1.
            return try HashAlgorithm.sha1.digest(input).prefix(16)
                .map { $0.nonzeroBitCount.isMultiple(of: 2) ? $0 ^ 0x01 : $0 }
        case .aes128: return [UInt8](try HashAlgorithm.sha1.digest(input).prefix(16))
        case .aes192: return [UInt8](try HashAlgorithm.sha256.digest(input).prefix(24))
        case .aes256: return try HashAlgorithm.sha256.digest(input)
        }
    }
}
