internal import Cryptography
internal import TravelDocument

extension PACEExchange {
    /// Length of the terminal's nonce t in bytes: that of a key, §4.4.3.3.2.
    var integratedNonceBytes: Int {
        switch SessionCipher(info.cipher) {
        case .tripleDES, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    /// Integrated mapping, §4.4.3.3.2: both nonces hashed into the group.
    func integratedGenerator(nonce: [UInt8], terminalNonce: [UInt8]) throws(Refusal) -> [UInt8] {
        do throws(CryptographyError) {
            return try group.element(hashing: try pseudoRandom(nonce: nonce, key: terminalNonce))
        } catch {
            throw error.code == .malformed || error.code == .unsupported
                ? .value("integrated mapping: \(error)") : .cryptography(error)
        }
    }

    /// The pseudo-random number function R(s, t), §4.4.3.3.2: blocks of a cipher whose key changes with each.
    func pseudoRandom(nonce: [UInt8], key: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let cipher = SessionCipher(info.cipher)
        // 3DES and AES-128 work with 128 bits at a time, the longer keys with 256.
        let constants = integratedNonceBytes == 16 ? Self.constants128 : Self.constants256
        guard nonce.count == constants.0.count else {
            throw CryptographyError(.malformed, "nonce of \(nonce.count) bytes")
        }
        let wanted = group.fieldBits + 64
        var current = try cipher.encrypt(key: key, nonce)
        var output: [UInt8] = []
        while output.count * 8 < wanted {
            let key = [UInt8](current.prefix(integratedNonceBytes))
            output += try cipher.encrypt(key: key, constants.1)
            current = try cipher.encrypt(key: key, constants.0)
        }
        return output
    }

    /// c0 and c1 of 128 bits.
    private static let constants128: ([UInt8], [UInt8]) = (
        [0xA6, 0x68, 0x89, 0x2A, 0x7C, 0x41, 0xE3, 0xCA, 0x73, 0x9F, 0x40, 0xB0, 0x57, 0xD8, 0x59, 0x04],
        [0xA4, 0xE1, 0x36, 0xAC, 0x72, 0x5F, 0x73, 0x8B, 0x01, 0xC1, 0xF6, 0x02, 0x17, 0xC1, 0x88, 0xAD]
    )

    /// c0 and c1 of 256 bits.
    private static let constants256: ([UInt8], [UInt8]) = (
        [
            0xD4, 0x63, 0xD6, 0x52, 0x34, 0x12, 0x4E, 0xF7, 0x89, 0x70, 0x54, 0x98, 0x6D, 0xCA, 0x0A, 0x17,
            0x4E, 0x28, 0xDF, 0x75, 0x8C, 0xBA, 0xA0, 0x3F, 0x24, 0x06, 0x16, 0x41, 0x4D, 0x5A, 0x16, 0x76,
        ],
        [
            0x54, 0xBD, 0x72, 0x55, 0xF0, 0xAA, 0xF8, 0x31, 0xBE, 0xC3, 0x42, 0x3F, 0xCF, 0x39, 0xD6, 0x9B,
            0x6C, 0xBF, 0x06, 0x66, 0x77, 0xD0, 0xFA, 0xAE, 0x5A, 0xAD, 0xD9, 0x9D, 0xF8, 0xE5, 0x35, 0x17,
        ]
    )
}
