internal import Checkpoint
internal import FoundationEssentials
internal import Support

/// The first line of a list file: which list it is, and how it follows from the one before.
///
/// ```json
/// {"list":"exitRestrictions","version":"2026-11-20","issuedAt":"2026-11-20T02:00:00Z","kind":"full","entries":2}
/// ```
struct ListHeader: Decodable, Equatable {
    enum Kind: String, Decodable {
        /// The file is the whole list.
        case full
        /// The file changes the version named in `base`.
        case delta
    }

    var list: BorderList
    var version: String
    /// When its issuer made it: an old file does not become fresh by being loaded again.
    var issuedAt: UnixTime
    var kind: Kind
    /// The version that a delta changes.
    var base: String?
    /// How many lines of entries follow: a file that was cut off is noticed.
    var entries: Int
    /// Has to be true for a full list without entries: an empty one opens every exit.
    var confirmedEmpty: Bool?

    private static let names: Set<String> = [
        "list", "version", "issuedAt", "kind", "base", "entries", "confirmedEmpty",
    ]

    /// Reads a header.
    init(parsing line: ArraySlice<UInt8>) throws(ListFault) {
        let fields: FlatObject
        do throws(FlatObjectError) {
            fields = try FlatObject(parsing: line)
        } catch {
            throw ListFault(.header, line: 1, "no header: \(error.reason)")
        }
        if let unknown = fields.members.first(where: { !Self.names.contains($0.name) }) {
            throw ListFault(.header, line: 1, "the header has an unknown member \(ListColumn.shown(unknown.name))")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(line))
        } catch {
            throw ListFault(.header, line: 1, "the header lacks list, version, issuedAt, kind or entries")
        }
        try check()
    }

    private func check() throws(ListFault) {
        guard !version.isEmpty, Limits.isField(version) else {
            throw ListFault(.header, line: 1, "the version is empty or too long")
        }
        guard (0...Limits.restrictionEntries).contains(entries) else {
            throw ListFault(.header, line: 1, "the number of entries is not 0 to \(Limits.restrictionEntries)")
        }
        switch kind {
        case .full:
            guard base == nil else { throw ListFault(.header, line: 1, "a full list has no base") }
            guard entries > 0 || confirmedEmpty == true else {
                throw ListFault(.header, line: 1, "the list is empty and does not say confirmedEmpty")
            }
        case .delta:
            guard let base, base != version else {
                throw ListFault(.header, line: 1, "a delta names another version as its base")
            }
            guard entries <= Limits.deltaEntries else {
                throw ListFault(.header, line: 1, "a delta has at most \(Limits.deltaEntries) entries")
            }
        }
    }
}
