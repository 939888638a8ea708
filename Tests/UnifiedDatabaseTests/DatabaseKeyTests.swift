import Foundation
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("The key file")
struct DatabaseKeyTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func write(_ content: [UInt8], mode: Int = 0o600) throws -> String {
        let path = workspace.path("written-key")
        #expect(FileManager.default.createFile(atPath: path, contents: Data(content)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test func `the first start makes a key that only its owner may read and later starts take it`() throws {
        let path = workspace.path("new-key")
        let sealed = try DatabaseKey.loadOrCreate(at: path).seal([1, 2, 3], for: ["test"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try DatabaseKey.loadOrCreate(at: path).open(sealed, for: ["test"]) == [1, 2, 3])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workspace.directory).sorted()
                == ["journal-key", "key", "new-key"])
    }

    @Test func `raw bytes and hex digits with blanks are the same key`() throws {
        let bytes = (0..<32).map { UInt8($0 * 7) }
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let sealed = try DatabaseKey.load(from: write(bytes)).seal([9], for: [])
        for text in [hex, hex.uppercased() + "\n", "  \(hex)\r\n"] {
            #expect(try DatabaseKey.load(from: write(Array(text.utf8))).open(sealed, for: []) == [9])
        }
    }

    @Test(arguments: [0o640, 0o604, 0o666, 0o610, 0o700 | 0o001])
    func `a key that others may access is refused`(_ mode: Int) async throws {
        let path = try write(Array(repeating: 7, count: 32), mode: mode)
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: path) } == .key)
    }

    @Test(arguments: [0, 1, 31, 33, 63, 65, 128, 129, 100_000])
    func `a file of the wrong length is no key`(_ length: Int) async throws {
        let path = try write(Array(repeating: UInt8(ascii: "a"), count: length))
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: path) } == .key)
    }

    @Test func `a digit that is none makes no key`() async throws {
        let path = try write(Array(repeating: UInt8(ascii: "a"), count: 63) + [UInt8(ascii: "g")])
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: path) } == .key)
    }

    @Test func `links and directories are no key files`() async throws {
        let link = workspace.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: workspace.path("key"))
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: link) } == .key)
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: workspace.directory) } == .key)
        #expect(await Workspace.code { _ = try DatabaseKey.load(from: workspace.path("none")) } == .notFound)
    }

    @Test func `sealed bytes open only where they belong`() async throws {
        let key = workspace.key
        let sealed = try key.seal([1, 2, 3], for: ["a", "bc"])
        #expect(await Workspace.code { _ = try key.open(sealed, for: ["ab", "c"]) } == .key)
        var changed = sealed
        changed[changed.count - 1] ^= 1
        #expect(await Workspace.code { _ = try key.open(changed, for: ["a", "bc"]) } == .key)
        #expect(await Workspace.code { _ = try key.open([], for: ["a", "bc"]) } == .key)
    }

    @Test func `a key does not print itself`() throws {
        let path = try write(Array(repeating: 0xC3, count: 32))
        let key = try DatabaseKey.load(from: path)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(!text.contains("195")) }
    }
}
