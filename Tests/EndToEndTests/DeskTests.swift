import Foundation
import Simulators
import Support
import Testing
import TravelDocument

extension EndToEnd {
    /// What officers enter with `boomtctl`, and what lanes make of it.
    @Suite struct DeskTests {
        /// One word of an officer.
        @discardableResult
        private func boomtctl(_ gate: Gate, _ words: String...) async throws -> Program.Run {
            try await boomtctl(gate, words)
        }

        @discardableResult
        private func boomtctl(_ gate: Gate, _ words: [String]) async throws -> Program.Run {
            try await Program.boomtctl.run(
                words + ["--json"], environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
        }

        /// An entry that has to be accepted; its number.
        @discardableResult
        private func enter(
            _ gate: Gate, _ words: String, _ document: (String, String), _ more: String...,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> Int {
            let run = try await boomtctl(
                gate,
                words.split(separator: " ").map(String.init) + ["--issuer", document.0, "--document", document.1]
                    + ["--officer", "17", "--reason", "seen at the desk"] + more)
            #expect(run.code == 0, "\(run.messages)", sourceLocation: sourceLocation)
            return try id(run)
        }

        private func desk(_ body: (Gate) async throws -> Void) async throws {
            var settings = GateSettings()
            settings.station = "desk"
            try await Gate.open(settings, body)
        }

        private func id(_ run: Program.Run) throws -> Int {
            struct Entered: Decodable { var id: Int }
            return try JSONDecoder().decode(Entered.self, from: Data(run.output.utf8)).id
        }

        private struct Replayed: Decodable {
            var recorded: String
            var replayed: String
        }

        /// Ordinary passports of the Republic of Korea need a visa (row 7 of the table of 2018).
        private func foreigner(_ gate: Gate, number: String = "M11223344") -> Persona {
            Persona(
                issuer: "KOR", "KIM", "MINJUN", number: number, born: gate.cast.today.adding(years: -30),
                expires: gate.cast.today.adding(years: 4), fingerSeed: 30)
        }

        private func serve(_ gate: Gate, _ persona: Persona, _ direction: String) async throws -> Passage {
            try await gate.station.serve(Traveller(mrz: persona.mrz, direction: direction))
        }

        @Test func `a foreigner is referred for want of a visa, and not after the officer has entered it`() async throws
        {
            var settings = GateSettings()
            settings.station = "desk"
            try await Gate.open(settings) { gate in
                let kim = foreigner(gate)
                let document = ["--issuer", "KOR", "--document", "M11223344"]
                let officer = ["--officer", "17", "--reason", "seen in the passport"]
                let before = try await serve(gate, kim, "entry")
                try await gate.expectReferred(before, ["VF-02", "PA-07"])

                let visa = ["stay", "add", "--kind", "visa", "--number", "B1-77"] + document + officer
                let reversed = try await Program.boomtctl.run(
                    visa + ["--from", "2026-05-01", "--until", "2026-04-01"],
                    environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
                #expect(reversed.code == 1)
                #expect(reversed.messages.contains("validUntil"))
                #expect(!reversed.messages.contains("M11223344"))
                let until = gate.cast.today.adding(days: 20).description
                let control = ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"]
                let entered = try await Program.boomtctl.run(
                    visa + ["--until", until, "--days", "30", "--entries", "1", "--json"], environment: control)
                #expect(entered.code == 0, "\(entered.messages)")
                let again = try await Program.boomtctl.run(visa + ["--until", until], environment: control)
                #expect(again.code == 1)
                #expect(again.messages.contains("number"))
                let seen = try await Program.boomtctl.run(
                    ["desk", "note", "--likeness", "yes", "--purpose", "visit"] + document + officer,
                    environment: control)
                #expect(seen.code == 0, "\(seen.messages)")
                let after = try await serve(gate, kim, "entry")
                #expect(!after.rules.contains("VF-02") && !after.rules.contains("PA-07"), "\(after.rules)")
                let record = try gate.record(after.crossing)
                #expect(record.verdict.findings.contains { $0.rule == "VF-02" && $0.outcome == "allow" })

                let ended = try await boomtctl(
                    gate, "stay", "end", "\(try id(entered))", "--officer", "18", "--reason", "annulled")
                #expect(ended.code == 0, "\(ended.messages)")
                try await gate.expectReferred(try await serve(gate, kim, "entry"), ["VF-02"])
                let list = try await Program.boomtctl.run(
                    ["stay", "list", "--officer", "17", "--purpose", "check"] + document, environment: control)
                #expect(list.output.contains("үгүй/no"))
                let replay = try await boomtctl(
                    gate, "crossing", "replay", after.crossing, "--officer", "17", "--purpose", "check")
                let judged = try JSONDecoder().decode(Replayed.self, from: Data(replay.output.utf8))
                #expect(judged.recorded == judged.replayed)
            }
        }

        /// An officer in service grants fourteen days, and the record of the entry shows it.
        private func expectGrant(at entry: Passage, _ gate: Gate) async throws {
            func grant(by officer: String) -> [String] {
                ["crossing", "grant", entry.crossing, "--days", "14", "--authority", "A/131 1.1", "--officer", officer]
            }
            #expect(try await boomtctl(gate, grant(by: "71")).code == 1)
            let grant = grant(by: "17")
            let granted = try await boomtctl(gate, grant)
            #expect(granted.code == 0, "\(granted.messages)")
            #expect(try await boomtctl(gate, grant + ["--until", "2030-01-01"]).code == 2)
            let shown = try await Program.boomtctl.run(
                "crossing", "show", entry.crossing, "--officer", "17", "--purpose", "check", "--socket",
                gate.folder + "/control.sock")
            #expect(shown.output.contains("14 хоног · days: A/131 1.1 (17"))
        }

        @Test func `a foreigner with visa and card passes, and leaves on the same passport only`() async throws {
            try await desk { gate in
                let kim = foreigner(gate)
                let first = ("KOR", "M11223344")
                let second = ("KOR", "M55667788")
                let until = gate.cast.today.adding(days: 20).description
                let visa = try await enter(
                    gate, "stay add --kind visa --number B1-77 --days 30 --entries 1", first, "--until", until)
                try await enter(gate, "desk note --likeness yes --purpose visit", first)
                try await enter(gate, "card add --direction entry --travel-number OM302 --country KOR", first)
                try await gate.expectReferred(try await serve(gate, kim, "entry"), ["BC-03"])
                try await enter(
                    gate,
                    "card add --direction entry --travel-number OM302 --country KOR --purpose visit --stay-days 9",
                    first, "--address", "Ulaanbaatar 14200")
                let entry = try await serve(gate, kim, "entry")
                try await gate.expectPassed(entry)
                try await expectGrant(at: entry, gate)

                // Another passport leaves freely, until somebody finds out whose it is (A/131 2.12).
                let other = foreigner(gate, number: "M55667788")
                try await enter(gate, "desk note --likeness yes", second)
                let unknown = try await serve(gate, other, "exit")
                #expect(!unknown.rules.contains("GE-04"), "\(unknown.rules)")
                let link = try await enter(
                    gate, "person link --basis sameData --other-issuer KOR --other-document M11223344", second)
                try await gate.expectReferred(try await serve(gate, other, "exit"), ["GE-04"])
                let person = try await boomtctl(
                    gate, "person", "documents", "--issuer", "KOR", "--document", "M55667788", "--officer", "17",
                    "--purpose", "check")
                #expect(person.output.contains("M11223344"))
                let unlinked = try await boomtctl(
                    gate, "person", "unlink", "\(link)", "--officer", "18", "--reason", "another person")
                #expect(unlinked.code == 0, "\(unlinked.messages)")
                #expect(try await !serve(gate, other, "exit").rules.contains("GE-04"))
                let left = try await gate.expectPassed(try await serve(gate, kim, "exit"))
                let stay = left.verdict.findings.first { $0.rule == "VF-04" }
                #expect(stay?.evidence.contains("granted.days=14") == true, "\(stay?.evidence ?? [])")
                #expect(stay?.evidence.contains("granted.by=17") == true)
                // The one entry of the visa is used.
                try await gate.expectReferred(try await serve(gate, kim, "entry"), ["VF-02"])
                #expect(visa == 1)
            }
        }

        @Test func `a child passes with the papers, and the companion who comes back alone is referred`() async throws {
            try await desk { gate in
                let today = gate.cast.today
                let child = Persona(
                    "GANBOLD", "ANU", number: "E7310101", born: today.adding(years: -9),
                    expires: today.adding(years: 3),
                    sex: "F", fingerSeed: 31)
                let aunt = Persona(
                    "DORJ", "SARNAI", number: "E7310102", born: today.adding(years: -40),
                    expires: today.adding(years: 3), sex: "F", fingerSeed: 32)
                let childDocument = ("MNG", "E7310101")
                try await enter(
                    gate, "desk note --likeness yes --damaged no --altered no --data-changed no", childDocument)
                try await gate.expectReferred(try await serve(gate, child, "exit"), ["CH-01"])
                let with = "child journey --companion other --companion-issuer MNG --companion-document E7310102"
                let journey = try await enter(
                    gate,
                    with
                        + " --branch otherPerson --event no --reminded yes --notary-number 77 --signatories bothParents"
                        + " --attorney-child E7310101 --attorney-companion E7310102 --attorney-names-agree yes"
                        + " --destination KOR --explanation yes --parents-abroad no",
                    childDocument, "--notary-date", today.adding(days: -3).description, "--child-visa-until",
                    today.adding(days: 60).description, "--companion-visa-until", today.adding(days: 60).description)
                try await gate.expectPassed(try await serve(gate, child, "exit"))
                try await enter(gate, "desk note --likeness yes", ("MNG", "E7310102"))
                try await gate.expectPassed(try await serve(gate, aunt, "exit"))
                let away = try await boomtctl(gate, "child", "followups", "--officer", "17", "--purpose", "check")
                #expect(away.code == 0, "\(away.messages)")
                #expect(away.output.contains("E7310101"))
                try await gate.expectReferred(try await serve(gate, aunt, "entry"), ["CH-08"])
                try await enter(gate, "child settle \(journey) --outcome papersReceived", childDocument)
                try await gate.expectPassed(try await serve(gate, aunt, "entry"))
                #expect(
                    try await boomtctl(gate, "child", "followups", "--officer", "17", "--purpose", "check").output
                        .trimmingCharacters(
                            in: .whitespacesAndNewlines
                        ).filter { !$0.isWhitespace } == "[]")
            }
        }

        @Test func `a false hit is noted by the key that the finding tells, and not shown again`() async throws {
            try await desk { gate in
                let persona = gate.cast.stranger
                let entry: [String: String] = [
                    "ground": "courtDebt", "issuingBody": "ШШГЕГ", "decisionNumber": "2026/17",
                    "startDate": "2026-01-01", "primaryIdentifier": persona.primaryIdentifier,
                    "secondaryIdentifier": persona.secondaryIdentifier, "birthDate": persona.birthDate.description,
                ]
                let body = try JSONSerialization.data(withJSONObject: [
                    "version": "2", "issuedAt": "\(UnixTime.now())", "entries": [entry],
                ])
                #expect(try gate.station.deliver([UInt8](body)) == 200)
                let document = ("MNG", persona.documentNumber)
                try await enter(gate, "desk note --likeness yes", document)
                let before = try await serve(gate, persona, "exit")
                let record = try await gate.expectReferred(before, ["GE-06"])
                let finding = try #require(record.obstacles.first { $0.rule == "GE-06" })
                let words = finding.evidence.first { $0.hasPrefix("restriction.key=") }
                let key = try #require(words?.split(separator: "=").last.map(String.init))
                try await enter(gate, "list false-hit add --list exitRestrictions", document, "--entry", key)
                try await gate.expectPassed(try await serve(gate, persona, "exit"))
                let unknown = try await boomtctl(
                    gate, "list", "false-hit", "add", "--list", "exitRestrictions", "--entry", "no-such", "--issuer",
                    "MNG", "--document", persona.documentNumber, "--officer", "17", "--reason", "x")
                #expect(unknown.code == 1)
                #expect(unknown.messages.contains("entryKey"))
            }
        }

        @Test func `a desk is reminded that the last crossing was through a gate and left no mark`() async throws {
            try await Gate.open { gate in
                let bold = gate.cast.bold
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(bold)))
                await gate.stop()
                try gate.becomeDesk()
                try await gate.daemon.start()
                try await enter(gate, "desk note --likeness yes", ("MNG", bold.persona.documentNumber))
                func mark(_ passage: Passage) throws -> StoredCrossing.Finding? {
                    try gate.record(passage.crossing).verdict.findings.first { $0.rule == "EG-06" }
                }
                let entry = try await gate.station.serve(try gate.cast.traveller(bold, "entry"))
                #expect(entry.outcome == "passed", "\(entry.rules)")
                let reminder = try #require(try mark(entry))
                #expect(reminder.outcome == "remind")
                #expect(reminder.evidence == ["lastCrossing.direction=exit"])
                // That one was at the desk, where a mark is made.
                let exit = try await gate.station.serve(try gate.cast.traveller(bold))
                #expect(try mark(exit)?.outcome == "record")
            }
        }

