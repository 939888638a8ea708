import Foundation
import Simulators
import Support
import Testing

extension EndToEnd {
    /// The database or its disk does not take what it is given.
    @Suite struct StoreTests {
        /// What waits in the spool tells nothing to somebody who finds it.
        private func expectSecretSpool(_ count: Int, at gate: Gate) throws {
            let names = try gate.spooledFiles()
            #expect(names.count == count)
            for name in names {
                let path = "\(gate.folder)/spool/\(name)"
                let bytes = try #require(FileManager.default.contents(atPath: path))
                #expect(bytes.count > 100)
                for secret in ["E7310001", "BATBAYAR", "MNG", "gate-1", "referred", "passed"] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
                }
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
        }

        @Test
        func `a locked database keeps the gate shut; the record waits sealed and arrives with the next traveller`()
            async throws
        {
            try await Gate.open { gate in
                let intruder = try Intruder(at: gate)
                var locked: (any Error)?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    guard event.step == "placeFinger" else { return }
                    do { try intruder.run("BEGIN IMMEDIATE") } catch { locked = error }
                }
                #expect(locked == nil)
                #expect(passage.outcome == "referred")
                #expect(!passage.gateOpened)
                #expect(passage.rules == ["LN-04"])
                let line = await gate.log.first {
                    $0.contains(#""message":"record not stored""#) && $0.contains(passage.crossing)
                }
                #expect(line?.contains(#""storeFault":"locked""#) == true)
                try expectSecretSpool(1, at: gate)
                #expect(throws: StationError.self) { try gate.record(passage.crossing) }

                try intruder.run("ROLLBACK")
                try intruder.close()
                try await gate.expectNextPasses()
                let record = try await gate.expectReferred(passage, ["LN-04"])
                #expect(record.fingerTries.count == 1)
                #expect(record.chip.inspection?.overall == "successful")
                try expectSecretSpool(0, at: gate)
            }
        }

        @Test func `a database that is locked from the start refers everybody and loses nobody`() async throws {
            try await Gate.open { gate in
                let intruder = try Intruder(at: gate)
                try intruder.run("BEGIN IMMEDIATE")
                var passages: [Passage] = []
                for citizen in [gate.cast.bold, gate.cast.tsetseg] {
                    let passage = try await gate.station.serve(try gate.cast.traveller(citizen))
                    #expect(passage.outcome == "referred")
                    #expect(passage.rules.contains("LN-04"))
                    passages.append(passage)
                }
                try expectSecretSpool(2, at: gate)
                // Also a stop and a new start lose nothing.
                #expect(await gate.stop() == 0)
                try intruder.run("ROLLBACK")
                try intruder.close()
                try await gate.daemon.start()
                try expectSecretSpool(0, at: gate)
                for passage in passages { try await gate.expectReferred(passage, ["LN-04"]) }
                try await gate.expectNextPasses()
            }
        }

        @Test func `a passage that cannot be completed is completed later`() async throws {
            try await Gate.open { gate in
                let intruder = try Intruder(at: gate)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.gate == "open" { try? intruder.run("BEGIN IMMEDIATE") }
                }
                #expect(passage.outcome == "passed")
                #expect(try gate.line(passage.crossing)?.state == "admitted")
                // What cannot be journaled is not read.
                let path = "/v1/crossings/\(passage.crossing)?\(Station.reading)"
                #expect(try gate.daemon.control.send("GET", path).status == 503)
                try expectSecretSpool(1, at: gate)
                try intruder.run("ROLLBACK")
                try intruder.close()
                try await gate.expectNextPasses()
                try await gate.expectPassed(passage)
                try expectSecretSpool(0, at: gate)
            }
        }

        /// Sets the largest file that the running daemon may write: a full disk that can be emptied again.
        private func limitFiles(of gate: Gate, to bytes: String) async throws {
            let process = try gate.processNumber()
            let run = try await Program.prlimit.run("--pid", "\(process)", "--fsize=\(bytes):")
            #expect(run.code == 0, "\(run.messages)")
        }

        @Test func `a full disk under the database keeps the gate shut, and the record waits beside it`() async throws {
            try await Gate.open { gate in
                let intruder = try Intruder(at: gate)
                try intruder.fillLog(bytes: 400_000)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.step == "placeFinger" { try? await limitFiles(of: gate, to: "100000") }
                }
                #expect(passage.outcome == "referred")
                #expect(!passage.gateOpened)
                #expect(passage.rules == ["LN-04"])
                let line = await gate.log.first {
                    $0.contains(#""message":"record not stored""#) && $0.contains(passage.crossing)
                }
                #expect(line?.contains(#""level":"error""#) == true)
                try expectSecretSpool(1, at: gate)
                try await limitFiles(of: gate, to: "unlimited")
                try intruder.close()
                try await gate.expectNextPasses()
                try await gate.expectReferred(passage, ["LN-04"])
                try expectSecretSpool(0, at: gate)
            }
        }

        @Test func `with no room for anything the lane goes out of service, and comes back without a loss`()
            async throws
        {
            try await Gate.open { gate in
                let intruder = try Intruder(at: gate)
                try intruder.fillLog(bytes: 100_000)
                var refused: Int?
                var stored: StoredCrossing?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)) { event in
                    if event.step == "placeFinger" { try? await limitFiles(of: gate, to: "64") }
                    guard event.event == "outOfService" else { return }
                    stored = try? gate.record(event.crossing ?? "")
                    try? await limitFiles(of: gate, to: "unlimited")
                    let mrz = gate.cast.oyun.persona.mrz
                    refused = try? gate.daemon.kiosk().begin(mrz: mrz, direction: "exit").status
                }
                #expect(refused == 503)
                #expect(stored == nil)
                #expect(passage.events.contains { $0.event == "outOfService" })
                #expect(passage.outcome == "referred")
                #expect(!passage.gateOpened)
                let line = await gate.log.first { $0.contains("record kept in memory only: lane out of service") }
                #expect(line?.contains(passage.crossing) == true)
                try intruder.close()
                try await gate.expectNextPasses()
                try await gate.expectReferred(passage, ["LN-04"])
                try expectSecretSpool(0, at: gate)
            }
        }
    }
}
