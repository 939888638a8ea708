import Simulators
import Testing

extension EndToEnd {
    /// The daemon goes down while somebody is at the gate.
    @Suite struct StopTests {
        @Test func `a stop while waiting for the finger ends in a recorded referral`() async throws {
            try await Gate.open { gate in
                var code: Int32?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, fingers: [])) {
                    guard $0.step == "placeFinger" else { return }
                    await gate.scanner.waitUntilAsked()
                    code = await gate.stop()
                }
                #expect(code == 0)
                // The kiosk still hears how it ended.
                #expect(passage.outcome == "referred")
                #expect(passage.rules.contains("LN-05"))
                #expect(await gate.log.first { $0.contains(#""message":"stopped""#) } != nil)
                try await gate.daemon.start()
                try await gate.expectReferred(passage, ["LN-05"])
                try await gate.expectNextPasses()
            }
        }

        @Test func `a stop while the chip is read ends in a recorded referral`() async throws {
            try await Gate.open { gate in
                var faults = PassportFaults()
                faults.answerDelay = .milliseconds(10)
                var code: Int32?
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, faults: faults)) {
                    if let percent = $0.percent, percent >= 10, code == nil { code = await gate.stop() }
                }
                #expect(code == 0)
                #expect(passage.outcome == "referred")
                try await gate.daemon.start()
                try await gate.expectReferred(passage, ["LN-05"])
                try await gate.expectNextPasses()
            }
        }

        @Test func `a stop while the gate is open closes it and leaves the rest to an officer`() async throws {
            try await Gate.open { gate in
                var code: Int32?
                let traveller = try gate.cast.traveller(gate.cast.bold, walksThrough: false)
                let passage = try await gate.station.serve(traveller) {
                    if $0.gate == "open" { code = await gate.stop() }
                }
                #expect(code == 0)
                #expect(passage.gateOpened)
                #expect(passage.events.contains { $0.gate == "close" })
                #expect(passage.outcome == "interrupted")
                try await gate.daemon.start()
                let record = try gate.record(passage.crossing)
                #expect(record.state == "interrupted")
                #expect(record.completedAt != nil)
                try await gate.expectNextPasses()
            }
        }

        @Test func `after a loss of power with an open gate the crossing is an officer's to settle`() async throws {
            try await Gate.open { gate in
                let traveller = try gate.cast.traveller(gate.cast.bold, walksThrough: false)
                let passage = try await gate.station.serve(traveller) { if $0.gate == "open" { await gate.kill() } }
                #expect(passage.gateOpened)
                #expect(passage.outcome == nil)
                try await gate.daemon.start()
                #expect(try gate.record(passage.crossing).state == "interrupted")
                let line = await gate.log.first { $0.contains("a gate was open when the daemon went down") }
                #expect(line?.contains(passage.crossing) == true)
                // Whether he has left is not known: he does not leave again before somebody has settled it.
                try await gate.expectReferred(
                    try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)), ["EG-10"])
                try await gate.expectNextPasses()
            }
        }

        @Test func `whenever the power fails, nobody has gone through an open gate without a record`() async throws {
            try await Gate.open { gate in
                var random = SeededRandom(seed: 2)
                var opened = 0
                var direction = "exit"
                for round in 0..<10 {
                    // At each event in turn, and a moment after it, when the next one is on its way.
                    let moment = ["placeFinger", "admitted", "open", "close", "passed"][round % 5]
                    let delay = round < 5 ? 0 : random.between(0, 0.02)
                    let traveller = try gate.cast.traveller(gate.cast.tsetseg, direction, walksThrough: false)
                    var isDown = false
                    let passage = try await gate.station.serve(traveller) { event in
                        if !isDown, [event.step, event.outcome, event.gate].contains(moment) {
                            isDown = true
                            try? await Task.sleep(for: .seconds(delay))
                            await gate.kill()
                        } else if event.gate == "open", let crossing = event.crossing {
                            _ = try? gate.daemon.kiosk().reportPassage(of: crossing, passed: true)
                        }
                    }
                    #expect(isDown, "\(moment)")
                    try await gate.daemon.start()
                    let records = try gate.records()
                    #expect(!records.contains { $0.state == "admitted" }, "\(moment)")
                    let record = records.first { $0.id == passage.crossing }
                    if passage.gateOpened {
                        opened += 1
                        #expect(["interrupted", "passed"].contains(record?.state), "\(moment)")
                        #expect(record?.verdict.verdict == "allow", "\(moment)")
                    }
                    if passage.outcome == "passed" { #expect(record?.state == "passed", "\(moment)") }
                    // Who has crossed, or may have, comes back next.
                    if record?.verdict.verdict == "allow" { direction = direction == "exit" ? "entry" : "exit" }
                }
                #expect(opened >= 5)
                try await gate.expectNextPasses()
            }
        }
    }
}
