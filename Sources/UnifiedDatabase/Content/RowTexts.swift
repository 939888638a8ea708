internal import Checkpoint
internal import FoundationEssentials
internal import GRDB

/// The texts that one row keeps sealed. Each is bound to its table, its column and the primary key of its row: it opens
/// nowhere else.
///
/// A sealed text is a text again (base64 behind a mark), so that it stands in the column that it always had. What it tells
/// is that there is one, and roughly how long it is. Which columns are sealed is written down in ``TextColumns``.
struct RowTexts {
    private let table: String
    private let row: [String]
    private let keys: ContentKeys

    /// - Parameter row: the primary key, column by column.
    init(_ table: String, _ row: [String], _ keys: ContentKeys) {
        self.table = table
        self.row = row
        self.keys = keys
    }

    /// The texts of an entry of the desk.
    init(_ table: DeskTable, _ id: Int64, _ keys: ContentKeys) {
        self.init(table.rawValue, [String(id)], keys)
    }

    /// What the column is to hold of a text that has to be there; `constraint` for an empty one, which the table cannot
    /// refuse any more.
    func seal(_ text: String, _ column: String) throws -> String {
        guard !text.isEmpty else { throw StoreError(.constraint, "write \(table): \(column) is empty") }
        return try sealed(text, column)
    }

    /// What the column is to hold of a text that may be missing.
    func sealOptional(_ text: String?, _ column: String) throws -> String? {
        try text.map { try sealed($0, column) }
    }

    private func sealed(_ text: String, _ column: String) throws -> String {
        assert(TextColumns.isSealed(column, of: table), "\(table).\(column)")
        let bytes = try keys.seal(Array(text.utf8), for: context(column))
        return Self.mark + Data(bytes).base64EncodedString()
    }

    /// The text again; `corrupt` for anything that was not sealed for this place, a text in the clear among it.
    func open(_ sealed: String, _ column: String) throws -> String {
        guard sealed.utf8.starts(with: Self.mark.utf8),
            let bytes = Data(base64Encoded: String(sealed.dropFirst(Self.mark.count)))
        else { throw StoreError(.corrupt, "read \(table): \(column) is not sealed") }
        return String(decoding: try keys.open([UInt8](bytes), for: context(column)), as: UTF8.self)
    }

    private func context(_ column: String) -> [String] { [table, column] + row }

    /// What every sealed text begins with.
    static let mark = "s1."
}

extension Row {
    /// A text that the row keeps sealed.
    ///
    /// - Parameter texts: what opens it. Nil leaves it unopened, for those who do not ask what it says: then it is empty.
    func text(_ column: String, _ texts: RowTexts?) throws -> String {
        let sealed = try decode(String.self, forColumn: column)
        return try texts?.open(sealed, column) ?? ""
    }

    /// The same for a text that may be missing: unopened, an empty one tells that there is one.
    func optionalText(_ column: String, _ texts: RowTexts?) throws -> String? {
        try decode(String?.self, forColumn: column) == nil ? nil : text(column, texts)
    }
}
