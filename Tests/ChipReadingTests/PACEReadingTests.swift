import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Readings of a virtual passport that offers PACE.
@Suite struct PACEReadingTests {
    private static let can = "123456"

    private func profile(_ infos: [PACEInfo], staticKey: [UInt8]? = nil) -> PassportProfile {
        var profile = SamplePassport.profile(dg2Bytes: 2000)
        profile.offer(PassportPACE(infos, accessNumber: Self.can, staticPrivateKey: staticKey))
        return profile
    }

    private func read(
        _ profile: PassportProfile, _ faults: PassportFaults = PassportFaults(),
        key: AccessKey = .mrz(bacKeyInput: SamplePassport.key), policy: AccessPolicy = AccessPolicy(),
        lengths: APDULengths = .short
    ) async throws -> ChipReading {
        let channel = DirectChannel(VirtualPassport(profile, faults: faults), lengths: lengths)
        return try await ChipReader(channel: channel, policy: policy).read(access: key)
    }

    private static func info(
        _ mapping: PACEInfo.Mapping = .generic, _ cipher: PACEInfo.Cipher = .aes128, _ id: Int = 13
    ) throws -> PACEInfo {
        try #require(PACEInfo(mapping: mapping, usesCurve: id > 2, cipher: cipher, parameterId: id))
    }

    @Test(arguments: PACEInfo.Cipher.allCases, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    func `generic mapping opens the chip on every curve with every cipher`(
        _ cipher: PACEInfo.Cipher, _ id: Int
    ) async throws {
        let profile = profile([try Self.info(.generic, cipher, id)])
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "PACE-GM" && reading.access.parameterId == id)
        let names: [PACEInfo.Cipher: String] = [
            .tripleDES: "3DES", .aes128: "AES-128", .aes192: "AES-192", .aes256: "AES-256",
        ]
        #expect(reading.access.cipher == names[cipher])
        #expect(!reading.access.downgrade && reading.access.mappingProof == nil)
    }

