import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Readings of virtual passports that prove, or cannot prove, that they are no copies.
@Suite struct ChipAuthenticityTests {
    /// A passport with these keys behind BAC; COM lists DG14 and DG15.
    static func profile(
        _ authenticity: PassportAuthenticity, dg2Bytes: Int = 2000, isOpen: Bool = false
    ) throws -> PassportProfile {
        var profile = SamplePassport.profile(dg2Bytes: dg2Bytes, key: isOpen ? nil : SamplePassport.key)
        profile.authenticity = authenticity
        for (file, bytes) in try authenticity.dataGroups() { profile.files[file] = bytes }
        profile.files[.com] = CommonData(
            dataGroups: LDSFile.dataGroups.filter { profile.files[$0] != nil }
        ).encoded()
        return profile
    }

    private func read(
        _ profile: PassportProfile, _ fault: AuthenticityFault? = nil, lengths: APDULengths = .short,
        random: ChipReader.RandomSource? = nil, set: (inout PassportFaults) -> Void = { _ in }
    ) async throws -> ChipReading {
        var faults = PassportFaults()
        faults.authenticity = fault
        set(&faults)
        let channel = DirectChannel(VirtualPassport(profile, faults: faults), lengths: lengths)
        let reader =
            random.map { ChipReader(channel: channel, random: $0) } ?? ChipReader(channel: channel)
        return try await reader.read(access: .mrz(bacKeyInput: SamplePassport.key))
    }

    static func agreement(
        _ cipher: PACEInfo.Cipher = .aes128, _ id: Int = 12, privateKey: [UInt8] = [0x17, 0x2A, 0x99]
    ) -> PassportAuthenticity {
        var keys = PassportAuthenticity()
        keys.agreementKeys = [.init(parameterId: id, privateKey: privateKey, ciphers: [cipher])]
        return keys
    }

    static func signature(
        _ key: KeyPair, _ hash: HashAlgorithm = .sha256, plain: Bool = true, explicitTrailer: Bool = true
    ) -> PassportAuthenticity {
        var keys = PassportAuthenticity()
        (keys.signatureKey, keys.hash, keys.plain, keys.explicitTrailer) = (key, hash, plain, explicitTrailer)
        return keys
    }

    // MARK: - Chip authentication

    @Test(arguments: PACEInfo.Cipher.allCases, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    func `chip authentication goes with every curve and cipher`(_ cipher: PACEInfo.Cipher, _ id: Int) async throws {
        let profile = try Self.profile(Self.agreement(cipher, id))
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        let names: [PACEInfo.Cipher: String] = [
            .tripleDES: "3DES", .aes128: "AES-128", .aes192: "AES-192", .aes256: "AES-256",
        ]
        #expect(
            reading.authenticity.chipAuthentication
                == .init("CA-ECDH-\(names[cipher] ?? "")", .succeeded))
        #expect(reading.access.renewals == 0)
    }

    @Test(arguments: PACEInfo.Cipher.allCases, [0, 1, 2])
    func `chip authentication goes modulo a prime`(_ cipher: PACEInfo.Cipher, _ id: Int) async throws {
        var profile = try Self.profile(Self.agreement(cipher, id))
        // The keys of 2,048 bits are longer than a short command.
        profile.takesExtendedLength = true
        let reading = try await read(profile, lengths: .extended)
        #expect(reading.files == profile.files)
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
    }

