import FingerScanner
import Fingerprint
import Simulators
import Testing

extension VirtualBusSuite {
    /// What one capture leaves behind must not become the image of the next: that would be somebody else's finger.
    @Suite(.serialized)
    struct LeftoverTests {
        @Test(arguments: Kind.allCases)
        func `a finger that comes after its capture was given up is not taken for the next one`(kind: Kind)
            async throws
        {
            try await ModelTests.with(kind) { scanner, hub in
                let capture = Task {
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600))
                    }
                }
                await scanner.waitUntilAsked()
                capture.cancel()
                #expect(await capture.value == .cancelled)
                scanner.present(try noise(seed: 20))
                scanner.lift()
                let next = try noise(seed: 21)
                async let late: Void = {
                    await scanner.waitUntilAsked()
                    scanner.present(next)
                }()
                let image = try await hub.capture(from: id, timeout: .seconds(20))
                await late
                #expect(image == (try kind.received(next)))
            }
        }

        @Test(arguments: Kind.allCases)
        func `a capture given up in the midst of its image spoils none that follows`(kind: Kind) async throws {
            try await ModelTests.with(kind) { scanner, hub in
                scanner.present(try noise(seed: 22))
                let (seen, signal) = AsyncStream.makeStream(of: Void.self)
                let capture = Task {
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(600)) { step in
                            if step == .fingerSeen { signal.yield() }
                        }
                    }
                }
                for await _ in seen { break }
                capture.cancel()
                // It may have been quicker.
                #expect([.cancelled, nil].contains(await capture.value))
                for seed: UInt32 in 23...24 {
                    let next = try noise(seed: seed)
                    scanner.present(next)
                    #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(next)))
                }
            }
        }
    }
}
