import FingerScanner
import Fingerprint
import Simulators
import Testing

extension VirtualBusSuite {
    @Suite(.serialized)
    struct FaultTests {
        /// A fault, how often it strikes, and the code a capture ends with (nil: an image all the same).
        static let faults: [(VirtualScannerFault, Int, ScannerError.Code?)] = [
            (.shortFrame, 1, nil), (.shortFrame, .max, .badFrame),
            (.emptyFrame, 1, nil), (.emptyFrame, .max, .badFrame),
            (.absurdLineCount, 1, nil), (.absurdLineCount, .max, .badFrame),
            (.absurdBlocks, .max, .badFrame),
            (.bulkStall, 1, .stalled),
            (.death, 1, nil), (.death, .max, .deviceFault),
            (.noScanPower, 1, nil), (.noScanPower, .max, .powerUpFailed),
            (.hangs, 1, nil), (.hangs, .max, .powerUpFailed),
            (.stall(register: 0x07), 1, .stalled), (.stall(register: 0x33), 1, .stalled),
            (.stall(register: 0x34), 1, .stalled), (.stall(register: 0x4E), 1, .stalled),
            (.stall(register: 0xF0), 1, .stalled),
        ]

        @Test(arguments: faults)
        func `a fault ends in its own error or is overcome, and the next capture works`(
            fault: VirtualScannerFault, times: Int, expected: ScannerError.Code?
        ) async throws {
            try await withScanner(clock: HurriedClock()) { scanner, hub in
                let finger = try noise()
                scanner.present(finger)
                scanner.inject(fault, times: times)
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(30))
                    } == expected)
                scanner.inject(fault, times: 0)
                let image = try await hub.capture(from: id, timeout: .seconds(30))
                #expect(image == (try ScannerWireFormat().received(finger)))
            }
        }

        @Test func `a plug pulled while waiting for the finger ends the capture, and a replugged scanner works`()
            async throws
        {
            try await withScanner { scanner, hub in
                for round: UInt32 in 1...3 {
                    #expect(
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(600)) { _ in scanner.unplug() }
                        } == .unplugged)
                    await hub.wait(until: false)
                    #expect(
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(1))
                        } == .notFound)
                    scanner.replug()
                    await hub.wait(until: true)
                    let finger = try noise(seed: round)
                    let image = try await hub.capture(from: id, timeout: .seconds(30)) { step in
                        if step == .waitingForFinger { scanner.present(finger) }
                    }
                    #expect(image == (try ScannerWireFormat().received(finger)))
                    scanner.lift()
                }
            }
        }

        @Test func `a plug may be pulled at every single request`() async throws {
            try await withScanner { scanner, hub in
                scanner.present(try noise())
                _ = try await hub.capture(from: id, timeout: .seconds(30))
                let requests = scanner.requestCount
                #expect(requests > 15)
                var endings: [ScannerError.Code?] = []
                for request in 1...requests {
                    scanner.unplug(atRequest: request)
                    endings.append(
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(30))
                        })
                    await hub.wait(until: false)
                    scanner.replug()
                    await hub.wait(until: true)
                }
                // Only the last request (light off) comes when the image is already there.
                #expect(endings == Array(repeating: .unplugged, count: requests - 1) + [nil])
                _ = try await hub.capture(from: id, timeout: .seconds(30))
            }
        }

        @Test func `arrivals and departures are told in order`() async throws {
            try await withScanner { scanner, hub in
                var events = await hub.events().makeAsyncIterator()
                var seen: [ScannerEvent?] = [await events.next()]
                scanner.unplug()
                seen.append(await events.next())
                scanner.replug()
                seen.append(await events.next())
                let description = try #require(await hub.scanners.first)
                #expect(seen == [.arrived(description), .left(description), .arrived(description)])
            }
        }
    }
}
