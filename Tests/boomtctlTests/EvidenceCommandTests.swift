import Cryptography
import Foundation
import Simulators
import Testing
import TravelDocument

/// Evidence that is signed off, and judged again without the chip.
@Suite struct EvidenceCommandTests {
    /// An Ed25519 key with its public half (RFC 8032 §7.1, test 1).
    private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    private static let publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

    private func key(_ scratch: Scratch) throws -> String {
        let path = try scratch.file("evidence.key", Self.seed)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    /// Makes evidence of a document on disk and returns its path.
    private func evidence(
        _ document: SampleDocument, _ scratch: Scratch, trusted: Bool = true
    ) async throws -> (path: String, made: CommandRun) {
        let folder = try document.write(into: scratch)
        _ = try scratch.file("empty/readme", "")
        let path = scratch.place("sealed.json")
        let made = try await CommandRun.boomtctl([
            "chip", "inspect", folder, "--trust",
            trusted ? try SampleDocument.writeTrust(into: scratch) : scratch.place("empty"), "--mrz",
            try scratch.file("zone", document.zoneText), "--json", "--evidence", path, "--evidence-key",
            try key(scratch),
        ])
        return (path, made)
    }

    private func inspect(_ path: String, _ more: String...) async throws -> CommandRun {
        try await CommandRun.boomtctl(["chip", "inspect", path, "--json"] + more)
    }

    private func facts(_ run: CommandRun) -> [String: Any] { run.object["evidence"] as? [String: Any] ?? [:] }

    @Test func `evidence is judged again to the same result without store, chip and zone`() async throws {
        let scratch = try Scratch()
        let (path, made) = try await evidence(SampleDocument(), scratch)
        #expect(made.code == 0, "\(made.messages)")
        #expect(made.messages.contains(Self.publicKey) && !made.messages.contains("PE1234567"))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let again = try await inspect(path, "--evidence-signer", Self.publicKey)
        #expect(again.code == 0, "\(again.output) \(again.messages)")
        #expect(again.overall == "successful" && again.result(of: "mrzDg1Comparison") == "successful")
        #expect(facts(again)["signature"] as? String == "valid")
        #expect(facts(again)["sameResult"] as? Bool == true)
        #expect(facts(again)["overall"] as? String == "successful")
        let before = try #require(made.object["checks"] as? [[String: Any]]) as NSArray
        let after = try #require(again.object["checks"] as? [[String: Any]]) as NSArray
        #expect(before == after)
        let text = try await CommandRun.boomtctl(["chip", "inspect", path, "--evidence-signer", Self.publicKey])
        #expect(text.output.contains("same result"))
    }

    @Test func `an undetermined document stays undetermined, whatever the machine trusts now`() async throws {
        let scratch = try Scratch()
        let (path, made) = try await evidence(SampleDocument(), scratch, trusted: false)
        #expect(made.code == 1 && made.overall == "undetermined")
        let again = try await inspect(path, "--evidence-signer", Self.publicKey)
        #expect(again.code == 1 && again.overall == "undetermined" && facts(again)["sameResult"] as? Bool == true)
        // Another store is another question.
        let trust = try SampleDocument.writeTrust(into: scratch)
        let other = try await inspect(path, "--evidence-signer", Self.publicKey, "--trust", trust)
        #expect(other.code == 0 && other.overall == "successful")
        #expect(facts(other)["sameResult"] == nil || facts(other)["sameResult"] is NSNull)
    }

    @Test func `of evidence without a known signer only the files count`() async throws {
        let scratch = try Scratch()
        let (path, _) = try await evidence(SampleDocument(), scratch)
        let unnamed = try await inspect(path)
        #expect(facts(unnamed)["signature"] as? String == "signerUnknown")
        #expect(unnamed.code == 1 && unnamed.overall == "undetermined", "its own authorities must not count")
        #expect(unnamed.result(of: "mrzDg1Comparison") == "notSupported")
        let other = try await inspect(path, "--evidence-signer", String(repeating: "00", count: 32))
        #expect(other.code == 1 && facts(other)["signature"] as? String == "signerUnknown")
    }

    @Test func `tampering is named`() async throws {
        let scratch = try Scratch()
        let (path, _) = try await evidence(SampleDocument(), scratch)
        let good = try #require(
            JSONSerialization.jsonObject(with: Data(try scratch.bytes("sealed.json"))) as? [String: Any])
        func tampered(_ change: (inout [String: Any]) throws -> Void) async throws -> CommandRun {
            var object = good
            try change(&object)
            let data = try JSONSerialization.data(withJSONObject: object)
            return try await inspect(
                try scratch.file("tampered.json", [UInt8](data)), "--evidence-signer", Self.publicKey)
        }
        let file = try await tampered { object in
            var files = try #require(object["files"] as? [String: [String: Any]])
            files["DG2"]?["content"] = "dQA="
            object["files"] = files
        }
        #expect(file.code == 1 && facts(file)["changed"] as? [String] == ["DG2"])
        #expect(file.result(of: "dataGroupHashes") == "failed")
        let statement = try await tampered { object in
            let text = try #require(object["statement"] as? String)
            object["statement"] = text.replacingOccurrences(of: "successful", with: "failed")
        }
        #expect(statement.code == 1 && facts(statement)["signature"] as? String == "wrong")
        let missing = try await tampered { object in
            var files = try #require(object["files"] as? [String: Any])
            files["DG2"] = nil
            object["files"] = files
        }
        #expect(missing.code == 1 && facts(missing)["signature"] as? String == "wrong")
        #expect(path.hasSuffix("sealed.json"))
    }

