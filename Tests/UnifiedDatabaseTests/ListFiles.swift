import Cryptography
import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

/// List files that tests write, and who signs them.
struct ListFiles {
    let workspace: Workspace
    let signer: ListSigner
    let signers: ListSigners

    init(_ workspace: Workspace) throws {
        self.workspace = workspace
        let (key, _) = try Ed25519.PrivateKey.generate()
        signer = ListSigner(key: key)
        signers = ListSigners([("registry", key.publicKey)])
    }

    static func header(
        _ list: BorderList = .exitRestrictions, version: String = "1", issued: String = "2026-03-10T03:00:00Z",
        base: String? = nil, entries: Int
    ) -> String {
        let base = base.map { ",\"kind\":\"delta\",\"base\":\"\($0)\"" } ?? ",\"kind\":\"full\""
        return
            "{\"list\":\"\(list.rawValue)\",\"version\":\"\(version)\",\"issuedAt\":\"\(issued)\"\(base),\"entries\":\(entries)}"
    }

    static func entry(_ key: String, _ more: String = "\"documentNumber\":\"E1234567\"") -> String {
        "{\"key\":\"\(key)\",\"ground\":\"courtDecision\",\"issuingBody\":\"ШШГЕГ\",\"startDate\":\"2026-01-01\",\(more)}"
    }

    func write(_ lines: [String], ending: String = "\n") throws -> String {
        let path = workspace.path("list-\(UUID().uuidString)")
        try Data((lines.joined(separator: "\n") + ending).utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The detached signature of a file.
    func signature(_ path: String) throws -> [UInt8] {
        try #require(Hexadecimal.bytes(signer.signature(ofFile: path)))
    }

    /// Imports lines as a signed file.
    @discardableResult
    func load(_ database: UnifiedDatabase, _ lines: [String], ending: String = "\n") throws -> ListImportOutcome {
        let path = try write(lines, ending: ending)
        return try database.importList(
            file: path, signature: signature(path), signers: signers, now: Samples.noon)
    }

    /// Why a signed file is refused; nil when it is not.
    func fault(_ database: UnifiedDatabase, _ lines: [String], ending: String = "\n") -> ListFault? {
        do {
            try load(database, lines, ending: ending)
            return nil
        } catch {
            guard case .file(let fault) = error as? ListImportError else { return nil }
            return fault
        }
    }

    /// All entries of a list as they were sealed, in their order.
    static func opened(
        _ database: UnifiedDatabase, _ list: BorderList = .exitRestrictions
    ) async throws -> [ListEntry] {
        let lists = database.contentKeys.lists
        return try await database.pool.read { db in
            let table = ListTable(list: list)
            guard let load = try table.lastLoad(db) else { return [] }
            let opener = try ListOpener(lists.key(of: list, load, in: db))
            let rows = try Row.fetchAll(db, sql: "SELECT \(ListTable.columns) FROM \(table.name) ORDER BY id")
            var entries: [ListEntry] = []
            for row in rows { entries.append(try opener.entry(row)) }
            return entries
        }
    }
}
