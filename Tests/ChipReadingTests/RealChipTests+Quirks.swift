import ChipReading
import Simulators
import SmartCard
import Synchronization
import Testing
import TravelDocument

/// A quirk changes what goes over the wire, through the real pcscd.
extension RealChipTests {
    /// Writes down what a passport is asked.
    struct LoggedChip: VirtualChip {
        final class Log: Sendable {
            let commands = Mutex<[[UInt8]]>([])
        }

        var passport: VirtualPassport
        let log: Log
        var answerToReset: [UInt8] { passport.answerToReset }

        mutating func reset() { passport.reset() }

        mutating func answer(to command: [UInt8]) -> ChipAnswer {
            log.commands.withLock { $0.append(command) }
            return passport.answer(to: command)
        }
    }

    struct Quirk: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let match: QuirkMatch
        let quirk: ReadingQuirk
        var profile = SamplePassport.profile(dg2Bytes: 3000)
        var faults = PassportFaults()
        var limits = SmartCardLimits()
        /// What is true of the commands with the quirk, and not without it.
        let shows: @Sendable ([[UInt8]]) -> Bool

        init(
            _ text: String, _ match: QuirkMatch, _ quirk: ReadingQuirk, shows: @escaping @Sendable ([[UInt8]]) -> Bool
        ) {
            (testDescription, self.match, self.quirk, self.shows) = (text, match, quirk, shows)
        }

