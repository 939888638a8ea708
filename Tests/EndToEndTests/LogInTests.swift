import Foundation
import Simulators
import Support
import Testing
import TravelDocument

extension EndToEnd {
    /// Officers log in over the kiosks' door and work there.
    @Suite struct LogInTests {
        private static let passphrase = "Хилийн харуул 7"

        private struct Token: Decodable {
            var logIn: Int
            var officer: String
            var lane: String
            var token: String
        }

        private struct Answer {
            var status: Int
            var body: [UInt8]

            func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
                try JSONDecoder().decode(type, from: Data(body))
            }

            var problem: String? {
                struct Problem: Decodable { var type: String }
                return (try? read(Problem.self))?.type.split(separator: ":").last.map(String.init)
            }
        }

        /// Asks at a door, as a terminal would.
        private func ask(
            _ door: LocalEndpoint, _ method: String, _ path: String, _ body: (any Encodable)? = nil,
            token: String? = nil, second: String? = nil
        ) throws -> Answer {
            var headers: [(String, String)] = []
            if let token { headers.append(("Authorization", "Bearer \(token)")) }
            if let second { headers.append(("Second-Authorization", "Bearer \(second)")) }
            let json = try body.map { [UInt8](try JSONEncoder().encode($0)) }
            var stream = try LocalHTTPClient(endpoint: door).open(method, path, json: json, headers: headers)
            var bytes: [UInt8] = []
            while let part = try stream.next() { bytes += part }
            return Answer(status: stream.status, body: bytes)
        }

        private func ctl(_ gate: Gate, _ arguments: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.boomtctl.run(
                arguments + ["--socket", gate.folder + "/control.sock"], input: input)
        }

        private func setPassphrase(_ gate: Gate, _ officer: String, _ text: String = passphrase) async throws {
            let run = try await ctl(gate, "officer", "passphrase", officer, "--by", "admin", input: text + "\n")
            try #require(run.code == 0, "\(run.messages)")
        }

        private func logIn(
            _ gate: Gate, _ officer: String, _ text: String = passphrase, lane: String = "gate-1"
        ) throws -> Answer {
            try ask(
                gate.daemon.kiosk().client.endpoint, "POST", "/v1/lanes/\(lane)/officer",
                ["officer": officer, "passphrase": text])
        }

        private struct Entry: Decodable {
            var kind: String
            var lane: String?
            var details: [String: String]
        }

