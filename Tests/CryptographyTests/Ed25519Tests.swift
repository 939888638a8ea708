import Testing

@testable import Cryptography

@Suite("Ed25519")
struct Ed25519Tests {
    /// RFC 8032 §7.1, tests 1 to 3: seed, public key, message, signature.
    static let examples: [(seed: String, key: String, message: String, signature: String)] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ]

    @Test(arguments: examples.indices)
    func `the examples of RFC 8032 come out`(index: Int) throws {
        let example = Self.examples[index]
        let key = try Ed25519.PrivateKey(seed: bytes(example.seed))
        #expect(key.publicKey == bytes(example.key))
        let signature = try key.sign(bytes(example.message))
        #expect(signature == bytes(example.signature))
        #expect(Ed25519.isValid(signature, of: bytes(example.message), by: key.publicKey))
    }

    @Test func `a changed message, signature or key proves nothing`() throws {
        let (key, seed) = try Ed25519.PrivateKey.generate()
        #expect(try Ed25519.PrivateKey(seed: seed).publicKey == key.publicKey)
        let message: [UInt8] = [1, 2, 3]
        var signature = try key.sign(message)
        #expect(!Ed25519.isValid(signature, of: [1, 2, 4], by: key.publicKey))
        #expect(!Ed25519.isValid(signature, of: message, by: try Ed25519.PrivateKey.generate().key.publicKey))
        #expect(!Ed25519.isValid(Array(signature.dropLast()), of: message, by: key.publicKey))
        #expect(!Ed25519.isValid(signature, of: message, by: [1]))
        signature[5] ^= 1
        #expect(!Ed25519.isValid(signature, of: message, by: key.publicKey))
    }

    @Test(arguments: [0, 31, 33])
    func `a seed has 32 bytes`(count: Int) {
        #expect(throws: CryptographyError.self) {
            _ = try Ed25519.PrivateKey(seed: [UInt8](repeating: 7, count: count))
        }
    }

    @Test func `a private key never shows its seed`() throws {
        let key = try Ed25519.PrivateKey(seed: [UInt8](repeating: 0xA5, count: 32))
        #expect("\(key) \(String(reflecting: key))" == "Ed25519.PrivateKey Ed25519.PrivateKey")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("165"))
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
