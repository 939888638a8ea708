import FingerScanner
import Fingerprint
import Foundation
import Glibc
import Simulators
import Testing

extension VirtualBusSuite {
    /// Scanners beside each other, and scanners that may not be opened.
    @Suite(.serialized)
    struct CompanyTests {
        @Test func `scanners of every family serve captures at the same time`() async throws {
            try requirePreload()
            let bus = try VirtualUSBBus()
            let kinds: [Kind] = [.microsoftV2, .nb1010, .touchChip, .morpho]
            let scanners = kinds.enumerated().map { index, kind in
                VirtualScanner(on: bus, port: index + 1, serial: kind.driver, firmware: kind.firmware)
            }
            try await withHub { hub in
                try await withThrowingTaskGroup(of: (Kind, FingerImage).self) { group in
                    for kind in kinds {
                        group.addTask { (kind, try await hub.capture(from: kind.driver, timeout: .seconds(30))) }
                    }
                    // All of them wait before the first one gets its finger, the last first.
                    for scanner in scanners { await scanner.waitUntilAsked() }
                    for (index, scanner) in scanners.enumerated().reversed() {
                        scanner.present(try noise(seed: UInt32(30 + index)))
                    }
                    for try await (kind, image) in group {
                        let index = try #require(kinds.firstIndex(of: kind))
                        #expect(image == (try kind.received(noise(seed: UInt32(30 + index)))), "\(kind)")
                    }
                }
            }
            bus.close()
        }

        @Test(arguments: Kind.allCases)
        func `a scanner that may not be opened says so, and works once it may`(kind: Kind) async throws {
            try await ModelTests.with(kind) { scanner, hub in
                let finger = try noise(seed: 40)
                scanner.present(finger)
                let folder = scanner.bus.directory + "/dev/bus/usb/001"
                let nodes = try FileManager.default.contentsOfDirectory(atPath: folder).map { folder + "/" + $0 }
                // The bus and the sockets of its emulation are for all: only the nodes may not be opened.
                let sockets = scanner.bus.directory + "/ioctl/dev/bus/usb/001"
                chmod(scanner.bus.directory, 0o755)
                for name in try FileManager.default.contentsOfDirectory(atPath: sockets) {
                    chmod(sockets + "/" + name, 0o777)
                }
                // Root may open everything: the thread that opens becomes somebody else.
                try await hub.opensDevices(as: 65_534)
                for node in nodes { chmod(node, 0) }
                #expect(
                    await failure { () async throws(ScannerError) in
                        try await hub.capture(from: id, timeout: .seconds(2))
                    } == .accessDenied)
                for node in nodes { chmod(node, 0o600) }
                try await hub.opensDevices(as: geteuid())
                #expect(try await hub.capture(from: id, timeout: .seconds(20)) == (try kind.received(finger)))
            }
        }
    }
}

extension ScannerHub {
    /// Gives the thread on which devices are opened another user's rights to files, where this process may do so.
    func opensDevices(as user: uid_t) throws {
        guard geteuid() == 0 else { return }
        // Not in the module of the C library: its header is Linux's own.
        typealias SetFileUser = @convention(c) (uid_t) -> Int32
        let setFileUser = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: SetFileUser.self)
        _ = setFileUser(user)
        // An impossible user changes nothing and tells who it is now.
        try #require(setFileUser(.max) == Int32(user))
    }
}