        /// A citizen whom nobody has enrolled; the register number stands in the passport as README shows it.
        private func unenrolled(_ gate: Gate, _ number: String = "E7310201") -> Persona {
            var person = Persona(
                "BATBAYAR", "BOLD", number: number, born: CivilDate(year: 1985, month: 3, day: 17) ?? .earliest,
                expires: gate.cast.today.adding(years: 4), fingerSeed: 33)
            person.optionalData = "UZ85031719"
            return person
        }

        @Test func `a register number on the exit list is found at desk and gate without an enrolment`() async throws {
            try await desk { gate in
                let day = gate.cast.today.adding(days: -30).description
                let person = unenrolled(gate)
                try await enter(gate, "desk note --likeness yes", ("MNG", person.documentNumber))
                try await gate.expectPassed(try await serve(gate, person, "exit"))
                #expect(
                    try gate.station.restrictExits(ofDocuments: [], registerNumbers: ["УБ85031719"], from: day) == 200)
                try await gate.expectPassed(try await serve(gate, person, "entry"))
                let record = try await gate.expectReferred(try await serve(gate, person, "exit"), ["GE-06"])
                let finding = try #require(record.obstacles.first { $0.rule == "GE-06" })
                #expect(finding.evidence.contains("restriction.match=near"), "\(finding.evidence)")
                // The officer has seen that it is another person.
                let words = finding.evidence.first { $0.hasPrefix("restriction.key=") }
                let key = try #require(words?.split(separator: "=").last.map(String.init))
                try await enter(
                    gate, "list false-hit add --list exitRestrictions", ("MNG", person.documentNumber), "--entry", key)
                try await gate.expectPassed(try await serve(gate, person, "exit"))
            }
            try await Gate.open { gate in
                let day = gate.cast.today.adding(days: -30).description
                let person = Traveller(mrz: unenrolled(gate).mrz, direction: "exit")
                let before = try await gate.expectReferred(try await gate.station.serve(person), ["EG-02"])
                #expect(!before.obstacles.contains { $0.rule == "EG-05" })
                #expect(
                    try gate.station.restrictExits(ofDocuments: [], registerNumbers: ["УБ85031719"], from: day) == 200)
                try await gate.expectReferred(try await gate.station.serve(person), ["EG-02", "EG-05"])
            }
        }

        @Test func `a citizen whom nobody has enrolled is asked for the passport that opened the pair`() async throws {
            try await desk { gate in
                func citizen(_ number: String, register: String = "UB85031719") throws -> Persona {
                    var persona = Persona(
                        "BAT", "DORJ", number: number, born: try #require(CivilDate("1985-03-17")),
                        expires: gate.cast.today.adding(years: 4), fingerSeed: 31)
                    persona.optionalData = register
                    return persona
                }
                try await enter(gate, "desk note --likeness yes", ("MNG", "E3333331"))
                try await gate.expectPassed(try await serve(gate, try citizen("E3333331"), "exit"))
                let back = try await serve(gate, try citizen("E3333332"), "entry")
                #expect(back.rules.contains("GE-04"), "\(back.rules)")
                let finding = try #require(
                    try gate.record(back.crossing).verdict.findings.first { $0.rule == "GE-04" })
                #expect(finding.reason.mn.contains("E3333331") && finding.reason.mn.contains("регистрийн дугаар ижил"))
                for other in [try citizen("E3333331"), try citizen("E3333333", register: "UB85031727")] {
                    let passage = try await serve(gate, other, "entry")
                    #expect(!passage.rules.contains("GE-04"), "\(passage.rules)")
                }
            }
        }

        @Test func `a passport that was declared lost is referred at the gate, until that is taken back`() async throws
        {
            try await Gate.open { gate in
                let number = gate.cast.bold.persona.documentNumber
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)))
                let lost = try await boomtctl(
                    gate, "document", "declare", "--issuer", "MNG", "--document", number, "--kind", "lost",
                    "--officer", "17", "--reason", "holder's report of today")
                #expect(lost.code == 0, "\(lost.messages)")
                let back = try gate.cast.traveller(gate.cast.bold, "entry")
                try await gate.expectReferred(try await gate.station.serve(back), ["PA-08"])
                let withdrawn = try await boomtctl(
                    gate, "document", "withdraw", "\(try id(lost))", "--officer", "18", "--reason", "another number")
                #expect(withdrawn.code == 0, "\(withdrawn.messages)")
                try await gate.expectPassed(try await gate.station.serve(back))

                let unreadable = try await boomtctl(
                    gate, "document", "declare", "--issuer", "MONGOLIA", "--document", number, "--kind", "lost",
                    "--officer", "17", "--reason", "x")
                #expect(unreadable.code == 2)
                #expect(unreadable.messages.contains("--issuer"))
                let two = try await boomtctl(
                    gate, "person", "link", "--issuer", "MNG", "--document", number, "--other-issuer", "MNG",
                    "--other-document", gate.cast.oyun.persona.documentNumber, "--basis", "paper", "--officer", "17",
                    "--reason", "x")
                #expect(two.code == 1)
                #expect(two.messages.contains("other"))
                let stranger = try await boomtctl(
                    gate, "document", "declare", "--issuer", "MNG", "--document", "E7000001", "--kind", "lost",
                    "--officer", "71", "--reason", "x")
                #expect(stranger.code == 1)
                #expect(stranger.messages.contains("Ажилтныг хүлээн авсангүй"))
                #expect(stranger.messages.contains("boomtctl officer add"))
                let nobody = try gate.daemon.control.send(
                    "POST", "/v1/documents/statements",
                    json: Array(
                        #"{"entry":{"document":{"issuer":"MNG","number":"Ж"},"kind":"lost"},"officer":"1","reason":"x"}"#
                            .utf8))
                #expect(nobody.status == 400)
                #expect(String(decoding: nobody.body, as: UTF8.self).contains("entry.document.number"))
                let verified = try await boomtctl(
                    gate, "journal", "verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(verified.code == 0, "\(verified.output)")
            }
        }
    }
}