    @Test func `of several keys the strongest is named`() async throws {
        var keys = PassportAuthenticity()
        keys.agreementKeys = [
            .init(parameterId: 12, privateKey: [3], identifier: [1], ciphers: [.tripleDES, .aes128]),
            .init(parameterId: 16, privateKey: [5], identifier: [2], ciphers: [.aes256]),
            .init(parameterId: 13, privateKey: [7], identifier: [3], ciphers: [.aes256]),
        ]
        let profile = try Self.profile(keys)
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.authenticity.chipAuthentication == .init("CA-ECDH-AES-256", .succeeded))
    }

    @Test func `a key without a way means triple DES`() async throws {
        var keys = Self.agreement(.tripleDES, 8)
        keys.agreementKeys[0].ciphers = []
        let reading = try await read(try Self.profile(keys))
        #expect(reading.authenticity.chipAuthentication == .init("CA-ECDH-3DES", .succeeded))
    }

    @Test func `a chip that everybody may read proves itself, too`() async throws {
        let profile = try Self.profile(Self.agreement(), isOpen: true)
        let reading = try await read(profile)
        #expect(reading.access.protocolName == "none")
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
        #expect(reading.files == profile.files)
    }

    @Test func `chip authentication follows PACE`() async throws {
        var profile = try Self.profile(Self.agreement(.aes256, 13))
        let info = try #require(PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 12))
        profile.offer(PassportPACE([info]))
        let reading = try await read(profile)
        #expect(reading.access.protocolName == "PACE-GM")
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
        #expect(reading.files == profile.files)
    }

    @Test(
        arguments: [AuthenticityFault.foreignAgreementKey, .keepsOldSession, .refusesAgreement(0x6A80)],
        [PACEInfo.Cipher.tripleDES, .aes128])
    func `a copy fails at chip authentication and is read on`(
        _ fault: AuthenticityFault, _ cipher: PACEInfo.Cipher
    ) async throws {
        let profile = try Self.profile(Self.agreement(cipher))
        let reading = try await read(profile, fault)
        #expect(reading.authenticity.chipAuthentication?.outcome == .failed)
        #expect(reading.authenticity.chipAuthentication?.reason != "")
        #expect(reading.files == profile.files)
    }

    @Test func `a session that is lost later is begun anew with chip authentication`() async throws {
        let profile = try Self.profile(Self.agreement())
        let reading = try await read(profile, set: { $0.refusedLength = (above: 192, how: .droppedSession) })
        #expect(reading.files == profile.files)
        #expect(reading.access.renewals > 0)
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
    }

    /// Private keys whose public key or shared secret begins with zeros: each must keep its full width.
    @Test func `values with leading zeros keep their width`() async throws {
        let group = try #require(KeyAgreementGroup(parameterId: 12))
        let chipKey = Self.agreement().agreementKeys[0].privateKey
        var tried = 0
        for number in 1...2000 where tried < 3 {
            let candidate = [UInt8](repeating: 0, count: 30) + [UInt8(number >> 8), UInt8(number & 0xFF)]
            let publicKey = try group.multiply(try group.generator(), by: candidate)
            let shared = try group.multiply(publicKey, by: chipKey)
            guard publicKey[1] == 0 || publicKey[33] == 0 || shared[1] == 0 else { continue }
            tried += 1
            let reading = try await read(
                try Self.profile(Self.agreement()),
                random: { $0 == 32 ? candidate : (try? SecureRandom.bytes($0)) })
            #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
        }
        #expect(tried == 3)
    }

    @Test(
        arguments: [
            ([0x6E, 0x02, 0x30, 0x00], ChipAuthenticity.Outcome.failed),
            ([0x6E, 0x02, 0x31, 0x00], nil),
            ([0x6E, 0x00], .failed),
        ] as [([UInt8], ChipAuthenticity.Outcome?)])
    func `a misformed DG14 fails, one that speaks of other things does not`(
        _ dg14: [UInt8], _ outcome: ChipAuthenticity.Outcome?
    ) async throws {
        var profile = try Self.profile(Self.agreement())
        profile.files[.dg14] = dg14
        let reading = try await read(profile)
        #expect(reading.authenticity.chipAuthentication?.outcome == outcome)
        #expect(reading.files[.dg14] == dg14)
    }

    // MARK: - Active authentication

    static let hashes = HashAlgorithm.allCases

    private func verified(_ reading: ChipReading, by key: KeyPair) throws -> SignatureOutcome {
        let active = try #require(reading.authenticity.activeAuthentication)
        let dg14 = try reading.files[.dg14].map { try DG14(parsing: $0).securityInfos }
        return ActiveAuthenticationSignature.verify(
            try #require(active.answer).bytes, over: active.challenge.bytes, by: key.publicKey,
            algorithm: dg14?.activeAuthenticationAlgorithm)
    }

    @Test(arguments: hashes, [1024, 1280, 1536])
    func `active authentication with RSA recovers the message`(_ hash: HashAlgorithm, _ bits: Int) async throws {
        let key = try KeyPair.rsa(bits)
        let reading = try await read(try Self.profile(Self.signature(key, hash)))
        #expect(try verified(reading, by: key) == .valid)
    }

    @Test func `the short trailer stands for SHA-1`() async throws {
        let key = try KeyPair.rsa(1024)
        let reading = try await read(try Self.profile(Self.signature(key, .sha1, explicitTrailer: false)))
        #expect(try verified(reading, by: key) == .valid)
    }

    @Test(arguments: [APDULengths.short, .extended])
    func `a signature longer than a short answer needs extended length`(
        _ lengths: APDULengths
    ) async throws {
        let key = try KeyPair.rsa(2048)
        var profile = try Self.profile(Self.signature(key))
        profile.takesExtendedLength = lengths == .extended
        let reading = try await read(profile, .cutsShortAnswers, lengths: lengths)
        if lengths == .extended { #expect(try verified(reading, by: key) == .valid) }
        // What a short channel cut off is kept, and told from half a signature of a chip that could give the whole.
        let active = try #require(reading.authenticity.activeAuthentication)
        #expect(active.exceedsAnswers == (lengths == .short ? true : nil))
    }

    @Test(
        arguments: [
            AuthenticityFault.refusesSignature(0x6D00), .refusesSignature(0x6A88), .signsOneByte,
        ], [APDULengths.short, .askChip])
    func `a refusal or a few bytes are no signature without room`(
        _ fault: AuthenticityFault, _ lengths: APDULengths
    ) async throws {
        let profile = try Self.profile(Self.signature(try KeyPair.rsa(2048)))
        let active = try #require(
            try await read(profile, fault, lengths: lengths).authenticity.activeAuthentication)
        #expect(active.exceedsAnswers == nil)
        #expect(active.answer?.bytes.count ?? 0 <= 1)
    }

    @Test func `a signature is cut off where the chip refuses extended length`() async throws {
        let profile = try Self.profile(Self.signature(try KeyPair.rsa(2048)))
        let reading = try await read(profile, .cutsShortAnswers, lengths: .askChip)
        let active = try #require(reading.authenticity.activeAuthentication)
        #expect(active.exceedsAnswers == true && active.answer?.bytes.count == 223)
    }

    @Test func `a long signature is asked for with extended length though the chip tells nobody of it`() async throws {
        let key = try KeyPair.rsa(2048)
        var profile = try Self.profile(Self.signature(key))
        profile.takesExtendedLength = true
        let reading = try await read(profile, .cutsShortAnswers, lengths: .askChip)
        #expect(reading.access.extendedLength == false)
        #expect(try verified(reading, by: key) == .valid)
        #expect(reading.authenticity.activeAuthentication?.exceedsAnswers == nil)
    }

    @Test(arguments: hashes, NamedCurve.allCases)
    func `active authentication with ECDSA comes plain or as DER`(_ hash: HashAlgorithm, _ curve: NamedCurve)
        async throws
    {
        let key = try KeyPair.ec(curve)
        for plain in [true, false] {
            let reading = try await read(try Self.profile(Self.signature(key, hash, plain: plain)))
            #expect(try verified(reading, by: key) == .valid)
        }
    }

    @Test func `without DG14 every hash is tried`() async throws {
        let key = try KeyPair.ec(.p256)
        var profile = try Self.profile(Self.signature(key, .sha384))
        profile.files[.dg14] = nil
        let reading = try await read(profile)
        #expect(try verified(reading, by: key) == .valid)
    }

    @Test(arguments: [AuthenticityFault.foreignSignatureKey, .signsOtherChallenge])
    func `a copy's signature is not good`(_ fault: AuthenticityFault) async throws {
        for key in [try KeyPair.rsa(1024), try KeyPair.ec(.brainpoolP256r1)] {
            let reading = try await read(try Self.profile(Self.signature(key)), fault)
            #expect(try verified(reading, by: key) == .invalid(.signatureMismatch))
        }
    }

    @Test func `a refused signature is told with its status`() async throws {
        let reading = try await read(try Self.profile(Self.signature(try .ec(.p256))), .refusesSignature(0x6982))
        let active = try #require(reading.authenticity.activeAuthentication)
        #expect(active.answer == nil)
        #expect(active.refusal?.contains("6982") == true)
    }

    @Test func `a chip that wants an exact length gets it`() async throws {
        let key = try KeyPair.rsa(1024)
        let reading = try await read(try Self.profile(Self.signature(key)), .wantsExactLength)
        #expect(try verified(reading, by: key) == .valid)
    }

    @Test func `a chip that gives nothing with extended length is asked with short`() async throws {
        let key = try KeyPair.rsa(1024)
        var profile = try Self.profile(Self.signature(key))
        profile.takesExtendedLength = true
        let reading = try await read(profile, .silentWithExtendedLength, lengths: .extended)
        #expect(try verified(reading, by: key) == .valid)
    }

    @Test func `a chip that has proved itself by key agreement is not asked for a signature`() async throws {
        var keys = Self.agreement()
        keys.signatureKey = try .ec(.p256)
        let reading = try await read(try Self.profile(keys))
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded)
        #expect(reading.authenticity.activeAuthentication == nil)
        let copy = try await read(try Self.profile(keys), .foreignAgreementKey)
        #expect(copy.authenticity.activeAuthentication?.answer != nil)
    }

    @Test func `a reader told not to authenticate reads the usual files`() async throws {
        let profile = try Self.profile(Self.agreement())
        let channel = DirectChannel(VirtualPassport(profile), lengths: .short)
        let reading = try await ChipReader(channel: channel, authenticates: false)
            .read(access: .mrz(bacKeyInput: SamplePassport.key))
        #expect(reading.authenticity == ChipAuthenticity())
        #expect(reading.files[.dg14] == nil)
    }

    // MARK: - The mapping of PACE

    @Test func `after PACE-CAM the signed key is read`() async throws {
        let info = try #require(PACEInfo(mapping: .chipAuthentication, cipher: .aes128, parameterId: 13))
        var profile = SamplePassport.profile(dg2Bytes: 2000)
        profile.offer(PassportPACE([info], staticPrivateKey: [7]))
        profile.files[.cardSecurity] = [0x30, 0x03, 0x02, 0x01, 0x05]
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.authenticity.mapping?.parameterId == 13)
        #expect(reading.authenticity.mapping?.authenticationData != nil)
    }
}