        func with(_ change: (inout Quirk) -> Void) -> Quirk {
            var quirk = self
            change(&quirk)
            return quirk
        }
    }

    /// The length that a protected READ BINARY asks for: DO 97 travels in the clear.
    static func lengths(_ commands: [[UInt8]]) -> [Int] {
        commands.compactMap { command in
            guard command.count > 8, command[0] == 0x0C, command[1] == 0xB0, command[5] == 0x97 else { return nil }
            return command[7] == 0 ? 256 : Int(command[7])
        }
    }

    static let quirks: [Quirk] = [
        Quirk(
            "reads of at most 100 bytes, by issuer and document code",
            QuirkMatch(issuers: ["UTO"], documentCodes: ["P"]), .longestRead(100)
        ) {
            lengths($0).max() == 100
        },
        Quirk(
            "steps of its own, by historical bytes", QuirkMatch(historicalBytes: [[0x80, 0x73]]), .readSteps([90, 64])
        ) {
            lengths($0).max() == 90
        }.with { $0.profile.answerToReset = PassportProfile.extendedAnswerToReset },
        Quirk("no extended length, by the reader's name", QuirkMatch(readers: ["*00 00"]), .noExtendedLength) {
            !$0.contains { $0.count > 5 && $0[4] == 0 }
        }.with {
            $0.limits = SmartCardLimits(extendedLength: .always)
            $0.profile.takesExtendedLength = true
        },
        Quirk(
            "files by SELECT, by answer to reset", QuirkMatch(answersToReset: [[0x3B, 0x80]]), .fileAccess(.identifier)
        ) {
            !$0.contains { $0[1] == 0xB0 && $0[2] & 0x80 != 0 && $0[0] == 0x0C }
        },
        Quirk(
            "EF.CardAccess by its short identifier first", QuirkMatch(issuers: ["UTO"]),
            .cardAccess([.shortIdentifier, .identifier])
        ) {
            $0.first?.prefix(4) == [0x00, 0xB0, 0x9C, 0x00]
        }.with { $0.profile.offer(PassportPACE([aes].compactMap { $0 })) },
        Quirk("EF.CardAccess not by its short identifier", QuirkMatch(issuers: ["UTO"]), .cardAccess([.identifier])) {
            !$0.contains { $0.prefix(3) == [0x00, 0xB0, 0x9C] }
        }.with { $0.faults.selectsNothingUnderMasterFile = true },
        Quirk("the master file by its identifier", QuirkMatch(issuers: ["UTO"]), .masterFile(.identifier)) {
            $0.first == [0x00, 0xA4, 0x00, 0x0C, 0x02, 0x3F, 0x00]
        },
        Quirk("the master file without naming it", QuirkMatch(issuers: ["UTO"]), .masterFile(.implicit)) {
            $0.first?.prefix(4) == [0x00, 0xA4, 0x00, 0x0C]
        },
        Quirk(
            "parameters of PACE always named, by what EF.CardAccess says",
            QuirkMatch(protocols: ["0.4.0.127.0.7.2.2.4.2.4"]), .paceParameters(.always)
        ) {
            $0.contains { $0[1] == 0x22 && $0.suffix(3) == [0x84, 0x01, 0x0D] }
        }.with { $0.profile.offer(PassportPACE([aes].compactMap { $0 })) },
        Quirk("Le 00 in mutual authentication", QuirkMatch(issuers: ["UTO"]), .mutualAuthenticationLengths([256])) {
            $0.contains { $0[1] == 0x82 && $0.last == 0x00 }
        },
        Quirk("6Cxx ignored", QuirkMatch(issuers: ["UTO"]), .exactLength(.ignored)) {
            !lengths($0).contains(150)
        }.with { $0.faults.refusedLength = (above: 150, how: .exactLength) },
    ]

    @Test(arguments: quirks) func `a quirk changes what goes over the wire`(_ quirk: Quirk) async throws {
        try await PrivateReaderService.withShared { service in
            let with = try await commands(quirk, [quirk.quirk], service)
            #expect(quirk.shows(with))
            let without = try await commands(quirk, [], service)
            #expect(!quirk.shows(without))
        }
    }

    private func commands(
        _ quirk: Quirk, _ reading: [ReadingQuirk], _ service: PrivateReaderService
    ) async throws -> [[UInt8]] {
        let log = LoggedChip.Log()
        var quirks = ChipQuirks.standard
        quirks.version = "TEST-1"
        quirks.entries = [ChipQuirks.Entry(id: "one", match: quirk.match, reading: reading)]
        let chip = LoggedChip(passport: VirtualPassport(quirk.profile, faults: quirk.faults), log: log)
        try await withCard(chip, limits: quirk.limits, service: service) { card in
            let result = try await ChipReader(
                channel: card, quirks: quirks,
                traits: ChipTraits(
                    reader: service.readers[0].name, answerToReset: card.answerToReset,
                    historicalBytes: card.historicalBytes, issuer: "UTO", documentCode: "P")
            ).read(access: .mrz(bacKeyInput: SamplePassport.key))
            #expect(result.files == quirk.profile.files)
            #expect(result.quirks == QuirksUsed(version: "TEST-1", applied: reading.isEmpty ? [] : ["one"]))
        }
        return log.commands.withLock { $0 }
    }

    @Test func `a status to SELECT that is known to mean selected is passed over, and no other`() async throws {
        try await PrivateReaderService.withShared { service in
            var faults = PassportFaults()
            faults.selectStatus = 0x6A87
            let profile = SamplePassport.profile(dg2Bytes: 500)
            try await withCard(profile, faults, service: service) { card in
                let reading = try await ChipReader(channel: card, traits: ChipTraits(issuer: "UKR")).read(
                    access: .mrz(bacKeyInput: SamplePassport.key))
                #expect(reading.files == profile.files && reading.quirks?.applied == ["ukraine-select"])
            }
            try await withCard(profile, faults, service: service) { card in
                await #expect {
                    try await ChipReader(channel: card, traits: ChipTraits(issuer: "POL")).read(
                        access: .mrz(bacKeyInput: SamplePassport.key))
                } throws: { ($0 as? ChipReadingError)?.code == .unexpectedStatus }
            }
        }
    }

    @Test func `a chip that needs time gets it`() async throws {
        try await PrivateReaderService.withShared { service in
            try await withCard(SamplePassport.profile(dg2Bytes: 500), service: service) { card in
                var quirks = ChipQuirks.standard
                quirks.entries = [
                    .init(
                        id: "slow", match: QuirkMatch(issuers: ["UTO"]),
                        reading: [.pauseAtStart(100), .pauseBetween(10)])
                ]
                let start = ContinuousClock.now
                let reading = try await ChipReader(
                    channel: card, quirks: quirks, traits: ChipTraits(issuer: "UTO")
                ).read(access: .mrz(bacKeyInput: SamplePassport.key))
                #expect(ContinuousClock.now - start >= .milliseconds(100 + 10 * reading.apduCount))
            }
        }
    }
}
