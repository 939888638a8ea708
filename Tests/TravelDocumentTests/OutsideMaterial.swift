import Foundation

/// Where material that this project did not make is found, and whether it is there.
enum OutsideMaterial {

    /// Folder named by `BOOMT_SHARED_DATA`, else `../shared/data` beside the package.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["BOOMT_SHARED_DATA"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data", isDirectory: true)
    }()

    /// Root folder of the package.
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// True when the folder is there.
    static let isPresent = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("vectors/mrz-cases.json").path)

    /// Bytes of one file.
    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }
}
