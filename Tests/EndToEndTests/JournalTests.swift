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
    }
}
