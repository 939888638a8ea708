import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// Lists that come over the control socket, as the quick start loads them.
    @Suite struct ListTests {
        private func list(_ version: String, hoursAgo: Int64, _ entries: [[String: String]] = []) throws -> Data {
            let issued = UnixTime(milliseconds: UnixTime.now().milliseconds - hoursAgo * 3_600_000)
            return try JSONSerialization.data(withJSONObject: [
                "version": version, "issuedAt": "\(issued)", "entries": entries, "confirmedEmpty": entries.isEmpty,
            ])
        }

        private func restriction(_ register: String = "УБ85031719") -> [String: String] {
            [
                "ground": "courtDecision", "issuingBody": "ШШГЕГ", "decisionNumber": "7", "startDate": "2026-01-01",
                "registerNumber": register,
            ]
        }

        /// Writes a list, and its signature beside it.
        private func write(_ gate: Gate, _ name: String, _ list: Data, isSigned: Bool = true) throws -> String {
            let path = "\(gate.folder)/\(name)"
            try list.write(to: URL(fileURLWithPath: path))
            if isSigned {
                let signature = try gate.station.signature(of: [UInt8](list))
                try Data(signature.utf8).write(to: URL(fileURLWithPath: path + ".sig"))
            }
            return path
        }

        private func boomtctl(_ gate: Gate, _ words: String...) async throws -> Program.Run {
            try await Program.boomtctl.run(
                words, environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
        }

        private func status(_ gate: Gate) async throws -> String {
            try await boomtctl(
                gate, "list", "status", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                gate.folder + "/boomt.key", "--journal-key-file", gate.folder + "/journal.key"
            ).output
        }

        @Test func `neither an unsigned nor an older nor a changed list takes the place of the one in force`()
            async throws
        {
            try await Gate.open { gate in
                let first = try write(gate, "v1.json", list("v1", hoursAgo: 0, [restriction()]))
                let taken = try await boomtctl(gate, "list", "import", first)
                #expect(taken.code == 0, "\(taken.messages)")
                let older = try write(gate, "v0.json", list("v0", hoursAgo: 21))
                let refused = try await boomtctl(gate, "list", "import", older)
                #expect(refused.code == 1)
                #expect(refused.messages.contains("older than the one in force"), "\(refused.messages)")

                let unsigned = try write(gate, "v2.json", list("v2", hoursAgo: 0), isSigned: false)
                for words in [[], ["--officer", "17"]] {
                    let run = try await Program.boomtctl.run(
                        ["list", "import", unsigned] + words,
                        environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
                    #expect(run.code == 1)
                    #expect(run.messages.contains("not signed"), "\(run.messages)")
                }
                try FileManager.default.copyItem(atPath: first + ".sig", toPath: unsigned + ".sig")
                let foreign = try await boomtctl(gate, "list", "import", unsigned)
                #expect(foreign.code == 1)
                #expect(foreign.messages.contains("known signer"), "\(foreign.messages)")

                // A misspelt name would leave a number out, and nobody would notice.
                var misspelt = restriction()
                misspelt["registerNumbr"] = "УБ85031719"
                let typo = try await boomtctl(
                    gate, "list", "import", write(gate, "v3.json", list("v3", hoursAgo: 0, [misspelt])))
                #expect(typo.code != 0)
                #expect(typo.messages.contains("registerNumbr"), "\(typo.messages)")

                let now = try await status(gate)
                #expect(now.contains("v1") && now.contains("registry"), "\(now)")
                let journal = try await journal(gate)
                #expect(journal.contains("signer: registry"), "\(journal)")
            }
        }

        @Test func `a gate opens to nobody before the lists are loaded, and a desk is only reminded`() async throws {
            var settings = GateSettings()
            settings.loadsLists = false
            try await Gate.open(settings) { gate in
                let bold = try gate.cast.traveller(gate.cast.bold)
                let record = try await gate.expectReferred(try await gate.station.serve(bold), ["PA-08", "BX-07"])
                #expect(record.obstacles.count == 3)
                #expect(record.obstacles.allSatisfy { $0.reason.en.contains("never loaded") })
                try gate.station.loadEmptyLists(with: Program.boomtctl.path)
                try await gate.expectPassed(try await gate.station.serve(bold))
            }
            settings.station = "desk"
            try await Gate.open(settings) { gate in
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                #expect(passage.outcome == "passed", "\(passage.rules)")
                let reminders = try gate.record(passage.crossing).verdict.findings.filter {
                    $0.outcome == "remind" && $0.reason.en.contains("never loaded")
                }
                #expect(Set(reminders.map(\.rule)) == ["PA-08", "BX-07"])
            }
        }

        private func journal(_ gate: Gate) async throws -> String {
            try await boomtctl(
                gate, "journal", "show", "--kind", "listReplaced", "--database", gate.folder + "/boomt.sqlite"
            ).output
        }

        @Test func `where the settings allow it an officer in service answers for an unsigned list`() async throws {
            try await Gate.open { gate in
                await gate.stop()
                try gate.changeSettings("lists:\n", to: "lists:\n  unsigned: true\n")
                try await gate.daemon.start()
                let path = try write(gate, "v1.json", list("v1", hoursAgo: 0, [restriction()]), isSigned: false)
                for (words, reason) in [([], "answer"), (["--officer", "71"], "officer is not accepted")] {
                    let run = try await Program.boomtctl.run(
                        ["list", "import", path] + words,
                        environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
                    #expect(run.code == 1)
                    #expect(run.messages.contains(reason), "\(run.messages)")
                }
                let taken = try await boomtctl(gate, "list", "import", path, "--officer", "17")
                #expect(taken.code == 0, "\(taken.messages)")
                let older = try write(gate, "v0.json", list("v0", hoursAgo: 21), isSigned: false)
                #expect(try await boomtctl(gate, "list", "import", older, "--officer", "17").code == 1)
                let journal = try await journal(gate)
                #expect(journal.contains("officer: 17"), "\(journal)")
                #expect(try await status(gate).contains("v1"))
            }
        }
    }
}
