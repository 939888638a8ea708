import Foundation

/// Recordings that are not part of the repository.
enum ExternalMaterial {
    /// `BOOMT_SHARED_DATA`, or `../shared/data` beside the package.
    static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["BOOMT_SHARED_DATA"] { return URL(filePath: path) }
        return package.deletingLastPathComponent().appending(path: "shared/data")
    }()

    /// The root of this package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: directory.appending(path: path).path)
    }
}
