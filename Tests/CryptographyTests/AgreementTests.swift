import Testing

@testable import Cryptography

/// Key agreement, CMAC and the arithmetic below them.
@Suite struct AgreementTests {
    /// NIST SP 800-38B, examples of CMAC with AES-128 and AES-256, cut to 8 bytes.
    @Test(arguments: [
        ("2b7e151628aed2a6abf7158809cf4f3c", 0, "bb1d6929e9593728"),
        ("2b7e151628aed2a6abf7158809cf4f3c", 16, "070a16b46b4d4144"),
        ("2b7e151628aed2a6abf7158809cf4f3c", 40, "dfa66747de9ae630"),
        ("2b7e151628aed2a6abf7158809cf4f3c", 64, "51f0bebf7e3b9d92"),
        ("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 16, "28a7023f452e8f82"),
    ])
    func `CMAC is that of the published examples`(_ key: String, _ length: Int, _ expected: String) throws {
        let message = hex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
        let mac = try AESCMAC(key: hex(key)).authenticate([UInt8](message.prefix(length)))
        #expect(mac == hex(expected))
    }

    @Test func `AES refuses keys and messages of other lengths`() {
        #expect(throws: CryptographyError.self) {
            try AES.encryptCBC(key: [1, 2, 3], [UInt8](repeating: 0, count: 16))
        }
        #expect(throws: CryptographyError.self) {
            try AES.encryptCBC(key: [UInt8](repeating: 0, count: 16), [UInt8](repeating: 0, count: 17))
        }
    }

    @Test(arguments: KeyAgreementGroup.parameterIds) func `both sides agree, and a hostile key is refused`(
        _ id: Int
    ) throws {
        let group = try #require(KeyAgreementGroup(parameterId: id))
        let generator = try group.generator()
        let random: (Int) -> [UInt8]? = { try? SecureRandom.bytes($0) }
        let one = try #require(try group.privateKey(random: random))
        let other = try #require(try group.privateKey(random: random))
        let (onePublic, otherPublic) = (
            try group.multiply(generator, by: one), try group.multiply(generator, by: other)
        )
        #expect(try group.multiply(otherPublic, by: one) == group.multiply(onePublic, by: other))
        #expect(onePublic.count == generator.count)

        // As often as there are elements leads to the neutral one, which nobody may agree on.
        #expect(throws: CryptographyError.self) { try group.multiply(generator, by: try group.order()) }
        var off = generator
        off[off.count - 1] ^= 1
        for hostile: [UInt8] in [[], [0x00], [0x04], [0x01], off] {
            #expect(throws: CryptographyError.self) { try group.multiply(hostile, by: one) }
            #expect(throws: CryptographyError.self) { try AgreementPublicKey(group: group, element: hostile) }
        }
        #expect(try AgreementPublicKey(group: group, element: onePublic).element == onePublic)
        // The base point has a way of its own.
        #expect(try group.multiply(generator, by: [2]) == group.combine(generator, generator))
        // q · a = b, in scalars and in elements.
        let quotient = try group.quotient(one, other)
        #expect(try group.multiply(otherPublic, by: quotient) == onePublic)
    }

    @Test func `numbers of no standard have no group`() {
        for id in [-1, 3, 4, 5, 6, 7, 19, 31, 255] { #expect(KeyAgreementGroup(parameterId: id) == nil) }
    }

    @Test(arguments: KeyAgreementGroup.parameterIds) func `bytes are hashed into the group`(_ id: Int) throws {
        let group = try #require(KeyAgreementGroup(parameterId: id))
        let input = (0..<group.fieldBits / 8 + 8).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
        guard id != 10 else {
            // The prime of P-224 is 1 modulo 4.
            #expect(throws: CryptographyError.self) { try group.element(hashing: input) }
            return
        }
        let element = try group.element(hashing: input)
        // Multiplying proves that it is an element.
        _ = try group.multiply(element, by: [2])
        #expect(try group.element(hashing: input.reversed()) != element)
    }

    @Test func `a source of too large numbers does not hang`() throws {
        let group = try #require(KeyAgreementGroup(parameterId: 12))
        #expect(try group.privateKey { [UInt8](repeating: 0xFF, count: $0) } == nil)
        #expect(try group.privateKey { _ in nil } == nil)
    }
}
