import Foundation
import GRDB
import Simulators
import Support
import Testing

extension EndToEnd {
    /// What the daemon finds of its database when it comes up, and what it does about it.
    @Suite struct DatabaseStartTests {
        private struct Health: Decodable {
            struct Database: Decodable {
                var lastRun: String
                var recoveredFrames: Int
                var check: String
                var damage: [String]
            }
            var status: String
            var reason: String?
            var advice: [String]?
            var database: Database?
        }

        private func health(_ gate: Gate) throws -> (code: Int, health: Health) {
            let answer = try gate.daemon.control.send("GET", "/health/ready")
            let kiosk = try gate.daemon.kiosk().client.send("GET", "/health/ready")
            #expect(kiosk.status == answer.status)
            #expect(kiosk.text == answer.text)
            return (answer.status, try JSONDecoder().decode(Health.self, from: Data(answer.body)))
        }

        @Test func `an orderly stop is known, and the look is quick`() async throws {
            try await Gate.open { gate in
                #expect(try health(gate).health.database == nil)
                try await gate.expectNextPasses()
                #expect(await gate.stop() == 0)
                try await gate.daemon.start()
                let (code, found) = try health(gate)
                #expect(code == 200)
                #expect(found.database?.lastRun == "stoppedInOrder")
                #expect(found.database?.check == "quick")
                #expect(found.database?.recoveredFrames == 0)
                #expect(await gate.log.first { $0.contains("the last run stopped in order") } != nil)
                try await gate.expectNextPasses()
            }
        }

        @Test func `a torn log is taken over up to its last commit, looked at thoroughly, and told`() async throws {
            try await Gate.open { gate in
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await gate.expectPassed(passage)
                await gate.kill()
                // Half a frame behind the last one, as a loss of power leaves it.
                let log = try #require(FileHandle(forUpdatingAtPath: gate.folder + "/boomt.sqlite-wal"))
                try log.seekToEnd()
                try log.write(contentsOf: Data(repeating: 0x5A, count: 1000))
                try log.close()
                try await gate.daemon.start()
                let (code, found) = try health(gate)
                #expect(code == 200)
                #expect(found.database?.lastRun == "killed")
                #expect(found.database?.check == "thorough")
                #expect((found.database?.recoveredFrames ?? 0) > 0)
                #expect(await gate.log.first { $0.contains("what it had committed is recovered") } != nil)
                try await gate.expectPassed(passage)
                try await gate.expectNextPasses()
            }
        }

