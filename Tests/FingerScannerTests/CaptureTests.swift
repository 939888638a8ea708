import FingerScanner
import Fingerprint
import Simulators
import Synchronization
import Testing

extension VirtualBusSuite {
    @Suite(.serialized)
    struct CaptureTests {
        @Test func `a plugged-in scanner is listed`() async throws {
            try await withScanner { _, hub in
                let scanners = await hub.scanners
                #expect(
                    scanners == [
                        ScannerDescription(
                            id: id, product: "U.are.U 4000B/4500", vendorID: 0x05BA, productID: 0x000A, serial: id,
                            location: "1-1", driver: "uru4000")
                    ])
            }
        }

        @Test func `the image is the presented one but for what the wire loses`() async throws {
            try await withScanner { scanner, hub in
                let finger = try noise()
                scanner.present(finger)
                let image = try await hub.capture(from: id, timeout: .seconds(30))
                #expect(image == (try ScannerWireFormat().received(finger)))
                #expect(zip(image.pixels, finger.pixels).filter { $0 != $1 }.count <= 384 + 4)
            }
        }

        @Test func `an image in clear text is taken as it is`() async throws {
            var wire = ScannerWireFormat()
            wire.blocks = [.init(0, 250), .init(1, 1), .init(0, 39)]
            try await withScanner(wire: wire) { scanner, hub in
                let finger = try FingerImage(
                    width: 384, height: 290, pixelsPerInch: 512, pixels: (0..<(384 * 290)).map { UInt8($0 / 384 % 200) }
                )
                scanner.present(finger)
                let image = try await hub.capture(from: id, timeout: .seconds(30))
                #expect(image == (try wire.received(finger)))
            }
        }

        @Test func `a key that changes in mid-image is followed`() async throws {
            var wire = ScannerWireFormat()
            wire.blocks = [
                .init(0x02, 100), .init(0x82, 60), .init(0x04, 20), .init(0x01, 1), .init(0x82, 99), .init(0x00, 10),
            ]
            try await withScanner(wire: wire) { scanner, hub in
                let finger = try noise(seed: 7)
                scanner.present(finger)
                let image = try await hub.capture(from: id, timeout: .seconds(30))
                #expect(image == (try wire.received(finger)))
            }
        }

        @Test func `captures follow each other`() async throws {
            try await withScanner { scanner, hub in
                for seed: UInt32 in 1...3 {
                    let finger = try noise(seed: seed)
                    scanner.present(finger)
                    let image = try await hub.capture(from: id, timeout: .seconds(30))
                    #expect(image == (try ScannerWireFormat().received(finger)))
                    scanner.lift()
                }
            }
        }

        @Test func `a finger that comes later is waited for, and each step is told`() async throws {
            try await withScanner { scanner, hub in
                let finger = try noise()
                let steps = Mutex<[CaptureProgress]>([])
                let image = try await hub.capture(from: id, timeout: .seconds(30)) { step in
                    steps.withLock { $0.append(step) }
                    if step == .waitingForFinger { scanner.present(finger) }
                }
                #expect(image.width == 384)
                #expect(steps.withLock { $0 } == [.waitingForFinger, .fingerSeen, .imageTaken])
            }
        }

        @Test func `without a finger the capture ends in time and leaves a working scanner`() async throws {
            try await withScanner { scanner, hub in
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .milliseconds(30))
                    } == .noFinger)
                scanner.present(try noise())
                #expect(try await hub.capture(from: id, timeout: .seconds(30)).height == 290)
            }
        }

        @Test func `a cancelled capture says so and leaves a working scanner`() async throws {
            try await withScanner { scanner, hub in
                let (waiting, signal) = AsyncStream.makeStream(of: Void.self)
                let capture = Task {
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600)) { _ in signal.yield() }
                    }
                }
                for await _ in waiting { break }
                capture.cancel()
                #expect(await capture.value == .cancelled)
                scanner.present(try noise())
                #expect(try await hub.capture(from: id, timeout: .seconds(30)).height == 290)
            }
        }

        @Test func `one scanner serves one capture at a time`() async throws {
            try await withScanner { scanner, hub in
                let (waiting, signal) = AsyncStream.makeStream(of: Void.self)
                let first = Task {
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600)) { _ in signal.yield() }
                    }
                }
                for await _ in waiting { break }
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600))
                    } == .busy)
                // Another program is kept out by the kernel.
                try await withHub { other in
                    #expect(
                        await failure { () async throws(ScannerError) in
                            try await other.capture(from: id, timeout: .seconds(600))
                        } == .busy)
                }
                scanner.present(try noise())
                #expect(await first.value == nil)
            }
        }

        @Test func `two scanners serve two captures at the same time`() async throws {
            try await withScanner { first, hub in
                let second = VirtualScanner(on: first.bus, port: 2, serial: "B")
                await hub.wait(until: true, "B")
                let (one, two) = (try noise(seed: 1), try noise(seed: 2))
                async let fromFirst = hub.capture(from: id, timeout: .seconds(30)) { step in
                    if step == .waitingForFinger { second.present(two) }
                }
                async let fromSecond = hub.capture(from: "B", timeout: .seconds(30)) { step in
                    if step == .fingerSeen { first.present(one) }
                }
                #expect(try await fromFirst == ScannerWireFormat().received(one))
                #expect(try await fromSecond == ScannerWireFormat().received(two))
            }
        }

        @Test func `scanners with the same serial number keep apart by their ports`() async throws {
            try await withScanner { first, hub in
                let twin = VirtualScanner(on: first.bus, port: 3)
                await hub.wait(until: true, "usb-1-3")
                #expect(await hub.scanners.map(\.id) == [id, "usb-1-3"])
                #expect(twin.serial == first.serial)
            }
        }

        @Test func `an unknown scanner is not found`() async throws {
            try await withScanner { _, hub in
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: "nobody", timeout: .seconds(1))
                    } == .notFound)
            }
        }

        @Test func `closing the hub ends a capture`() async throws {
            try await withScanner { _, hub in
                let (waiting, signal) = AsyncStream.makeStream(of: Void.self)
                let capture = Task {
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600)) { _ in signal.yield() }
                    }
                }
                for await _ in waiting { break }
                await hub.close()
                #expect(await capture.value == .cancelled)
            }
        }
    }
}
