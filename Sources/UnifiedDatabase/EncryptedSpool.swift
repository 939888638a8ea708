package import Checkpoint
internal import Glibc

/// Records that the database did not take, as encrypted files in a directory of their own until it takes them.
///
/// Each file is whole and synced before ``keep(_:)`` returns. Its name is its place in the order, and is bound to the
/// ciphertext: a file that was renamed does not open.
package actor EncryptedSpool: RecordSpool {
    private let directory: String
    private let key: DatabaseKey
    private var nextNumber: UInt64
    private var isDraining = false

    /// Opens the spool, making the directory (mode 0700) on the first start. What waits there from an earlier run
    /// stays first in the order.
    package init(directory: String, key: DatabaseKey) throws(StoreError) {
        self.directory = directory
        self.key = key
        try DurableFile.makeDirectory(directory)
        let last = try Self.waiting(in: directory).last ?? 0
        guard last < UInt64.max else { throw StoreError(.corrupt, "open spool: a file name is out of range") }
        nextNumber = last + 1
    }

    /// Writes an entry; when this returns, a loss of power does not lose it.
    package func keep(_ entry: SpooledEntry) async throws(StoreError) {
        let plaintext: [UInt8]
        do {
            plaintext = try StoredJSON.bytes(entry)
        } catch {
            throw StoreError(error, while: "encode spool entry")
        }
        // The number is spent even when writing fails: no number is ever used twice.
        let name = Self.name(nextNumber)
        nextNumber += 1
        let sealed = try key.seal(plaintext, for: ["spool", name])
        try DurableFile.write(sealed, to: "\(directory)/\(name)", existing: .keep)
    }

    /// How many entries wait.
    package func waitingCount() throws(StoreError) -> Int {
        try Self.waiting(in: directory).count
    }

    /// How many entries wait in a directory; 0 without it, nil when it cannot be read.
    package static func waitingCount(in directory: String) -> Int? {
        guard access(directory, F_OK) == 0 || errno != ENOENT else { return 0 }
        return try? waiting(in: directory).count
    }

    /// How many entries were set aside because they cannot be read; an administrator looks at them.
    package func damagedCount() throws(StoreError) -> Int {
        try DurableFile.names(in: directory).count { $0.hasSuffix(Self.damagedSuffix) }
    }

    /// Moves everything into the store, oldest first; see ``RecordSpool/drain(into:)``. While one call is at work
    /// another returns 0 at once, so that no entry is moved twice.
    package func drain(into store: any CrossingStore) async throws(StoreError) -> Int {
        guard !isDraining else { return 0 }
        isDraining = true
        defer { isDraining = false }
        var moved = 0
        for number in try Self.waiting(in: directory) {
            let name = Self.name(number)
            guard let entry = try readOrSetAside(name) else { continue }
            do throws(StoreError) {
                try await Self.move(entry, into: store)
                try DurableFile.remove("\(directory)/\(name)")
                moved += 1
            } catch {
                // An entry that does not fit (yet) waits without holding up those behind it.
                guard error.code == .notFound || error.code == .constraint else { throw error }
            }
        }
        return moved
    }

    /// An entry; nil when its file is damaged: it then gets another name and is kept.
    private func readOrSetAside(_ name: String) throws(StoreError) -> SpooledEntry? {
        do throws(StoreError) {
            return try read(name)
        } catch {
            guard error.code == .key || error.code == .corrupt else { throw error }
            try DurableFile.move("\(directory)/\(name)", to: "\(directory)/\(name)\(Self.damagedSuffix)")
            return nil
        }
    }

    private func read(_ name: String) throws(StoreError) -> SpooledEntry {
        let sealed = try DurableFile.read("\(directory)/\(name)", limit: Limits.spoolFileBytes)
        let plaintext = try key.open(sealed, for: ["spool", name])
        do {
            return try StoredJSON.value(SpooledEntry.self, of: plaintext)
        } catch {
            throw StoreError(error, while: "decode spool entry")
        }
    }

    /// Hands one entry to the store. `constraint` is fine only when the store already has that crossing in a final
    /// state; any other broken constraint must not make the entry vanish.
    private static func move(_ entry: SpooledEntry, into store: any CrossingStore) async throws(StoreError) {
        do {
            switch entry {
            case .record(let record): try await store.commit(record)
            case .completion(let id, let state, let time): try await store.complete(id, state: state, at: time)
            }
        } catch {
            guard error.code == .constraint, let present = try await store.crossing(entry.crossingID),
                present.state != .admitted
            else { throw error }
        }
    }

    /// Numbers of the files that wait, oldest first; temporary files of a crash are passed over.
    private static func waiting(in directory: String) throws(StoreError) -> [UInt64] {
        try DurableFile.names(in: directory)
            .filter { $0.hasSuffix(suffix) && $0.utf8.count == digits + suffix.utf8.count }
            .compactMap { UInt64($0.dropLast(suffix.count)) }
            .sorted()
    }

    private static let suffix = ".spool"
    private static let damagedSuffix = ".damaged"
    private static let digits = 20

    private static func name(_ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: digits - text.count) + text + suffix
    }
}

extension SpooledEntry {
    /// The crossing the entry speaks of.
    fileprivate var crossingID: CrossingID {
        switch self {
        case .record(let record): record.id
        case .completion(let id, _, _): id
        }
    }
}
