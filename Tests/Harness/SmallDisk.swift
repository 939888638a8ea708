import Foundation

/// A tiny file system in memory: a disk that is really full. Needs the right to mount.
package struct SmallDisk {
    package let path: String

    package static let isPermitted: Bool = {
        let probe = FileManager.default.temporaryDirectory.path + "/boomt-mount-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: probe) }
        guard let disk = try? SmallDisk(at: probe, kilobytes: 64) else { return false }
        disk.unmount()
        return true
    }()

    package init(at path: String, kilobytes: Int) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard Self.run(["mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=0700", "tmpfs", path]) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    package func unmount() {
        _ = Self.run(["umount", "--lazy", path])
    }

    private static func run(_ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
