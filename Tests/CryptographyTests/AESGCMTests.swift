import Testing

@testable import Cryptography

@Suite struct AESGCMTests {
    static let key = [UInt8](0..<32)

    @Test func `A published vector with additional data comes out`() throws {
        // Test case 16 of the GCM specification by McGrew and Viega.
        let sealed = try AESGCM.seal(
            hex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                    + "b16aedf5aa0de657ba637b39"),
            key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
            nonce: hex("cafebabefacedbaddecaf888"),
            additionalData: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        #expect(
            sealed
                == hex(
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                        + "c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b"))
    }

    @Test(arguments: [0, 1, 16, 1000])
    func `What is sealed opens again`(count: Int) throws {
        let plain = try SecureRandom.bytes(count)
        let sealed = try AESGCM.seal(plain, key: Self.key, additionalData: [7])
        #expect(sealed.count == count + 28)
        #expect(try AESGCM.open(sealed, key: Self.key, additionalData: [7]) == plain)
        #expect(try AESGCM.seal(plain, key: Self.key, additionalData: [7]) != sealed)
    }

    @Test func `Any changed byte, key or additional data keeps it shut`() throws {
        let sealed = try AESGCM.seal([1, 2, 3], key: Self.key, additionalData: [7])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: CryptographyError(.authenticationFailed, "AES-GCM")) {
                try AESGCM.open(changed, key: Self.key, additionalData: [7])
            }
        }
        #expect(throws: CryptographyError.self) { try AESGCM.open(sealed, key: Self.key, additionalData: [8]) }
        #expect(throws: CryptographyError.self) {
            try AESGCM.open(sealed, key: [UInt8](repeating: 0, count: 32), additionalData: [7])
        }
        #expect(throws: CryptographyError.self) { try AESGCM.open(sealed, key: [1, 2], additionalData: [7]) }
        #expect(throws: CryptographyError.self) { try AESGCM.open([1, 2], key: Self.key) }
    }
}
