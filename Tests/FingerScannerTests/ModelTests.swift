import FingerScanner
import Fingerprint
import Simulators
import Testing

/// Scanners beside the U.are.U 4500, with what their simulators show of a print.
enum Kind: CaseIterable, Sendable {
    case uareu4000, microsoftKeyboard, microsoftV1, microsoftV2, nb1010, touchChip, morpho

    var firmware: any ScannerFirmware {
        switch self {
        case .uareu4000: VirtualSensor(.uareu4000)
        case .microsoftKeyboard: VirtualSensor(.microsoftKeyboard)
        case .microsoftV1: VirtualSensor(.microsoftV1)
        case .microsoftV2: VirtualSensor(.microsoftV2)
        case .nb1010: NB1010Firmware()
        case .touchChip: TouchChipFirmware()
        case .morpho: MorphoFirmware()
        }
    }

    var driver: String {
        switch self {
        case .uareu4000, .microsoftKeyboard, .microsoftV1, .microsoftV2: "uru4000"
        case .nb1010: "nb1010"
        case .touchChip: "upektc"
        case .morpho: "morpho"
        }
    }

    /// What a faultless driver gives of an image.
    func received(_ image: FingerImage) throws -> FingerImage {
        let (width, height, resolution) =
            switch self {
            case .uareu4000, .microsoftKeyboard, .microsoftV1, .microsoftV2: (384, 290, 512)
            case .nb1010: (NB1010Firmware.width, NB1010Firmware.height, 385)
            case .touchChip: (TouchChipFirmware.width, TouchChipFirmware.height, 381)
            case .morpho: (MorphoFirmware.width, MorphoFirmware.height, 500)
            }
        if driver == "uru4000" { return try ScannerWireFormat().received(image, isRotated: false) }
        let ground = image.pixels.max() ?? 255
        let (left, top) = ((image.width - width) / 2, (image.height - height) / 2)
        let pixels = (0..<(width * height)).map { place -> UInt8 in
            let (x, y) = (place % width + left, place / width + top)
            guard (0..<image.width).contains(x), (0..<image.height).contains(y) else { return ground }
            return image.pixels[y * image.width + x]
        }
        return try FingerImage(width: width, height: height, pixelsPerInch: resolution, pixels: pixels)
    }

    /// Faults, how often they strike, and the code of the capture (nil: an image all the same).
    var faults: [(fault: VirtualScannerFault, times: Int, expected: ScannerError.Code?)] {
        switch self {
        case .uareu4000, .microsoftKeyboard, .microsoftV1:
            [(.shortFrame, 1, nil), (.death, 1, nil), (.hangs, 1, nil), (.bulkStall, 1, .stalled)]
        case .microsoftV2:
            [
                (.stall(register: 0x2010), 1, .stalled), (.stall(register: 0x2000), 1, .stalled),
                (.shortFrame, 1, nil), (.noScanPower, .max, .powerUpFailed), (.death, 1, nil),
            ]
        case .nb1010:
            [
                (.shortFrame, 1, .badFrame), (.emptyFrame, 1, .noAnswer), (.absurdLineCount, 1, .badFrame),
                (.bulkStall, 1, .stalled), (.silence, 1, .noAnswer),
                (.garbage, 1, nil), (.garbage, .max, .badFrame),
            ]
        case .touchChip:
            [
                (.shortFrame, 1, .badFrame), (.emptyFrame, 1, .badFrame), (.absurdLineCount, 1, .badFrame),
                (.bulkStall, 1, .stalled), (.silence, 1, .noAnswer), (.garbage, 1, .badFrame),
                (.death, 1, .deviceFault),
            ]
        case .morpho:
            [
                (.shortFrame, 1, .badFrame), (.emptyFrame, 1, .badFrame), (.absurdLineCount, 1, .badFrame),
                (.bulkStall, 1, .stalled), (.silence, 1, .noAnswer), (.garbage, 1, .badFrame),
                (.death, 1, .deviceFault),
            ]
        }
    }
}

