import Foundation
import Simulators
import Support
import Testing
import TravelDocument

extension EndToEnd {
    /// Who gets an e-gate permission, and extended passports, whose chips still hold the old date.
    @Suite struct EnrolmentTests {
        private func boomtctl(_ gate: Gate, _ words: [String]) async throws -> Program.Run {
            try await Program.boomtctl.run(
                words + ["--json"], environment: ["BOOMT_CONTROL_SOCKET": gate.folder + "/control.sock"])
        }

        /// What an officer does with an applicant whose finger is on file.
        private func enrol(
            _ gate: Gate, _ persona: Persona, template: [UInt8], register: String? = nil, _ more: String...
        ) async throws -> Program.Run {
            let files = (gate.folder + "/zone", gate.folder + "/finger.fmr")
            try Data(persona.mrz.utf8).write(to: URL(filePath: files.0))
            try Data(template).write(to: URL(filePath: files.1))
            return try await boomtctl(
                gate,
                [
                    "enrol", "--mrz", files.0, "--finger", "2=" + files.1, "--capacity-declared", "--consent-text",
                    "2026-1", "--consent-way", "written", "--officer", "17", "--register-number",
                    try register ?? Station.registerNumber(of: persona.mrz),
                ] + more)
        }

        private func persona(
            _ number: String, issuer: String = "MNG", age: Int = 41, valid: (years: Int, days: Int), _ gate: Gate
        ) -> Persona {
            let today = gate.cast.today
            return Persona(
                issuer: issuer, "GANBAATAR", "SARAN", number: number, born: today.adding(years: -age),
                expires: today.adding(years: valid.years).adding(days: valid.days), fingerSeed: 41)
        }

        @Test func `an applicant without the right is refused, with the rule that says so`() async throws {
            try await Gate.open { gate in
                let template = try Citizen(persona("E7400000", valid: (5, 0), gate), hasChip: false).template
                let lost = persona("E7400001", valid: (5, 0), gate)
                let declared = try await boomtctl(
                    gate,
                    [
                        "document", "declare", "--issuer", "MNG", "--document", "E7400001", "--kind", "lost",
                        "--officer", "17", "--reason", "told by the holder",
                    ])
                #expect(declared.code == 0, "\(declared.messages)")
                for (applicant, rules) in [
                    (persona("E7400002", age: 11, valid: (4, 0), gate), ["EG-07"]),
                    (persona("M74000030", issuer: "KOR", valid: (4, 0), gate), ["EG-01", "EG-07"]),
                    (persona("E7400004", valid: (0, 90), gate), ["EG-03"]),
                    (persona("E7400005", valid: (0, -1), gate), ["EG-03", "PA-05"]),
                    (lost, ["PA-08"]),
                ] {
                    let run = try await enrol(gate, applicant, template: template)
                    #expect(run.code == 1)
                    for rule in ["EG-01", "EG-03", "EG-07", "PA-05", "PA-08", "PA-09"] {
                        #expect(
                            run.messages.contains(rule + " (") == rules.contains(rule),
                            "\(applicant.documentNumber): \(run.messages)")
                    }
                    #expect(!run.messages.contains(applicant.primaryIdentifier))
                }
                let entitled = persona("E7400006", valid: (0, 200), gate)
                let granted = try await enrol(gate, entitled, template: template)
                #expect(granted.code == 0, "\(granted.messages)")
            }
        }

