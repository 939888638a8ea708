import Foundation
import Simulators
import Testing
import TravelDocument

@Suite struct ChipInspectTests {
    static let checkNames: Set<String> = [
        "chipAccess", "mrzConsistency", "chipAuthenticity", "terminalAuthentication", "sodSignature",
        "signerCertificate", "signerValidity", "signerRevocation", "trustStatus", "comSodConsistency",
        "dataGroupHashes", "issuerSignerCountry", "expiry", "mrzDg1Comparison", "cardSecurity",
    ]

    @Test func `good files are successful, with every check of the contract`() async throws {
        let scratch = try Scratch()
        let document = try SampleDocument()
        let run = try await CommandRun.boomtctl([
            "chip", "inspect", try document.write(into: scratch), "--trust",
            try SampleDocument.writeTrust(into: scratch), "--mrz", try scratch.file("zone", document.zoneText),
            "--json",
        ])
        #expect(run.code == 0, "\(run.messages)")
        #expect(run.overall == "successful")
        let rows = run.object["checks"] as? [[String: Any]] ?? []
        #expect(Set(rows.compactMap { $0["id"] as? String }) == Self.checkNames)
        #expect(rows.allSatisfy { ($0["text"] as? [String: String])?.keys.sorted() == ["en", "mn"] })
        #expect(run.result(of: "sodSignature") == "successful")
        #expect(run.result(of: "mrzDg1Comparison") == "successful")
        #expect((run.object["mrz"] as? [String: Any])?["documentNumber"] as? String == "PE1234567")
        #expect(run.object["access"] is NSNull)
        #expect(run.object["timing"] == nil)
    }

    @Test func `one changed byte of DG2 fails`() async throws {
        let scratch = try Scratch()
        var document = try SampleDocument()
        document.files[.dg2]?[5000] ^= 1
        let run = try await CommandRun.boomtctl([
            "chip", "inspect", try document.write(into: scratch), "--trust",
            try SampleDocument.writeTrust(into: scratch), "--json",
        ])
        #expect(run.code == 1)
        #expect(run.overall == "failed")
        #expect(run.result(of: "dataGroupHashes") == "failed")
    }

    @Test func `without a known authority nobody can tell`() async throws {
        let scratch = try Scratch()
        _ = try scratch.file("empty/readme", "")
        let run = try await CommandRun.boomtctl([
            "chip", "inspect", try SampleDocument().write(into: scratch), "--trust", scratch.place("empty"), "--json",
        ])
        #expect(run.code == 1)
        #expect(run.overall == "undetermined")
    }

    @Test func `the day decides about expiry`() async throws {
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl([
            "chip", "inspect", try SampleDocument().write(into: scratch), "--at", "2044-12-31", "--json",
        ])
        #expect(run.result(of: "expiry") == "failed")
        #expect(run.code == 1)
    }

    @Test func `another printed zone is noticed`() async throws {
        let scratch = try Scratch()
        let other = try SampleDocument(number: "PE7654321")
        let run = try await CommandRun.boomtctl([
            "chip", "inspect", try SampleDocument().write(into: scratch), "--mrz",
            try scratch.file("zone", other.zoneText), "--json",
        ])
        #expect(run.code == 1)
        #expect(run.result(of: "mrzDg1Comparison") == "failed")
    }

    @Test func `garbage files give a document and no crash`() async throws {
        let scratch = try Scratch()
        var document = try SampleDocument()
        for file in document.files.present { document.files[file] = [UInt8](repeating: 0x84, count: 3000) }
        let run = try await CommandRun.boomtctl(["chip", "inspect", try document.write(into: scratch), "--json"])
        #expect(run.code == 1)
        #expect(run.overall == "failed")
        #expect(run.object["mrz"] is NSNull)
    }

    @Test func `what is no folder of chip files ends with 2`() async throws {
        let scratch = try Scratch()
        _ = try scratch.file("other/notes.txt", "nothing")
        _ = try scratch.hole("large/DG2.bin", bytes: 100_000_000)
        _ = try scratch.file("nested/DG1.bin/inside", "a folder in place of a file")
        _ = try scratch.file("strange/DG1.bin", [0x61, 0])
        _ = try scratch.file("strange/evidence.json", "{\"access\": 5}")
        for folder in ["other", "large", "nested", "strange", "missing"] {
            let run = try await CommandRun.boomtctl(["chip", "inspect", scratch.place(folder), "--json"])
            #expect(run.code == 2, "\(folder)")
            #expect(run.output.isEmpty)
        }
    }
}
