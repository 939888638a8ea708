internal import Checkpoint
internal import Cryptography
internal import Glibc

/// A key file that is about to hold another key.
///
/// The new key stands beside the old one, durably, before anything is written under it; when everything is, the old one
/// is overwritten and the new one takes its name. Wherever that is cut off, one of the two files opens the database.
struct KeyFileChange {
    /// The key file.
    let path: String
    /// Where the new key waits.
    var pending: String { path + ".new" }

    /// Whether a change was begun and not ended.
    var isPending: Bool { access(pending, F_OK) == 0 }

    /// Makes a new random key beside the old one; `inputOutput` when the file cannot be replaced, as a credential of
    /// systemd cannot.
    func begin() throws(StoreError) {
        guard access(path, W_OK) == 0 else {
            throw StoreError(
                .inputOutput,
                "\(path) cannot be written: where keys come as credentials, name the file that they are loaded from")
        }
        let random: [UInt8]
        do {
            random = try SecureRandom.bytes(SecretFile.length)
        } catch {
            throw StoreError(error, while: "make key")
        }
        let text = Array(Hexadecimal.text(random).utf8) + [UInt8(ascii: "\n")]
        try DurableFile.write(text, to: pending, existing: .replace)
        var status = stat()
        guard stat(path, &status) == 0 else { throw StoreError(errno: errno, while: "examine key file") }
        // Root changes keys; the daemon, whose file it is, must be able to read the new one.
        guard geteuid() != 0 || chown(pending, status.st_uid, status.st_gid) == 0 else {
            throw StoreError(errno: errno, while: "give key file to its owner")
        }
    }

    /// Overwrites the old key.
    func eraseOld() throws(StoreError) { try Self.erase(path) }

    /// Gives the new key its name.
    func finish() throws(StoreError) { try DurableFile.move(pending, to: path) }

    /// Takes the new key away: nothing was written under it.
    func abandon() throws(StoreError) {
        guard isPending else { return }
        try Self.erase(pending)
        try DurableFile.remove(pending)
    }

    /// Writes zeros over a file. On disks that write elsewhere (flash, snapshots) older bytes may survive below the file
    /// system: there the disk itself has to be encrypted.
    private static func erase(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "erase key file") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StoreError(errno: errno, while: "erase key file") }
        let zeros = [UInt8](repeating: 0, count: max(1, min(Int(status.st_size), 4096)))
        guard pwrite(descriptor, zeros, zeros.count, 0) == zeros.count, fsync(descriptor) == 0 else {
            throw StoreError(errno: errno, while: "erase key file")
        }
    }
}
