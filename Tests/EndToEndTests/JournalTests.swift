import Foundation
import Simulators
import Testing

extension EndToEnd {
    /// The signed account of what the daemon wrote.
    @Suite struct JournalTests {
        private func verify(_ gate: Gate, _ more: String...) async throws -> (run: Program.Run, report: Report) {
            let run = try await Program.boomtctl.run(
                [
                    "journal", "verify", "--json", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key",
                ] + more)
            return (run, try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)))
        }

        private struct Report: Decodable {
            struct Fault: Decodable {
                var kind: String
                var sequence: Int?
                var subject: String?
            }
            var intact: Bool
            var entries: Int
            var rows: Int
            var head: String
            var faults: [Fault]
        }

        @Test func `a day's journal is intact, and a record changed afterwards is named`() async throws {
            try await Gate.open { gate in
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                let running = try await verify(gate)
                #expect(running.run.code == 0, "\(running.run.messages)")
                #expect(running.report.intact)
                // The start, everybody enrolled, the list, the crossing twice.
                #expect(running.report.entries >= 6)
                await gate.stop()
                // The daemon's own log tells the last place: the journal has it.
                let line = gate.log.lines.last { $0.contains(#""message":"journal""#) }
                let stopped = try await verify(gate, "--noted", running.report.head)
                #expect(stopped.report.intact)
                #expect(line?.contains(stopped.report.head) == true)

                let intruder = try Intruder(at: gate)
                try intruder.run("DROP TRIGGER crossingIsFinal")
                try intruder.run("UPDATE crossing SET outcome = 'refer' WHERE id = '\(passage.crossing)'")
                try intruder.close()
                let changed = try await verify(gate)
                #expect(changed.run.code == 1)
                #expect(changed.report.faults.map(\.kind) == ["rowChanged"])
                #expect(changed.report.faults.first?.subject == "crossing:\(passage.crossing)")
                let text = try await Program.boomtctl.run(
                    "journal", "verify", "--database", gate.folder + "/boomt.sqlite", "--key-file",
                    gate.folder + "/journal.key")
                #expect(text.output.contains(passage.crossing))
                #expect(text.output.contains("THE JOURNAL DOES NOT AGREE"))
            }
        }

        @Test func `killed two hundred times at any moment, the daemon loses no decision that it told`() async throws {
            var settings = GateSettings()
            settings.waitForCardMilliseconds = 0
            try await Gate.open(settings) { gate in
                var random = SeededRandom(seed: 5)
                var told: Set<String> = []
                let stranger = gate.cast.stranger.mrz
                for _ in 0..<200 {
                    told.formUnion(await decisions(gate, mrz: stranger, for: random.between(0.001, 0.06)))
                    try await gate.daemon.start()
                }
                // How many it is depends on the machine; none would prove nothing.
                #expect(told.count > 40)
                for crossing in told {
                    #expect(try gate.record(crossing).state == "referred", "\(crossing)")
                }
                let report = try await verify(gate).report
                #expect(report.intact, "\(report.faults)")
                #expect(report.rows >= told.count)
            }
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
    }
}
