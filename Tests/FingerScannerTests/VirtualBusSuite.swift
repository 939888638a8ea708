import FingerScanner
import Fingerprint
import Simulators
import Testing

/// Everything that needs an emulated USB bus: one at a time, because a process sees one bus only.
@Suite(.serialized)
enum VirtualBusSuite {
    /// A virtual scanner on a bus of its own, and a hub that sees it.
    static func withScanner(
        wire: ScannerWireFormat = ScannerWireFormat(), clock: any Clock<Duration> = ContinuousClock(),
        _ body: (VirtualScanner, ScannerHub) async throws -> Void
    ) async throws {
        try requirePreload()
        let bus = try VirtualUSBBus()
        let scanner = VirtualScanner(on: bus, wire: wire)
        try await withHub(clock: clock) { hub in try await body(scanner, hub) }
        bus.close()
    }

    /// A hub that is closed on every path.
    static func withHub(
        clock: any Clock<Duration> = ContinuousClock(), _ body: (ScannerHub) async throws -> Void
    ) async throws {
        let hub = try ScannerHub(clock: clock, seedSource: { 0x51EA_2124 })
        do {
            try await body(hub)
        } catch {
            await hub.close()
            throw error
        }
        await hub.close()
    }

    /// Fails, never skips: a test that did not run has shown nothing.
    static func requirePreload() throws {
        try #require(
            VirtualUSBBus.isPossible,
            "libumockdev-preload.so.0 is not loaded: run the tests through scripts/test")
    }

    /// An image that uses every grey value and repeats nowhere.
    static func noise(seed: UInt32 = 1) throws -> FingerImage {
        var state = seed
        let pixels = (0..<(384 * 290)).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return try FingerImage(width: 384, height: 290, pixelsPerInch: 512, pixels: pixels)
    }

    /// The code of the error a capture ends with, or nil when it gives an image.
    static func failure(of capture: () async throws(ScannerError) -> FingerImage) async -> ScannerError.Code? {
        do throws(ScannerError) {
            _ = try await capture()
            return nil
        } catch {
            return error.code
        }
    }

    /// The id of the scanner of `withScanner`.
    static let id = "{00000000-0000-0000-0000-000000004500}"
}

extension ScannerHub {
    /// Waits until a scanner is plugged in, or not.
    func wait(until isPresent: Bool, _ id: String = VirtualBusSuite.id) async {
        let changes = events()
        func isThere() -> Bool { scanners.contains { $0.id == id } }
        guard isThere() != isPresent else { return }
        for await _ in changes where isThere() == isPresent { return }
    }
}

/// A clock on which every wait is twenty times as short: nobody needs to sit through the patience of the driver.
struct HurriedClock: Clock {
    typealias Duration = Swift.Duration
    typealias Instant = ContinuousClock.Instant

    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { ContinuousClock().minimumResolution }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(for: now.duration(to: deadline) / 20)
    }
}
