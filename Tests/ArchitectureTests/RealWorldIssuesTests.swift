import Foundation
import Harness
import Testing

/// Holds `docs/real-world-issues.md` against the tests that it names.
@Suite struct RealWorldIssuesTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: OutsideMaterial.packageRoot.appendingPathComponent(path), encoding: .utf8)
    }

    private static func rows() throws -> [[Substring]] {
        try text("docs/real-world-issues.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.split(separator: "|").map { $0.drop { $0 == " " } } }
            .filter { $0.first?.first?.isNumber == true }
    }

    /// All test sources in one text.
    private static func tests() throws -> String {
        let folder = OutsideMaterial.packageRoot.appendingPathComponent("Tests")
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return "" }
        return try walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }

    @Test func `each of the thirty-three has its row and all its cells`() throws {
        let rows = try Self.rows()
        #expect(rows.map { $0.first.flatMap { Int($0.filter(\.isNumber)) } } == (1...33).map(Optional.some))
        #expect(rows.allSatisfy { $0.count == 4 && $0.allSatisfy { $0.count > 1 } })
    }

    @Test func `each test that is named exists`() throws {
        let tests = try Self.tests()
        var named = 0
        for row in try Self.rows() {
            guard let cell = row.last else { continue }
            for name in cell.matches(of: /\*([^*]+)\*/) {
                named += 1
                #expect(tests.contains("func `\(name.1)`"), "\(name.1)")
            }
            for suite in cell.matches(of: /`(\w+Tests)`/) where suite.1 != "boomtctlTests" {
                named += 1
                #expect(tests.contains("struct \(suite.1)"), "\(suite.1)")
            }
        }
        #expect(named >= 33)
    }
}