extension VirtualBusSuite {
    @Suite(.serialized)
    struct ModelTests {
        static func with(
            _ kind: Kind, _ body: (VirtualScanner, ScannerHub) async throws -> Void
        ) async throws {
            try requirePreload()
            let bus = try VirtualUSBBus()
            let scanner = VirtualScanner(on: bus, firmware: kind.firmware)
            try await withHub { hub in try await body(scanner, hub) }
            bus.close()
        }

        @Test(arguments: Kind.allCases) func `a finger that lies there or comes late is taken`(kind: Kind) async throws
        {
            try await Self.with(kind) { scanner, hub in
                let description = try #require(await hub.scanners.first)
                #expect(description.driver == kind.driver)
                let first = try noise(seed: 3)
                scanner.present(first)
                #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(first)))
                scanner.lift()
                let second = try noise(seed: 4)
                async let late: Void = {
                    await scanner.waitUntilAsked()
                    scanner.present(second)
                }()
                let image = try await hub.capture(from: id, timeout: .seconds(20))
                await late
                #expect(image == (try kind.received(second)))
            }
        }

        @Test(arguments: Kind.allCases) func `no finger in time is told, and the next capture works`(kind: Kind)
            async throws
        {
            try await Self.with(kind) { scanner, hub in
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(1))
                    } == .noFinger)
                let finger = try noise(seed: 5)
                scanner.present(finger)
                #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(finger)))
            }
        }

        @Test(arguments: [Kind.touchChip, .morpho])
        func `a scanner that talks without end is waited for no longer than a silent one`(kind: Kind) async throws {
            try await Self.with(kind) { scanner, hub in
                scanner.inject(.chatter)
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .milliseconds(300))
                    } == .noFinger)
                scanner.inject(.chatter, times: 0)
                let finger = try noise(seed: 9)
                scanner.present(finger)
                #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(finger)))
            }
        }

        @Test(arguments: Kind.allCases) func `each fault ends in its own error, and the next capture works`(
            kind: Kind
        ) async throws {
            for (fault, times, expected) in kind.faults {
                try await Self.with(kind) { scanner, hub in
                    let finger = try noise(seed: 6)
                    scanner.present(finger)
                    scanner.inject(fault, times: times)
                    #expect(
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(2))
                        } == expected, "\(fault)")
                    scanner.inject(fault, times: 0)
                    let image = try await hub.capture(from: id, timeout: .seconds(20))
                    #expect(image == (try kind.received(finger)), "after \(fault)")
                }
            }
        }

        @Test(arguments: Kind.allCases) func `a plug may be pulled at every single request`(kind: Kind) async throws {
            try await Self.with(kind) { scanner, hub in
                scanner.present(try noise())
                _ = try await hub.capture(from: id, timeout: .seconds(20))
                let requests = scanner.requestCount
                #expect(requests > 3)
                var endings: Set<ScannerError.Code?> = []
                // The first dozen one by one, then some of the many that fetch lines of the image.
                for request in Array(1...min(12, requests)) + Array(stride(from: 13, through: requests, by: 11)) {
                    scanner.unplug(atRequest: request)
                    endings.insert(
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(20))
                        })
                    await hub.wait(until: false)
                    scanner.replug()
                    await hub.wait(until: true)
                }
                // A plug that is pulled after the image, in the clean-up, does not spoil it.
                #expect(endings.isSubset(of: [.unplugged, nil]))
                #expect(endings.contains(.unplugged))
                _ = try await hub.capture(from: id, timeout: .seconds(20))
            }
        }

        @Test func `a cancelled capture leaves each scanner ready for the next`() async throws {
            for kind in Kind.allCases {
                try await Self.with(kind) { scanner, hub in
                    let capture = Task {
                        await failure { () async throws(ScannerError) in
                            try await hub.capture(from: id, timeout: .seconds(600))
                        }
                    }
                    await scanner.waitUntilAsked()
                    capture.cancel()
                    #expect(await capture.value == .cancelled, "\(kind)")
                    let finger = try noise(seed: 8)
                    scanner.present(finger)
                    #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(finger)))
                }
            }
        }
    }
}
