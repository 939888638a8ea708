internal import Checkpoint
internal import GRDB
internal import Support

extension DatabaseSchema {
    /// Throws `corrupt` for tables of another program or of a newer version of this one, with a sentence that names
    /// both versions.
    static func refuseForeign(_ db: Database) throws {
        // GRDB's own tables may stand alone there, when the first opening was cut off.
        let foreign = "SELECT count(*) FROM sqlite_master WHERE tbl_name NOT LIKE 'grdb%'"
        let tables = try Int.fetchOne(db, sql: foreign) ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard tables == 0 || application == applicationID else {
            throw StoreError(
                .corrupt,
                "open database: the file is no database of boomt, it belongs to another program. Nothing was changed")
        }
        guard try db.tableExists("grdb_migrations") else { return }
        let known = steps.map(\.name)
        let unknown = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations").filter {
            !known.contains($0)
        }
        guard !unknown.isEmpty else { return }
        let newest = unknown.compactMap(number).max().map { " with tables \($0)" } ?? ""
        throw StoreError(
            .corrupt,
            "open database: written by a newer boomt (\(try lastWriter(db))\(newest)); this is boomt "
                + "\(ProgramVersion.text) with tables \(known.compactMap(number).max() ?? 0). Nothing was changed: "
                + "install the newer version, or restore a backup that this one has made")
    }

    /// The number at the beginning of a migration's name.
    private static func number(_ identifier: String) -> Int? { Int(identifier.prefix { $0.isNumber }) }

    /// The version of the daemon that was started last on this file, as its journal tells.
    private static func lastWriter(_ db: Database) throws -> String {
        guard try db.tableExists("journal"),
            let details = try String.fetchOne(
                db, sql: "SELECT details FROM journal WHERE kind = 'daemonStarted' ORDER BY sequence DESC LIMIT 1"),
            let version = try StoredJSON.value([String: String].self, of: details)["version"]
        else { return "version unknown" }
        return String(version.prefix(32))
    }
}
