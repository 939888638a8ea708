import ChipReading
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Readings through the real pcscd, its vpcd driver and libpcsclite. Fails, and says what to install, where they are
/// missing.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RealChipTests {
    /// Lets `body` have a card with this passport; before and after, the reader is empty.
    func withCard(
        _ profile: PassportProfile, _ faults: PassportFaults = PassportFaults(),
        limits: SmartCardLimits = SmartCardLimits(), service: PrivateReaderService,
        _ body: (CardConnection) async throws -> Void
    ) async throws {
        try await withCard(VirtualPassport(profile, faults: faults), limits: limits, service: service, body)
    }

    /// The same with a chip of any kind.
    func withCard(
        _ chip: any VirtualChip, limits: SmartCardLimits, service: PrivateReaderService,
        _ body: (CardConnection) async throws -> Void
    ) async throws {
        let reader = service.readers[0]
        let monitor = ReaderMonitor()
        let running = Task { await monitor.run() }
        defer { running.cancel() }
        let events = monitor.events()
        let link = VPCDLink(port: reader.port)
        try link.insert(chip)
        try await wait(events) { event in
            if case .cardInserted(reader.name, _) = event { true } else { false }
        }
        let card = try await CardConnection.open(reader: reader.name, limits: limits)
        try await body(card)
        await card.close()
        link.remove()
        try await wait(events) { $0 == .cardRemoved(reader: reader.name) }
    }

    private func wait(_ events: AsyncStream<ReaderEvent>, for what: (ReaderEvent) -> Bool) async throws {
        for await event in events where what(event) { return }
        throw SmartCardError(.serviceUnavailable, "the stream ended")
    }

    private func readWhole(
        _ profile: PassportProfile, limits: SmartCardLimits = SmartCardLimits(), service: PrivateReaderService
    ) async throws -> ChipReading? {
        var reading: ChipReading?
        try await withCard(profile, limits: limits, service: service) { card in
            reading = try await ChipReader(channel: card).read(access: .mrz(bacKeyInput: SamplePassport.key))
        }
        return reading
    }

    @Test func `a passport with a face of 15 KB is read byte for byte`() async throws {
        try await PrivateReaderService.withShared { service in
            let profile = SamplePassport.profile()
            let reading = try await readWhole(profile, service: service)
            #expect(reading?.files == profile.files)
            #expect(reading?.access.protocolName == "BAC")
        }
    }

    @Test(arguments: [
        PACEInfo(mapping: .generic, cipher: .tripleDES, parameterId: 12),
        PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 13),
        PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 18),
        PACEInfo(mapping: .integrated, cipher: .aes192, parameterId: 16),
        PACEInfo(mapping: .chipAuthentication, cipher: .aes256, parameterId: 12),
        PACEInfo(mapping: .generic, usesCurve: false, cipher: .aes128, parameterId: 0),
    ])
    func `a passport with PACE is read byte for byte`(_ info: PACEInfo?) async throws {
        let info = try #require(info)
        try await PrivateReaderService.withShared { service in
            var profile = SamplePassport.profile(dg2Bytes: 3000)
            profile.offer(PassportPACE([info], staticPrivateKey: [0x07]))
            let reading = try await readWhole(profile, service: service)
            #expect(reading?.files == profile.files)
            #expect(reading?.access.protocolName == info.name)
            #expect(reading?.access.parameterId == info.parameterId)
            #expect((reading?.access.mappingProof != nil) == (info.mapping == .chipAuthentication))
        }
    }

    @Test func `a chip and a reader with extended length are read in long pieces`() async throws {
        try await PrivateReaderService.withShared { service in
            var profile = SamplePassport.profile(dg2Bytes: 50_000)
            profile.takesExtendedLength = true
            let reading = try await readWhole(
                profile, limits: SmartCardLimits(extendedLength: .always), service: service)
            #expect(reading?.files == profile.files)
            #expect(reading?.access.extendedLength == true)
        }
    }

    @Test func `a file of more than 32 KB is read`() async throws {
        try await PrivateReaderService.withShared { service in
            let profile = SamplePassport.profile(dg2Bytes: 40_000)
            let reading = try await readWhole(profile, service: service)
            #expect(reading?.files == profile.files)
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var code: ChipReadingError.Code
        var file: LDSFile?
        var key = SamplePassport.key
        var set: @Sendable (inout PassportFaults) -> Void = { _ in }
        var testDescription: String { name }
    }

    static let faults = [
        Fault(name: "wrong MRZ", code: .wrongKey, key: "UT00000027401011300101" + "5"),
        Fault(name: "removed in mid-read", code: .cardRemoved, file: .dg2) { $0.goneAfter = 40 },
        Fault(name: "garbage instead of TLV", code: .malformedFile, file: .dg2) { $0.garbageFile = .dg2 },
        Fault(name: "six million bytes", code: .fileTooLarge, file: .dg2) { $0.hugeFile = .dg2 },
        Fault(name: "endless file", code: .endlessFile, file: .dg2) { $0.endlessFile = .dg2 },
        Fault(name: "never answers", code: .noAnswer, file: .dg2) { $0.silentAfter = 40 },
        Fault(name: "wrong MAC", code: .secureMessagingBroken, file: .dg2) { $0.wrongMACFrom = 30 },
        Fault(name: "other application", code: .notTravelDocument) { $0.foreignApplication = true },
    ]

    @Test(arguments: faults) func `a fault is named, and the next passport is read`(_ fault: Fault) async throws {
        try await PrivateReaderService.withShared { service in
            var faults = PassportFaults()
            fault.set(&faults)
            let limits = SmartCardLimits(answerTime: .milliseconds(500))
            try await withCard(SamplePassport.profile(), faults, limits: limits, service: service) { card in
                await #expect {
                    try await ChipReader(channel: card).read(access: .mrz(bacKeyInput: fault.key))
                } throws: { error in
                    guard let error = error as? ChipReadingError else { return false }
                    return error.code == fault.code && error.file == fault.file
                }
            }
            let next = SamplePassport.profile(dg2Bytes: 500)
            let reading = try await readWhole(next, service: service)
            #expect(reading?.files == next.files)
        }
    }

    @Test func `a service killed in mid-read is named, and after its return the next passport is read`() async throws {
        try await PrivateReaderService.withShared { service in
            var faults = PassportFaults()
            faults.answerDelay = .milliseconds(5)
            try await withCard(SamplePassport.profile(), faults, service: service) { card in
                await #expect {
                    try await ChipReader(channel: card) { progress in
                        if progress.percent > 30, service.isRunning { service.kill() }
                    }.read(access: .mrz(bacKeyInput: SamplePassport.key))
                } throws: {
                    ($0 as? ChipReadingError)?.code == .serviceUnavailable
                }
            }
            try await service.restart()
            let next = SamplePassport.profile(dg2Bytes: 500)
            let reading = try await readWhole(next, service: service)
            #expect(reading?.files == next.files)
        }
    }
}
