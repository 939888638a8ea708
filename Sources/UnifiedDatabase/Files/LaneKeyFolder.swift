internal import Checkpoint
internal import Cryptography
internal import Glibc
internal import Synchronization

/// The keys with which lanes sign their entries: a folder that only the service enters, with one file a lane
/// (`gate-1.key`), each as ``SecretFile`` has them.
///
/// A key is read once. Whoever changes one (``KeyRotation``) has the database alone, and so no older copy is in memory.
final class LaneKeyFolder: Sendable {
    let path: String
    private let checkpoint: [UInt8]
    private let read = Mutex<[LaneID: Ed25519.PrivateKey]>([:])

    /// - Parameter checkpoint: the public key of the checkpoint, which is no lane's.
    init(_ path: String, checkpoint: [UInt8]) {
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Where the key of a lane is.
    func file(of lane: LaneID) -> String { Self.file(of: lane, in: path) }

    /// The characters of a ``LaneID`` name nothing outside of the folder.
    static func file(of lane: LaneID, in folder: String) -> String { "\(folder)/\(lane.text).key" }

    /// The key of a lane, made at its first use.
    ///
    /// Throws `key` for a folder or a file that others may enter, and for a file without a key, with that of another lane
    /// or with the checkpoint's; what a disk says as it comes.
    func key(of lane: LaneID) throws(StoreError) -> Ed25519.PrivateKey {
        do {
            return try read.withLock { keys in
                if let key = keys[lane] { return key }
                let key = try load(lane)
                guard key.publicKey != checkpoint, !keys.values.contains(where: { $0.publicKey == key.publicKey })
                else {
                    throw StoreError(
                        .key, "holds the key of another lane or of the checkpoint: move it away, for a new one")
                }
                keys[lane] = key
                return key
            }
        } catch {
            let reason = StoreError(error, while: "load key")
            throw StoreError(reason.code, "key of lane \(lane), \(file(of: lane)): \(reason.message)")
        }
    }

    /// The key of a lane is or was that of somebody else.
    func isElsewhere(_ lane: LaneID) -> StoreError {
        StoreError(
            .key, "\(file(of: lane)) holds the key of another lane or of the checkpoint: move it away, for a new one")
    }

    /// The key of a lane when it was read already.
    func keyInMemory(of lane: LaneID) -> Ed25519.PrivateKey? { read.withLock { $0[lane] } }

    /// Lanes for which a new key waits beside the present one (``KeyFileChange``).
    static func pending(in folder: String) throws(StoreError) -> [LaneID] {
        guard access(folder, F_OK) == 0 else { return [] }
        return try DurableFile.names(in: folder).compactMap { name in
            name.hasSuffix(".key.new") ? LaneID(String(name.dropLast(8))) : nil
        }.sorted { $0.text < $1.text }
    }

    private func load(_ lane: LaneID) throws -> Ed25519.PrivateKey {
        let isNew = access(path, F_OK) != 0
        do throws(StoreError) {
            try DurableFile.makeDirectory(path)
        } catch {
            throw StoreError(
                error.code, "\(error.message): name a folder that can be made in the settings (database.laneKeys)")
        }
        if isNew {
            try DurableFile.sync(Self.parent(of: path))
            try Self.giveToOwner(ofFolder: Self.parent(of: path), path)
        }
        try checkFolder()
        let file = file(of: lane)
        let isMade = access(file, F_OK) != 0
        let seed = try SecretFile.loadOrCreate(at: file)
        if isMade { try Self.giveToOwner(ofFolder: path, file) }
        return try Ed25519.PrivateKey(seed: seed)
    }

    /// Whoever may write into the folder could exchange the keys.
    private func checkFolder() throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw StoreError(errno: errno, while: "examine folder of lane keys") }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw StoreError(.key, "\(path): is no folder") }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(.key, "\(path): group or others may enter it; its mode must be 0700")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 || geteuid() == 0 else {
            throw StoreError(.key, "\(path): belongs to another user")
        }
    }

    /// What root makes must be open to the daemon.
    private static func giveToOwner(ofFolder folder: String, _ path: String) throws(StoreError) {
        var status = stat()
        guard geteuid() == 0 else { return }
        guard stat(folder, &status) == 0, lchown(path, status.st_uid, status.st_gid) == 0 else {
            throw StoreError(errno: errno, while: "give key of lane to its owner")
        }
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
