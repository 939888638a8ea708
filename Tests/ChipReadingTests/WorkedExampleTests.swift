import Foundation
import SmartCard
import Testing
import TravelDocument

@testable import ChipReading

/// The worked examples of ICAO 9303-11 appendix D.
@Suite struct WorkedExampleTests {
    static let file = OutsideMaterial.file("vectors/icao9303-11-worked-examples.json")

    /// Values of one group of the file.
    private func group(_ id: String) throws -> [String: Any] {
        let data = try Data(contentsOf: try #require(Self.file))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let groups = try #require(root["groups"] as? [[String: Any]])
        return try #require(groups.first { $0["id"] as? String == id }?["values"] as? [String: Any])
    }

    private func bytes(_ group: [String: Any], _ name: String) throws -> [UInt8] {
        hex(try #require(group[name] as? String))
    }

    @Test(.enabled(if: file != nil, "skipped: outside material not present"))
    func `keys of the data page are those of example D.2`() throws {
        let example = try group("D.2")
        let keys = try SessionKeys(bacKeyInput: try #require(example["mrz_information"] as? String))
        #expect(keys.encryption == (try bytes(example, "k_enc")))
        #expect(keys.authentication == (try bytes(example, "k_mac")))
    }

    @Test(.enabled(if: file != nil, "skipped: outside material not present"))
    func `a whole exchange is that of examples D.3 and D.4`() async throws {
        let (keyExample, example, messages) = (try group("D.2"), try group("D.3"), try group("D.4"))
        let exchanges = try #require(messages["exchanges"] as? [[String: String]])
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
            access: .mrz(bacKeyInput: try #require(keyExample["mrz_information"] as? String)),
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

extension WorkedExampleTests {
    private func bytes(_ exchange: [String: String], _ name: String) throws -> [UInt8] {
        hex(try #require(exchange[name]))
    }
}

/// Files that lie outside of the repository.
enum OutsideMaterial {
    /// The path of a file, nil where it is not present.
    static func file(_ name: String) -> URL? {
        let folder =
            ProcessInfo.processInfo.environment["BOOMT_SHARED_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared/data").standardizedFileURL
        let file = folder.appending(path: name)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }
}
