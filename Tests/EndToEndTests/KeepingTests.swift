import Foundation
import GRDB
import Simulators
import Support
import Testing

extension EndToEnd {
    /// What administrators do to the database while the daemon runs.
    @Suite struct KeepingTests {
        @Test func `a withdrawn permission loses its templates at once, and opens no gate any more`() async throws {
            try await Gate.open { gate in
                let socket = ["--socket", gate.folder + "/control.sock"]
                let queue = try DatabaseQueue(path: gate.folder + "/boomt.sqlite")
                let (id, sealed) = try await queue.read { db in
                    let row = try Row.fetchOne(
                        db,
                        sql: """
                            SELECT permission.id, sealedTemplate FROM permission
                            JOIN finger ON permissionID = permission.id
                            JOIN document ON document.id = documentID WHERE number = ?
                            """, arguments: [gate.cast.bold.persona.documentNumber])
                    let found = try #require(row)
                    return (try found.decode(Int.self, atIndex: 0), try found.decode(Data.self, atIndex: 1))
                }
                try queue.close()
                func isThere() throws -> Bool {
                    try gate.everyByte().contains { $0.bytes.range(of: sealed.prefix(24)) != nil }
                }
                #expect(try isThere())
                let words = ["permission", "withdraw", "\(id)", "--cause", "holder", "--officer", "17"]
                let withdrawn = try await Program.boomtctl.run(words + socket)
                #expect(withdrawn.code == 0, "\(withdrawn.messages)")
                #expect(try !isThere())
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                #expect(passage.outcome == "referred")
                #expect(passage.rules.contains("EG-02"))
                let back = try await Program.boomtctl.run(
                    ["permission", "resume", "\(id)", "--cause", "holder", "--officer", "17"] + socket)
                #expect(back.code == 1)
                let nobody = try await Program.boomtctl.run(
                    ["permission", "suspend", "4711", "--cause", "holder", "--officer", "17"] + socket)
                #expect(nobody.code == 1)

                // Everybody else's document is valid: nothing is over.
                for flag in [["--dry-run"], []] {
                    let retained = try await Program.boomtctl.run(["database", "retain", "--json"] + flag + socket)
                    #expect(retained.code == 0, "\(retained.messages)")
                    #expect(retained.output.contains(#""category" : "expiredTemplates""#))
                    #expect(!retained.output.contains(#""count" : 1"#))
                }
                let verified = try await Program.boomtctl.run(
                    "journal", "verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(verified.code == 0, "\(verified.output)")
            }
        }

        @Test func `a list with names in Cyrillic letters alone is taken, and finds whom it means`() async throws {
            try await Gate.open { gate in
                let persona = gate.cast.bold.persona
                #expect([persona.primaryIdentifier, persona.secondaryIdentifier] == ["BATBAYAR", "BOLD"])
                let list = """
                    {"version":"2","issuedAt":"\(UnixTime.now())","entries":[{
                    "ground":"courtDecision","issuingBody":"ШШГЕГ","decisionNumber":"1","startDate":"2020-01-01",
                    "primaryIdentifier":"Батбаяр","secondaryIdentifier":"Болд","birthDate":"\(persona.birthDate)"}]}
                    """
                try Data(list.utf8).write(to: URL(fileURLWithPath: gate.folder + "/list.json"))
                try Data(try gate.station.signature(of: Array(list.utf8)).utf8).write(
                    to: URL(fileURLWithPath: gate.folder + "/list.json.sig"))
                let run = try await Program.boomtctl.run(
                    "list", "import", gate.folder + "/list.json", "--socket", gate.folder + "/control.sock")
                #expect(run.code == 0, "\(run.messages)")
                try await gate.expectReferred(
                    try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)), ["EG-05"])
                try await gate.expectNextPasses()
            }
        }
    }
}
