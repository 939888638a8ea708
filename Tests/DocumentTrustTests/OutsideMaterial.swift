import Foundation
import Testing

/// Published material that is not part of the repository (see the README); tests of it are skipped without it.
enum OutsideMaterial {
    static let skipped: Comment = "skipped: outside material not present"

    private static let folder: URL = {
        if let named = ProcessInfo.processInfo.environment["BOOMT_SHARED_DATA"] {
            return URL(fileURLWithPath: named)
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent("pki").path) }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    static func path(_ path: String) -> String { folder.appendingPathComponent(path).path }
}