        /// Overwrites one page that belongs to the table of crossings.
        private func damageCrossings(at gate: Gate) throws {
            let queue = try DatabaseQueue(path: gate.folder + "/boomt.sqlite")
            let page = try queue.read { db in
                try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'crossing'")
            }
            try queue.close()
            let file = try #require(FileHandle(forUpdatingAtPath: gate.folder + "/boomt.sqlite"))
            try file.seek(toOffset: UInt64(try #require(page) - 1) * 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
            try file.close()
        }

        /// What the restore has put aside.
        private func keptBytes(at gate: Gate) throws -> Data {
            let names = try FileManager.default.contentsOfDirectory(atPath: gate.folder)
            let name = try #require(
                names.first { $0.hasPrefix("boomt.sqlite.replaced-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
            )
            return try Data(contentsOf: URL(fileURLWithPath: gate.folder + "/" + name))
        }

        @Test(arguments: [false, true])
        func `a damaged page shuts every gate until the backup is back`(killed: Bool) async throws {
            try await Gate.open { gate in
                try await gate.expectNextPasses()
                let store = [
                    "--database", gate.folder + "/boomt.sqlite", "--key-file", gate.folder + "/boomt.key",
                    "--journal-key-file", gate.folder + "/journal.key",
                ]
                let backup = gate.folder + "/backup.sqlite"
                #expect(try await Program.boomtctl.run(["database", "backup", backup] + store).code == 0)
                if killed { await gate.kill() } else { #expect(await gate.stop() == 0) }
                try damageCrossings(at: gate)
                let damaged = try Data(contentsOf: URL(fileURLWithPath: gate.folder + "/boomt.sqlite"))

                try await gate.daemon.start(until: "shut until the database is restored")
                let (code, found) = try health(gate)
                #expect(code == 503)
                #expect(found.status == "notReady")
                #expect(found.reason?.contains("the database is damaged") == true)
                #expect(found.database?.damage.isEmpty == false)
                let advice = try #require(found.advice)
                #expect(advice.contains { $0.contains("systemctl stop boomtd") })
                let line = await gate.log.first { $0.contains("every gate stays shut") }
                #expect(line?.contains(#""level":"critical""#) == true)
                // Nobody gets through, whatever is asked.
                for mrz in [gate.cast.bold.persona.mrz, gate.cast.oyun.persona.mrz] {
                    #expect(try gate.daemon.kiosk().begin(mrz: mrz, direction: "exit").status == 503)
                }
                let listing = try await Program.boomtctl.run(
                    "crossing", "list", "--socket", gate.folder + "/control.sock")
                #expect(listing.code == 3)
                #expect(listing.messages.contains("the database is damaged"))
                #expect(await gate.stop() == 0)
                // Not a byte was written to it.
                #expect(try Data(contentsOf: URL(fileURLWithPath: gate.folder + "/boomt.sqlite")) == damaged)

                // The advice, as it was told, without systemd and its user.
                #expect(advice.contains { $0.contains("boomtctl database restore BACKUP") })
                let restored = try await Program.boomtctl.run(["database", "restore", backup] + store)
                #expect(restored.code == 0, "\(restored.messages)")
                #expect(restored.output.contains("The former file is kept"))
                #expect(try keptBytes(at: gate) == damaged)
                #expect(try await Program.boomtctl.run(["database", "check"] + store).code == 0)
                try await gate.daemon.start()
                #expect(try health(gate).code == 200)
                try await gate.expectNextPasses()
            }
        }

        @Test func `a database of a newer version, and one of another program, are refused and left alone`()
            async throws
        {
            try await Gate.open { gate in
                try await gate.expectNextPasses()
                #expect(await gate.stop() == 0)
                let place = gate.folder + "/boomt.sqlite"
                let ours = try Data(contentsOf: URL(fileURLWithPath: place))
                let queue = try DatabaseQueue(path: place)
                try await queue.write { db in
                    try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
                    try db.execute(sql: "DROP TRIGGER journalIsFinal")
                    try db.execute(
                        sql: """
                            UPDATE journal SET details = '{"version":"7.1.0"}' WHERE kind = 'daemonStarted'
                            """)
                }
                _ = try await queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                try queue.close()
                let newer = try Data(contentsOf: URL(fileURLWithPath: place))
                let run = try await Program.boomtd.run("--config", gate.folder + "/boomt.yaml")
                #expect(run.code == 3)
                for words in ["newer boomt (7.1.0 with tables 99)", "this is boomt 0.1.0", "Nothing was changed"] {
                    #expect(run.messages.contains(words), "\(run.messages)")
                }
                #expect(try Data(contentsOf: URL(fileURLWithPath: place)) == newer)

                let theirs = gate.folder + "/theirs.sqlite"
                let other = try DatabaseQueue(path: theirs)
                try await other.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
                try other.close()
                for content in [try Data(contentsOf: URL(fileURLWithPath: theirs)), Data("no database".utf8)] {
                    try content.write(to: URL(fileURLWithPath: place))
                    let refused = try await Program.boomtd.run("--config", gate.folder + "/boomt.yaml")
                    #expect(refused.code == 3)
                    #expect(refused.messages.contains("no database of boomt"), "\(refused.messages)")
                    #expect(try Data(contentsOf: URL(fileURLWithPath: place)) == content)
                }
                try ours.write(to: URL(fileURLWithPath: place))
                try await gate.daemon.start()
                try await gate.expectNextPasses()
            }
        }
    }
}
