import Foundation
import Simulators
import Support
import Testing
import TravelDocument

extension EndToEnd {
    /// Passenger lists beside a gate at work, from the command line.
    @Suite struct FlightTests {
        /// A list of passengers of OM301, which leaves in an hour.
        private struct List {
            let gate: Gate
            var reference = "1"
            var persons: [Persona] = []

            /// The clock of Ulaanbaatar in an hour, as `YYMMDDhhmm`.
            var departure: String { Self.clock(after: 3600) }

            static func clock(after seconds: Double) -> String {
                let formatter = DateFormatter()
                formatter.locale = Locale(identifier: "en_US_POSIX")
                formatter.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
                formatter.dateFormat = "yyMMddHHmm"
                return formatter.string(from: Date(timeIntervalSinceNow: seconds))
            }

            /// Writes the interchange and gives its place.
            func file() throws -> String {
                let people = try persons.flatMap { person -> [String] in
                    let zone = try MachineReadableZone(parsing: person.mrz, today: gate.cast.today)
                    return [
                        "NAD+FL+++\(zone.primaryIdentifier):\(zone.secondaryIdentifier)", "ATT+2++\(zone.sex.rawValue)",
                        "DTM+329:\(zone.birthDate.text)", "NAT+2+\(zone.nationality)",
                        "DOC+P:110:111+\(zone.documentNumber)", "LOC+91+\(zone.issuer)",
                    ]
                }
                let body =
                    [
                        "UNH+1+PAXLST:D:02B:UN:IATA", "BGM+745", "TDT+20+OM301+++OM", "LOC+125+UBN",
                        "DTM+189:\(departure):201", "LOC+87+ICN",
                    ] + people + ["CNT+42:\(persons.count)"]
                let now = Self.clock(after: 0)
                let segments =
                    ["UNA:+.? ", "UNB+UNOA:4+OM:ZZ+MNAPIS:ZZ+\(now.prefix(6)):\(now.suffix(4))+\(reference)"]
                    + body + ["UNT+\(body.count + 1)+1", "UNZ+1+\(reference)"]
                let path = gate.folder + "/OM301-\(reference).edi"
                try Data(segments.map { $0 + "'" }.joined(separator: "\r\n").utf8).write(
                    to: URL(fileURLWithPath: path))
                return path
            }
        }

        private struct Report: Decodable {
            struct Person: Decodable {
                var primaryIdentifier: String
                var result: String
                var match: String?
            }
            struct Crossing: Decodable {
                var id: String
                var result: String
            }
            struct Flight: Decodable {
                var id: Int
                var number: String
                var direction: String
            }
            var flight: Flight
            var expected: Int
            var crossed: Int
            var missing: Int
            var persons: [Person]
            var unlisted: [Crossing]
        }

        private struct Row: Decodable {
            var flight: Report.Flight
        }

        private func run(_ gate: Gate, _ arguments: String...) async throws -> Program.Run {
            try await Program.boomtctl.run(
                ["flight"] + arguments + [
                    "--database", gate.folder + "/boomt.sqlite", "--key-file", gate.folder + "/boomt.key",
                    "--journal-key-file", gate.folder + "/journal.key",
                ])
        }

        @Test func `a carrier's list is held against who passes the gate`() async throws {
            try await Gate.open { gate in
                let list = List(gate: gate, persons: [gate.cast.bold.persona, gate.cast.stranger])
                let imported = try await run(gate, "import", try list.file(), "--officer", "17")
                #expect(imported.code == 0, "\(imported.messages)")
                #expect(imported.output.contains("Imported: OM301"))

                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await gate.expectPassed(passage)
                let http = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
                let order = #"{"mrz":"","direction":"exit","trip":{"transport":"air","number":"MGL 0301"}}"#
                #expect(try http.send("POST", "/v1/lanes/gate-1/crossings", body: Array(order.utf8))?.status == 201)
                try await gate.expectNextPasses()

                let listing = try await run(gate, "list", "--json")
                let rows = try JSONDecoder().decode([Row].self, from: Data(listing.output.utf8))
                let id = try #require(rows.first?.flight.id)
                let shown = try await run(gate, "show", "\(id)", "--json")
                let report = try JSONDecoder().decode(Report.self, from: Data(shown.output.utf8))
                #expect(report.flight.number == "OM301" && report.flight.direction == "exit")
                #expect((report.expected, report.crossed, report.missing) == (2, 1, 1))
                #expect(report.persons.map(\.result) == ["crossed", "notSeen"])
                #expect(report.persons.first?.match == "number")
                #expect(report.unlisted.map(\.result) == ["referred"])
                let text = try await run(gate, "show", "\(id)")
                #expect(text.output.contains("Expected 2, crossed 1, not yet 1, not on the list 1"))
                #expect(text.output.contains("NOT ON THE LIST"))
                #expect(try await run(gate, "show", "99").code == 1)
                #expect(try await run(gate, "list").output.contains("OM301"))
            }
        }

        @Test func `a list that was cut off changes nothing and says where`() async throws {
            try await Gate.open { gate in
                let list = List(gate: gate, persons: [gate.cast.bold.persona, gate.cast.stranger])
                let path = try list.file()
                var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                bytes.removeLast(40)
                try bytes.write(to: URL(fileURLWithPath: path))
                let refused = try await run(gate, "import", path, "--officer", "17")
                #expect(refused.code == 1)
                #expect(refused.messages.contains("cut") || refused.messages.contains("ends"))
                #expect(!refused.messages.contains("BATBAYAR") && !refused.messages.contains("E7310001"))
                let elsewhere = try await run(
                    gate, "import", try list.file(), "--officer", "17", "--airport", "FRA")
                #expect(elsewhere.code == 1)
                #expect(elsewhere.messages.contains("OM301 neither begins nor ends at FRA"))
                #expect(try await run(gate, "import", "/nonexistent", "--officer", "17").code == 2)
                #expect(try await run(gate, "list").output.contains("No flights"))
            }
        }
    }
}