        private func journal(_ gate: Gate, _ kind: String) async throws -> [Entry] {
            let run = try await Program.boomtctl.run(
                "journal", "show", "--json", "--kind", kind, "--limit", "100", "--database",
                gate.folder + "/boomt.sqlite")
            return try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8)).reversed()
        }

        private struct Device: Decodable {
            var kind: String
            var name: String
        }

        /// A desk without devices beside the gate, for the supervisor to log in at.
        private func addDesk(_ gate: Gate) async throws {
            let devices = try ask(gate.daemon.control.endpoint, "GET", "/v1/devices").read([Device].self)
            let scanner = try #require(devices.first { $0.kind == "scanner" }?.name)
            await gate.stop()
            try gate.changeSettings(
                "    station: eGate\n",
                to: "    station: eGate\n    scanner: \"\(scanner)\"\n"
                    + "  - id: desk-1\n    reader: none\n    scanner: none\n    station: desk\n")
            try await gate.daemon.start()
        }

        private struct Decision: Encodable {
            var kind = "letPass"
            var officer: String
            var secondOfficer: String?
            var reason = "looked at the passport"
        }

        @Test func `an officer logs in, is on duty, hands the lane over and logs out`() async throws {
            try await Gate.open { gate in
                for officer in ["17", "18"] { try await setPassphrase(gate, officer) }
                #expect(
                    try ask(gate.daemon.kiosk().client.endpoint, "GET", "/v1/lanes/gate-1/officer").problem
                        == "nobodyOnDuty")
                let answer = try logIn(gate, "17")
                #expect(answer.status == 201)
                let first = try answer.read(Token.self)
                #expect(first.officer == "17" && first.lane == "gate-1" && first.token.count == 64)
                let duty = try ask(gate.daemon.kiosk().client.endpoint, "GET", "/v1/lanes/gate-1/officer")
                #expect(duty.status == 200)
                #expect(!String(decoding: duty.body, as: UTF8.self).contains(first.token))

                // A restart of the daemon logs nobody out.
                await gate.stop()
                try await gate.daemon.start()
                let listed = try await ctl(gate, "officer", "logins", "--json")
                #expect(listed.output.contains("\"officer\" : \"17\""), "\(listed.output)")

                let door = gate.daemon.kiosk().client.endpoint
                let second = try logIn(gate, "18").read(Token.self)
                #expect(
                    try ask(door, "DELETE", "/v1/lanes/gate-1/officer", token: first.token).problem == "logInEnded")
                #expect(try ask(door, "DELETE", "/v1/lanes/gate-1/officer").problem == "logInNeeded")
                #expect(try ask(door, "DELETE", "/v1/lanes/gate-1/officer?by=x").status == 401)
                #expect(try ask(door, "DELETE", "/v1/lanes/gate-1/officer", token: second.token).status == 200)
                #expect(try await ctl(gate, "officer", "log-out", "gate-1", "--by", "admin").code == 1)
                _ = try logIn(gate, "17").read(Token.self)
                let freed = try await ctl(gate, "officer", "log-out", "gate-1", "--by", "shift leader")
                #expect(freed.code == 0, "\(freed.messages)")

                #expect(try await journal(gate, "officerLoggedIn").map { $0.details["officer"] } == ["17", "18", "17"])
                let ends = try await journal(gate, "officerLoggedOut")
                #expect(ends.map { $0.details["cause"] } == ["handedOver", "loggedOut", "ended"])
                #expect(ends.last?.details["by"] == "shift leader")
                #expect(ends.allSatisfy { $0.lane == "gate-1" })
                #expect(try await journal(gate, "passphraseSet").count == 2)
                for line in gate.log.lines { #expect(!line.contains(second.token) && !line.contains("Хилийн")) }
                for (file, bytes) in try gate.everyByte() {
                    #expect(bytes.range(of: Data(Self.passphrase.utf8)) == nil, "\(file)")
                    #expect(bytes.range(of: Data(second.token.utf8)) == nil, "\(file)")
                }
            }
        }

        @Test func `without the setting officers only log in there, and a wrong token is refused at the socket`()
            async throws
        {
            try await Gate.open { gate in
                try await setPassphrase(gate, "17")
                let token = try logIn(gate, "17").read(Token.self).token
                let path = "/v1/crossings?officer=17&purpose=check"
                #expect(try ask(gate.daemon.kiosk().client.endpoint, "GET", path, token: token).status == 404)
                let socket = gate.daemon.control.endpoint
                #expect(try ask(socket, "GET", path).status == 200)
                #expect(try ask(socket, "GET", path, token: token).status == 200)
                #expect(
                    try await journal(gate, "personRead").suffix(2).map { $0.details["via"] ?? "" } == [
                        "controlSocket", "logIn:1",
                    ])
                for wrong in [String(repeating: "0", count: 64), "", "x", token.uppercased()] {
                    #expect(try ask(socket, "GET", path, token: wrong).problem == "logInEnded")
                }
                let other = "/v1/crossings?officer=18&purpose=check"
                #expect(try ask(socket, "GET", other, token: token).problem == "otherOfficer")
                #expect(try await journal(gate, "personRead").filter { $0.details["officer"] == "18" }.isEmpty)
            }
        }

        @Test func `with the setting nobody acts as an officer without a log-in`() async throws {
            try await Gate.open(GateSettings(logIn: "required")) { gate in
                let door = gate.daemon.kiosk().client.endpoint
                try await setPassphrase(gate, "17")
                let token = try logIn(gate, "17").read(Token.self).token
                let id = CrossingPlace.any
                let entry = ["officer": "17", "reason": "seen"]
                for (method, path) in CrossingPlace.writing {
                    let answer = try ask(door, method, path, entry)
                    #expect(answer.status == 401 && answer.problem == "logInNeeded", "\(method) \(path)")
                }
                for path in CrossingPlace.reading {
                    #expect(try ask(door, "GET", path + "officer=17&purpose=check").problem == "logInNeeded", "\(path)")
                    let other = try ask(door, "GET", path + "officer=18&purpose=check", token: token)
                    #expect(other.problem == "otherOfficer" || path.hasPrefix("/v1/crossings/"), "\(path)")
                }
                #expect(
                    try ask(door, "GET", "/v1/crossings/\(id)?officer=18&purpose=check", token: token).problem
                        == "otherOfficer")
                let reading = "/v1/permissions?issuer=MNG&document=E7310001&officer=17&purpose=check"
                #expect(try ask(door, "GET", reading, token: token).status == 200)
                #expect(try await journal(gate, "personRead").last?.details["via"] == "logIn:1")
                let change = ["status": "suspended", "cause": "decision", "officer": "18"]
                let status = "/v1/permissions/1/status"
                #expect(try ask(door, "PUT", status, change, token: token).problem == "otherOfficer")
                // Administrators' work has no place here at all.
                for path in ["/v1/officers", "/v1/officers/log-ins", "/v1/devices"] {
                    #expect(try ask(door, "GET", path, token: token).status == 404, "\(path)")
                }
                // Whoever may open the socket is believed.
                #expect(try ask(gate.daemon.control.endpoint, "PUT", status, change).status == 200)
                let told = try await journal(gate, "permissionChanged")
                #expect(told.map { $0.details["via"] } == ["controlSocket"])
            }
        }

        /// Whatever somebody does as an officer.
        private enum CrossingPlace {
            static let any = "019aa000-0000-7000-8000-000000000000"
            static let books = [
                "stays", "documents/statements", "desk/notes", "persons/numbers", "persons/links", "lists/false-hits",
                "border-cards", "children/journeys", "children/settlements",
            ]
            static let writing: [(String, String)] =
                [
                    ("PUT", "/v1/crossings/\(any)/decision"), ("PUT", "/v1/crossings/\(any)/settlement"),
                    ("POST", "/v1/crossings/\(any)/particulars"), ("POST", "/v1/crossings/\(any)/grants"),
                    ("POST", "/v1/permissions"), ("PUT", "/v1/permissions/1/status"), ("POST", "/v1/flights/lists"),
                    ("PUT", "/v1/lanes/gate-1/trip"),
                ] + books.map { ("POST", "/v1/\($0)") } + books.map { ("PUT", "/v1/\($0)/1/withdrawal") }
            static let reading =
                books.map { "/v1/\($0)?issuer=MNG&number=E7310001&" } + [
                    "/v1/crossings?", "/v1/crossings/\(any)?", "/v1/permissions?issuer=MNG&document=E7310001&",
                    "/v1/persons/documents?issuer=MNG&number=E7310001&", "/v1/children/follow-ups?", "/v1/flights/1?",
                ]
        }

        @Test func `a second officer shows a log-in, too`() async throws {
            try await Gate.open(GateSettings(logIn: "required")) { gate in
                try #require(try gate.station.enterOfficer("4", role: "supervisor") == 201)
                for officer in ["17", "4"] { try await setPassphrase(gate, officer) }
                try await addDesk(gate)
                let door = gate.daemon.kiosk().client.endpoint
                let bold = gate.cast.bold
                #expect(
                    try gate.station.restrictExits(
                        ofDocuments: [bold.persona.documentNumber],
                        from: gate.cast.today.adding(days: -30).description) == 200)
                let passage = try await gate.station.serve(try gate.cast.traveller(bold))
                let decide = "/v1/crossings/\(passage.crossing)/decision"
                let one = try logIn(gate, "17").read(Token.self).token
                let two = try logIn(gate, "4", lane: "desk-1").read(Token.self).token
                let both = Decision(officer: "17", secondOfficer: "4")
                func problem(_ token: String?, _ second: String?) throws -> String? {
                    try ask(door, "PUT", decide, both, token: token, second: second).problem
                }
                #expect(try problem(one, nil) == "logInNeeded")
                #expect(try problem(nil, two) == "logInNeeded")
                #expect(try problem(one, one) == "otherOfficer")
                #expect(try problem(two, one) == "otherOfficer")
                #expect(try problem(one, String(repeating: "0", count: 64)) == "logInEnded")
                let done = try ask(door, "PUT", decide, both, token: one, second: two)
                #expect(done.status == 201, "\(String(decoding: done.body, as: UTF8.self))")
                let told = try #require(try await journal(gate, "officerDecided").last?.details)
                #expect(told["via"] == "logIn:1" && told["secondVia"] == "logIn:2")
            }
        }

        @Test func `who guesses waits, and the rest is counted`() async throws {
            try await Gate.open { gate in
                try await setPassphrase(gate, "17")
                for _ in 0..<3 { #expect(try logIn(gate, "17", "wrong horse").problem == "logInRefused") }
                for _ in 0..<2 { #expect(try logIn(gate, "pass phrase typed here").problem == "logInRefused") }
                let port = RawHTTP(endpoint: gate.daemon.kiosk().client.endpoint)
                let body = Array(#"{"officer":"17","passphrase":"Хилийн харуул 7"}"#.utf8)
                let answer = try #require(try port.send("POST", "/v1/lanes/gate-1/officer", body: body))
                #expect(answer.status == 429)
                #expect((1...60).contains(answer.problem["retryAfterSeconds"] as? Int ?? 0))
                #expect(try logIn(gate, "18").status == 429)
                #expect(try logIn(gate, "17", lane: "gate-9").status == 404)
                await gate.stop()
                let told = try await journal(gate, "officerLogInRefused")
                #expect(
                    told.map { $0.details["reason"] ?? "" } == [
                        "wrongPassphrase", "wrongPassphrase", "wrongPassphrase", "unknown", "unknown", "waiting",
                    ])
                #expect(told.map { $0.details["officer"] } == ["17", "17", "17", nil, nil, nil])
                #expect(told.last?.details["more"] == "2")
                for (file, bytes) in try gate.everyByte() {
                    #expect(bytes.range(of: Data("pass phrase typed here".utf8)) == nil, "\(file)")
                }
                let verified = try await Program.boomtctl.run(
                    "journal", "verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(verified.code == 0, "\(verified.output)")
            }
        }

        @Test func `a passphrase that cannot be used is refused before anything is sent`() async throws {
            try await Gate.open { gate in
                for text in ["1234567\n", "\n", "", "two\nlines here\n", String(repeating: "a", count: 300) + "\n"] {
                    let run = try await ctl(gate, "officer", "passphrase", "17", "--by", "admin", input: text)
                    #expect(run.code == 2, "\(text.prefix(12))")
                    #expect(!run.messages.contains("1234567"))
                }
                #expect(
                    try await ctl(gate, "officer", "passphrase", "99", "--by", "admin", input: "12345678\n").code == 1)
                #expect(try await journal(gate, "passphraseSet").isEmpty)
                let short = try ask(
                    gate.daemon.control.endpoint, "POST", "/v1/officers/passphrases",
                    ["number": "17", "passphrase": "1234567", "by": "admin"])
                #expect(short.status == 422)
            }
        }
    }
}
