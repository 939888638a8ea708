import Cryptography
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
            struct Key: Decodable {
                var publicKey: String
                var lane: String?
                var from: Int
            }
            var intact: Bool
            var entries: Int
            var keys: [Key]
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

        /// Numbers, hashes and signatures of what the lane has told.
        private func sequences(_ gate: Gate) async throws -> [Int] {
            let shown = try await Program.boomtctl.run(
                "journal", "show", "--json", "--limit", "100", "--database", gate.folder + "/boomt.sqlite")
            struct Line: Decodable {
                var sequence: Int
                var lane: String?
            }
            return try JSONDecoder().decode([Line].self, from: Data(shown.output.utf8))
                .filter { $0.lane == "gate-1" }.map(\.sequence).sorted()
        }

        @Test func `a lane signs with its own key, and what another key has signed for it is named`() async throws {
            try await Gate.open { gate in
                _ = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                await gate.kill()
                // The lane goes on with its key.
                try await gate.daemon.start()
                try await gate.expectReferred(
                    try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)), ["EG-10"])
                await gate.stop()
                let sound = try await verify(gate)
                #expect(sound.report.intact, "\(sound.report.faults)")
                #expect(sound.report.keys.map(\.lane) == [nil, "gate-1"])
                let told = try await sequences(gate)
                #expect(told.count >= 3 && told.first == sound.report.keys.last?.from)

                let wrong = try Ed25519.PrivateKey.generate().key
                let place = try #require(told.last)
                let intruder = try Intruder(at: gate)
                try intruder.run("DROP TRIGGER journalIsFinal")
                let hash = try intruder.bytes("SELECT hash FROM journal WHERE sequence = \(place)")
                let signature = Hexadecimal.text(try wrong.sign(hash))
                try intruder.run("UPDATE journal SET signature = X'\(signature)' WHERE sequence = \(place)")
                try intruder.close()
                let forged = try await verify(gate)
                #expect(forged.run.code == 1)
                #expect(forged.report.faults.map(\.kind) == ["signatureWrong"])
                #expect(forged.report.faults.first?.sequence == place)
            }
        }
    }
}
