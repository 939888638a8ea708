import Foundation
import Harness
import Testing

@Suite struct ImportTests {
    @Test func `the target imports nothing at all`() throws {
        let folder = OutsideMaterial.packageRoot.appendingPathComponent("Sources/TravelDocument")
            .resolvingSymlinksInPath()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(names.count > 20)
        for name in names {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.first?.hasPrefix("//") ?? true { continue }
                #expect(!words.prefix(3).contains("import"), "\(name): \(line)")
            }
        }
    }
}
