import Foundation
import Harness
import Testing

@testable import FingerScanner

/// Who may open which device, and how refusals are told.
struct AccessTests {
    @Test func `the udev rules name exactly the devices of the drivers`() throws {
        let file = OutsideMaterial.packageRoot.appending(path: "udev/60-boomt.rules")
        let text = try String(contentsOf: file, encoding: .utf8)
        let named = text.matches(
            of:
                /ATTR\{idVendor\}=="([0-9a-f]{4})", ATTR\{idProduct\}=="([0-9a-f]{4})",( ATTR\{bcdDevice\}=="([0-9a-f]{4})",)? GROUP="boomt"/
        )
        .map { "\($0.1):\($0.2)" + ($0.4.map { ":\($0)" } ?? "") }
        func hex(_ value: UInt16) -> String { String(String(0x10000 + Int(value), radix: 16).dropFirst()) }
        let driven = ScannerDrivers.models.map {
            "\(hex($0.vendorID)):\(hex($0.productID))" + ($0.release.map { ":" + hex($0) } ?? "")
        }
        #expect(named == driven)
        #expect(text.components(separatedBy: "GROUP=").count == driven.count + 1)
    }

    @Test(
        arguments: [
            (-3, .accessDenied), (-4, .unplugged), (-5, .notFound), (-6, .busy), (-7, .noAnswer), (-9, .stalled),
            (-1, .transferFailed), (-99, .transferFailed), (-12345, .transferFailed),
        ] as [(Int32, ScannerError.Code)])
    func `libusb's codes are told in our words`(code: Int32, expected: ScannerError.Code) {
        #expect(ScannerError(libusb: code, step: "test").code == expected)
    }

    @Test func `no device is driven twice`() {
        let ids = ScannerDrivers.models.map { [$0.vendorID, $0.productID] }
        #expect(Set(ids).count == ids.count)
    }

    @Test(
        arguments: [
            ("{FB0B9071}\n", "{FB0B9071}"), ("", nil), ("\n", nil), ("a\u{1B}[31m", nil),
            (String(repeating: "x", count: 127), nil),
        ] as [(String, String?)])
    func `a serial number is short printable text or none`(file: String, serial: String?) {
        #expect(SysfsAttribute.text(Array(file.utf8)) == serial)
    }
}
