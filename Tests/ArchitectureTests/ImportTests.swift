import Foundation
import Harness
import Testing

/// The rooms of the house and what each may import: a floor imports only from floors below it.
///
/// The picture of it stands in the README; when the table changes, the picture does.
private let rooms: [String: Set<String>] = [
    "TravelDocument": [],
    "Support": ["CShims"],
    "BorderLaw": ["TravelDocument"],
    "Cryptography": ["COpenSSL"],
    "Fingerprint": [],
    "SmartCard": ["CPCSC", "Support"],
    "ChipReading": ["TravelDocument", "Cryptography", "SmartCard"],
    "DocumentTrust": ["TravelDocument", "Cryptography"],
    "FingerScanner": ["Fingerprint", "Cryptography", "CUSB", "Support"],
    "ImageFiles": ["Fingerprint", "TravelDocument", "CShims", "CZlib"],
    "boomt-image": ["ImageFiles", "TravelDocument", "COpenJPEG", "CShims", "CTurboJPEG"],
    "TableFiles": ["TravelDocument", "Yams"],
    "RulebookFiles": ["BorderLaw", "TableFiles", "TravelDocument", "Yams"],
    "QuirkFiles": ["TableFiles", "TravelDocument", "Yams"],
    "Checkpoint": ["TravelDocument", "BorderLaw", "Fingerprint", "DocumentTrust", "Support", "Logging"],
    "UnifiedDatabase": [
        "Checkpoint", "Cryptography", "DocumentTrust", "BorderLaw", "TravelDocument", "Support", "CZstd", "GRDB",
        "GRDBSQLite",
    ],
    "CheckpointAPI": [
        "Checkpoint", "BorderLaw", "Fingerprint", "TravelDocument", "Support", "Hummingbird", "HummingbirdCore",
        "HTTPTypes", "NIOCore",
        "NIOFoundationCompat", "ServiceLifecycle", "Logging",
    ],
    "boomtd": [
        "BorderLaw", "Checkpoint", "CheckpointAPI", "ChipReading", "DocumentTrust", "FingerScanner", "Fingerprint",
        "QuirkFiles", "RulebookFiles", "SmartCard", "Support", "TableFiles", "TravelDocument", "UnifiedDatabase",
        "ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals", "Yams",
    ],
    "boomtctl": [
        "BorderLaw", "Checkpoint", "ChipReading", "DocumentTrust", "FingerScanner", "Fingerprint", "ImageFiles",
        "QuirkFiles", "RulebookFiles", "SmartCard", "Support", "TableFiles", "TravelDocument", "UnifiedDatabase",
        "ArgumentParser",
    ],
    "Simulators": [
        "TravelDocument", "Cryptography", "Fingerprint", "SmartCard", "Support", "CMockUSB", "COpenJPEG", "CShims",
    ],
    "boomtsim": [
        "Simulators", "Cryptography", "Fingerprint", "ImageFiles", "Support", "TableFiles", "TravelDocument",
        "ArgumentParser",
    ],
]

/// What comes with the language or the system. `TravelDocument`, `BorderLaw` and `Fingerprint` are pure: not even this.
private let system: Set<String> = ["Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]
private let pureRooms: Set<String> = ["TravelDocument", "BorderLaw", "Fingerprint"]

@Suite struct ImportTests {
    @Test(arguments: rooms.keys.sorted())
    func `a room imports only what it may`(room: String) throws {
        let allowed = (rooms[room] ?? []).union(pureRooms.contains(room) ? [] : system)
        let files = try Self.swiftFiles(in: OutsideMaterial.packageRoot.appendingPathComponent("Sources/\(room)"))
        #expect(!files.isEmpty)
        for file in files {
            for module in try Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(room)/\(file.lastPathComponent) imports \(module)")
            }
        }
    }

    @Test func `every room stands in the table`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: OutsideMaterial.packageRoot.appendingPathComponent("Sources").path)
        let ground: Set<String> = [
            "CMockUSB", "COpenJPEG", "COpenSSL", "CPCSC", "CShims", "CTurboJPEG", "CUMockdev", "CUSB", "CZlib",
            "CZstd",
        ]
        #expect(Set(folders).subtracting(ground) == Set(rooms.keys))
    }

    @Test func `no file grows past four hundred lines`() throws {
        for folder in ["Sources", "Tests", "Benchmarks"] {
            for file in try Self.swiftFiles(in: OutsideMaterial.packageRoot.appendingPathComponent(folder)) {
                let text = try Data(contentsOf: file)
                #expect(text.count { $0 == 10 } <= 400, "\(file.lastPathComponent)")
            }
        }
    }

    @Test func `nothing is public: this is a program and no library`() throws {
        for file in try Self.swiftFiles(in: OutsideMaterial.packageRoot.appendingPathComponent("Sources")) {
            for line in try Self.lines(of: file) {
                let text = line.drop { $0 == " " }
                let isPublic = ["public ", "open class ", "open func ", "open var "].contains(where: text.hasPrefix)
                #expect(!isPublic, "\(file.lastPathComponent): \(text)")
            }
        }
    }

    /// Module names of the lines `[@testable] [access] import [kind] Module[.part]`.
    private static func imports(of file: URL) throws -> Set<String> {
        let attributes: Set<Substring> = ["@testable", "package", "internal", "public", "private"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol"]
        var modules: Set<String> = []
        for line in try lines(of: file) where line.contains("import ") {
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy(attributes.contains) else {
                continue
            }
            let name = words[(place + 1)...].first { !kinds.contains($0) } ?? ""
            modules.insert(String(name.prefix { $0 != "." }))
        }
        return modules
    }

    private static func lines(of file: URL) throws -> [Substring] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    }

    private static func swiftFiles(in folder: URL) throws -> [URL] {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}
