import Foundation
import Simulators
import Testing
import TravelDocument

/// Evidence of readings that broke off.
extension ChipReadTests {
    private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    static let publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

    /// A key to seal evidence with, as a file.
    func evidenceKey(_ scratch: Scratch) throws -> String {
        let key = try scratch.file("evidence.key", Self.seed)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        return key
    }

    struct Break: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: String
        var overall = "aborted"
        var number = "PE1234567"
        /// Files that the evidence has, and one that it has not.
        var files: [String] = []
        var set: @Sendable (inout PassportFaults) -> Void = { _ in }
    }

    static let breaks = [
        Break(
            testDescription: "the chip leaves in the middle", fault: "cardRemoved", files: ["DG1", "EF.COM", "EF.SOD"]
        ) {
            $0.goneAfter = 40
        },
        Break(testDescription: "a hostile length", fault: "fileTooLarge", files: ["DG1", "EF.COM", "EF.SOD"]) {
            $0.hugeFile = .dg2
        },
        Break(testDescription: "a wrong MAC", fault: "secureMessagingBroken") { $0.wrongMACFrom = 3 },
        Break(testDescription: "another key", fault: "wrongKey", overall: "failed", number: "PE7654321"),
    ]

    @Test(arguments: breaks) func `a reading that broke off leaves evidence of what came and why it ended`(
        _ end: Break
    ) async throws {
        let document = try SampleDocument()
        let other = try SampleDocument(number: end.number)
        var faults = PassportFaults()
        end.set(&faults)
        try await withChip(document, faults) { service, scratch in
            let key = try evidenceKey(scratch)
            let place = scratch.place("sealed.json")
            let run = try await read(
                service, scratch, zone: other.zoneText, "--evidence", place, "--evidence-key", key)
            #expect(run.code == 1 && run.overall == end.overall, "\(run.messages)")
            #expect((run.object["fault"] as? [String: Any])?["code"] as? String == end.fault)

            let sealed = try #require(
                try JSONSerialization.jsonObject(with: Data(try scratch.bytes("sealed.json"))) as? [String: Any])
            #expect((sealed["files"] as? [String: Any])?.keys.sorted() == end.files)
            let text = try #require(sealed["statement"] as? String)
            let statement = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let reading = try #require(statement["reading"] as? [String: Any])
            #expect((reading["fault"] as? [String: Any])?["code"] as? String == end.fault)
            #expect(((reading["figures"] as? [String: Any])?["apdus"] as? Int ?? 0) > 0)
            #expect((reading["access"] as? [String: Any])?["complete"] as? Bool == false)

            let again = try await CommandRun.boomtctl([
                "chip", "inspect", place, "--evidence-signer", Self.publicKey, "--json",
            ])
            #expect(again.code == 1 && again.overall == end.overall, "\(again.messages)")
            #expect((again.object["fault"] as? [String: Any])?["code"] as? String == end.fault)
            let facts = again.object["evidence"] as? [String: Any]
            #expect(facts?["signature"] as? String == "valid" && facts?["sameResult"] as? Bool == true)
        }
    }
}
