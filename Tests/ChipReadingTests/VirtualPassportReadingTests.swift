import ChipReading
import Simulators
import SmartCard
import Synchronization
import Testing
import TravelDocument

/// Readings of a virtual passport without any reader in between: every oddity and its end.
@Suite struct VirtualPassportReadingTests {
    private func read(
        _ profile: PassportProfile, faults: PassportFaults = PassportFaults(), key: String = SamplePassport.key,
        files: [LDSFile]? = nil, limits: ChipReadingLimits = ChipReadingLimits(), lengths: APDULengths = .short
    ) async throws(ChipReadingError) -> ChipReading {
        let channel = DirectChannel(VirtualPassport(profile, faults: faults), lengths: lengths)
        return try await ChipReader(channel: channel, limits: limits).read(
            access: .mrz(bacKeyInput: key), files: files)
    }

    @Test(arguments: [0, 1, 4, 6, 100, 231, 232, 15_000]) func `files come byte for byte`(_ length: Int) async throws {
        let profile = SamplePassport.profile(dg2Bytes: length)
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "BAC")
        #expect(reading.access.cipher == "3DES")
        #expect(reading.missing == [] && reading.protected == [] && reading.shortened == [])
        #expect(reading.timings.map(\.step).suffix(4) == ["EF.SOD", "EF.COM", "DG1", "DG2"])
        #expect(reading.bytesExchanged > reading.bytesRead)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var code: ChipReadingError.Code
        var step: ChipReadingStep
        var file: LDSFile?
        var set: @Sendable (inout PassportFaults) -> Void
        var testDescription: String { name }
    }

    static let faults = [
        Fault(name: "other application", code: .notTravelDocument, step: .selectApplication) {
            $0.foreignApplication = true
        },
        Fault(name: "chip does not know the key", code: .wrongKey, step: .accessControl) {
            $0.wrongAuthenticationMAC = true
        },
        Fault(name: "removed at once", code: .cardRemoved, step: .capabilities) { $0.goneAfter = 0 },
        Fault(name: "removed in access control", code: .cardRemoved, step: .accessControl) { $0.goneAfter = 7 },
        Fault(name: "removed in the face", code: .cardRemoved, step: .readFile, file: .dg2) { $0.goneAfter = 50 },
        Fault(name: "silent in the face", code: .noAnswer, step: .readFile, file: .dg2) { $0.silentAfter = 50 },
        Fault(name: "wrong MAC", code: .secureMessagingBroken, step: .readFile, file: .dg2) { $0.wrongMACFrom = 40 },
        Fault(name: "wrong cryptogram", code: .secureMessagingBroken, step: .readFile, file: .sod) {
            $0.wrongCryptogramFrom = 0
        },
        Fault(name: "MAC missing", code: .secureMessagingBroken, step: .readFile, file: .sod) { $0.missingPart = .mac },
        Fault(name: "status missing", code: .secureMessagingBroken, step: .readFile, file: .sod) {
            $0.missingPart = .status
        },
        Fault(name: "cryptogram missing", code: .secureMessagingBroken, step: .readFile, file: .sod) {
            $0.missingPart = .cryptogram
        },
        Fault(name: "garbled answers", code: .secureMessagingBroken, step: .readFile, file: .sod) {
            $0.garbledAnswers = true
        },
        Fault(name: "garbage instead of TLV", code: .malformedFile, step: .readFile, file: .dg1) {
            $0.garbageFile = .dg1
        },
        Fault(name: "six million bytes", code: .fileTooLarge, step: .readFile, file: .dg2) { $0.hugeFile = .dg2 },
        Fault(name: "endless file", code: .endlessFile, step: .readFile, file: .dg2) { $0.endlessFile = .dg2 },
        Fault(name: "session dropped at any length", code: .sessionLost, step: .readFile, file: .sod) {
            $0.refusedLength = (above: 6, how: .droppedSession)
        },
        Fault(name: "no length is right", code: .unexpectedStatus, step: .readFile, file: .sod) {
            $0.refusedLength = (above: 6, how: .wrongLength)
        },
    ]

    @Test(arguments: faults) func `a fault has its code, step and file`(_ fault: Fault) async {
        var faults = PassportFaults()
        fault.set(&faults)
        await #expect {
            try await read(SamplePassport.profile(), faults: faults)
        } throws: { error in
            guard let error = error as? ChipReadingError else { return false }
            return error.code == fault.code && error.step == fault.step && error.file == fault.file
        }
    }

    @Test(arguments: PassportFaults.LengthRefusal.allCases, [223, 192, 160, 128])
    func `a chip that dislikes long reads is read with shorter ones`(
        _ how: PassportFaults.LengthRefusal, _ above: Int
    ) async throws {
        var faults = PassportFaults()
        faults.refusedLength = (above, how)
        let profile = SamplePassport.profile()
        let reading = try await read(profile, faults: faults)
        #expect(reading.files == profile.files)
        #expect((reading.access.renewals > 0) == (how == .droppedSession))
    }

    @Test func `the wrong key is told apart from other failures`() async {
        await #expect {
            try await read(SamplePassport.profile(), key: "UT00000027401011300101" + "5")
        } throws: { error in
            (error as? ChipReadingError)?.code == .wrongKey
                && (error as? ChipReadingError)?.statusWord == .verificationFailed
        }
    }

    @Test func `a chip that everybody may read is read and reported`() async throws {
        let profile = SamplePassport.profile(key: nil)
        let reading = try await read(profile)
        #expect(reading.files == profile.files)
        #expect(reading.access.protocolName == "none")
        #expect(reading.access.cipher == nil)
    }

    @Test(arguments: [true, false]) func `files are found without short identifiers`(_ isPlain: Bool) async throws {
        var profile = SamplePassport.profile(key: isPlain ? nil : SamplePassport.key)
        profile.hasShortIdentifiers = false
        let reading = try await read(profile, files: [.com, .dg1, .dg2, .sod, .dg11])
        #expect(reading.files == profile.files)
        #expect(reading.missing == [.dg11])
    }

    @Test func `missing and protected files are named and do no harm`() async throws {
        var profile = SamplePassport.profile()
        profile.files[.dg3] = TLV.encode(tag: 0x63, value: [1, 2, 3])
        profile.files[.dg11] = SamplePassport.dg11
        let reading = try await read(profile, files: [.dg11, .dg3, .dg14] + ChipReader.usualFiles)
        #expect(reading.protected == [.dg3])
        #expect(reading.missing == [.dg14])
        #expect(reading.files[.dg11] == SamplePassport.dg11)
        #expect(reading.files[.dg2] == SamplePassport.dg2())
    }

    @Test func `a refusal in the clear costs a session, not the reading`() async throws {
        var profile = SamplePassport.profile()
        profile.files[.dg3] = TLV.encode(tag: 0x63, value: [1, 2, 3])
        profile.files[.dg11] = SamplePassport.dg11
        var faults = PassportFaults()
        faults.refusesInTheClear = true
        let reading = try await read(profile, faults: faults, files: [.dg1, .dg3, .dg11])
        #expect(reading.protected == [.dg3])
        #expect(reading.files[.dg11] == SamplePassport.dg11)
        #expect(reading.access.renewals == 1)
    }

    @Test func `a chip that refuses short identifiers in the clear is read by the long ones`() async throws {
        var profile = SamplePassport.profile()
        profile.hasShortIdentifiers = false
        var faults = PassportFaults()
        faults.refusesInTheClear = true
        let reading = try await read(profile, faults: faults, files: [.com, .dg1, .dg2, .sod, .dg11])
        #expect(reading.files == profile.files)
        #expect(reading.missing == [.dg11])
        #expect(reading.access.renewals == 1)
    }

    @Test func `a faulty optional file is noted and the reading goes on`() async throws {
        var profile = SamplePassport.profile()
        profile.files[.dg11] = SamplePassport.dg11
        profile.files[.dg12] = TLV.encode(tag: 0x6C, value: [1])
        var faults = PassportFaults()
        faults.garbageFile = .dg11
        let reading = try await read(profile, faults: faults, files: [.dg1, .dg11, .dg12])
        #expect(reading.unreadable[.dg11]?.code == .malformedFile)
        #expect(reading.unreadable[.dg11]?.file == .dg11)
        #expect(reading.files[.dg12] == profile.files[.dg12])
    }

    @Test func `a file that ends before its length is marked`() async throws {
        var profile = SamplePassport.profile()
        profile.files[.dg2] = [UInt8](SamplePassport.dg2().dropLast(500))
        let reading = try await read(profile)
        #expect(reading.shortened == [.dg2])
        #expect(reading.files[.dg2] == profile.files[.dg2])
    }

    @Test(arguments: [false, true]) func `a file beyond 32,767 bytes is read with the odd instruction`(
        _ extended: Bool
    ) async throws {
        var profile = SamplePassport.profile(dg2Bytes: 80_000)
        profile.takesExtendedLength = extended
        let reading = try await read(profile, lengths: extended ? .extended : .short)
        #expect(reading.files == profile.files)
        #expect(reading.access.extendedLength == extended)
    }

    @Test func `extended length needs far fewer commands, and falls back where the chip has none`() async throws {
        var profile = SamplePassport.profile()
        let short = try await read(profile)
        let refused = try await read(profile, lengths: .extended)
        #expect(refused.files == profile.files)
        #expect(!refused.access.extendedLength && refused.access.renewals == 1)
        profile.takesExtendedLength = true
        let long = try await read(profile, lengths: .extended)
        #expect(long.files == profile.files)
        #expect(long.apduCount < short.apduCount / 4)
    }

    @Test(arguments: [(APDULengths.short, 159, 4), (.extended, 159, 5), (.extended, 231, 1)])
    func `a session that is dropped at each length leads to the smallest`(
        _ lengths: APDULengths, _ most: Int, _ renewals: Int
    ) async throws {
        var profile = SamplePassport.profile()
        profile.takesExtendedLength = true
        var faults = PassportFaults()
        faults.refusedLength = (most, .droppedSession)
        let reading = try await read(profile, faults: faults, lengths: lengths)
        #expect(reading.files == profile.files)
        #expect(reading.access.renewals == renewals)
    }

    @Test func `a chip that drops every session is given up`() async throws {
        var faults = PassportFaults()
        faults.refusedLength = (100, .droppedSession)
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile(), faults: faults))
        await #expect {
            try await ChipReader(channel: channel).read(access: .mrz(bacKeyInput: SamplePassport.key))
        } throws: {
            ($0 as? ChipReadingError)?.code == .sessionLost
        }
        // One for each of four steps, and three more.
        #expect(channel.commands.filter { $0.ins == 0x84 }.count == 8)
    }

    @Test(arguments: [(true, true), (false, false)])
    func `the chip is asked for extended length when only the reader has it`(
        _ announces: Bool, _ extended: Bool
    ) async throws {
        var profile = SamplePassport.profile()
        profile.takesExtendedLength = true
        if announces {
            profile.files[.atrInfo] = TLV.encode(
                tag: 0x7F66,
                children: [TLV.encode(tag: 2, value: [0x10, 0]), TLV.encode(tag: 2, value: [0x10, 0])])
        }
        let reading = try await read(profile, lengths: .askChip)
        #expect(reading.access.extendedLength == extended)
        #expect(reading.files[.dg2] == profile.files[.dg2])
    }

    @Test func `a face beyond the limit of its kind is refused, within it read`() async throws {
        let profile = SamplePassport.profile(dg2Bytes: 70_000)
        #expect(try await read(profile).files == profile.files)
        await #expect {
            try await read(profile, limits: ChipReadingLimits(imageFileBytes: 65_536))
        } throws: {
            ($0 as? ChipReadingError)?.code == .fileTooLarge
        }
    }

    @Test func `a reading that takes too long ends`() async {
        await #expect {
            try await read(SamplePassport.profile(), limits: ChipReadingLimits(totalTime: .zero))
        } throws: {
            ($0 as? ChipReadingError)?.code == .timeExceeded
        }
    }

    @Test func `a cancelled reading ends before its next command`() async {
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile()))
        let task = Task {
            // Cancels itself in the middle: no race with the reading.
            try await ChipReader(channel: channel) { progress in
                if progress.file == .dg2 { withUnsafeCurrentTask { $0?.cancel() } }
            }.read(access: .mrz(bacKeyInput: SamplePassport.key))
        }
        await #expect {
            try await task.value
        } throws: {
            ($0 as? ChipReadingError)?.code == .cancelled && ($0 as? ChipReadingError)?.file == .dg2
        }
    }

    @Test func `progress rises to one hundred percent`() async throws {
        let seen = Mutex<[ChipReadingProgress]>([])
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile()))
        _ = try await ChipReader(channel: channel) { progress in
            seen.withLock { $0.append(progress) }
        }.read(access: .mrz(bacKeyInput: SamplePassport.key))
        let steps = seen.withLock { $0 }
        #expect(steps.count > 50)
        #expect(steps.last?.percent == 100)
        #expect(steps.map(\.percent) == steps.map(\.percent).sorted())
        #expect(steps.allSatisfy { $0.bytesDone <= $0.bytesTotal })
    }

    @Test func `no command carries a Le that chips refuse`() async throws {
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile()))
        _ = try await ChipReader(channel: channel).read(access: .mrz(bacKeyInput: SamplePassport.key))
        let commands = channel.commands
        #expect(try commands[0].encoded() == hex("00A4020C02011C"))
        #expect(try commands[2].encoded() == hex("00A4000C023F00"))
        #expect(try commands[5].encoded() == hex("00A4040C07A0000002471001"))
        #expect(try commands[6].encoded() == hex("0084000008"))
        #expect(commands[7].ins == 0x82 && commands[7].ne == 40)
        #expect(commands.dropFirst(8).allSatisfy { $0.cla == 0x0C && $0.ne == 256 })
    }

    @Test func `an access key does not show in any text`() {
        let key = AccessKey.mrz(bacKeyInput: "SECRET")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("SECRET"))
    }
}
