internal import Checkpoint
internal import Cryptography
internal import GRDB

/// What of an entry is sealed: its texts, each behind its length plus one (LEB128; 0 for none), then zeros up to a multiple
/// of ``step``, so that the length of a row tells little of the names in it.
private enum SealedTexts {
    static let columns: [ListColumn] = [
        .key, .ground, .issuingBody, .decisionNumber, .registerNumber, .issuer, .documentNumber, .primaryIdentifier,
        .secondaryIdentifier, .birthDate,
    ]
    static let step = 64

    static func bytes(of entry: ListEntry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * step)
        append(entry.key, to: &bytes)
        append(entry.ground, to: &bytes)
        append(entry.issuingBody, to: &bytes)
        append(entry.decisionNumber, to: &bytes)
        append(entry.registerNumber, to: &bytes)
        append(entry.issuer, to: &bytes)
        append(entry.documentNumber, to: &bytes)
        append(entry.primaryIdentifier, to: &bytes)
        append(entry.secondaryIdentifier, to: &bytes)
        append(entry.birthDate, to: &bytes)
        bytes.append(contentsOf: repeatElement(0, count: (step - bytes.count % step) % step))
        return bytes
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        var length = text.map { $0.utf8.count + 1 } ?? 0
        while length > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: length))
        if let text { bytes += text.utf8 }
    }

    static func texts(of bytes: [UInt8]) throws(StoreError) -> [ListColumn: String] {
        var texts: [ListColumn: String] = [:]
        var rest = bytes[...]
        for column in columns {
            var length = 0
            var shift = 0
            var byte: UInt8
            repeat {
                guard let next = rest.popFirst(), shift < 28 else { throw unreadable }
                byte = next
                length |= Int(byte & 0x7F) << shift
                shift += 7
            } while byte & 0x80 != 0
            guard length > 0 else { continue }
            guard length - 1 <= rest.count, let text = String(validating: rest.prefix(length - 1), as: UTF8.self) else {
                throw unreadable
            }
            texts[column] = text
            rest = rest.dropFirst(length - 1)
        }
        guard rest.count < step, rest.allSatisfy({ $0 == 0 }) else { throw unreadable }
        return texts
    }

    private static let unreadable = StoreError(.corrupt, "open entry: it does not have its form")
}

/// The rows of one load, and what opens each of them: not the row of another number, list or load, and not one of which
/// a tag or a date was changed.
///
/// The nonce is the number of the row. That is sound since a load has a key of its own, under which no number is sealed
/// twice (NIST SP 800-38D §8.2.1).
private enum SealedRow {
    static func nonce(_ id: Int64) -> [UInt8] {
        var nonce: [UInt8] = [0, 0, 0, 0]
        nonce.append(integer: id)
        return nonce
    }

    /// - Parameter clear: everything of the row but what is sealed, as ``JournaledRow`` writes it.
    static func additionalData(_ list: [UInt8], _ clear: [UInt8]) -> [UInt8] { list + clear }

    static func bound(_ list: BorderList) -> [UInt8] { DatabaseKey.bind([list.rawValue, "sealedEntry"]) }
}

/// Makes the rows of one load, by one thread.
struct ListSealer: ~Copyable {
    private let list: [UInt8]
    private let tagger: ListTagger
    private let cipher: AESGCM.PreparedKey

    init(_ key: ListKey) throws {
        let tagger = try ListTagger(key)
        list = SealedRow.bound(key.list)
        self.tagger = tagger
        cipher = key.sealing
    }

    /// The values of an entry's row in the order of ``ListTable/columns``, and their bytes for the digest of all rows. A number
    /// serves once.
    func row(_ entry: ListEntry, at id: Int64) throws -> (values: [DatabaseValue], bytes: [UInt8]) {
        let search = entry.search
        var values: [DatabaseValue] = []
        values.reserveCapacity(11)
        values.append(id.databaseValue)
        values.append(try tagger.tag(.entry, entry.key).databaseValue)
        values.append(entry.startDate.databaseValue)
        values.append(entry.endDate?.databaseValue ?? .null)
        let digits = search.register.map(ListTagger.digits)
        let tags = [
            try tagger.tag(.register, search.register), try tagger.tag(.digits, digits),
            try tagger.tag(.document, search.document, with: entry.issuer), try tagger.tag(.name, search.name),
            try entry.birthDate.flatMap { try tagger.tag(.name, search.name, with: $0) },
            try entry.birthDate.flatMap { try tagger.tag(.outline, search.outline, with: $0) },
        ]
        for tag in tags { values.append(tag?.databaseValue ?? .null) }
        var bytes = JournaledRow.bytes(of: values)
        let sealed = try cipher.seal(
            SealedTexts.bytes(of: entry), nonce: SealedRow.nonce(id),
            additionalData: SealedRow.additionalData(list, bytes))
        values.append(Blob(sealed).data.databaseValue)
        JournaledRow.append(values.suffix(1), to: &bytes)
        return (values, bytes)
    }
}

/// Opens the rows of one load.
struct ListOpener {
    private let list: [UInt8]
    private let cipher: AESGCM.PreparedKey

    init(_ key: ListKey) {
        list = SealedRow.bound(key.list)
        cipher = key.sealing
    }

    /// The entry of a row that begins with ``ListTable/columns``; `corrupt` when it is not as it was sealed.
    func entry(_ row: Row) throws -> ListEntry {
        let clear = Array(row.databaseValues.prefix(ListTable.clearColumns.count))
        let bytes: [UInt8]
        do {
            bytes = try cipher.open(
                row.bytes("sealedEntry"), nonce: SealedRow.nonce(try row.decode(forColumn: "id")),
                additionalData: SealedRow.additionalData(list, JournaledRow.bytes(of: clear)))
        } catch let error as CryptographyError {
            throw StoreError(.corrupt, "open entry: \(error)")
        }
        let texts = try SealedTexts.texts(of: bytes)
        let start: String = try row.decode(forColumn: "startDate")
        let end: String? = try row.decode(forColumn: "endDate")
        return ListEntry { column in
            switch column {
            case .startDate: start
            case .endDate: end
            default: texts[column]
            }
        }
    }
}
