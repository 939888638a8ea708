import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// The daemon is killed, again and again, while travellers cross and officers write.
    @Suite struct KillTests {
        /// What the daemon has told, and what its answers to officers were.
        private struct Told {
            /// Referred strangers whose end was told.
            var referred: Set<String> = []
            /// Crossings for which the kiosk heard that the gate opens.
            var admitted: Set<String> = []
            /// Crossings of eligible travellers whose end was told, with that end.
            var ended: [String: String] = [:]
            /// Numbers of entries that were answered, by the document.
            var notes: [String: [Int]] = [:]
            /// Crossings with a decision that was answered.
            var decided: Set<String> = []
        }

        private struct Report: Decodable {
            struct Fault: Decodable {
                var kind: String
                var subject: String?
            }
            var intact: Bool
            var rows: Int
            var faults: [Fault]
        }

        private struct Entered: Decodable { var id: Int }

        private struct Decided: Decodable {
            struct Decision: Decodable { var kind: String }
            var decision: Decision?
        }

        @Test func `killed two hundred times at any moment, the daemon loses nothing that it told`() async throws {
            var settings = GateSettings()
            settings.waitForCardMilliseconds = 0
            try await Gate.open(settings) { gate in
                var random = SeededRandom(seed: 5)
                var told = Told()
                var direction = "exit"
                // Moments of the first crossings of a life, as long as those take here and now.
                let life = max(0.06, try await secondsOfFirstStranger(gate) * 3)
                for round in 0..<200 {
                    if round.isMultiple(of: 5) {
                        // Somebody who may pass: the finger takes its time, so that the blow falls later.
                        let crossing = try await pass(gate, direction, killAfter: random.between(0.05, 1.2), &told)
                        try await gate.daemon.start()
                        if let crossing, try Self.hasCrossed(crossing, gate) {
                            direction = direction == "exit" ? "entry" : "exit"
                        }
                    } else {
                        await workDay(gate, round, killAfter: random.between(0.001, life), &told)
                        try await gate.daemon.start()
                    }
                }
                // How many it is depends on the machine; none would prove nothing.
                #expect(told.referred.count > 40)
                #expect(told.admitted.count >= 5)
                #expect(told.ended.values.filter { $0 == "passed" }.count >= 3)
                #expect(told.notes.count > 10)
                #expect(told.decided.count > 10)
                try await expectEverything(told, at: gate)
            }
        }

        /// What was told is there, as it was told, and the journal agrees with it.
        private func expectEverything(_ told: Told, at gate: Gate) async throws {
            for crossing in told.referred { #expect(try gate.record(crossing).state == "referred", "\(crossing)") }
            for crossing in told.admitted {
                let record = try gate.record(crossing)
                #expect(["passed", "interrupted"].contains(record.state), "\(crossing): \(record.state)")
                #expect(record.verdict.verdict == "allow", "\(crossing)")
            }
            for (crossing, end) in told.ended { #expect(try gate.record(crossing).state == end, "\(crossing)") }
            for (number, ids) in told.notes {
                let answer = try gate.daemon.control.send(
                    "GET", "/v1/desk/notes?issuer=MNG&number=\(number)&\(Station.reading)")
                let there = try JSONDecoder().decode([Entered].self, from: Data(answer.body)).map(\.id)
                #expect(Set(there).isSuperset(of: ids), "\(number)")
            }
            for crossing in told.decided {
                let answer = try gate.daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Station.reading)")
                let file = try JSONDecoder().decode(Decided.self, from: Data(answer.body))
                #expect(file.decision?.kind == "refused", "\(crossing)")
            }
            let run = try await Program.boomtctl.run(
                "journal", "verify", "--json", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                gate.folder + "/journal.key")
            let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
            #expect(report.intact, "\(report.faults)")
            #expect(report.rows >= told.referred.count + told.admitted.count + told.decided.count)
        }

        private static func hasCrossed(_ crossing: String, _ gate: Gate) throws -> Bool {
            let answer = try gate.daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Station.reading)")
            guard answer.status == 200 else { return false }
            let record = try JSONDecoder().decode(StoredCrossing.self, from: Data(answer.body))
            return ["passed", "interrupted"].contains(record.state)
        }

        // MARK: - One life of the daemon

        /// How long a daemon that has just started takes to refer a stranger.
        private func secondsOfFirstStranger(_ gate: Gate) async throws -> Double {
            let clock = ContinuousClock()
            let start = clock.now
            _ = try await gate.station.serve(Traveller(mrz: gate.cast.stranger.mrz, direction: "exit"))
            return (clock.now - start) / .seconds(1)
        }

        /// Sends an eligible traveller and kills the daemon some time later; the crossing, if it began.
        private func pass(
            _ gate: Gate, _ direction: String, killAfter seconds: Double, _ told: inout Told
        ) async throws -> String? {
            let traveller = try gate.cast.traveller(gate.cast.tsetseg, direction)
            let passage = Task { await Self.events(gate, traveller) }
            try? await Task.sleep(for: .seconds(seconds))
            await gate.kill()
            let events = await passage.value
            for event in events {
                guard let crossing = event.crossing else { continue }
                if event.gate == "open" || event.outcome == "admitted" { told.admitted.insert(crossing) }
                if event.event == "completed", let end = event.outcome { told.ended[crossing] = end }
            }
            return events.lazy.compactMap(\.crossing).first
        }

        /// Serves a traveller; cut off in the middle that fails, and what was heard until then counts.
        private static func events(_ gate: Gate, _ traveller: Traveller) async -> [KioskEvent] {
            var heard: [KioskEvent] = []
            _ = try? await gate.station.serve(traveller) { heard.append($0) }
            return heard
        }

        /// Sends one stranger after the other, while an officer notes and decides, until the daemon is killed.
        private func workDay(_ gate: Gate, _ round: Int, killAfter seconds: Double, _ told: inout Told) async {
            let open = told.referred.subtracting(told.decided).sorted().suffix(20)
            async let office = Self.office(gate, document: "E8\(100_000 + round)", decide: Array(open))
            told.referred.formUnion(await decisions(gate, mrz: gate.cast.stranger.mrz, for: seconds))
            let answered = await office
            if !answered.notes.isEmpty { told.notes[answered.document] = answered.notes }
            told.decided.formUnion(answered.decided)
        }

        /// Sends one traveller after the other until the daemon is killed; the crossings whose end was told.
        private func decisions(_ gate: Gate, mrz: String, for seconds: Double) async -> Set<String> {
            let kiosk = gate.daemon.kiosk()
            let traffic = Task {
                var told: Set<String> = []
                for await (_, event) in kiosk.events() {
                    if event.outcome == "referred", let crossing = event.crossing { told.insert(crossing) }
                    if event.event == "ready" { _ = try? kiosk.begin(mrz: mrz, direction: "exit") }
                }
                return told
            }
            try? await Task.sleep(for: .seconds(seconds))
            await gate.kill()
            return await traffic.value
        }

        private struct Answered: Sendable {
            let document: String
            var notes: [Int] = []
            var decided: [String] = []
        }

        /// An officer at a screen of their own: enters a note, refuses a traveller, and so on until nobody answers.
        private static func office(_ gate: Gate, document: String, decide open: [String]) async -> Answered {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(returning: office(gate.daemon.control, "\(gate.cast.today)", document, open))
                }
            }
        }

        private static func office(
            _ control: LocalHTTPClient, _ today: String, _ document: String, _ open: [String]
        ) -> Answered {
            var answered = Answered(document: document)
            var open = open
            let note = """
                {"entry":{"document":{"issuer":"MNG","number":"\(document)"},"day":"\(today)","pagesLeft":true},\
                "officer":"\(Station.officer)","reason":"seen"}
                """
            let refusal = """
                {"kind":"refused","officer":"\(Station.officer)","reason":"no permission","authority":"A/131 1.1"}
                """
            // No more than lists show; the daemon does not live that long.
            for _ in 0..<400 {
                guard let entered = try? control.send("POST", "/v1/desk/notes", json: Array(note.utf8)) else { break }
                if entered.status == 201,
                    let record = try? JSONDecoder().decode(Entered.self, from: Data(entered.body))
                {
                    answered.notes.append(record.id)
                }
                guard let crossing = open.popLast() else { continue }
                guard
                    let decided = try? control.send(
                        "PUT", "/v1/crossings/\(crossing)/decision", json: Array(refusal.utf8))
                else { break }
                if decided.status == 201 { answered.decided.append(crossing) }
            }
            return answered
        }
    }
}