    @Test func `what cannot be used ends with 2 and writes nothing`() async throws {
        let scratch = try Scratch()
        let folder = try SampleDocument().write(into: scratch)
        let target = scratch.place("sealed.json")
        let open = try scratch.file("open.key", Self.seed)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
        for options in [
            ["--evidence", target], ["--evidence-key", try key(scratch)],
            ["--evidence", target, "--evidence-key", scratch.place("none")],
            ["--evidence", target, "--evidence-key", open],
        ] {
            let run = try await CommandRun.boomtctl(["chip", "inspect", folder] + options)
            #expect(run.code == 2 && !run.messages.isEmpty, "\(options)")
        }
        #expect(!scratch.exists("sealed.json"))
        let garbage = try scratch.file("garbage.json", "{\"boomtEvidence\":1}")
        for arguments in [[garbage], [garbage, "--evidence-signer", "12"], [scratch.place("none")]] {
            #expect(try await CommandRun.boomtctl(["chip", "inspect"] + arguments).code == 2, "\(arguments)")
        }
    }
}

/// Evidence of a chip that was read.
extension ChipReadTests {
    @Test func `evidence of a reading holds challenge and answer, and is judged again without the chip`() async throws {
        var keys = PassportAuthenticity()
        keys.signatureKey = try .ec(.p256)
        var document = try SampleDocument()
        try document.add(try keys.dataGroups())
        try await withChip(document, adjust: { $0.authenticity = keys }) { service, scratch in
            let key = try scratch.file("evidence.key", [UInt8](repeating: 5, count: 32))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
            let run = try await read(
                service, scratch, zone: document.zoneText, "--evidence", scratch.place("sealed.json"),
                "--evidence-key", key)
            #expect(run.code == 0 && run.result(of: "chipAuthenticity") == "successful", "\(run.messages)")
            let sealed = try #require(
                JSONSerialization.jsonObject(with: Data(try scratch.bytes("sealed.json"))) as? [String: Any])
            let seal = try #require(sealed["seal"] as? [String: Any])
            let statement = try #require(
                JSONSerialization.jsonObject(with: Data((sealed["statement"] as? String ?? "").utf8))
                    as? [String: Any])
            let reading = try #require(statement["reading"] as? [String: Any])
            let access = try #require(reading["access"] as? [String: Any])
            let proofs = try #require(access["authenticity"] as? [String: Any])
            let active = try #require(proofs["activeAuthentication"] as? [String: Any])
            #expect((active["challenge"] as? String)?.count == 16 && (active["answer"] as? String)?.isEmpty == false)
            #expect((reading["figures"] as? [String: Any])?["timing"] != nil)
            let again = try await CommandRun.boomtctl([
                "chip", "inspect", scratch.place("sealed.json"), "--json", "--evidence-signer",
                try #require(seal["publicKey"] as? String),
            ])
            #expect(again.code == 0 && again.result(of: "chipAuthenticity") == "successful", "\(again.output)")
            #expect((again.object["evidence"] as? [String: Any])?["sameResult"] as? Bool == true)
        }
    }
}
