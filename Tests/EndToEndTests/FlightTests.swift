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
                let shown = try await run(gate, "show", "\(id)", "--json", "--officer", "17", "--purpose", "check")
                let report = try JSONDecoder().decode(Report.self, from: Data(shown.output.utf8))
                #expect(report.flight.number == "OM301" && report.flight.direction == "exit")
                #expect((report.expected, report.crossed, report.missing) == (2, 1, 1))
                #expect(report.persons.map(\.result) == ["crossed", "notSeen"])
                #expect(report.persons.first?.match == "number")
                #expect(report.unlisted.map(\.result) == ["referred"])
                let text = try await run(gate, "show", "\(id)", "--officer", "17", "--purpose", "check")
                #expect(text.output.contains("Expected 2, crossed 1, not yet 1, not on the list 1"))
                #expect(text.output.contains("NOT ON THE LIST"))
                #expect(try await run(gate, "show", "99", "--officer", "17", "--purpose", "check").code == 1)
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

        private struct Problem: Decodable {
            struct Place: Decodable {
                var interchange: Int
                var segment: Int
            }
            var type: String
            var place: Place?
        }

        private func deliver(_ gate: Gate, _ interchanges: [Data], officer: String = "17") throws -> (Int, Data) {
            struct Delivery: Encodable {
                var interchanges: [Data]
                var officer: String
            }
            let body = [UInt8](try JSONEncoder().encode(Delivery(interchanges: interchanges, officer: officer)))
            let answer = try gate.daemon.control.send("POST", "/v1/flights/lists", json: body)
            return (answer.status, Data(answer.body))
        }

        @Test func `lists come over the control socket, and a fault names its segment`() async throws {
            try await Gate.open { gate in
                let list = List(gate: gate, persons: [gate.cast.bold.persona, gate.cast.stranger])
                let whole = try Data(contentsOf: URL(fileURLWithPath: try list.file()))
                let (cut, text) = try deliver(gate, [whole.dropLast(40)])
                #expect(cut == 422)
                let problem = try JSONDecoder().decode(Problem.self, from: text)
                #expect(problem.type.hasPrefix("urn:boomt:problem:passengerList."))
                #expect(problem.place?.interchange == 1)
                #expect(!String(decoding: text, as: UTF8.self).contains("BATBAYAR"))
                #expect(try deliver(gate, []).0 == 422)
                #expect(try deliver(gate, [whole], officer: "71").0 == 409)
                let none = try gate.daemon.control.send("GET", "/v1/flights")
                #expect(String(decoding: none.body, as: UTF8.self) == "[]")

                #expect(try deliver(gate, [whole]).0 == 201)
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)))
                let rows = try JSONDecoder().decode(
                    [Row].self, from: Data(try gate.daemon.control.send("GET", "/v1/flights").body))
                let id = try #require(rows.first?.flight.id)
                let answer = try gate.daemon.control.send("GET", "/v1/flights/\(id)?\(Station.reading)")
                let report = try JSONDecoder().decode(Report.self, from: Data(answer.body))
                #expect((report.expected, report.crossed, report.missing) == (2, 1, 1))
                #expect(try gate.daemon.control.send("GET", "/v1/flights/99?\(Station.reading)").status == 404)
                #expect(try gate.daemon.control.send("GET", "/v1/flights?day=tomorrow").status == 400)
                // Kiosks are told nothing of it.
                #expect(try gate.daemon.kiosk().client.send("GET", "/v1/flights").status == 404)
            }
        }

        @Test func `crossings of a lane that serves a flight are of that flight, unless the kiosk tells another`()
            async throws
        {
            try await Gate.open { gate in
                func lane(_ arguments: String...) async throws -> Program.Run {
                    try await Program.boomtctl.run(
                        ["lane"] + arguments + ["--socket", gate.folder + "/control.sock"])
                }
                func trip(of crossing: String) throws -> String? {
                    struct Shown: Decodable {
                        struct Trip: Decodable { var number: String }
                        var trip: Trip?
                    }
                    let answer = try gate.daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Station.reading)")
                    return try JSONDecoder().decode(Shown.self, from: Data(answer.body)).trip?.number
                }
                let stranger = try await lane(
                    "serve", "gate-1", "--flight", "OM301", "--direction", "exit", "--officer", "71")
                #expect(stranger.code == 1)
                let old = try await lane(
                    "serve", "gate-1", "--flight", "OM301", "--direction", "exit", "--officer", "17", "--day",
                    gate.cast.today.adding(days: -2).description)
                #expect(old.code == 1)
                #expect(try await lane("list").output.contains("–"))

                let served = try await lane(
                    "serve", "gate-1", "--flight", "om 0301", "--direction", "exit", "--officer", "17")
                #expect(served.code == 0, "\(served.messages)")
                #expect(try await lane("list").output.contains("OM301, \(gate.cast.today), явах · departures"))
                let first = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await gate.expectPassed(first)
                #expect(try trip(of: first.crossing) == "OM301")
                // In the other direction nobody is of that flight.
                let back = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, "entry"))
                try await gate.expectPassed(back)
                #expect(try trip(of: back.crossing) == nil)

                // Only who says so ends it: not a request that forgets the trip.
                let path = "/v1/lanes/gate-1/trip"
                let forgotten = try gate.daemon.control.send("PUT", path, json: Array(#"{"officer":"17"}"#.utf8))
                #expect(forgotten.status >= 400 && forgotten.status < 500)
                #expect(try await lane("list").output.contains("OM301"))

                #expect(try await lane("release", "gate-1", "--officer", "17").code == 0)
                let later = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await gate.expectPassed(later)
                #expect(try trip(of: later.crossing) == nil)
                let told = try await Program.boomtctl.run(
                    "journal", "show", "--kind", "laneTripChanged", "--database", gate.folder + "/boomt.sqlite")
                #expect(told.output.contains("OM301"), "\(told.output) \(told.messages)")
            }
        }

        @Test func `of officers who tell a lane its trip at once, the one whom the journal has last decides`()
            async throws
        {
            struct Told: Decodable {
                struct Trip: Decodable { var number: String }
                var trip: Trip
            }
            try await Gate.open { gate in
                let control = gate.daemon.control
                for round in 0..<5 {
                    try await withThrowingTaskGroup(of: Int.self) { group in
                        for number in 0..<8 {
                            let body =
                                #"{"trip":{"transport":"air","number":"OM\#(100 + round * 10 + number)"},"#
                                + #""direction":"exit","officer":"17"}"#
                            group.addTask {
                                try control.send("PUT", "/v1/lanes/gate-1/trip", json: Array(body.utf8)).status
                            }
                        }
                        for try await status in group { #expect(status == 200) }
                    }
                    let answer = try control.send("GET", "/v1/lanes/gate-1/trip")
                    let served = try JSONDecoder().decode(Told.self, from: Data(answer.body)).trip.number
                    let shown = try await Program.boomtctl.run(
                        "journal", "show", "--kind", "laneTripChanged", "--limit", "1", "--database",
                        gate.folder + "/boomt.sqlite")
                    #expect(shown.output.contains(served), "\(served): \(shown.output) \(shown.messages)")
                }
            }
        }
    }
}
