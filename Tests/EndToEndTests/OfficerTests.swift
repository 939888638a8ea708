import Foundation
import Simulators
import Testing
import TravelDocument

extension EndToEnd {
    /// Officers decide about those whom the gate referred.
    @Suite struct OfficerTests {
        private func ctl(_ gate: Gate, _ arguments: String...) async throws -> Program.Run {
            try await Program.boomtctl.run(arguments + ["--socket", gate.folder + "/control.sock"])
        }

        private struct Decision: Decodable {
            var kind: String
            var officer: String
            var secondOfficer: String?
            var overridden: [String]
        }

        @Test func `a holder who withdraws consent is led to an officer, and no fingerprint is left`() async throws {
            try await Gate.open { gate in
                let bold = gate.cast.bold
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(bold)))
                let number = bold.persona.documentNumber
                let listed = try await ctl(
                    gate, "permission", "list", "--document", number, "--officer", "17", "--purpose", "check")
                #expect(listed.code == 0, "\(listed.messages)")
                #expect(listed.output.contains("2026-1, written, 17"))
                let gone = try await ctl(
                    gate, "permission", "withdraw", "1", "--cause", "holder", "--officer", "17", "--json")
                #expect(gone.code == 0, "\(gone.messages)")
                let after = try await ctl(
                    gate, "permission", "list", "--document", number, "--officer", "17", "--purpose", "check")
                #expect(after.output.contains("цуцалсан/withdrawn"))
                #expect(
                    try await ctl(gate, "permission", "resume", "1", "--cause", "holder", "--officer", "17").code == 1)
                #expect(
                    try await ctl(
                        gate, "permission", "list", "--document", "X0000000", "--officer", "17", "--purpose", "check"
                    ).code == 1)
                let passage = try await gate.station.serve(try gate.cast.traveller(bold, "entry"))
                let record = try await gate.expectReferred(passage, ["EG-02"])
                #expect(record.fingerTries.isEmpty)
                // The finger is nobody's any more: the same person may enrol anew.
                #expect(
                    try gate.station.enrol(
                        mrz: bold.persona.mrz, finger: bold.fingers[0], hasChip: bold.hasChip) == 201)
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(bold, "entry")))
            }
        }

        private struct Line: Decodable {
            var id: String
            var travelPurposeName: String?
            var toCountryCode: String?
            var crewMember: Bool?
            var decision: String?
            var isBack: Bool?
        }

        /// An officer adds what the gate could not know, and an administrator gives the day's records out.
        private func expectParticulars(_ passage: Passage, at gate: Gate) async throws {
            let wrong = try await ctl(
                gate, "crossing", "describe", passage.crossing, "--officer", "17", "--to-country", "QQQ")
            #expect(wrong.code == 1)
            #expect(wrong.messages.contains("toCountry"))
            let added = try await ctl(
                gate, "crossing", "describe", passage.crossing, "--officer", "17", "--purpose", "ажил", "--to-country",
                "KOR", "--crew")
            #expect(added.code == 0, "\(added.messages)")
            let shown = try await ctl(
                gate, "crossing", "show", passage.crossing, "--officer", "17", "--purpose", "check")
            #expect(shown.output.contains("→ KOR"))
            let export = try await Program.boomtctl.run(
                "crossing", "export", "--from", gate.cast.today.description, "--officer", "17", "--purpose", "report",
                "--database", gate.folder + "/boomt.sqlite", "--key-file", gate.folder + "/boomt.key",
                "--journal-key-file", gate.folder + "/journal.key")
            #expect(export.code == 0, "\(export.messages)")
            let lines = try export.output.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
            let line = try #require(lines.first { $0.id == passage.crossing })
            #expect(line.travelPurposeName == "ажил")
            #expect(line.toCountryCode == "KOR")
            #expect(line.crewMember == true)
            #expect(line.decision == "letPass")
            #expect(line.isBack == false)
        }

        @Test func `a referred traveller whom two officers let pass has left, and cannot leave again`() async throws {
            try await Gate.open { gate in
                let bold = gate.cast.bold
                #expect(
                    try gate.station.restrictExits(
                        ofDocuments: [bold.persona.documentNumber],
                        from: gate.cast.today.adding(days: -30).description) == 200)
                let passage = try await gate.station.serve(try gate.cast.traveller(bold))
                try await gate.expectReferred(passage, ["EG-05"])

                let nobody = try await ctl(
                    gate, "crossing", "decide", passage.crossing, "--outcome", "letPass", "--officer", "17",
                    "--second-officer", "4", "--reason", "court has lifted it")
                #expect(nobody.code == 1)
                #expect(nobody.messages.contains("secondOfficer: "))
                #expect(nobody.messages.contains("nobody has this service number"))
                let added = try await ctl(
                    gate, "officer", "add", "4", "--name", "Д. Оюун", "--role", "supervisor", "--by", "admin")
                #expect(added.code == 0, "\(added.messages)")
                #expect(try await ctl(gate, "officer", "list").output.contains("ээлжийн ахлах/supervisor"))

                let alone = try await ctl(
                    gate, "crossing", "decide", passage.crossing, "--outcome", "letPass", "--officer", "17",
                    "--reason", "court has lifted it")
                #expect(alone.code == 1)
                #expect(alone.messages.contains("EG-05"))
                #expect(alone.messages.contains("ээлжийн ахлах"))
                let unfounded = try await ctl(
                    gate, "crossing", "decide", passage.crossing, "--outcome", "refused", "--officer", "17",
                    "--reason", "on the list")
                #expect(unfounded.code == 1)
                #expect(unfounded.messages.contains("Name the law"))

                let both = try await ctl(
                    gate, "crossing", "decide", passage.crossing, "--outcome", "letPass", "--officer", "17",
                    "--second-officer", "4", "--reason", "court has lifted it", "--json")
                #expect(both.code == 0, "\(both.messages)")
                let decision = try JSONDecoder().decode(Decision.self, from: Data(both.output.utf8))
                #expect(decision.kind == "letPass")
                #expect(decision.secondOfficer == "4")
                #expect(decision.overridden.contains("EG-05"))
                let shown = try await ctl(
                    gate, "crossing", "show", passage.crossing, "--officer", "17", "--purpose", "check")
                #expect(shown.output.contains("let pass"))
                #expect(shown.output.contains("court has lifted it"))

                try await expectParticulars(passage, at: gate)

                // The record is as it was, and the passport has left.
                try await gate.expectReferred(passage, ["EG-05"])
                #expect(
                    try gate.station.restrictExits(
                        ofDocuments: ["E9999999"], from: gate.cast.today.adding(days: -30).description) == 200)
                try await gate.expectReferred(try await gate.station.serve(try gate.cast.traveller(bold)), ["EG-10"])
                try await gate.expectPassed(
                    try await gate.station.serve(try gate.cast.traveller(bold, "entry")))
            }
        }
    }
}
