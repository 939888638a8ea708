import Fingerprint
import Simulators
import Testing

extension EndToEnd {
    /// The smart card service goes away and comes back.
    @Suite struct ReaderServiceTests {
        /// Starts the service again and waits until the daemon has its reader back.
        private func bringBack(at gate: Gate) async throws {
            let start = gate.log.lines.count
            try await gate.station.readers.restart()
            let reader = try #require(gate.station.readers.readers.first?.name)
            let line = await gate.log.first(
                where: { $0.contains(#""message":"reader arrived""#) && $0.contains("\"\(reader)\"") }, from: start)
            #expect(line != nil)
        }

        @Test func `a service that dies in mid-read is a referral, and its return is noticed`() async throws {
            try await Gate.open { gate in
                var faults = PassportFaults()
                faults.answerDelay = .milliseconds(10)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, faults: faults)) {
                    if ($0.percent ?? 0) >= 20 { gate.station.readers.kill() }
                }
                let record = try await gate.expectReferred(passage, ["LN-02", "BX-01"])
                #expect(record.chip.presence == "readerUnavailable")
                #expect(record.chip.faultCode == "serviceUnavailable")
                try await bringBack(at: gate)
                try await gate.expectNextPasses()
            }
        }

        @Test func `without a service nobody passes, not even without a chip`() async throws {
            try await Gate.open { gate in
                gate.station.readers.kill()
                let lost = await gate.log.first { $0.contains("smart card service lost") }
                #expect(lost?.contains(#""level":"warning""#) == true)
                for direction in ["exit", "entry"] {
                    let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg, direction))
                    let record = try await gate.expectReferred(passage, ["LN-02", "BX-01"], direction)
                    #expect(record.chip.presence == "readerUnavailable")
                    #expect(record.chip.faultCode == "readerUnavailable")
                }
                try await bringBack(at: gate)
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.tsetseg)))
                try await gate.expectNextPasses()
            }
        }
    }

    /// The finger scanner and what lies on it.
    @Suite struct ScannerTests {
        private func expectScannerFault(_ code: String, _ passage: Passage, at gate: Gate, _ what: String) async throws
        {
            let record = try await gate.expectReferred(passage, ["LN-06", "EG-08"], what)
            #expect(record.fingerTries.last?.faultCode == code, "\(what)")
            let finding = record.verdict.findings.first { $0.rule == "LN-06" }
            #expect(finding?.evidence == ["scannerFault=\(code)"], "\(what)")
            let line = await gate.log.first {
                $0.contains(#""message":"finger not captured""#) && $0.contains("\"fault\":\"\(code)\"")
            }
            #expect(line != nil, "\(what)")
        }

        @Test func `a scanner unplugged while it waits for the finger is a referral; plugged in again it works`()
            async throws
        {
            try await Gate.open { gate in
                let unplugged = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, fingers: [])) {
                    guard $0.step == "placeFinger" else { return }
                    await gate.scanner.waitUntilAsked()
                    gate.scanner.unplug()
                }
                try await expectScannerFault("unplugged", unplugged, at: gate, "unplugged")
                let left = await gate.log.first { $0.contains(#""message":"scanner left""#) }
                #expect(left?.contains(#""level":"warning""#) == true)

                let missing = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                try await expectScannerFault("notFound", missing, at: gate, "not there")

                let start = gate.log.lines.count
                gate.scanner.replug()
                _ = await gate.log.first(where: { $0.contains(#""message":"scanner arrived""#) }, from: start)
                try await gate.expectNextPasses()
            }
        }

        @Test func `a scanner that refuses or garbles is a referral, and works again when it recovers`() async throws {
            let faults: [(VirtualScannerFault, code: String)] = [
                (.bulkStall, "stalled"), (.stall(register: 0x4E), "stalled"), (.shortFrame, "badFrame"),
                (.emptyFrame, "badFrame"), (.absurdLineCount, "badFrame"), (.death, "deviceFault"),
            ]
            try await Gate.open { gate in
                for (fault, code) in faults {
                    gate.scanner.inject(fault)
                    let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold))
                    gate.scanner.inject(fault, times: 0)
                    try await expectScannerFault(code, passage, at: gate, "\(fault)")
                    try await gate.expectNextPasses()
                }
            }
        }

        @Test func `who lays no finger down is referred in time`() async throws {
            var settings = GateSettings()
            settings.fingerTimeoutSeconds = 1
            try await Gate.open(settings) { gate in
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, fingers: []))
                let record = try await gate.expectReferred(passage, ["EG-08"])
                #expect(record.fingerTries.map(\.faultCode) == ["noFinger"])
            }
            // The next one has the usual time: on a slow machine one second may be too short for a finger.
            try await Gate.open { try await $0.expectNextPasses() }
        }

        @Test func `three poor pictures or three strange fingers call the officer`() async throws {
            try await Gate.open { gate in
                let blank = try FingerImage(
                    width: 384, height: 290, pixelsPerInch: 512, pixels: [UInt8](repeating: 200, count: 384 * 290))
                let poor = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, fingers: [blank]))
                let first = try await gate.expectReferred(poor, ["EG-08"], "blank")
                #expect(first.fingerTries.count == 3)
                #expect(first.fingerTries.allSatisfy { $0.score == nil && $0.faultCode != nil })

                let strange = try await gate.station.serve(
                    try gate.cast.traveller(gate.cast.bold, fingers: [gate.cast.tsetseg.fingers[1]]))
                let second = try await gate.expectReferred(strange, ["EG-08"], "another's finger")
                #expect(second.fingerTries.map(\.faultCode) == [nil, nil, nil])
                #expect(second.fingerTries.allSatisfy { ($0.score ?? 9) < 3 })
                #expect(strange.events.compactMap(\.attempt) == [1, 2, 3])

                // A poor first picture costs nothing but a second try.
                let tried = try await gate.station.serve(
                    try gate.cast.traveller(gate.cast.bold, fingers: [blank, gate.cast.bold.fingers[1]]))
                let third = try await gate.expectPassed(tried)
                #expect(third.fingerTries.count == 2)
                try await gate.expectNextPasses()
            }
        }
    }
}
