internal import Cryptography
internal import TravelDocument

/// Cipher, MAC and key derivation of the chip, written from ICAO 9303-11 §9.7.1 and §9.8.6 apart from the terminal's.
struct ChipSideCipher: Sendable {
    let kind: PACEInfo.Cipher

    static let tripleDES = ChipSideCipher(kind: .tripleDES)

    var block: Int { kind == .tripleDES ? 8 : 16 }

    func encipher(_ key: [UInt8], _ bytes: [UInt8], iv: [UInt8]? = nil) -> [UInt8]? {
        kind == .tripleDES
            ? try? TripleDES.encryptCBC(key: key, iv: iv, bytes) : try? AES.encryptCBC(key: key, iv: iv, bytes)
    }

    func decipher(_ key: [UInt8], _ bytes: [UInt8], iv: [UInt8]? = nil) -> [UInt8]? {
        kind == .tripleDES
            ? try? TripleDES.decryptCBC(key: key, iv: iv, bytes) : try? AES.decryptCBC(key: key, iv: iv, bytes)
    }

    /// The MAC over a padded message.
    func mac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8]? {
        kind == .tripleDES
            ? try? RetailMAC.authenticate(key: key, paddedMessage: message)
            : try? AESCMAC(key: key).authenticate(message)
    }

    /// The key of a secret: 1 for the cipher, 2 for the MAC, 3 for the password.
    func key(_ secret: [UInt8], _ number: UInt8) -> [UInt8]? {
        let hash: HashAlgorithm = kind == .tripleDES || kind == .aes128 ? .sha1 : .sha256
        let lengths: [PACEInfo.Cipher: Int] = [.aes192: 24, .aes256: 32]
        return (try? hash.digest(secret + [0, 0, 0, number])).map { [UInt8]($0.prefix(lengths[kind] ?? 16)) }
    }

    /// 80 and zeros up to a whole block.
    func padded(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes + [0x80]
        while bytes.count % block != 0 { bytes.append(0) }
        return bytes
    }
}
