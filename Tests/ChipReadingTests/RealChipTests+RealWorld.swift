import ChipReading
import Simulators
import SmartCard
import Testing
import TravelDocument

/// What real chips do, by number as in docs/real-world-issues.md, through the real pcscd.
extension RealChipTests {
    struct Habit: Sendable, CustomTestStringConvertible {
        let issue: Int
        let testDescription: String
        var access = AccessKey.mrz(bacKeyInput: SamplePassport.key)
        var files: [LDSFile]?
        var profile = SamplePassport.profile(dg2Bytes: 3000)
        var faults = PassportFaults()
        /// How the chip is opened, and how often anew.
        var protocolName = "BAC"
        var renewals = 0

        init(_ issue: Int, _ text: String, _ change: (inout Habit) -> Void) {
            self.issue = issue
            testDescription = "\(issue): \(text)"
            change(&self)
        }
    }

    static let aes = PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 13)
    static let weak = PACEInfo(mapping: .generic, cipher: .tripleDES, parameterId: 12)
    static let integrated = PACEInfo(mapping: .integrated, cipher: .aes128, parameterId: 12)
    static let largest = PACEInfo(mapping: .generic, cipher: .aes192, parameterId: 14)

    static func refusal(_ how: PassportFaults.LengthRefusal, above most: Int = 160) -> PassportFaults {
        var faults = PassportFaults()
        faults.refusedLength = (above: most, how: how)
        return faults
    }

    static func pace(_ habit: inout Habit, _ infos: [PACEInfo?], _ name: String) {
        habit.profile.offer(PassportPACE(infos.compactMap { $0 }))
        habit.protocolName = name
    }

    static let habits: [Habit] = [
        Habit(1, "several ways of PACE, whose parameters have to be named") { pace(&$0, [weak, aes], "PACE-GM") },
        Habit(2, "integrated mapping only") { pace(&$0, [integrated], "PACE-IM") },
        Habit(4, "the passport application is selected after a reset") {
            pace(&$0, [aes], "PACE-GM")
            $0.faults.selectsApplicationAtReset = true
        },
        Habit(4, "the same, and the master file goes without its name only") {
            pace(&$0, [aes], "PACE-GM")
            $0.profile.offersBasicAccessControl = false
            $0.faults.selectsApplicationAtReset = true
            $0.faults.masterFileStatus = 0x6A86
            $0.faults.refusedLength = (above: 192, how: .droppedSession)
            $0.renewals = 1
        },
        Habit(4, "the same without PACE") { $0.faults.selectsApplicationAtReset = true },
        Habit(4, "the master file cannot be selected in any way, and there is no PACE") {
            $0.faults.masterFileStatus = 0x6985
            $0.faults.implicitMasterFileStatus = 0x6A86
        },
        Habit(5, "nothing can be selected under the master file") {
            pace(&$0, [aes], "PACE-GM")
            $0.faults.selectsNothingUnderMasterFile = true
        },
        Habit(6, "6B00 for reads that are too long") { $0.faults = refusal(.wrongOffset) },
        Habit(7, "6Cxx with the right length") { $0.faults = refusal(.exactLength) },
        Habit(7, "6700 inside the session") { $0.faults = refusal(.wrongLength) },
        Habit(8, "6700 in the clear, and the session is gone") {
            $0.faults = refusal(.droppedSession)
            $0.renewals = 3
        },
        Habit(8, "the same until the smallest length is reached") {
            $0.faults = refusal(.droppedSession, above: 159)
            $0.renewals = 4
        },
        Habit(9, "fewer bytes than asked for") { $0.faults = refusal(.fewerBytes) },
        Habit(27, "access control before anything is read, files by long identifiers") {
            $0.profile.hasShortIdentifiers = false
        },
        Habit(31, "the card access number") {
            $0.profile.offer(PassportPACE([aes].compactMap { $0 }, accessNumber: "123456"))
            $0.access = .can("123456")
            $0.protocolName = "PACE-GM"
        },
        Habit(32, "domain parameters 14") { pace(&$0, [largest], "PACE-GM") },
        Habit(33, "EF.DIR of other applications and erased memory") {
            $0.profile.files[.dir] = MasterFileTests.directory + [UInt8](repeating: 0xFF, count: 40)
            $0.files = ChipReader.usualFiles + [.dir]
        },
    ]

    @Test(arguments: habits) func `a habit of real chips does not hinder`(_ habit: Habit) async throws {
        try await PrivateReaderService.withShared { service in
            try await withCard(habit.profile, habit.faults, service: service) { card in
                let reading = try await ChipReader(channel: card).read(access: habit.access, files: habit.files)
                #expect(reading.files == habit.profile.files)
                #expect(reading.access.protocolName == habit.protocolName && !reading.access.downgrade)
                #expect(reading.access.renewals == habit.renewals)
            }
        }
    }

    /// Issue 4.
    @Test func `a chip that neither gives EF_CardAccess nor says that it has none is not opened by BAC`() async throws {
        var profile = SamplePassport.profile(dg2Bytes: 3000)
        profile.offer(PassportPACE([Self.aes].compactMap { $0 }))
        var faults = PassportFaults()
        faults.cardAccessStatus = 0x6985
        try await PrivateReaderService.withShared { service in
            try await withCard(profile, faults, service: service) { card in
                await #expect {
                    try await ChipReader(channel: card).read(access: .mrz(bacKeyInput: SamplePassport.key))
                } throws: {
                    ($0 as? ChipReadingError)?.code == .accessRefused
                }
            }
            try await withCard(profile, faults, service: service) { card in
                let reading = try await ChipReader(channel: card, policy: AccessPolicy(allowsDowngrade: true)).read(
                    access: .mrz(bacKeyInput: SamplePassport.key))
                #expect(reading.access.protocolName == "BAC" && reading.access.downgrade)
            }
        }
    }

    /// Issue 28.
    @Test func `fingers that are kept for others are protected, and the rest is read`() async throws {
        var profile = SamplePassport.profile(dg2Bytes: 3000)
        profile.files[.dg3] = TLV.encode(tag: 0x63, value: SamplePassport.pattern(500))
        try await PrivateReaderService.withShared { service in
            try await withCard(profile, service: service) { card in
                let reading = try await ChipReader(channel: card).read(
                    access: .mrz(bacKeyInput: SamplePassport.key), files: ChipReader.usualFiles + [.dg3])
                #expect(reading.protected == [.dg3] && reading.files[.dg2] == profile.files[.dg2])
            }
        }
    }
}
