import Fingerprint
import Foundation
import Harness
import ImageFiles
import Testing

/// Scanners on an emulated bus of the child's own, so that the tests' process keeps out of it.
@Suite struct ScannerTests {
    private static let wrapper = "/usr/bin/umockdev-run"

    /// A root hub and a U.are.U 4500 as umockdev's text form describes them; nothing answers behind it.
    private static let bus = """
        P: /devices/pci0000:00/0000:00:14.0/usb1
        N: bus/usb/001/001=12010002090001406B1D020013050302010109021900010100E0000904000001090000000705810304000C
        E: DEVNAME=/dev/bus/usb/001/001
        E: DEVTYPE=usb_device
        E: PRODUCT=1d6b/2/513
        E: TYPE=9/0/1
        E: BUSNUM=001
        E: DEVNUM=001
        E: MAJOR=189
        E: MINOR=0
        E: SUBSYSTEM=usb
        A: bConfigurationValue=1\\n
        A: busnum=1\\n
        A: devnum=1\\n
        A: speed=480\\n
        H: descriptors=12010002090001406B1D020013050302010109021900010100E0000904000001090000000705810304000C

        P: /devices/pci0000:00/0000:00:14.0/usb1/1-1
        N: bus/usb/001/002=1201000200000040BA050A000301010203010902200001010080640904000002FFFFFF000705810340000807058202400000
        E: DEVNAME=/dev/bus/usb/001/002
        E: DEVTYPE=usb_device
        E: PRODUCT=5ba/a/103
        E: TYPE=0/0/0
        E: BUSNUM=001
        E: DEVNUM=002
        E: MAJOR=189
        E: MINOR=1
        E: SUBSYSTEM=usb
        A: bConfigurationValue=1\\n
        A: busnum=1\\n
        A: devnum=2\\n
        A: devpath=1\\n
        A: idProduct=000a\\n
        A: idVendor=05ba\\n
        A: serial={00000000-0000-0000-0000-00000000C011}\\n
        A: speed=12\\n
        H: descriptors=1201000200000040BA050A000301010203010902200001010080640904000002FFFFFF000705810340000807058202400000

        """

    @Test func `a scanner that is plugged in is a row, and a missing PC_SC service another`() async throws {
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl(
            ["devices", "--json"], wrapper: [Self.wrapper, "-d", try scratch.file("bus", Self.bus), "--"])
        #expect(run.code == 0, "\(run.messages)")
        let rows = run.json as? [[String: Any]] ?? []
        let service = try #require(rows.first { $0["kind"] as? String == "service" })
        #expect(service["name"] as? String == "pcscd")
        #expect(service["state"] as? String == "missing")
        let scanner = try #require(rows.first { $0["kind"] as? String == "scanner" })
        #expect(scanner["id"] as? String == "{00000000-0000-0000-0000-00000000C011}")
        #expect(scanner["state"] as? String == "ready")
        #expect(scanner["usb"] as? String == "05ba:000a")
    }

    @Test func `without a scanner there is nothing to capture from`() async throws {
        let scratch = try Scratch()
        let wrapper = [Self.wrapper, "-d", try scratch.file("bus", Self.bus), "--"]
        let named = try await CommandRun.boomtctl(["finger", "capture", "--scanner", "other"], wrapper: wrapper)
        #expect(named.code == 3)
        let hub = String(
            Self.bus.prefix(upTo: Self.bus.range(of: "\n\nP:")?.upperBound ?? Self.bus.endIndex).dropLast(2))
        let none = try await CommandRun.boomtctl(
            ["finger", "capture"], wrapper: [Self.wrapper, "-d", try scratch.file("hub", hub), "--"])
        #expect(none.code == 3)
        #expect(none.output.isEmpty)
        #expect(none.messages.contains("no scanner"))
    }

    @Test(.enabled(if: OutsideMaterial.isPresent("usb/uru4000-4500"), OutsideMaterial.skipped))
    func `the recording of a real scanner replays with its seed, pixel for pixel`() async throws {
        let scratch = try Scratch()
        let folder = OutsideMaterial.path("usb/uru4000-4500")
        let run = try await CommandRun.boomtctl(
            ["finger", "capture", "--seed", "51ea2124", "--out", scratch.place("finger.png"), "--json"],
            wrapper: [
                Self.wrapper, "-d", folder + "/device", "-p",
                "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-10=\(folder)/capture.pcapng", "--",
            ])
        #expect([0, 1].contains(run.code), "\(run.messages)")
        #expect(run.object["width"] as? Int == 384)
        #expect(run.object["pixelsPerInch"] as? Int == 512)
        #expect(run.object["scanner"] as? String == "{FB0B9071-2E08-7742-BC16-2FAA247CEF66}")
        #expect(run.object["quality"] is Int)
        let expected = try FingerImage(
            png: [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/capture.png"))), pixelsPerInch: 512)
        #expect(try FingerImage(png: try scratch.bytes("finger.png")).pixels == expected.pixels)
    }
}
