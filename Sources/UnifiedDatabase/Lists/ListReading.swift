internal import Checkpoint
internal import Cryptography
internal import FoundationEssentials

/// A list file on its way through: header, then entries, JSON lines or CSV by its first character.
///
/// CSV has the header as `# {…}` in the first line and the names of the columns in the second; an embedded signature
/// stands alone in the last line: `{"signature":"…"}` or `# {"signature":"…"}`.
struct ListReading: ~Copyable {
    private enum Form {
        case json
        case csv([ListColumn])
    }

    private var lines: ListLines
    private let form: Form
    let header: ListHeader
    private(set) var entries = 0
    private(set) var strangeRegisters = StrangeRegisters()
    private var embeddedSignature: [UInt8]?

    init(path: String) throws(ListFault) {
        var lines = try ListLines(path: path)
        guard let first = try lines.next() else { throw ListFault(.header, line: 1, "the file is empty") }
        let isCSV = first.first == UInt8(ascii: "#")
        let header = try ListHeader(parsing: isCSV ? first.dropFirst() : first)
        var form = Form.json
        if isCSV {
            guard let names = try lines.next() else { throw ListFault(.header, line: 2, "there are no columns") }
            form = .csv(try ListFields.columns(names, number: 2))
        }
        self.lines = lines
        self.form = form
        self.header = header
    }

    /// Bytes done and all of them.
    var progress: (done: Int64, total: Int64) { (lines.bytesRead, lines.size) }

    /// Line that was read last, from 1.
    var line: Int { lines.number }

    /// The next entry; nil at the end, when the number of entries is what the header says.
    mutating func next() throws(ListFault) -> ListEntry.Change? {
        guard let line = try lines.next() else {
            guard entries == header.entries else {
                throw ListFault(
                    .count, line: lines.number, "\(entries) entries instead of \(header.entries): the file was cut off")
            }
            return nil
        }
        guard embeddedSignature == nil else {
            throw ListFault(.entry, line: lines.number, "something follows the signature")
        }
        if line.count < Limits.signatureLineBytes, let signature = Self.embedded(line) {
            embeddedSignature = signature
            return try next()
        }
        entries += 1
        guard entries <= header.entries else {
            throw ListFault(.count, line: lines.number, "more entries than the header says (\(header.entries))")
        }
        let fields =
            switch form {
            case .json: try ListFields(json: line, number: lines.number)
            case .csv(let columns): try ListFields(csv: line, columns: columns, number: lines.number)
            }
        let change = try ListEntry.change(fields, header, line: lines.number)
        if case .put(let entry) = change, let register = entry.search.register, !SearchKey.isRegister(register) {
            strangeRegisters.add(line: lines.number)
        }
        return change
    }

    /// Reads to the end without looking at entries: what a signature speaks of.
    static func digests(path: String) throws(ListFault) -> Digests {
        var lines = try ListLines(path: path)
        var result = Digests()
        var last: ArraySlice<UInt8> = []
        while let line = try lines.next() {
            result.beforeLast = []
            last = line
            if line.count < Limits.signatureLineBytes, Self.embedded(line) != nil {
                result.beforeLast = try lines.digest()
            }
        }
        result.whole = try lines.digest()
        result.embedded = result.beforeLast.isEmpty ? nil : Self.embedded(last)
        return result
    }

    /// What a signature may speak of.
    struct Digests {
        var whole: [UInt8] = []
        var beforeLast: [UInt8] = []
        var embedded: [UInt8]?
    }

    /// Digest of the whole file; after the last entry.
    func digest() throws(ListFault) -> [UInt8] { try lines.digest() }

    private static func embedded(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        let object = line.first == UInt8(ascii: "#") ? line.dropFirst().drop { $0 == 0x20 } : line
        guard object.starts(with: "{\"signature\"".utf8), let members = try? FlatObject(parsing: object).members,
            members.count == 1,
            members[0].name == "signature", case .text(let text) = members[0].value
        else { return nil }
        return Hexadecimal.bytes(text)
    }
}
