import Foundation
import Harness
import RulebookFiles
import TableFiles

/// A copy of the shipped folder that a test may damage.
final class Folder {
    /// The folder as it is shipped.
    static let shipped = OutsideMaterial.packageRoot.appendingPathComponent("config/rulebook").path

    let path: String

    init(copying source: String) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("rulebook-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: source, toPath: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    /// What is said of it; nothing when it is good.
    func faults() -> [String] {
        do throws(TableFaults) {
            _ = try RulebookFolder.load(path)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }
}
