import Testing

@testable import Cryptography

@Suite struct PublicKeyTests {
    @Test(arguments: TestKeys.algorithms)
    func `A signature verifies, and not over other data or by another algorithm`(algorithm: SignatureAlgorithm) throws {
        let pair = try TestKeys.pair(for: algorithm)
        let signature = try pair.sign([1, 2, 3], algorithm)
        #expect(pair.publicKey.verify(signature, of: [1, 2, 3], algorithm) == .valid)
        #expect(pair.publicKey.verify(signature, of: [1, 2, 4], algorithm) == .invalid(.signatureMismatch))
        #expect(pair.publicKey.verify([], of: [1, 2, 3], algorithm) == .invalid(.signatureMismatch))
        for other in TestKeys.algorithms where other != algorithm {
            #expect(pair.publicKey.verify(signature, of: [1, 2, 3], other) != .valid)
        }
    }

    @Test(arguments: TestKeys.algorithms)
    func `An algorithm identifier survives both ways`(algorithm: SignatureAlgorithm) throws {
        let value = try ASN1Reader.only(ASN1.sequence, in: algorithm.encoding)
        #expect(try SignatureAlgorithm(parsing: value) == algorithm)
    }

    @Test(arguments: NamedCurve.allCases)
    func `Every curve signs, verifies and is known by its parameters`(curve: NamedCurve) throws {
        let pair = try KeyPair.ec(curve)
        let signature = try pair.sign([7], .ecdsa(.sha256, plain: true))
        #expect(signature.count == 2 * curve.fieldBytes)
        #expect(pair.publicKey.verify(signature, of: [7], .ecdsa(.sha256, plain: true)) == .valid)
        let parameters = try #require(CurveParameters.known[curve])
        let encoding = parameters.encoding(fieldBytes: curve.fieldBytes)
        let parsed = try CurveParameters(parsing: ASN1Reader.only(ASN1.sequence, in: encoding))
        #expect(parsed.curve == curve)
        #expect(NamedCurve(oid: curve.oid) == curve)
    }

    @Test func `A known curve with a generator of somebody's own is unknown`() throws {
        var parameters = try #require(CurveParameters.known[.p256])
        swap(&parameters.generatorX, &parameters.generatorY)
        let pair = try TestKeys.p256.get()
        let info = DER.sequence(
            DER.sequence(DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), parameters.encoding(fieldBytes: 32)),
            DER.bitString(pair.publicKey.keyBytes))
        let error = #expect(throws: CryptographyError.self) { try PublicKey(info: info) }
        #expect(error?.code == .unsupported)
    }

    @Test func `A point that is not on its curve verifies nothing`() throws {
        let pair = try TestKeys.p256.get()
        var bytes = pair.publicKey.keyBytes
        bytes[bytes.count - 1] ^= 1
        let info = DER.sequence(
            DER.sequence(
                DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), DER.objectIdentifier(NamedCurve.p256.oid)),
            DER.bitString(bytes))
        let key = try PublicKey(info: info)
        let signature = try pair.sign([1], .ecdsa(.sha256, plain: false))
        #expect(key.verify(signature, of: [1], .ecdsa(.sha256, plain: false)) == .invalid(.keyMalformed))
    }

    @Test(arguments: [256, 16_384])
    func `RSA keys outside the limits are not supported`(bits: Int) throws {
        let modulus = [0x80] + [UInt8](repeating: 1, count: bits / 8 - 1)
        let info = DER.sequence(
            DER.sequence(DER.objectIdentifier(SignatureAlgorithm.rsaEncryption), DER.null),
            DER.bitString(DER.sequence(DER.integer(modulus), DER.integer(65537))))
        let error = #expect(throws: CryptographyError.self) { try PublicKey(info: info) }
        #expect(error?.code == .unsupported)
        #expect(throws: CryptographyError.self) { try KeyPair.rsa(bits) }
    }

    @Test func `A key of id-RSASSA-PSS takes PSS only`() throws {
        let pair = try TestKeys.rsa.get()
        let info = DER.sequence(
            DER.sequence(DER.objectIdentifier(SignatureAlgorithm.rsassaPSS)), DER.bitString(pair.publicKey.keyBytes))
        let key = try PublicKey(info: info)
        #expect(key.isBoundToPSS && key.name == "RSA-2048")
        let message: [UInt8] = [1, 2]
        #expect(key.verify(try pair.sign(message, .rsaPSS(.sha256)), of: message, .rsaPSS(.sha256)) == .valid)
        #expect(
            key.verify(try pair.sign(message, .rsaPKCS1(.sha256)), of: message, .rsaPKCS1(.sha256))
                == .invalid(.keyTypeMismatch))
    }

    @Test func `A key of one type makes and takes no signature of the other`() throws {
        let pair = try TestKeys.p256.get()
        #expect(throws: CryptographyError.self) { try pair.sign([1], .rsaPSS(.sha256)) }
        #expect(pair.publicKey.verify([1], of: [1], .rsaPKCS1(.sha256)) == .invalid(.keyTypeMismatch))
    }

    @Test func `MD5 is broken and others are unsupported`() throws {
        for (oid, code) in [
            ("1.2.840.113549.1.1.4", CryptographyError.Code.malformed), ("1.2.840.10040.4.3", .unsupported),
        ] {
            let value = try ASN1Reader.only(ASN1.sequence, in: DER.sequence(DER.objectIdentifier(oid), DER.null))
            let error = #expect(throws: CryptographyError.self) { try SignatureAlgorithm(parsing: value) }
            #expect(error?.code == code)
        }
    }

    @Test func `A private key survives its encoding`() throws {
        let pair = try TestKeys.brainpool.get()
        let again = try KeyPair(der: pair.der)
        #expect(again.publicKey == pair.publicKey)
        #expect(throws: CryptographyError.self) { try KeyPair(der: [UInt8](pair.der.dropLast(9))) }
    }
}
