import Cryptography
import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// What the running daemon makes of changes of its trust store.
    @Suite struct TrustReloadTests {
        @Test func `an import while the daemon runs holds for the next traveller`() async throws {
            try await Gate.open { gate in
                let abroad = try TestAuthority(country: "MN", name: "boomt second CSCA")
                let signer = try abroad.issueDocumentSigner()
                let chip = try gate.cast.bold.persona.chip(signer: signer, today: gate.cast.today)
                let traveller = Traveller(
                    mrz: gate.cast.bold.persona.mrz, direction: "exit", chip: chip,
                    fingers: [gate.cast.bold.fingers[1]])
                let before = try await gate.station.serve(traveller)
                let record = try await gate.expectReferred(before, ["BX-01"])
                #expect(record.chip.inspection?["trustStatus"]?.result == "undetermined")

                let file = gate.folder + "/second.cer"
                let list = gate.folder + "/second.crl"
                try Data(abroad.certificate.der).write(to: URL(fileURLWithPath: file))
                try Data(abroad.currentRevocationList()).write(to: URL(fileURLWithPath: list))
                let seen = gate.log.lines.count
                let run = try await Program.boomtctl.run(
                    "trust", "import", file, list, "--trust", gate.folder + "/trust")
                #expect(run.code == 0, "\(run.messages)")
                let line = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(line?.contains(#""anchors":"2""#) == true)

                let passage = try await gate.station.serve(traveller)
                #expect(try await gate.expectPassed(passage).chip.inspection?["trustStatus"]?.result == "successful")
            }
        }

        @Test func `without any revocation list a chip is referred and everybody is warned`() async throws {
            try await Gate.open { gate in
                let seen = gate.log.lines.count
                try FileManager.default.removeItem(atPath: gate.folder + "/trust/revoked-0.crl")
                let warning = "there is no revocation list"
                #expect(await gate.log.first(where: { $0.contains(warning) }, from: seen) != nil)
                #expect(await gate.log.first(where: { $0.contains("loaded anew") }, from: seen) != nil)
                let (cast, bold) = (gate.cast, gate.cast.bold)
                let chip = try bold.persona.chip(signer: cast.signer, today: cast.today)
                let passage = try await gate.station.serve(
                    Traveller(mrz: bold.persona.mrz, direction: "exit", chip: chip, fingers: [bold.fingers[1]]))
                let record = try await gate.expectReferred(passage, ["BX-01"])
                #expect(record.chip.inspection?["signerRevocation"]?.result == "undetermined")

                // Whoever wants it otherwise says so, and is warned of what that means.
                let file = gate.folder + "/boomt.yaml"
                let text = try String(contentsOfFile: file, encoding: .utf8)
                for (word, consequence) in [("required", "every chip is referred"), ("ifListed", "pass unnoticed")] {
                    let other = gate.folder + "/\(word).yaml"
                    try Data(text.replacing("trust:\n", with: "trust:\n  revocation: \(word)\n").utf8)
                        .write(to: URL(fileURLWithPath: other))
                    let check = try await Program.boomtd.run("--check", "--config", other)
                    #expect(check.code == 0 && check.messages.contains(warning), "\(check.messages)")
                    #expect(check.messages.contains(consequence), "\(check.messages)")
                }
            }
        }

        @Test func `a crossing under way keeps the store that it began with`() async throws {
            try await Gate.open { gate in
                let abroad = try TestAuthority(country: "MN", name: "boomt second CSCA")
                var faults = PassportFaults()
                faults.answerDelay = .milliseconds(30)
                let chip = try gate.cast.bold.persona.chip(
                    signer: try abroad.issueDocumentSigner(), today: gate.cast.today, faults: faults)
                var imported = false
                let passage = try await gate.station.serve(
                    Traveller(mrz: gate.cast.bold.persona.mrz, direction: "exit", chip: chip)
                ) { event in
                    guard event.step == "readingChip", (event.percent ?? 0) > 5, !imported else { return }
                    imported = true
                    let trust = gate.folder + "/trust/second.cer"
                    try? Data(abroad.certificate.der).write(to: URL(fileURLWithPath: trust))
                    _ = await gate.log.first { $0.contains("trust store loaded anew") }
                }
                #expect(imported)
                let lines = gate.log.lines
                let loaded = try #require(lines.firstIndex { $0.contains("trust store loaded anew") })
                let referred = try #require(lines.firstIndex { $0.contains("referred to an officer") })
                #expect(loaded < referred, "the store was not loaded while the chip was read")
                let record = try await gate.expectReferred(passage, ["BX-01"])
                #expect(record.chip.inspection?["trustStatus"]?.result == "undetermined")
            }
        }

        @Test func `a faulty store leaves the old one in use, and log and health say so until it is mended`()
            async throws
        {
            try await Gate.open { gate in
                let place = gate.folder + "/trust/broken.cer"
                try Data("no certificate".utf8).write(to: URL(fileURLWithPath: place))
                let line = await gate.log.first { $0.contains("the one of before stays in use") }
                #expect(line?.contains("broken.cer") == true)
                let ready = try gate.daemon.control.send("GET", "/health/ready")
                #expect(ready.status == 200 && ready.text.contains("trust store not taken: broken.cer"))
                try await gate.expectNextPasses()

                var seen = gate.log.lines.count
                try FileManager.default.removeItem(atPath: place)
                _ = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(try !gate.daemon.control.send("GET", "/health/ready").text.contains("warnings"))

                // The whole directory gone: the authorities of before still judge. Back again, it is found.
                seen = gate.log.lines.count
                try FileManager.default.moveItem(atPath: gate.folder + "/trust", toPath: gate.folder + "/away")
                _ = await gate.log.first(where: { $0.contains("the one of before stays in use") }, from: seen)
                try await gate.expectNextPasses()
                seen = gate.log.lines.count
                try FileManager.default.moveItem(atPath: gate.folder + "/away", toPath: gate.folder + "/trust")
                _ = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(try !gate.daemon.control.send("GET", "/health/ready").text.contains("warnings"))
                try await gate.expectNextPasses()
            }
        }

        /// An entry of `boomtctl journal show --json`.
        private struct Entry: Decodable {
            var kind: String
            var details: [String: String]
        }

        /// What the journal tells of the trust store, the oldest first.
        private func entries(_ gate: Gate) async throws -> [Entry] {
            var found: [Entry] = []
            let database = gate.folder + "/boomt.sqlite"
            let run = try await Program.boomtctl.run(
                "journal", "show", "--limit", "200", "--json", "--database", database)
            #expect(run.code == 0, "\(run.messages)")
            found = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
            let proof = try await Program.boomtctl.run(
                "journal", "verify", "--database", database, "--key-file", gate.folder + "/journal.key")
            #expect(proof.code == 0, "\(proof.output)")
            return found.filter { $0.kind.hasPrefix("trustStore") }.reversed()
        }

        @Test func `a master list that nobody vouches for is not taken, and everybody says so`() async throws {
            try await Gate.open { gate in
                let root = try TestAuthority(country: "XX", name: "Somebody")
                let forged = try TestAuthority(country: "MN", name: "Mongolia CSCA").certificate
                let list = try root.issueMasterListSigner().masterList(of: [forged])
                let reason = "list.ml: its signer does not descend from a pinned authority"
                let trust = gate.folder + "/trust"
                let seen = gate.log.lines.count
                try Data(list).write(to: URL(fileURLWithPath: trust + "/list.ml"))
                let line = await gate.log.first(where: { $0.contains("the one of before stays") }, from: seen)
                #expect(line?.contains(reason) == true)
                #expect(try await entries(gate).last?.details["reason"]?.hasPrefix(reason) == true)

                let rows = try await Program.boomtctl.run("trust", "list", "--trust", trust, "--json")
                #expect(rows.code == 0 && !rows.output.contains("list.ml"))
                #expect(rows.messages.contains("not taken: \(reason)"), "\(rows.messages)")
                for json in [[], ["--json"]] {
                    let check = try await Program.boomtd.run(
                        ["--check", "--config", gate.folder + "/boomt.yaml"] + json)
                    #expect(check.code == 0)
                    let told = json.isEmpty ? check.messages : check.output
                    #expect(told.contains("trust: not taken: \(reason)"), "\(told)")
                }
                // With its root beside it the list counts: whoever pins a root answers for it.
                try Data(root.certificate.der).write(to: URL(fileURLWithPath: trust + "/root.cer"))
                let loaded = await gate.log.first(where: { $0.contains("trust store loaded anew") }, from: seen)
                #expect(loaded?.contains(#""anchors":"3""#) == true)
            }
        }

        @Test func `each store that is taken or refused is in the journal, and one without news is not`() async throws {
            try await Gate.open { gate in
                func change(_ words: String, _ body: () throws -> Void) async throws {
                    let seen = gate.log.lines.count
                    try body()
                    #expect(await gate.log.first(where: { $0.contains(words) }, from: seen) != nil)
                }
                let second = URL(fileURLWithPath: gate.folder + "/trust/second.cer")
                let broken = URL(fileURLWithPath: gate.folder + "/trust/broken.cer")
                let abroad = try TestAuthority(country: "MN", name: "boomt second CSCA").certificate
                try await change("trust store loaded anew") { try Data(abroad.der).write(to: second) }
                for _ in 0...1 {
                    try await change("the one of before stays") { try Data("no certificate".utf8).write(to: broken) }
                }
                try await change("trust store loaded anew") { try FileManager.default.removeItem(at: broken) }
                try await change("trust store loaded anew") { try FileManager.default.removeItem(at: second) }

                let told = try await entries(gate)
                #expect(
                    told.map(\.kind) == [
                        "trustStoreChanged", "trustStoreChanged", "trustStoreRefused", "trustStoreChanged",
                        "trustStoreChanged",
                    ])
                try #require(told.count == 5)
                let (start, taken, refused, mended, last) = (told[0], told[1], told[2], told[3], told[4])
                #expect(start.details["occasion"] == "start" && start.details["anchors"] == "1")
                #expect(taken.details["occasion"] == "reload" && taken.details["anchors"] == "2")
                #expect(taken.details["added"] == "second.cer certificate")
                #expect(taken.details["anchorsAdded"] == "MN \(abroad.sha256Fingerprint.prefix(16))")
                #expect(refused.details["reason"]?.hasPrefix("broken.cer: ") == true)
                #expect(refused.details["inUse"] == taken.details["digest"])
                #expect(mended.details["digest"] == taken.details["digest"] && mended.details["added"] == nil)
                #expect(last.details["removed"] == "second.cer certificate")
                #expect(last.details["anchorsRemoved"] == taken.details["anchorsAdded"])
                #expect(last.details["digest"] == start.details["digest"])

                // The same store at the next start is no news, another one is.
                await gate.stop()
                try await gate.daemon.start()
                #expect(try await entries(gate).count == 5)
                await gate.stop()
                try Data(abroad.der).write(to: second)
                try await gate.daemon.start()
                let after = try #require(try await entries(gate).last)
                #expect(after.details["occasion"] == "start" && after.details["anchors"] == "2")
            }
        }
    }
}
