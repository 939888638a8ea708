import Testing

@testable import Cryptography

/// The literal values of the worked examples of ICAO 9303-11, appendices D.2 to D.4.
@Suite struct SymmetricTests {
    static let kEnc = hex("AB94FDECF2674FDFB9B391F85D7F76F2")
    static let kMac = hex("7962D9ECE03D1ACD4C76089DCE131543")

    @Test func `The mutual authentication of D.3 encrypts and decrypts`() throws {
        let plain = hex("781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B")
        let cipher = hex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2")
        #expect(try TripleDES.encryptCBC(key: Self.kEnc, plain) == cipher)
        #expect(try TripleDES.decryptCBC(key: Self.kEnc, cipher) == plain)
    }

    @Test func `The chip's answer of D.3 has the published MAC and content`() throws {
        let cipher = hex("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F")
        let mac = try RetailMAC.authenticate(key: Self.kMac, paddedMessage: ISO7816Padding.pad(cipher))
        #expect(mac == hex("2F2D235D074D7449"))
        #expect(
            try TripleDES.decryptCBC(key: Self.kEnc, cipher)
                == hex("4608F91988702212781723860C06C2260B4F80323EB3191CB04970CB4052790B"))
    }

    @Test(arguments: [
        // Protected SELECT of EF.COM: SSC, padded header, data object 87.
        (
            "887022120C06C227 0CA4020C80000000 8709016375432908C044F6", "BF8B92D635FF24F8"
        ),
        // The answer to it: SSC, data object 99.
        ("887022120C06C228 99029000", "FA855A5D4C50A8ED"),
        // Protected READ BINARY of 4 bytes: SSC, padded header, data object 97.
        ("887022120C06C229 0CB0000080000000 970104", "ED6705417E96BA55"),
        // The answer: data object 87 and status.
        ("887022120C06C22A 8709019FF0EC34F992265199029000", "AD55CC17140B2DED"),
        // Protected READ BINARY of 18 bytes, and its answer.
        ("887022120C06C22B 0CB0000480000000 970112", "2EA28A70F3C7B535"),
        (
            "887022120C06C22C 871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A99029000", "C8B2787EAEA07D74"
        ),
    ])
    func `The secure messaging of D.4 has the published MACs`(message: String, mac: String) throws {
        let key = hex("F1CB1F1FB5ADF208806B89DC579DC1F8")
        let padded = ISO7816Padding.pad(hex(message))
        #expect(try RetailMAC.authenticate(key: key, paddedMessage: padded) == hex(mac))
    }

    @Test func `The cryptograms of D.4 hold the published data`() throws {
        let key = hex("979EC13B1CBFE9DCD01AB0FED307EAE5")
        let first = try TripleDES.decryptCBC(key: key, hex("9FF0EC34F9922651"))
        #expect(try ISO7816Padding.unpad(first) == hex("60145F01"))
        let second = try TripleDES.decryptCBC(key: key, hex("FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A"))
        #expect(try ISO7816Padding.unpad(second) == hex("04303130365F36063034303030305C026175"))
        #expect(try TripleDES.encryptCBC(key: key, ISO7816Padding.pad(hex("011E"))) == hex("6375432908C044F6"))
    }

    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 223])
    func `Padding comes off again`(count: Int) throws {
        let bytes = [UInt8](repeating: 0x80, count: count)
        let padded = ISO7816Padding.pad(bytes)
        #expect(padded.count > count && padded.count.isMultiple(of: 8))
        #expect(try ISO7816Padding.unpad(padded) == bytes)
    }

    @Test(arguments: ["", "0000000000000000", "01", "80 0000000000000000", "8000000000000001"])
    func `Padding that is none is refused`(bytes: String) {
        #expect(throws: CryptographyError.self) { try ISO7816Padding.unpad(hex(bytes)) }
    }

    @Test func `Lengths that do not fit are refused`() {
        let block = [UInt8](repeating: 1, count: 8)
        #expect(throws: CryptographyError.self) { try TripleDES.encryptCBC(key: block, block) }
        #expect(throws: CryptographyError.self) { try TripleDES.encryptCBC(key: Self.kEnc, [1, 2, 3]) }
        #expect(throws: CryptographyError.self) { try TripleDES.encryptCBC(key: Self.kEnc, iv: [1], block) }
        #expect(throws: CryptographyError.self) { try RetailMAC.authenticate(key: block, paddedMessage: block) }
        #expect(throws: CryptographyError.self) { try RetailMAC.authenticate(key: Self.kMac, paddedMessage: []) }
        #expect(throws: CryptographyError.self) { try RetailMAC.authenticate(key: Self.kMac, paddedMessage: [1]) }
        #expect(throws: CryptographyError.self) { try SecureRandom.bytes(-1) }
    }

    @Test func `An empty message encrypts to an empty one`() throws {
        #expect(try TripleDES.encryptCBC(key: Self.kEnc, []).isEmpty)
    }

    @Test(arguments: [
        (HashAlgorithm.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ])
    func `Hashes of abc are those of FIPS 180-4`(algorithm: HashAlgorithm, digest: String) throws {
        #expect(try algorithm.digest([0x61, 0x62, 0x63]) == hex(digest))
        #expect(HashAlgorithm(oid: algorithm.oid) == algorithm)
        #expect(try algorithm.digest([]).count == algorithm.digestLength)
    }

    @Test func `Equal bytes are equal and others are not`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2], [1, 2]))
        #expect(!constantTimeEqual([1, 2], [1, 3]))
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
    }

    @Test(arguments: [
        (0, "bb1d6929e95937287fa37d129b756746"), (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"), (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ])
    func `One prepared key gives the MACs of RFC 4493, message after message`(count: Int, mac: String) throws {
        let message = hex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
        let code = try RunningCMAC(key: hex("2b7e151628aed2a6abf7158809cf4f3c"))
        for other in [[], [1, 2, 3], message] {
            _ = try code.number(of: other)
            #expect(try code.number(of: Array(message.prefix(count))) == UInt64(mac.prefix(16), radix: 16))
        }
        #expect(throws: CryptographyError.self) { _ = try RunningCMAC(key: [1, 2, 3]) }
    }

    @Test(arguments: [
        (
            // RFC 5869, test cases 1 and 3.
            "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        ),
        (
            "", "",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        ),
    ])
    func `Derived keys are those of RFC 5869`(salt: String, info: String, derived: String) throws {
        let key = [UInt8](repeating: 0x0B, count: 22)
        #expect(try HKDF.derive(from: key, salt: hex(salt), info: hex(info), count: 42) == hex(derived))
        #expect(try HKDF.derive(from: key, salt: hex(salt), info: hex(info), count: 7) == Array(hex(derived).prefix(7)))
        #expect(throws: CryptographyError.self) { _ = try HKDF.derive(from: key, info: [], count: 0) }
        #expect(throws: CryptographyError.self) { _ = try HKDF.derive(from: key, info: [], count: 255 * 32 + 1) }
    }
}
