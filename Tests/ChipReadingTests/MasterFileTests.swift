import ChipReading
import Simulators
import SmartCard
import Testing
import TravelDocument

@Suite struct MasterFileTests {
    static let directory = ApplicationDirectory(applications: [
        .init(identifier: ApplicationDirectory.travelDocument), .init(identifier: [0xE8, 0x28], label: "Other"),
    ]).encoded()
    static let capabilities: [UInt8] = [0x7F, 0x66, 0x08, 0x02, 0x02, 0x01, 0x00, 0x02, 0x02, 0x01, 0x00]

    static func read(_ profile: PassportProfile, files: [LDSFile]) async throws -> ChipReading {
        try await ChipReader(channel: DirectChannel(VirtualPassport(profile))).read(
            access: .mrz(bacKeyInput: SamplePassport.key), files: files)
    }

    @Test(arguments: [directory, directory + [UInt8](repeating: 0xFF, count: 700)], [true, false])
    func `the list of applications and the capabilities are read when they are asked for`(
        _ bytes: [UInt8], _ hasShortIdentifiers: Bool
    ) async throws {
        var profile = SamplePassport.profile(dg2Bytes: 300)
        profile.hasShortIdentifiers = hasShortIdentifiers
        profile.files[.dir] = bytes
        profile.files[.atrInfo] = Self.capabilities
        let reading = try await Self.read(profile, files: LDSFile.allCases)
        #expect(reading.files[.dir] == bytes && reading.files[.atrInfo] == Self.capabilities)
        let list = try ApplicationDirectory(parsing: bytes)
        #expect(list.applications.map(\.name) == ["eMRTD", nil])
        let usual = try await Self.read(profile, files: ChipReader.usualFiles)
        #expect(usual.files[.dir] == nil && usual.files[.atrInfo] == nil)
    }

    @Test func `a chip without them is read, and they are named as missing`() async throws {
        let reading = try await Self.read(SamplePassport.profile(dg2Bytes: 300), files: [.dir, .atrInfo, .dg1])
        #expect(reading.missing == [.atrInfo, .dir] && reading.files[.dg1] == SamplePassport.dg1)
    }
}

@Suite struct ReadLengthMemoryTests {
    static let pair = ReadLengthMemory.Pair(reader: "A", answerToReset: [0x3B])

    @Test(arguments: [PassportFaults.LengthRefusal.wrongLength, .droppedSession, .wrongOffset])
    func `the second passport of a kind is not asked for what the first refused`(
        _ how: PassportFaults.LengthRefusal
    ) async throws {
        let memory = ReadLengthMemory()
        var faults = PassportFaults()
        faults.refusedLength = (above: 200, how: how)
        func read(_ pair: ReadLengthMemory.Pair) async throws -> ChipReading {
            let channel = DirectChannel(VirtualPassport(SamplePassport.profile(dg2Bytes: 3000), faults: faults))
            return try await ChipReader(channel: channel, memory: (memory, pair)).read(
                access: .mrz(bacKeyInput: SamplePassport.key))
        }
        let first = try await read(Self.pair)
        let second = try await read(Self.pair)
        #expect(second.files == first.files && second.apduCount < first.apduCount && second.access.renewals == 0)
        #expect(memory.longest(Self.pair) == 192)
        // Another reader, or another kind of chip, is another matter.
        let other = try await read(ReadLengthMemory.Pair(reader: "B", answerToReset: [0x3B]))
        #expect(other.apduCount == first.apduCount)
    }

    @Test func `a reading that breaks off leaves what it has found out`() async throws {
        let memory = ReadLengthMemory()
        var faults = PassportFaults()
        faults.refusedLength = (above: 159, how: .droppedSession)
        func read() async throws -> ChipReading {
            let channel = DirectChannel(VirtualPassport(SamplePassport.profile(dg2Bytes: 3000), faults: faults))
            return try await ChipReader(channel: channel, memory: (memory, Self.pair)).read(
                access: .mrz(bacKeyInput: SamplePassport.key))
        }
        faults.garbageFile = .dg2
        await #expect(throws: ChipReadingError.self) { try await read() }
        #expect(memory.longest(Self.pair) == 128)
        faults.garbageFile = nil
        #expect(try await read().access.renewals == 0)
    }

    @Test func `a passport that refuses nothing leaves nothing to remember`() async throws {
        let memory = ReadLengthMemory()
        let channel = DirectChannel(VirtualPassport(SamplePassport.profile(dg2Bytes: 3000)))
        _ = try await ChipReader(channel: channel, memory: (memory, Self.pair)).read(
            access: .mrz(bacKeyInput: SamplePassport.key))
        #expect(memory.count == 0)
    }

    @Test func `what is remembered is bounded, the oldest goes, and it is tried anew after some readings`() {
        let memory = ReadLengthMemory()
        memory.note(160, Self.pair)
        for _ in 0..<200 { #expect(memory.longest(Self.pair) == 160) }
        #expect(memory.longest(Self.pair) == nil && memory.count == 0)
        for number in 0..<300 {
            memory.note(128, ReadLengthMemory.Pair(reader: "\(number)", answerToReset: []))
            #expect(memory.longest(ReadLengthMemory.Pair(reader: "0", answerToReset: [])) == (number < 200 ? 128 : nil))
        }
        #expect(memory.count == 256)
        #expect(memory.longest(ReadLengthMemory.Pair(reader: "299", answerToReset: [])) == 128)
        #expect(memory.longest(ReadLengthMemory.Pair(reader: "2", answerToReset: [])) == nil)
    }
}
