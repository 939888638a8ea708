package import Foundation
package import Testing

/// Published material that this project did not make and does not carry: test sets, specimens, recordings.
///
/// Looked for in the folder that `BOOMT_SHARED_DATA` names, else in `../shared/data` beside the package. Tests of it
/// are skipped where it is absent:
/// ```swift
/// @Suite(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
/// ```
package enum OutsideMaterial {
    package static let skipped: Comment = "skipped: outside material not present"

    /// The root of the package.
    package static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["BOOMT_SHARED_DATA"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data", isDirectory: true)
    }()

    package static var isPresent: Bool { isPresent("MANIFEST.md") }

    package static func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: self.path(path))
    }

    package static func path(_ path: String) -> String { folder.appendingPathComponent(path).path }

    package static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// Names in a folder, sorted.
    package static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.path(path)).sorted()
    }
}