    @Test(
        arguments: [(PACEInfo.Cipher.tripleDES, 8), (.tripleDES, 24), (.aes128, 32), (.aes192, 16), (.aes256, 64)])
    func `a nonce of any number of blocks opens the chip by generic mapping`(
        _ cipher: PACEInfo.Cipher, _ bytes: Int
    ) async throws {
        var pace = PassportPACE([try Self.info(.generic, cipher)])
        pace.nonceBytes = bytes
        var profile = SamplePassport.profile(dg2Bytes: 2000)
        profile.offer(pace)
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "PACE-GM")
    }

    @Test(arguments: PACEInfo.Cipher.allCases, [0, 1, 2, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18])
    func `integrated mapping opens the chip with every cipher`(
        _ cipher: PACEInfo.Cipher, _ id: Int
    ) async throws {
        var profile = profile([try Self.info(.integrated, cipher, id)])
        // The keys of 2,048 bits are longer than a short command.
        profile.takesExtendedLength = true
        let reading = try await read(profile, lengths: .extended)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "PACE-IM" && reading.access.parameterId == id)
    }

    @Test(arguments: [0, 1, 2]) func `generic mapping modulo a prime opens the chip`(_ id: Int) async throws {
        var profile = profile([try Self.info(.generic, .aes256, id)])
        profile.takesExtendedLength = true
        let reading = try await read(profile, lengths: .extended)
        #expect(reading.files == profile.files)
        #expect(reading.access.parameterId == id)
    }

    @Test(arguments: [PACEInfo.Cipher.aes128, .aes192, .aes256], [8, 10, 12, 13, 18])
    func `the chip-authentication mapping proves the static key`(_ cipher: PACEInfo.Cipher, _ id: Int) async throws {
        let group = try #require(KeyAgreementGroup(parameterId: id))
        let random: (Int) -> [UInt8]? = { try? SecureRandom.bytes($0) }
        let staticKey = try #require(try group.privateKey(random: random))
        let publicKey = try group.multiply(try group.generator(), by: staticKey)
        let profile = profile([try Self.info(.chipAuthentication, cipher, id)], staticKey: staticKey)
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "PACE-CAM")
        let proof = try #require(reading.access.mappingProof)
        #expect(proof.proves(publicKey))
        #expect(!proof.proves(try group.generator()))
    }

    @Test(arguments: [PACEFault.noAuthenticationData, .foreignAuthenticationData])
    func `a chip without its static key is opened and proves nothing`(_ fault: PACEFault) async throws {
        let group = try #require(KeyAgreementGroup(parameterId: 13))
        let publicKey = try group.multiply(try group.generator(), by: [7])
        var faults = PassportFaults()
        faults.pace = fault
        let reading = try await read(profile([try Self.info(.chipAuthentication)], staticKey: [7]), faults)
        #expect(reading.access.protocolName == "PACE-CAM")
        #expect(reading.access.mappingProof?.proves(publicKey) != true)
    }

    @Test func `surplus authentication data are not looked at`() async throws {
        var faults = PassportFaults()
        faults.pace = .surplusAuthenticationData
        let reading = try await read(profile([try Self.info()]), faults)
        #expect(reading.access.protocolName == "PACE-GM" && reading.access.mappingProof == nil)
    }

    @Test func `the card access number opens the chip`() async throws {
        let profile = profile([try Self.info()])
        #expect(try await read(profile, key: .can(Self.can)).files == profile.files)
    }

    @Test func `the card access number does not open a chip without PACE`() async {
        await #expect {
            try await read(SamplePassport.profile(), key: .can(Self.can))
        } throws: {
            ($0 as? ChipReadingError)?.code == .accessRefused
        }
    }

    @Test(arguments: [AccessKey.can("654321"), .mrz(bacKeyInput: "X")])
    func `a wrong password is told apart from other failures`(_ key: AccessKey) async throws {
        let profile = profile([try Self.info()])
        await #expect {
            try await read(profile, key: key)
        } throws: {
            ($0 as? ChipReadingError)?.code == .wrongKey
        }
    }

    @Test func `of several ways the strongest is taken, and its parameters are named`() async throws {
        let reading = try await read(
            profile([
                try Self.info(.generic, .tripleDES, 12), try Self.info(.integrated, .aes256, 13),
                try Self.info(.generic, .aes256, 13), try Self.info(.generic, .aes128, 18),
                try Self.info(.generic, .aes256, 12),
            ]))
        #expect(reading.access.protocolName == "PACE-GM" && reading.access.parameterId == 13)
        #expect(reading.access.cipher == "AES-256")
    }

    @Test func `a chip without PACE costs five short commands more`() async throws {
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile()))
        _ = try await ChipReader(channel: channel).read(access: .mrz(bacKeyInput: SamplePassport.key))
        let search = try channel.commands.prefix(6).map { try $0.encoded() }
        let bySelection = hex("00A4020C02011C")
        let byShortIdentifier = hex("00B09C0000")
        #expect(
            search == [
                bySelection, byShortIdentifier, hex("00A4000C023F00"), bySelection, byShortIdentifier,
                hex("00A4040C07A0000002471001"),
            ])
    }

    @Test(arguments: [UInt16](arrayLiteral: 0x6982, 0x6985, 0x6F00, 0x6400), [false, true])
    func `a refusal of EF_CardAccess is no word that there is none`(
        _ status: UInt16, _ isSelected: Bool
    ) async throws {
        var faults = PassportFaults()
        faults.cardAccessStatus = status
        faults.selectsApplicationAtReset = isSelected
        let profile = profile([try Self.info()])
        await #expect {
            try await read(profile, faults)
        } throws: {
            let error = $0 as? ChipReadingError
            return error?.code == .accessRefused && error?.detail.contains("EF.CardAccess") == true
        }
        let reading = try await read(profile, faults, policy: AccessPolicy(allowsDowngrade: true))
        #expect(reading.access.protocolName == "BAC" && reading.access.downgrade)
    }

    @Test(arguments: [UInt16](arrayLiteral: 0x6D00, 0x6E00, 0x6A86, 0x6A81, 0x6986))
    func `a chip that knows no files under the master file is opened by BAC`(_ status: UInt16) async throws {
        var faults = PassportFaults()
        faults.cardAccessStatus = status
        (faults.masterFileStatus, faults.implicitMasterFileStatus) = (status, status)
        let reading = try await read(profile([try Self.info()]), faults)
        #expect(reading.access.protocolName == "BAC" && !reading.access.downgrade)
    }

    @Test func `an application that is selected after a reset is left for EF_CardAccess`() async throws {
        var faults = PassportFaults()
        faults.selectsApplicationAtReset = true
        var profile = profile([try Self.info()])
        #expect(try await read(profile, faults).access.protocolName == "PACE-GM")
        profile.offersBasicAccessControl = false
        faults.masterFileStatus = 0x6985
        #expect(try await read(profile, faults).files == profile.files)
    }

    @Test func `the file is found by its short identifier, too`() async throws {
        var faults = PassportFaults()
        faults.selectsNothingUnderMasterFile = true
        let reading = try await read(profile([try Self.info()]), faults)
        #expect(reading.access.protocolName == "PACE-GM")
        #expect(try await read(SamplePassport.profile(), faults).access.protocolName == "BAC")
    }

    @Test func `a dropped session is begun anew by PACE`() async throws {
        var faults = PassportFaults()
        faults.refusedLength = (192, .droppedSession)
        let profile = profile([try Self.info(.generic, .aes256, 12), try Self.info(.generic, .aes128, 13)])
        let reading = try await read(profile, faults)
        #expect(reading.files == profile.files)
        #expect(reading.access.renewals > 0 && reading.access.protocolName == "PACE-GM")
    }

    @Test func `a failure that does not come again does not hinder`() async throws {
        var faults = PassportFaults()
        faults.pace = .failsOnce
        #expect(try await read(profile([try Self.info()]), faults).access.protocolName == "PACE-GM")
    }

    static let faults: [PACEFault] =
        [.refusesTemplate, .wrongToken]
        + (1...4).flatMap { step in
            [
                PACEFault.status(step: step, 0x6300), .status(step: step, 0x6A80), .wrongTag(step: step),
                .garbled(step: step), .shortened(step: step), .changed(step: step),
            ]
        } + (2...3).flatMap { [PACEFault.reflected(step: $0), .neutral(step: $0)] }

    @Test(arguments: faults, [12, 0])
    func `a fault of the chip ends PACE, and basic access control is no way round`(
        _ fault: PACEFault, _ id: Int
    ) async throws {
        let profile = profile([try Self.info(.generic, .aes128, id)])
        var faults = PassportFaults()
        faults.pace = fault
        await #expect {
            try await read(profile, faults)
        } throws: { error in
            guard let error = error as? ChipReadingError else { return false }
            return [.wrongKey, .accessRefused].contains(error.code) && error.step == .accessControl
        }
        // Where the policy allows the weaker protocol, it is used and the report says so.
        let reading = try await read(profile, faults, policy: AccessPolicy(allowsDowngrade: true))
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "BAC" && reading.access.downgrade)
        #expect(reading.access.parameterId == nil && reading.access.cipher == "3DES")
    }

    @Test(
        arguments: [
            [0x31, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x31, 0x02, 0x05, 0x00], [0x00], [0x31, 0x7F, 0x30],
            [
                0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02, 0x02,
                0x01,
                0x02, 0x02, 0x01, 0x07,
            ],
        ] as [[UInt8]])
    func `a misformed EF.CardAccess does not lead to basic access control`(_ file: [UInt8]) async throws {
        var profile = SamplePassport.profile()
        profile.files[.cardAccess] = file
        await #expect {
            try await read(profile)
        } throws: {
            ($0 as? ChipReadingError)?.code == .accessRefused
        }
        let reading = try await read(profile, policy: AccessPolicy(allowsDowngrade: true))
        #expect(reading.access.protocolName == "BAC" && reading.access.downgrade)
    }

    @Test func `an EF.CardAccess of other protocols only is no offer of PACE`() async throws {
        var profile = SamplePassport.profile()
        profile.files[.cardAccess] = [
            0x31, 0x11, 0x30, 0x0F, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02, 0x02, 0x01,
            0x01,
        ]
        let reading = try await read(profile)
        #expect(reading.access.protocolName == "BAC" && !reading.access.downgrade)
    }

    @Test func `the choice of the caller is kept`() async throws {
        let both = profile([try Self.info()])
        // The stronger way is left out knowingly, and the report says so.
        let weaker = try await read(both, policy: AccessPolicy(choice: .bac))
        #expect(weaker.access.protocolName == "BAC" && weaker.access.downgrade)
        #expect(weaker.files == both.files)
        let only = try await read(SamplePassport.profile(), policy: AccessPolicy(choice: .bac))
        #expect(only.access.protocolName == "BAC" && !only.access.downgrade)
        #expect(try await read(both, policy: AccessPolicy(choice: .pace)).access.protocolName == "PACE-GM")
        await #expect {
            try await read(SamplePassport.profile(), policy: AccessPolicy(choice: .pace))
        } throws: {
            ($0 as? ChipReadingError)?.code == .accessRefused
        }
    }

    @Test func `a chip with PACE alone is read`() async throws {
        var profile = profile([try Self.info(.generic, .aes256, 16)])
        profile.offersBasicAccessControl = false
        #expect(try await read(profile).files == profile.files)
    }
}
