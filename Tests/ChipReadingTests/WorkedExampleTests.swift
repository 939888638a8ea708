import SmartCard
import Testing
import TravelDocument

@testable import ChipReading

/// The worked examples of ICAO 9303-11 appendix D.
@Suite struct WorkedExampleTests {
    /// Values of one group.
    private func group(_ id: String) throws -> [String: String] {
        try #require(WorkedExampleValues.groups[id])
    }

    private func bytes(_ group: [String: String], _ name: String) throws -> [UInt8] {
        hex(try #require(group[name]))
    }

    @Test
    func `keys of the data page are those of example D.2`() throws {
        let example = try group("D.2")
        let keys = try SessionKeys(bacKeyInput: try #require(example["mrz_information"]))
        #expect(keys.encryption == (try bytes(example, "k_enc")))
        #expect(keys.authentication == (try bytes(example, "k_mac")))
    }

    @Test
    func `a whole exchange is that of examples D.3 and D.4`() async throws {
        let (keyExample, example) = (try group("D.2"), try group("D.3"))
        let exchanges = WorkedExampleValues.exchanges
        var script: [(command: [UInt8], answer: [UInt8])] = [
            (hex("00A4040C07A0000002471001"), hex("9000")),
            (hex("0084000008"), try bytes(example, "rnd_ic") + [0x90, 0x00]),
            (
                hex("0082000028") + (try bytes(example, "e_ifd")) + (try bytes(example, "m_ifd")) + [0x28],
                try bytes(example, "response") + [0x90, 0x00]
            ),
        ]
        for exchange in exchanges {
            script.append((try bytes(exchange, "protected"), try bytes(exchange, "response")))
        }
        let channel = ScriptedChannel(script)
        let (nonce, key) = (try bytes(example, "rnd_ifd"), try bytes(example, "k_ifd"))
        let run = ReadingRun(
            channel: channel, limits: ChipReadingLimits(),
            access: .mrz(bacKeyInput: try #require(keyExample["mrz_information"])),
            random: { count in count == 8 ? nonce : key })
        try await run.selectApplication()
        try await run.openAccess()
        #expect(run.secureMessaging?.sendSequenceCounter == 0x8870_2212_0C06_C226)
        for exchange in exchanges {
            let answer = try await run.send(try CommandAPDU(parsing: try bytes(exchange, "plain")))
            #expect(answer.encoded == (try bytes(exchange, "plain_response")))
        }
        #expect(channel.remaining == 0)
    }
}
