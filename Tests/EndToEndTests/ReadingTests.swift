import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// Whoever reads what is held about a person says who they are and what for, and the journal has it.
    @Suite struct ReadingTests {
        private struct Entry: Decodable {
            var kind: String
            var details: [String: String]
        }

        /// Readings in the journal, oldest first.
        private func readings(_ gate: Gate) async throws -> [Entry] {
            let run = try await Program.boomtctl.run(
                "journal", "show", "--kind", "personRead", "--limit", "100", "--json", "--database",
                gate.folder + "/boomt.sqlite")
            return try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8)).reversed()
        }

        private func get(_ gate: Gate, _ path: String) throws -> (status: Int, body: String) {
            let answer = try gate.daemon.control.send("GET", path)
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }

        @Test func `nothing of a person is read without an officer and a purpose, and each reading is sealed once`()
            async throws
        {
            try await Gate.open { gate in
                let bold = gate.cast.bold.persona
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await gate.expectPassed(passage)
                let before = try await readings(gate).count
                let key = "issuer=MNG&number=\(bold.documentNumber)"
                let paths = [
                    "crossings/\(passage.crossing)?", "permissions?issuer=MNG&document=\(bold.documentNumber)&",
                    "stays?\(key)&", "documents/statements?\(key)&", "desk/notes?\(key)&", "persons/numbers?\(key)&",
                    "persons/links?\(key)&", "lists/false-hits?\(key)&", "border-cards?\(key)&",
                    "children/journeys?\(key)&", "children/settlements?\(key)&", "persons/documents?\(key)&",
                    "children/follow-ups?",
                ]
                for path in paths {
                    for reader in [
                        "", "officer=17", "purpose=check", "officer=17&purpose=%20", "officer=&purpose=check",
                        "officer=17&purpose=a%0Ab",
                    ] {
                        let answer = try get(gate, "/v1/" + path + reader)
                        #expect(answer.status == 400, "\(path) \(reader)")
                        #expect(!answer.body.contains(bold.documentNumber))
                    }
                    let nobody = try get(gate, "/v1/" + path + "officer=71&purpose=check")
                    #expect(nobody.status == 409, "\(path)")
                    #expect(!nobody.body.contains(bold.documentNumber))
                }
                #expect(try await readings(gate).count == before)
                for path in paths {
                    #expect(
                        try get(gate, "/v1/" + path + "officer=17&purpose=%D0%B3%D0%BE%D0%BC%D0%B4%D0%BE%D0%BB").status
                            == 200, "\(path)")
                }
                let entries = try await readings(gate).dropFirst(before)
                #expect(
                    entries.map { $0.details["records"] }
                        == paths.map { path in
                            path.split(separator: "?").first.map {
                                $0.hasPrefix("crossings/") ? "crossings" : String($0)
                            }
                        }
                )
                #expect(entries.allSatisfy { $0.details["officer"] == "17" && $0.details["purpose"] == "гомдол" })
                #expect(entries.first?.details["crossing"] == passage.crossing)
                // Whom it was about is there for those who have the key, and for nobody else.
                #expect(entries.dropLast().allSatisfy { ($0.details["subject"]?.count ?? 0) > 40 })
                #expect(!entries.contains { $0.details.values.contains { $0.contains(bold.documentNumber) } })
                let verified = try await Program.boomtctl.run(
                    "journal", "verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(verified.code == 0, "\(verified.output)")
            }
        }

        @Test func `the list of crossings names nobody, unless somebody says who reads it and what for`() async throws {
            try await Gate.open { gate in
                let bold = gate.cast.bold.persona
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                let unnamed = try get(gate, "/v1/crossings?limit=5")
                #expect(unnamed.status == 200)
                #expect(unnamed.body.contains(passage.crossing))
                for word in [bold.documentNumber, bold.primaryIdentifier, bold.secondaryIdentifier, "facts", "mrz"] {
                    #expect(!unnamed.body.contains(word), "\(word)")
                }
                let before = try await readings(gate).count
                #expect(try get(gate, "/v1/crossings?officer=17").status == 400)
                #expect(try get(gate, "/v1/crossings?officer=71&purpose=x").status == 409)
                let whole = try get(gate, "/v1/crossings?officer=17&purpose=shift")
                #expect(whole.status == 200)
                #expect(whole.body.contains(bold.documentNumber))
                let entries = try await readings(gate).dropFirst(before)
                #expect(entries.map { $0.details["count"] } == ["1"])
                #expect(entries.first?.details["subject"] == nil)
            }
        }

        @Test func `who was in a vehicle is read by name and purpose, too`() async throws {
            try await Gate.open { gate in
                func show(_ more: String...) async throws -> Program.Run {
                    try await Program.boomtctl.run(
                        ["vehicle", "show", "12-34 УБА"] + more + [
                            "--database", gate.folder + "/boomt.sqlite", "--key-file", gate.folder + "/boomt.key",
                            "--journal-key-file", gate.folder + "/journal.key",
                        ])
                }
                let before = try await readings(gate).count
                #expect(try await show().code == 2)
                #expect(try await show("--officer", "71", "--purpose", "search").code == 1)
                #expect(try await readings(gate).count == before)
                #expect(try await show("--officer", "17", "--purpose", "search").code == 1)
                #expect(try await readings(gate).last?.details["records"] == "vehicles")
            }
        }
    }
}
