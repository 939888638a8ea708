internal import TableFiles
internal import TravelDocument
internal import Yams

/// One file: a table of quirks and its first day. `config/quirks` holds the one that is compiled in, with every key.
struct QuirkFile {
    /// The table; nil when there are faults.
    private(set) var table: QuirkShelf.Dated?
    /// What is wrong with the file.
    private(set) var faults: [TableFault] = []
    private let file: String
    private var lines: [String: Int] = [:]

    /// Reads a file.
    init(yaml: String, file: String) {
        self.file = file
        let mapping: Node.Mapping
        do throws(TableFault) {
            mapping = try TableText.mapping(yaml: yaml, file: file)
        } catch {
            faults = [error]
            return
        }
        for (key, _) in mapping { lines[key.string ?? ""] = key.mark?.line }
        let list = TableReader.FaultList()
        let reader = TableReader(mapping, line: 1, file: file, list: list)
        let kind = reader.value("table", "not chips") { $0 == "chips" ? $0 : nil }
        let version = reader.value("version", Self.nameRule) { Self.isName($0) ? $0 : nil }
        let from = reader.date("validFrom")
        _ = reader.string("source")
        let countries = reader.section("countries", QuirkContents.countries)
        let usual = reader.section("usual") { usual -> (ReadingHabits, InspectionHabits)? in
            let reading = usual.section("reading", QuirkContents.habits)
            let inspection = usual.section("inspection", QuirkContents.inspectionHabits)
            guard let reading, let inspection else { return nil }
            return (reading, inspection)
        }
        let entries = reader.sections("entries", Self.entry)
        if let entries {
            if entries.count > Limits.entries { reader.refuse("entries", "are more than \(Limits.entries)") }
            let ids = entries.map(\.id)
            for (index, id) in ids.enumerated() where ids[..<index].contains(id) {
                reader.refuse("entries", "\(id) stands twice")
            }
        }
        reader.reportUnknownKeys()
        faults = list.faults
        guard faults.isEmpty, kind != nil, let version, let from, let countries, let usual, let entries else { return }
        table = QuirkShelf.Dated(
            validFrom: from,
            quirks: ChipQuirks(
                version: version, countries: countries, usualReading: usual.0, usualInspection: usual.1,
                entries: entries))
    }

    /// A fault of a key at the top.
    func fault(_ key: String, _ reason: String) -> TableFault {
        TableFault(file: file, line: lines[key], key: key, reason: reason)
    }

    private static let nameRule = "not 1 to \(Limits.idLength) letters, digits, dots and hyphens"

    private static func isName(_ text: String) -> Bool {
        (1...Limits.idLength).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func entry(_ reader: TableReader) -> ChipQuirks.Entry? {
        let id = reader.value("id", nameRule) { isName($0) ? $0 : nil }
        _ = reader.optionalString("note")
        let match = reader.section("match", QuirkContents.match)
        let reading = reader.optional("reading") { reader.section($0, QuirkContents.readingQuirks) } ?? []
        let inspection = reader.optional("inspection") { reader.section($0, QuirkContents.inspectionQuirks) } ?? []
        guard let id, let match else { return nil }
        if match.isEmpty { reader.refuse("match", "has no condition: what holds for all belongs into usual") }
        if reading.isEmpty, inspection.isEmpty { reader.refuse("id", "changes nothing") }
        if !inspection.isEmpty, match.needsReader {
            reader.refuse("inspection", "cannot depend on the reader or the answer to reset: files do not tell them")
        }
        return ChipQuirks.Entry(id: id, match: match, reading: reading, inspection: inspection)
    }
}
