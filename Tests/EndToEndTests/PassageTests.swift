import Foundation
import Harness
import Simulators
import Testing

extension EndToEnd {
    /// Travellers who do nothing unusual.
    @Suite struct PassageTests {
        @Test func `an eligible adult leaves, and the record is there before the gate opens`() async throws {
            var settings = GateSettings()
            settings.passBackWindowMinutes = nil
            try await Gate.open(settings) { gate in
                var before: StoredCrossing?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.gate == "open", let crossing = event.crossing { before = try? gate.record(crossing) }
                }
                #expect(before?.state == "admitted")
                #expect(before?.completedAt == nil)
                let record = try await gate.expectPassed(passage)
                let steps = passage.events.compactMap { $0.event == "progress" ? $0.step : $0.gate ?? $0.event }
                var order: [String] = []
                for step in steps where order.last != step { order.append(step) }
                #expect(
                    order == [
                        "started", "readingChip", "checkingRegister", "instruction", "decision", "open", "close",
                        "completed",
                    ])
                #expect(passage.events.compactMap(\.percent).last == 100)

                #expect(record.lane == "gate-1")
                #expect(record.direction == "exit")
                #expect(record.mrzText == gate.cast.bold.persona.mrz)
                #expect(record.document?.number == gate.cast.bold.persona.documentNumber)
                #expect(record.completedAt != nil)
                #expect(record.permissionID != nil)
                #expect(record.chip.presence == "read")
                #expect(record.chip.inspection?.overall == "successful")
                #expect(record.chip.bytesRead > 14_000)
                #expect(record.fingerTries.count == 1)
                #expect((record.fingerTries.first?.score ?? 0) >= 3)
                #expect(record.facts.direction == "exit")
                #expect(record.facts.station == "eGate")
                let rules = record.verdict.findings.map(\.rule)
                #expect(Set(rules).isSuperset(of: (1...10).map { $0 < 10 ? "EG-0\($0)" : "EG-10" } + ["BX-01"]))
                #expect(record.verdict.findings.allSatisfy { !$0.citation.isEmpty && !$0.reason.mn.isEmpty })
                #expect(!record.verdict.rulebook.isEmpty)
                let version = try await Program.boomtd.run("--version").output
                #expect(version.trimmingCharacters(in: .whitespacesAndNewlines) == record.softwareVersion)
                try await readBack(passage.crossing, gate.folder + "/control.sock")
            }
        }

        /// An officer reads the crossing back and judges it again.
        private func readBack(_ crossing: String, _ socket: String) async throws {
            let list = try await Program.boomtctl.run("crossing", "list", "--socket", socket)
            #expect(list.code == 0)
            #expect(list.output.contains(crossing))
            // Without an officer and a purpose the list names nobody.
            let unnamed = try await Program.boomtctl.run("crossing", "list", "--json", "--socket", socket)
            #expect(unnamed.output.contains(crossing))
            #expect(!unnamed.output.contains("E73"))
            #expect(!list.output.contains("E73"))
            let reader = ["--officer", "17", "--purpose", "check", "--socket", socket]
            let all = try await Program.boomtctl.run(["crossing", "list", "--json"] + reader)
            let records = try JSONDecoder().decode([StoredCrossing].self, from: Data(all.output.utf8))
            #expect(records.map(\.id) == [crossing])
            let shown = try await Program.boomtctl.run(["crossing", "show", crossing] + reader)
            #expect(shown.code == 0)
            #expect(shown.output.contains("EG-08"))
            let json = try await Program.boomtctl.run(["crossing", "show", crossing, "--json"] + reader)
            #expect(json.code == 0)
            #expect(try JSONDecoder().decode(StoredCrossing.self, from: Data(json.output.utf8)).state == "passed")
            let replay = try await Program.boomtctl.run(["crossing", "replay", crossing] + reader)
            #expect(replay.code == 0, "\(replay.output)")
        }

        @Test func `the record knows by which quirks the chip was read and judged`() async throws {
            let folder = NSTemporaryDirectory() + "boomt-quirks-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/quirks/2026-11-20-chips.yaml")
            let text =
                try String(contentsOf: shipped, encoding: .utf8)
                .replacing("CHIPS-2026-11-20.1", with: "GATE-1") + """
                      - id: mongolia-test
                        match:
                          issuers: [MNG]
                        reading:
                          longestRead: 200

                    """
            try text.write(toFile: folder + "/table.yaml", atomically: true, encoding: .utf8)
            try await Gate.open(GateSettings(quirksDirectory: folder)) { gate in
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                let record = try await gate.expectPassed(passage)
                #expect(record.chip.quirks == "GATE-1" && record.chip.inspection?.quirks?.version == "GATE-1")
                #expect(
                    record.chip.inspection?.access?.quirks
                        == StoredCrossing.Quirks(version: "GATE-1", applied: ["mongolia-test"]))
                #expect(record.chip.apduCount > 14_000 / 200)
            }
        }

        @Test func `a passport without a chip goes by its zone, its permission and the finger`() async throws {
            try await Gate.open { gate in
                let record = try await gate.expectPassed(
                    try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg)))
                #expect(record.chip.presence == "absent")
                #expect(record.fingerTries.count == 1)
            }
        }

        @Test func `a crossing judged by numbers of the settings replays to the same out of its record`() async throws {
            // The settings of a gate bring the version end-to-end and a pass-back window of their own.
            try await Gate.open { gate in
                let control = gate.folder + "/control.sock"
                let record = try await gate.expectPassed(
                    try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg)))
                #expect(record.verdict.rulebook == "end-to-end")
                let again = try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg))
                try await gate.expectReferred(again, ["EG-10"])
                for crossing in [record.id, again.crossing] {
                    let replay = try await Program.boomtctl.run(
                        "crossing", "replay", crossing, "--officer", "17", "--purpose", "check", "--socket", control)
                    #expect(replay.code == 0, "\(replay.output) \(replay.messages)")
                    #expect(replay.output.contains("end-to-end"))
                }
            }
        }

        @Test func `travellers follow each other without a pause`() async throws {
            try await Gate.open { gate in
                var crossings: [String] = []
                for direction in ["exit", "entry"] {
                    for citizen in [gate.cast.bold, gate.cast.tsetseg, gate.cast.oyun] {
                        let passage = try await gate.station.serve(try gate.cast.traveller(citizen, direction))
                        try await gate.expectPassed(passage)
                        crossings.append(passage.crossing)
                    }
                }
                #expect(try gate.records().map(\.id) == crossings.reversed())
            }
        }

        @Test func `a passport that was handed back opens the gate in neither direction`() async throws {
            var settings = GateSettings()
            settings.passBackWindowMinutes = nil
            try await Gate.open(settings) { gate in
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)))
                for direction in ["exit", "entry"] {
                    let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, direction))
                    let record = try await gate.expectReferred(passage, ["EG-10"], direction)
                    #expect(record.fingerTries.isEmpty)
                }
                try await gate.expectNextPasses()
            }
        }

        @Test func `outside of the window one passport leaves and comes home, but does not leave twice`() async throws {
            try await Gate.open { gate in
                for direction in ["exit", "entry", "exit"] {
                    try await gate.expectPassed(
                        try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, direction)))
                }
                let again = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, "exit"))
                try await gate.expectReferred(again, ["EG-10"])
            }
        }

        @Test func `one person does not get a second permission under another name by oversight`() async throws {
            try await Gate.open { gate in
                let again = Persona(
                    "OTHER", "NAME", number: "E7654321", born: gate.cast.stranger.birthDate,
                    expires: gate.cast.stranger.expiryDate, fingerSeed: gate.cast.bold.persona.fingerSeed)
                let finger = gate.cast.bold.fingers[1]
                #expect(try gate.station.enrol(mrz: again.mrz, finger: finger, hasChip: false) == 409)
                // Number 1 is the permission of the first who was enrolled; the officer says that they are two.
                #expect(
                    try gate.station.enrol(mrz: again.mrz, finger: finger, hasChip: false, examined: [1]) == 201)
                // Somebody else's finger is nobody's duplicate.
                let stranger = try gate.cast.stranger.impressions(0...0)[0]
                #expect(try gate.station.enrol(mrz: gate.cast.stranger.mrz, finger: stranger, hasChip: false) == 201)
            }
        }

        @Test func `a finger that is played back from a recording is referred at once`() async throws {
            try await Gate.open { gate in
                // Nobody can tell a recording the first time it is seen.
                var traveller = try gate.cast.traveller(gate.cast.bold, "exit")
                traveller.playsBack = true
                let first = try await gate.expectPassed(try await gate.station.serve(traveller))
                #expect(first.fingerTries.map(\.presentation) == [0])
                traveller = try gate.cast.traveller(gate.cast.bold, "entry")
                traveller.playsBack = true
                let second = try await gate.expectReferred(try await gate.station.serve(traveller), ["LN-08", "EG-08"])
                #expect(second.fingerTries.map(\.presentation) == [1])
                #expect(second.fingerTries.map(\.score) == [nil])
                try await gate.expectNextPasses()
            }
        }

        @Test func `who turns round in the gate is recorded so`() async throws {
            try await Gate.open { gate in
                let traveller = try gate.cast.traveller(gate.cast.tsetseg, walksThrough: false)
                var reported: Int?
                let passage = try await gate.station.serve(traveller) { event in
                    guard event.gate == "open", let crossing = event.crossing else { return }
                    reported = try? gate.daemon.kiosk().reportPassage(of: crossing, passed: false)
                }
                #expect(reported == 204)
                #expect(passage.outcome == "turnedBack")
                #expect(try gate.record(passage.crossing).state == "turnedBack")
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg)))
            }
        }

        @Test func `a gate whose sensor stays silent closes, and an officer settles the crossing`() async throws {
            var settings = GateSettings()
            settings.passageTimeoutSeconds = 1
            try await Gate.open(settings) { gate in
                let traveller = try gate.cast.traveller(gate.cast.tsetseg, walksThrough: false)
                let passage = try await gate.station.serve(traveller)
                #expect(passage.outcome == "interrupted")
                #expect(passage.events.contains { $0.gate == "close" })
                #expect(try gate.record(passage.crossing).state == "interrupted")
                try await gate.expectNextPasses()
            }
        }
    }
}
