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

@Suite struct PreparedAESGCMKeyTests {
    private static let bytes = (0..<32).map { UInt8($0) }

    @Test func `one key seals and opens any number of messages, as it would if it began anew with each`() throws {
        let key = try AESGCM.PreparedKey(Self.bytes)
        for length in [0, 1, 15, 16, 17, 4096, 3, 0, 70_000] {
            let plain = try SecureRandom.bytes(length)
            let sealed = try key.seal(plain, additionalData: [7, UInt8(length & 0xFF)])
            #expect(sealed.count == length + AESGCM.nonceLength + AESGCM.tagLength)
            let data: [UInt8] = [7, UInt8(length & 0xFF)]
            #expect(try AESGCM.open(sealed, key: Self.bytes, additionalData: data) == plain)
            #expect(
                try key.open(AESGCM.seal(plain, key: Self.bytes, additionalData: data), additionalData: data) == plain)
            // What does not open leaves nothing behind for the next.
            #expect(throws: CryptographyError.self) { try key.open(sealed, additionalData: [8]) }
            #expect(throws: CryptographyError.self) { try key.open(Array(sealed.dropLast()), additionalData: data) }
            #expect(throws: CryptographyError.self) { try key.open([1, 2, 3]) }
            #expect(try key.open(sealed, additionalData: data) == plain)
        }
        #expect(try key.seal([1]) != key.seal([1]))
        #expect(throws: CryptographyError.self) { try AESGCM.PreparedKey([1, 2]) }
        #expect("\(key)" == "AESGCM.PreparedKey")
    }

    @Test func `threads that use one key at once get what is theirs`() async throws {
        let key = try AESGCM.PreparedKey(Self.bytes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask {
                    for round in 0..<200 {
                        let plain = [UInt8](repeating: UInt8(number), count: round)
                        let sealed = try key.seal(plain, additionalData: [1])
                        #expect(try key.open(sealed, additionalData: [1]) == plain)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `Many messages with nonces of the caller are sealed as each alone is`() throws {
        let prepared = try AESGCM.PreparedKey(Self.bytes)
        for count in [0, 1, 16, 100, 1000, 3] {
            let plain = try SecureRandom.bytes(count)
            let nonce = try SecureRandom.bytes(AESGCM.nonceLength)
            for data in [[], [7], plain] {
                let sealed = try prepared.seal(plain, nonce: nonce, additionalData: data)
                #expect(sealed == (try AESGCM.seal(plain, key: Self.bytes, nonce: nonce, additionalData: data)))
                #expect(try prepared.open(sealed, nonce: nonce, additionalData: data) == plain)
                // What does not open leaves nothing behind for the next one.
                #expect(throws: CryptographyError.self) {
                    _ = try prepared.open(sealed, nonce: nonce, additionalData: data + [1])
                }
                var changed = sealed
                changed[0] ^= 1
                #expect(throws: CryptographyError.self) {
                    _ = try prepared.open(changed, nonce: nonce, additionalData: data)
                }
                #expect(try prepared.open(sealed, nonce: nonce, additionalData: data) == plain)
            }
        }
        #expect(throws: CryptographyError.self) { _ = try prepared.open([1], nonce: Self.bytes, additionalData: []) }
        #expect(throws: CryptographyError.self) {
            _ = try prepared.seal([1], nonce: [1], additionalData: [])
        }
    }
}
