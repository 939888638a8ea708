import Foundation
import Harness
import Testing

/// The table in `docs`: whole, and in agreement with the tests that it names.
@Suite struct ConformanceTableTests {
    /// A line of the table.
    struct Line: Sendable {
        var id: String
        var outcome: String
        var test: String
    }

    /// The numbers of the cases that count for a reader of data groups 1 to 3, 14 and 15: those of the standard without
    /// the deleted ones and without DG4. First and last number of each unit, and the numbers left out.
    static let units: [(unit: String, last: Int, without: Set<Int>)] = [
        ("ISO7816_A", 3, []), ("ISO7816_B", 10, []), ("ISO7816_C", 8, []), ("ISO7816_D", 15, []),
        ("ISO7816_E", 38, [20, 21, 25, 33, 35]), ("ISO7816_F", 9, [3]), ("ISO7816_G", 41, [37]), ("LDS_A", 10, []),
        ("LDS_B", 28, []), ("LDS_C", 28, []), ("LDS_D", 16, []), ("LDS_F", 7, []), ("LDS_G", 2, []),
        ("LDS_H", 98, [16, 34, 35]), ("LDS_I", 3, []), ("LDS_J", 4, []), ("LDS_K", 4, []),
    ]

    static var ids: [String] {
        units.flatMap { unit in
            (1...unit.last).filter { !unit.without.contains($0) }
                .map { "\(unit.unit)_\($0 < 10 ? "0" : "")\($0)" }
        }
    }

    /// All rows of the suites that show passports to the reader.
    static let cases: [(suite: String, cases: [ConformanceCase])] = [
        ("AccessConformanceTests", AccessConformanceTests.cases), ("PACEConformanceTests", PACEConformanceTests.cases),
        ("CardSecurityConformanceTests", CardSecurityConformanceTests.cases),
        ("AuthenticityConformanceTests", AuthenticityConformanceTests.cases),
        ("FileConformanceTests", FileConformanceTests.cases), ("FaceConformanceTests", FaceConformanceTests.cases),
        ("SignatureConformanceTests", SignatureConformanceTests.cases),
        ("SecurityObjectConformanceTests", SecurityObjectConformanceTests.cases),
        ("SignerConformanceTests", SignerConformanceTests.cases),
        ("FingerConformanceTests", FingerConformanceTests.cases),
    ]

    static let lines = Result {
        let file = OutsideMaterial.packageRoot.appendingPathComponent("docs/conformance-tr03105.md")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { text -> Line? in
            let cells = text.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5, cells[0].contains("_"), cells[0].last?.isNumber == true else { return nil }
            return Line(id: cells[0], outcome: cells[3], test: cells[4])
        }
    }

    @Test func `every case has one line`() throws {
        #expect(try Self.lines.get().map(\.id).sorted() == Self.ids.sorted())
    }

    @Test(.enabled(if: OutsideMaterial.isPresent("tr03105-5.1-cases.tsv"), OutsideMaterial.skipped))
    func `no case of the standard is forgotten`() throws {
        let text = String(decoding: try OutsideMaterial.bytes("tr03105-5.1-cases.tsv"), as: UTF8.self)
        let rows = text.split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        let wanted = rows.filter { $0.count > 5 && $0[5] != "-" && $0[5] != "out" }.map { String($0[0]) }
        #expect(wanted.sorted() == Self.ids.sorted())
    }

    @Test func `a line says what the tests of its case say`() throws {
        let rows = Dictionary(grouping: Self.cases.flatMap(\.cases), by: \.id)
        for line in try Self.lines.get() {
            guard let cases = rows[line.id] else { continue }
            #expect(line.outcome == Set(cases.map(\.outcome)).sorted().joined(separator: " or "), "\(line.id)")
            let suite = Self.cases.first { $0.cases.contains { $0.id == line.id } }?.suite
            #expect(line.test == suite, "\(line.id)")
        }
        #expect(Set(rows.keys).isSubset(of: Self.ids))
    }

    @Test func `every test that a line names exists`() throws {
        let sources = try Self.sources()
        for line in try Self.lines.get() where line.test != "not made" {
            let parts = line.test.split(separator: ": ", maxSplits: 1).map(String.init)
            let suite = try #require(parts.first)
            #expect(sources.contains("struct \(suite) {"), "\(line.id): \(suite)")
            if parts.count == 2 { #expect(sources.contains("func `\(parts[1])`("), "\(line.id): \(parts[1])") }
        }
    }

    @Test func `rows have different names`() {
        for suite in Self.cases {
            #expect(Set(suite.cases.map(\.testDescription)).count == suite.cases.count, "\(suite.suite)")
        }
    }

    /// The text of all tests of chips, data groups, judgement and images.
    private static func sources() throws -> String {
        let tests = OutsideMaterial.packageRoot.appendingPathComponent("Tests")
        var text = ""
        let folders = [
            "ChipReadingTests", "ChipReadingTests/Conformance", "DocumentTrustTests", "ImageFilesTests",
            "TravelDocumentTests",
        ]
        for folder in folders {
            let folder = tests.appendingPathComponent(folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift")
            {
                text += try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            }
        }
        return text
    }
}
