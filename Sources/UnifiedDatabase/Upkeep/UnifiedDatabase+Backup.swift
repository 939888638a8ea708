package import Checkpoint
internal import Cryptography
internal import GRDB
internal import Glibc

/// What a backup has written.
package struct BackupOutcome: Sendable, Equatable {
    /// SHA-256 of the file, in hex; the journal has it, too.
    package let digest: String
    /// The place in the journal that the copy ends with: to be noted for its verification.
    package let head: JournalPlace?
}

extension UnifiedDatabase {
    /// Copies the database to a new file of mode 0600 while lanes go on: one consistent moment, examined before it gets
    /// its name. `constraint` when the name is taken; what fails leaves no file behind.
    ///
    /// - Parameter progress: pages done and all pages.
    package func backUp(
        to path: String, progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws(StoreError) -> BackupOutcome {
        guard access(path, F_OK) != 0 else { throw StoreError(.constraint, "back up: the name is taken") }
        let temporary = "\(path).\(getpid()).tmp"
        try DurableFile.write([], to: temporary, existing: .replace)
        let outcome: BackupOutcome
        do {
            outcome = try copy(to: temporary, progress)
            guard link(temporary, path) == 0 else { throw StoreError(errno: errno, while: "name backup") }
        } catch {
            try? DurableFile.remove(temporary)
            throw StoreError(error, while: "back up")
        }
        try DurableFile.remove(temporary)
        let details = ["file": outcome.digest, "head": outcome.head?.description ?? "none"]
        _ = try await append(JournalEvent(.backupWritten, details: details))
        return outcome
    }

    private func copy(to path: String, _ progress: @escaping (Int, Int) -> Void) throws -> BackupOutcome {
        var configuration = Configuration()
        configuration.label = "backup"
        let target = try DatabaseQueue(path: path, configuration: configuration)
        do {
            try pool.backup(to: target, pagesPerStep: Limits.backupPages) {
                progress($0.completedPageCount, $0.totalPageCount)
            }
            // The copy stands alone: no log beside it.
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            let faults = try target.read { try String.fetchAll($0, sql: "PRAGMA quick_check(1)") }
            guard faults == ["ok"] else { throw StoreError(.corrupt, "back up: the copy is damaged") }
            let head = try target.read { try Self.head($0) }
            try target.close()
            try DurableFile.sync(path)
            return BackupOutcome(digest: Hexadecimal.text(try Self.digest(ofFile: path)), head: head)
        } catch {
            try? target.close()
            throw error
        }
    }

    private static func digest(ofFile path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "read backup") }
        defer { Glibc.close(descriptor) }
        var hash = try RunningHash(.sha256)
        var block = [UInt8](repeating: 0, count: Limits.listBlockBytes)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StoreError(errno: errno, while: "read backup") }
            guard count > 0 else { return try hash.digest() }
            try hash.update(block[..<count])
        }
    }

    static func head(_ db: Database) throws -> JournalPlace? {
        try Row.fetchOne(db, sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1").map { row in
            JournalPlace(sequence: try row.decode(forColumn: "sequence"), hash: try row.bytes("hash"))
        }
    }
}
