import Foundation
import Simulators
import Testing
import TravelDocument

extension EndToEnd {
    /// Remains, and travellers who are served out of turn, at a desk lane.
    @Suite struct RemainsTests {
        private func ctl(_ gate: Gate, _ words: String, _ more: String...) async throws -> Program.Run {
            try await Program.boomtctl.run(
                words.split(separator: " ").map(String.init) + more,
                environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
        }

        private func note(_ gate: Gate, by officer: String = "17", _ words: String) async throws {
            let run = try await ctl(
                gate,
                "desk note --issuer MNG --document \(gate.cast.stranger.documentNumber) --officer \(officer) " + words,
                "--reason", "seen at the desk")
            #expect(run.code == 0, "\(run.messages)")
        }

        private func desk(_ body: (Gate) async throws -> Void) async throws {
            var settings = GateSettings()
            settings.station = "desk"
            try await Gate.open(settings, body)
        }

        private struct Exported: Decodable {
            var id: String
            var isDead: Bool?
        }

        @Test func `remains are no living traveller, and their passport is invalid when an officer let them pass`()
            async throws
        {
            try await desk { gate in
                let document = "--issuer MNG --document \(gate.cast.stranger.documentNumber)"
                let papers = try await ctl(
                    gate, "desk note \(document) --officer 17 --police-statement yes", "--reason", "seen")
                #expect(papers.code == 2)
                #expect(papers.messages.contains("--remains"))
                try await note(
                    gate, "--remains ashes --police-statement yes --forensic-conclusion yes --travel-document yes")
                let home = Traveller(mrz: gate.cast.stranger.mrz, direction: "entry")
                let passage = try await gate.station.serve(home)
                let record = try await gate.expectReferred(passage, ["GE-05"])
                #expect(passage.rules == ["GE-05"])
                let finding = try #require(record.obstacles.first)
                #expect(finding.evidence.contains("remains.kind=ashes"))
                #expect(!finding.evidence.contains { $0.hasPrefix("needed=") }, "\(finding.evidence)")
                #expect(record.verdict.findings.contains { $0.evidence.contains("record.type=remains") })

                let decided = try await ctl(
                    gate, "crossing decide \(passage.crossing) --outcome letPass --officer 17", "--reason",
                    "all papers seen")
                #expect(decided.code == 0, "\(decided.messages)")
                let export = try await ctl(
                    gate, "crossing export --from \(gate.cast.today) --officer 17 --purpose report",
                    "--database", gate.folder + "/boomt.sqlite", "--key-file", gate.folder + "/boomt.key",
                    "--journal-key-file", gate.folder + "/journal.key")
                let lines = try export.output.split(separator: "\n").map {
                    try JSONDecoder().decode(Exported.self, from: Data($0.utf8))
                }
                #expect(lines.first { $0.id == passage.crossing }?.isDead == true)

                // Whoever comes with the passport of the dead is not let through.
                let used = try await gate.station.serve(
                    Traveller(mrz: gate.cast.stranger.mrz, direction: "exit"))
                let invalid = try await gate.expectReferred(used, ["PA-08"])
                #expect(invalid.obstacles.contains { $0.evidence.contains { $0.contains("holderDied") } })
                let verified = try await ctl(
                    gate, "journal verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(verified.code == 0, "\(verified.output)")
            }
        }

        @Test func `an escort goes out of turn when a supervisor says so, and the ticks of others are kept`()
            async throws
        {
            try await desk { gate in
                let added = try await ctl(
                    gate, "officer add 4 --role supervisor --by admin", "--name", "Д. Оюун")
                #expect(added.code == 0, "\(added.messages)")
                let guest = Traveller(mrz: gate.cast.stranger.mrz, direction: "exit")
                try await note(gate, "--courtesy escort --other-checks yes")
                let asked = try gate.record(try await gate.station.serve(guest).crossing)
                #expect(asked.verdict.findings.first { $0.rule == "GE-03" }?.outcome == "remind")
                let record = try #require(asked.verdict.findings.first { $0.rule == "GE-01" })
                #expect(record.evidence == ["otherChecksDone=true"])
                try await note(gate, by: "4", "--courtesy escort")
                let served = try gate.record(try await gate.station.serve(guest).crossing)
                let priority = try #require(served.verdict.findings.first { $0.rule == "GE-03" })
                #expect(priority.outcome == "priority")
                #expect(priority.evidence.contains("courtesyEnteredBy=4"))
            }
        }
    }
}