        @Test func `a register number that does not fit the document is looked into first`() async throws {
            try await Gate.open { gate in
                var holder = persona("E7400030", valid: (5, 0), gate)
                let template = try Citizen(holder, hasChip: false).template
                let own = try Station.registerNumber(of: holder.mrz)
                // Of somebody who was born a year earlier, and of somebody of the same day.
                let older = try Station.registerNumber(of: persona("E7400031", age: 42, valid: (5, 0), gate).mrz)
                let twin = String(own.dropLast(2)) + (own.hasSuffix("11") ? "33" : "11")
                holder.optionalData = "UB" + String(own.suffix(8))
                for (register, reason) in [
                    (older, "another birth date"), (twin, "prints another register number"),
                ] {
                    let run = try await enrol(gate, holder, template: template, register: register)
                    #expect(run.code == 1 && run.messages.contains(reason), "\(run.messages)")
                    #expect(!run.messages.contains(String(register.suffix(8))))
                    #expect(!run.messages.contains(String(own.suffix(8))))
                }
                let examined = try await enrol(
                    gate, holder, template: template, register: older, "--register-number-examined")
                #expect(examined.code == 0, "\(examined.messages)")
                let another = Persona(
                    "GANBAATAR", "TUYA", number: "E7400032", born: holder.birthDate, expires: holder.expiryDate,
                    fingerSeed: 43)
                let plain = try await enrol(
                    gate, another, template: try Citizen(another, hasChip: false).template, register: twin)
                #expect(plain.code == 0, "nothing speaks against it: \(plain.messages)")
            }
        }

        @Test func `a passport that was extended is enrolled as such, and its chip with the old date passes`()
            async throws
        {
            try await Gate.open { gate in
                let holder = try Citizen(persona("E7400010", valid: (0, -30), gate), hasChip: true)
                let printed = holder.persona.expiryDate
                for wrong in [printed.adding(years: 6), printed.adding(years: 1).adding(days: 1)] {
                    let run = try await enrol(
                        gate, holder.persona, template: holder.template, "--chip", "--extended-until",
                        wrong.description)
                    #expect(run.code == 1 && run.messages.contains("PA-09 ("), "\(run.messages)")
                }
                let run = try await enrol(
                    gate, holder.persona, template: holder.template, "--chip", "--extended-until",
                    printed.adding(years: 2).description)
                #expect(run.code == 0, "\(run.messages)")

                let record = try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(holder)))
                let told = record.verdict.findings.filter { ["BX-01", "LN-07"].contains($0.rule) }
                #expect(Set(told.map { "\($0.rule) \($0.outcome)" }) == ["BX-01 allow", "LN-07 record"])
                // Another fault of the chip is not excused by it.
                let altered = Traveller(
                    mrz: holder.persona.mrz, direction: "entry",
                    chip: try gate.cast.chip(of: holder) { $0[.dg2]?[400] ^= 1 }, fingers: [holder.fingers[1]])
                try await gate.expectReferred(try await gate.station.serve(altered), ["BX-01", "LN-07"])
            }
        }

        @Test func `at a desk an extension that an officer has seen counts for the chip as well`() async throws {
            var settings = GateSettings()
            settings.station = "desk"
            try await Gate.open(settings) { gate in
                let holder = persona("E7400020", valid: (0, -30), gate)
                func passage() async throws -> Passage {
                    let chip = try holder.chip(signer: gate.cast.signer, today: gate.cast.today)
                    return try await gate.station.serve(Traveller(mrz: holder.mrz, direction: "exit", chip: chip))
                }
                try await gate.expectReferred(try await passage(), ["PA-05", "BX-01", "LN-07"])
                for words in [
                    [
                        "document", "declare", "--kind", "extended", "--until",
                        holder.expiryDate.adding(years: 3).description,
                    ],
                    ["desk", "note", "--likeness", "yes"],
                ] {
                    let run = try await boomtctl(
                        gate,
                        words + [
                            "--issuer", "MNG", "--document", holder.documentNumber, "--officer", "17", "--reason",
                            "seen in the book",
                        ])
                    #expect(run.code == 0, "\(run.messages)")
                }
                let after = try await passage()
                #expect(!after.rules.contains { ["PA-05", "PA-09", "BX-01", "LN-07"].contains($0) }, "\(after.rules)")
                let record = try gate.record(after.crossing)
                #expect(record.verdict.findings.contains { $0.rule == "LN-07" && $0.outcome == "record" })
            }
        }
    }
}
