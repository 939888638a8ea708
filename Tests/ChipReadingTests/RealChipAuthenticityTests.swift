import ChipReading
import Cryptography
import Harness
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Proofs of chips through the real pcscd: the same table for the chip itself and for a copy of it.
extension RealChipTests {
    /// A chip with keys, and what a copy of it lacks.
    struct Proof: Sendable, CustomTestStringConvertible {
        var name: String
        var copied: AuthenticityFault
        var isLong = false
        var keys: @Sendable () throws -> PassportAuthenticity
        var testDescription: String { name }

        /// Keys of chip authentication. Keys modulo primes of 2,048 bits are longer than a short command.
        static func agreement(_ cipher: PACEInfo.Cipher, _ id: Int) -> Proof {
            Proof(
                name: "CA \(cipher) with parameters \(id)", copied: .foreignAgreementKey, isLong: (1...2).contains(id)
            ) {
                ChipAuthenticityTests.agreement(cipher, id)
            }
        }

        /// A key of active authentication.
        static func signature(
            _ name: String, isLong: Bool = false, keys: @escaping @Sendable () throws -> PassportAuthenticity
        ) -> Proof {
            Proof(name: "AA \(name)", copied: .foreignSignatureKey, isLong: isLong, keys: keys)
        }
    }

    static let proofs: [Proof] = [
        .agreement(.tripleDES, 8), .agreement(.tripleDES, 10), .agreement(.aes128, 11), .agreement(.aes128, 13),
        .agreement(.aes192, 16), .agreement(.aes256, 17), .agreement(.aes256, 18), .agreement(.tripleDES, 0),
        .agreement(.aes128, 1), .agreement(.aes256, 2),
        .signature("RSA-1024 SHA-1") {
            ChipAuthenticityTests.signature(try .rsa(1024), .sha1, explicitTrailer: false)
        },
        .signature("RSA-1536 SHA-224") { ChipAuthenticityTests.signature(try .rsa(1536), .sha224) },
        .signature("RSA-2048 SHA-256", isLong: true) { ChipAuthenticityTests.signature(try .rsa(2048), .sha256) },
        .signature("RSA-2048 SHA-384", isLong: true) { ChipAuthenticityTests.signature(try .rsa(2048), .sha384) },
        .signature("RSA-3072 SHA-512", isLong: true) { ChipAuthenticityTests.signature(try .rsa(3072), .sha512) },
        .signature("ECDSA P-224 plain") { ChipAuthenticityTests.signature(try .ec(.p224), .sha224) },
        .signature("ECDSA brainpoolP512r1 DER") {
            ChipAuthenticityTests.signature(try .ec(.brainpoolP512r1), .sha512, plain: false)
        },
    ]

    /// What is known after a reading: nil when neither proof was given.
    static func isProved(_ reading: ChipReading, by keys: PassportAuthenticity) throws -> Bool? {
        if let agreed = reading.authenticity.chipAuthentication { return agreed.outcome == .succeeded }
        guard let signed = reading.authenticity.activeAuthentication, let key = keys.signatureKey else { return nil }
        let infos = try reading.files[.dg14].map { try DG14(parsing: $0).securityInfos }
        let outcome = ActiveAuthenticationSignature.verify(
            try #require(signed.answer).bytes, over: signed.challenge.bytes, by: key.publicKey,
            algorithm: infos?.activeAuthenticationAlgorithm)
        return outcome == .valid
    }

    @Test(arguments: proofs) func `a chip proves itself, its copy does not, and both are read`(
        _ proof: Proof
    ) async throws {
        let keys = try proof.keys()
        var profile = try ChipAuthenticityTests.profile(keys, dg2Bytes: 1000)
        profile.takesExtendedLength = proof.isLong
        let limits = proof.isLong ? SmartCardLimits(extendedLength: .always) : SmartCardLimits()
        try await PrivateReaderService.withShared { service in
            for isCopy in [false, true] {
                var faults = PassportFaults()
                if isCopy { faults.authenticity = proof.copied }
                try await withCard(profile, faults, limits: limits, service: service) { card in
                    let reading = try await ChipReader(channel: card).read(
                        access: .mrz(bacKeyInput: SamplePassport.key))
                    #expect(reading.files == profile.files)
                    #expect(try Self.isProved(reading, by: keys) == !isCopy)
                }
            }
        }
    }

    /// The reference chip of BSI TR-03105-5 with its own keys: brainpoolP224r1 with its parameters spelled out, and
    /// RSA-1024.
    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped), arguments: [true, false])
    func `the BSI reference chip proves itself by each of its keys`(_ agrees: Bool) async throws {
        func bytes(_ name: String) throws -> [UInt8] {
            try OutsideMaterial.bytes("lds/bsi-tr03105-5-reference/\(name)")
        }
        var files = ChipFiles()
        for (file, name) in [
            LDSFile.com: "EF_COM.bin", .sod: "EF_SOD.bin", .dg1: "Datagroup1.bin", .dg2: "Datagroup2.bin",
            .dg14: "Datagroup14.bin", .dg15: "Datagroup15.bin",
        ] {
            files[file] = try bytes(name)
        }
        let infos = try DG14(parsing: try bytes("Datagroup14.bin")).securityInfos
        var keys = PassportAuthenticity()
        keys.agreementKeys = [
            .init(
                parameterId: 11, privateKey: try Self.scalar(ofPKCS8: try bytes("DG14_sk.pkcs8")),
                identifier: infos.chipAuthenticationKeys.first?.keyIdentifier,
                ciphers: infos.chipAuthenticationInfos.map(\.cipher))
        ]
        keys.signatureKey = try KeyPair(der: try bytes("DG15_sk.pkcs8"))
        (keys.hash, keys.explicitTrailer) = (.sha1, false)
        // Without DG14 the chip has its signature left.
        if !agrees { files[.dg14] = nil }
        var profile = PassportProfile(files: files, bacKeyInput: SamplePassport.key)
        profile.authenticity = keys
        try await PrivateReaderService.withShared { service in
            try await withCard(profile, service: service) { card in
                // Neither COM nor SOD tell of DG15: it has to be asked for.
                let reading = try await ChipReader(channel: card).read(
                    access: .mrz(bacKeyInput: SamplePassport.key), files: ChipReader.usualFiles + [.dg15])
                #expect(reading.files.files.count == files.files.count)
                #expect(files.files.allSatisfy { reading.files[$0.key] == $0.value })
                #expect(try Self.isProved(reading, by: keys) == true)
                #expect((reading.authenticity.chipAuthentication != nil) == agrees)
            }
        }
    }

    /// The private number in a PKCS#8 structure of an EC key (RFC 5208, RFC 5915).
    private static func scalar(ofPKCS8 bytes: [UInt8]) throws -> [UInt8] {
        let outer = try TLV.parseOne(bytes).children()
        let inner = try TLV.parseOne(try #require(outer.dropFirst(2).first).value).children()
        return try #require(inner.dropFirst().first).value
    }
}
