import Testing

@testable import Cryptography

/// RFC 7914 §12.
@Suite struct ScryptTests {
    @Test(arguments: [
        (
            "", "", 16, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 1024, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 16384, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func `the published values come out`(
        passphrase: String, salt: String, cost: Int, blockSize: Int, parallelism: Int, expected: String
    ) throws {
        let function = try Scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism)
        let derived = try function.derive(Array(passphrase.utf8), salt: Array(salt.utf8), count: 64)
        #expect(Hexadecimal.text(derived) == expected)
    }

    @Test(arguments: [
        (0, 8, 1), (1, 8, 1), (-4, 8, 1), (1 << 40, 8, 1), (1 << 20, 8, 1), (1 << 16, 8, 17), (1 << 16, 32, 1),
        (1 << 16, 0, 1), (1 << 16, 8, 0), (Int.max, Int.max, Int.max), (1 << 15, 16, 16), (3, 8, 1), (1000, 8, 1),
    ])
    func `parameters that would take hours or are none are refused`(cost: Int, blockSize: Int, parallelism: Int) {
        #expect(throws: CryptographyError.self) {
            try Scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism)
        }
    }

    @Test func `what is used now is within the bounds, and lengths are bounded`() throws {
        let now = Scrypt.current
        #expect(try Scrypt(cost: now.cost, blockSize: now.blockSize, parallelism: now.parallelism) == now)
        let small = try Scrypt(cost: 2, blockSize: 1, parallelism: 1)
        let long = [UInt8](repeating: 1, count: 4097)
        for (passphrase, salt, count) in [(long, [1], 32), ([1], long, 32), ([1], [1], 0), ([1], [1], 1025)] {
            #expect(throws: CryptographyError.self) { try small.derive(passphrase, salt: salt, count: count) }
        }
    }
}
