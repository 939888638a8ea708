import Cryptography
import Foundation
import Harness
import Simulators
import Testing
import TravelDocument

@Suite struct TrustCommandTests {
    @Test func `a list is imported, listed and shown, and documents are judged by it`() async throws {
        let scratch = try Scratch()
        let root = try TestAuthority(country: "DE", name: "boomt test root")
        let authority = try SampleDocument.authority.get()
        let list = try root.issueMasterListSigner().masterList(of: [authority.certificate])
        let file = try scratch.file("list.ml", list)
        let trust = ["--trust", scratch.place("store"), "--json"]

        let refused = try await CommandRun.boomtctl(["trust", "import", file] + trust)
        #expect(refused.code == 1 && refused.object["imported"] as? Int == 0)
        let signer = try scratch.file("root.cer", root.certificate.der)
        let run = try await CommandRun.boomtctl(["trust", "import", file, "--signer", signer] + trust)
        #expect(run.code == 0 && run.object["imported"] as? Int == 1, "\(run.messages)")
        #expect((run.object["refused"] as? [Any])?.isEmpty == true)

        let rows = try await CommandRun.boomtctl(["trust", "list"] + trust)
        #expect(rows.code == 0)
        #expect(rows.lines.map { $0["id"] as? String } == ["ml-de"])
        #expect(rows.lines.first?["origin"] as? String == "list.ml")
        #expect((rows.lines.first?["freshness"] as? [String: Any])?["state"] as? String == "fresh")
        for id in ["ml-de", "mn", String(authority.certificate.sha256Fingerprint.prefix(10))] {
            let shown = try await CommandRun.boomtctl(["trust", "show", id] + trust)
            let certificates = shown.object["certificates"] as? [[String: Any]]
            #expect(shown.code == 0)
            #expect(certificates?.first?["fingerprint"] as? String == authority.certificate.sha256Fingerprint)
        }
        #expect(try await CommandRun.boomtctl(["trust", "show", "fr"] + trust).code == 1)

        let folder = try SampleDocument().write(into: scratch)
        // Without any revocation list nobody knows, unless revocation is not to be looked at then.
        #expect(try await CommandRun.boomtctl(["chip", "inspect", folder] + trust).overall == "undetermined")
        let lenient = try await CommandRun.boomtctl(["chip", "inspect", folder, "--revocation", "ifListed"] + trust)
        #expect(lenient.overall == "successful" && lenient.result(of: "signerRevocation") == "notSupported")
        let odd = try await CommandRun.boomtctl(["chip", "inspect", folder, "--revocation", "never"] + trust)
        #expect(odd.code == 2 && odd.output.isEmpty)

        // As soon as any list is there, a missing one leaves the document undetermined, and a hit fails it.
        let crl = try scratch.file("de.crl", root.revocationList())
        let rootRun = try await CommandRun.boomtctl(["trust", "import", signer, crl] + trust)
        #expect(rootRun.code == 0, "\(rootRun.output)")
        #expect(try await CommandRun.boomtctl(["chip", "inspect", folder] + trust).overall == "undetermined")
        let revoked = try scratch.file(
            "mn.crl", authority.revocationList(revoking: [SampleDocument.signer.get().certificate]))
        #expect(try await CommandRun.boomtctl(["trust", "import", revoked] + trust).code == 0)
        let judged = try await CommandRun.boomtctl(["chip", "inspect", folder] + trust)
        #expect(judged.overall == "failed" && judged.result(of: "signerRevocation") == "failed")
        let text = try await CommandRun.boomtctl(["trust", "list", "--trust", scratch.place("store")])
        #expect(text.output.contains("2 revocation lists"))
    }

    @Test func `a defect list is taken from a named signer, listed, shown, and changes the judgement`() async throws {
        let scratch = try Scratch()
        let trust = ["--trust", try SampleDocument.writeTrust(into: scratch), "--json"]
        let root = try TestAuthority(country: "DE", name: "boomt test defect root")
        let list = try scratch.file(
            "de.dl",
            root.issueDocumentSigner().defectList(of: [(try SampleDocument.signer.get().certificate, ["1.1"])]))
        #expect(try await CommandRun.boomtctl(["trust", "import", list] + trust).code == 1)
        let signer = try scratch.file("root.cer", root.certificate.der)
        let run = try await CommandRun.boomtctl(["trust", "import", list, "--signer", signer] + trust)
        #expect(run.code == 0, "\(run.messages) \(run.output)")
        #expect((run.object["files"] as? [[String: Any]])?.first?["defects"] as? Int == 1)
        let rows = try await CommandRun.boomtctl(["trust", "list"] + trust)
        let row = rows.lines.first { $0["id"] as? String == "dl-de" }
        #expect(row?["kind"] as? String == "defectList" && row?["defects"] as? Int == 1)
        let shown = try await CommandRun.boomtctl(["trust", "show", "dl-de"] + trust)
        let defects = shown.object["defects"] as? [[String: Any]]
        #expect(defects?.first?["defects"] as? [String] == ["certificateRevoked"])
        let judged = try await CommandRun.boomtctl(
            ["chip", "inspect", try SampleDocument().write(into: scratch)] + trust)
        #expect(judged.overall == "failed" && judged.result(of: "signerRevocation") == "failed")
    }

    @Test(arguments: ["import", "list", "show"]) func `each of them explains itself`(_ command: String) async throws {
        let run = try await CommandRun.boomtctl(["trust", command, "--help"])
        #expect(run.code == 0 && run.output.contains("--json") && run.output.contains("--trust"))
        #expect(run.output.contains("USAGE: boomtctl trust \(command)"))
    }

    @Test func `what cannot be read ends with 2 and leaves nothing behind`() async throws {
        let scratch = try Scratch()
        let trust = ["--trust", scratch.place("store"), "--json"]
        let garbage = try scratch.file("garbage.ml", [UInt8](repeating: 0x30, count: 500))
        #expect(try await CommandRun.boomtctl(["trust", "import", garbage] + trust).code == 2)
        #expect(try await CommandRun.boomtctl(["trust", "import", scratch.place("missing")] + trust).code == 2)
        #expect(
            try await CommandRun.boomtctl(["trust", "import", garbage, "--signer", garbage] + trust).code == 2)
        #expect(try await CommandRun.boomtctl(["trust", "import"] + trust).code == 2)
        #expect(try await CommandRun.boomtctl(["trust", "list"] + trust).output.isEmpty)
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `the German list is taken by its root, Mongolia among it`() async throws {
        let scratch = try Scratch()
        let trust = ["--trust", scratch.place("store"), "--json"]
        let run = try await CommandRun.boomtctl(
            [
                "trust", "import", OutsideMaterial.path("masterlists/DE_ML_2026-05-28-08-28-45.ml"), "--signer",
                OutsideMaterial.path("masterlists/DE_ROOT_CA_CSCA07.cer"),
            ] + trust)
        #expect(run.code == 0, "\(run.messages)")
        let refused = run.object["refused"] as? [[String: Any]] ?? []
        #expect(run.object["imported"] as? Int == 580 && refused.count == 8)
        #expect(refused.allSatisfy { $0["reason"] as? String == "it may not issue certificates" })
        let shown = try await CommandRun.boomtctl(["trust", "show", "MN"] + trust)
        #expect((shown.object["certificates"] as? [[String: Any]])?.count == 1)
    }
}
