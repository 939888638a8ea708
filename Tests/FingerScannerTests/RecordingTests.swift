import FingerScanner
import Fingerprint
import Foundation
import Harness
import ImageFiles
import Simulators
import Testing

extension VirtualBusSuite {
    @Suite(.serialized)
    struct RecordingTests {
        /// A usbmon recording of a real U.are.U 4500 and the image that another driver made of it.
        static let folder = "usb/uru4000-4500"

        @Test(
            .enabled(
                if: OutsideMaterial.isPresent(RecordingTests.folder), OutsideMaterial.skipped))
        func `the recorded U_are_U 4500 gives the expected image bit for bit`() async throws {
            try requirePreload()
            let folder = OutsideMaterial.folder.appending(path: Self.folder)
            let bus = try VirtualUSBBus(devices: String(contentsOf: folder.appending(path: "device"), encoding: .utf8))
            try bus.replay(
                folder.appending(path: "capture.pcapng").path, at: "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-10")
            let expected = try FingerImage(
                png: Array(Data(contentsOf: folder.appending(path: "capture.png"))), pixelsPerInch: 512)
            // `withHub` takes the seed that the recording host had.
            try await withHub { hub in
                let scanner = try #require(await hub.scanners.first)
                #expect(scanner.serial == "{FB0B9071-2E08-7742-BC16-2FAA247CEF66}")
                let image = try await hub.capture(from: scanner.id, timeout: .seconds(10))
                #expect(image == expected)
            }
            bus.close()
        }

        @Test(.enabled(if: OutsideMaterial.isPresent("usb/upektc_img-tcs1s"), OutsideMaterial.skipped))
        func `the recorded TouchChip TCS1 gives the expected image bit for bit`() async throws {
            try requirePreload()
            let folder = OutsideMaterial.folder.appending(path: "usb/upektc_img-tcs1s")
            let device = try String(contentsOf: folder.appending(path: "device"), encoding: .utf8)
            let bus = try VirtualUSBBus(devices: device)
            let place = try #require(device.split(separator: "\n").first).dropFirst(3)
            try bus.replay(folder.appending(path: "capture.pcapng").path, at: "/sys" + place)
            let expected = try FingerImage(
                png: Array(Data(contentsOf: folder.appending(path: "capture.png"))), pixelsPerInch: 381)
            try await withHub { hub in
                let scanner = try #require(await hub.scanners.first)
                #expect(scanner.driver == "upektc")
                #expect(try await hub.capture(from: scanner.id, timeout: .seconds(10)) == expected)
            }
            bus.close()
        }

        @Test(.enabled(if: OutsideMaterial.isPresent("usb/nb1010"), OutsideMaterial.skipped))
        func `the recorded NB_1010 gives the expected image bit for bit`() async throws {
            try requirePreload()
            let folder = OutsideMaterial.folder.appending(path: "usb/nb1010")
            let bus = try VirtualUSBBus(devices: String(contentsOf: folder.appending(path: "device"), encoding: .utf8))
            try bus.replay(ioctls: folder.appending(path: "capture.ioctl").path)
            let expected = try FingerImage(
                png: Array(Data(contentsOf: folder.appending(path: "capture.png"))), pixelsPerInch: 385)
            try await withHub { hub in
                let scanner = try #require(await hub.scanners.first)
                #expect(scanner.driver == "nb1010")
                #expect(try await hub.capture(from: scanner.id, timeout: .seconds(10)) == expected)
            }
            bus.close()
        }
    }
}
