internal import Checkpoint
internal import Cryptography
internal import Glibc

/// The files around a database while a backup takes its place.
struct RestorePlace {
    /// The database.
    let path: String
    /// A folder beside it; what a restore that was cut off has left there is of no use to anybody.
    private var folder: String { path + ".restoring" }
    /// The copy of the backup.
    var staged: String { folder + "/copy.sqlite" }

    init(_ path: String) { self.path = path }

    // MARK: - The copy

    /// Removes what earlier restores have left: their copy, and second names of files that are still in their place.
    func clear() throws(StoreError) {
        if Self.isThere(folder) {
            for name in try DurableFile.names(in: folder) { try DurableFile.remove("\(folder)/\(name)") }
            guard rmdir(folder) == 0 else { throw StoreError(errno: errno, while: "remove folder of restore") }
        }
        // What a mark names is the only name of the former files.
        guard markedFormer == nil else { return }
        let (directory, name) = Self.split(path)
        let present = Self.parts.compactMap { Self.identity(path + $0) }
        for other in try DurableFile.names(in: directory) where other.hasPrefix(name + Self.keptMark) {
            if let identity = Self.identity("\(directory)/\(other)"), present.contains(identity) {
                try DurableFile.remove("\(directory)/\(other)")
            }
        }
    }

    /// Removes the copy when the work on it fails.
    func clearingAfterFault<Value>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            try? clear()
            throw error
        }
    }

    /// Copies the backup, synced and with the owner of the database; its SHA-256 in hex.
    func stage(_ backup: String, progress: (_ done: Int64, _ total: Int64) -> Void) throws(StoreError) -> String {
        let source = open(backup, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw StoreError(errno: errno, while: "open backup") }
        defer { close(source) }
        var status = stat()
        guard fstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.corrupt, "restore: the backup is no regular file")
        }
        guard Self.identity(path) != Identity(status) else {
            throw StoreError(.constraint, "restore: the backup is the database itself")
        }
        for end in ["-wal", "-journal"] where Self.size(backup + end) > 0 {
            throw StoreError(
                .corrupt, "restore: a log lies beside the backup (\(end)): it is no file that boomtctl backup has made")
        }
        try DurableFile.makeDirectory(folder)
        let target = open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard target >= 0 else { throw StoreError(errno: errno, while: "create copy") }
        defer { close(target) }
        do {
            var hash = try RunningHash(.sha256)
            var block = [UInt8](repeating: 0, count: Limits.listBlockBytes)
            var done: Int64 = 0
            while true {
                let count = read(source, &block, block.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw StoreError(errno: errno, while: "read backup") }
                guard count > 0 else { break }
                try hash.update(block[..<count])
                if let fault = DurableFile.write(block[..<count], to: target) {
                    throw StoreError(errno: fault, while: "copy backup")
                }
                done += Int64(count)
                progress(done, max(done, Int64(status.st_size)))
            }
            guard fsync(target) == 0 else { throw StoreError(errno: errno, while: "sync copy") }
            return Hexadecimal.text(try hash.digest())
        } catch {
            throw StoreError(error, while: "copy backup")
        }
    }

    /// Makes the copy stand alone, durable, and its owner's: it was open, with a log beside it.
    func seal() throws(StoreError) {
        guard Self.size(staged + "-wal") == 0 else { throw StoreError(.inputOutput, "restore: the copy keeps a log") }
        try DurableFile.sync(staged)
        guard geteuid() == 0 else { return }
        var owner = stat()
        guard stat(former ?? path, &owner) == 0 || stat(Self.split(path).directory, &owner) == 0 else {
            throw StoreError(errno: errno, while: "find owner of database")
        }
        // The claims, too: the daemon must be able to open what root has made.
        for file in [staged, path + ".lock", path + ".users"] where chown(file, owner.st_uid, owner.st_gid) != 0 {
            throw StoreError(errno: errno, while: "give copy to its owner")
        }
    }

    // MARK: - The former file

    /// Where the former database is: in its place, or where a mark says; nil when there is none.
    var former: String? { markedFormer ?? (Self.isThere(path) ? path : nil) }

    /// Brings what waits in the log into the former file when that is sound; false when a log is left.
    func mergeLog() throws(StoreError) -> Bool {
        guard Self.logs.contains(where: { Self.size(path + $0) > 0 }) else { return true }
        guard let condition = try? UnifiedDatabase.examine(path), condition.damage.isEmpty
        else { return false }
        guard (try? UnifiedDatabase.mergeLog(ofDatabase: path)) != nil else { return false }
        try DurableFile.sync(path)
        return !Self.logs.contains { Self.size(path + $0) > 0 }
    }

    /// Gives the former files a second name, all of the same kind; the name of the database, nil when there was none.
    func keepFormer() throws(StoreError) -> String? {
        // A restore before this one was cut off, and has kept it already.
        if let markedFormer { return markedFormer }
        let there = Self.parts.filter { Self.isThere(path + $0) }
        guard !there.isEmpty else { return nil }
        var time = tm()
        var now = Glibc.time(nil)
        gmtime_r(&now, &time)
        let stamp = [time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        var kept = path + Self.keptMark + stamp
        var number = 1
        while Self.parts.contains(where: { Self.isThere(kept + $0) }) {
            number += 1
            kept = path + Self.keptMark + "\(stamp)-\(number)"
        }
        for end in there { try DurableFile.link(path + end, to: kept + end) }
        return there.contains("") ? kept : nil
    }

    /// Puts a text that is no database where the database was.
    func mark(former kept: String) throws(StoreError) {
        var text = Array("\(Self.markBegin)\(Self.split(kept).name)\nRun boomtctl database restore again.\n".utf8)
        text += [UInt8](repeating: UInt8(ascii: "\n"), count: max(0, Self.markBytes - text.count))
        try DurableFile.write(text, to: path, existing: .replace)
        // The daemon must be able to read it.
        var owner = stat()
        if geteuid() == 0, stat(kept, &owner) == 0 { _ = chown(path, owner.st_uid, owner.st_gid) }
    }

    /// Removes logs: of a former file that has a second name, or that they are empty beside.
    func removeLog() throws(StoreError) {
        for end in Self.parts.dropFirst() where Self.isThere(path + end) { try DurableFile.remove(path + end) }
    }

    /// Whether a mark stands where the database was.
    var isMarked: Bool { markedFormer != nil }

    /// What a mark names, when that is there.
    private var markedFormer: String? {
        guard Self.size(path) == Self.markBytes, let bytes = try? DurableFile.read(path, limit: Self.markBytes),
            let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first,
            line.hasPrefix(Self.markBegin)
        else { return nil }
        let name = line.dropFirst(Self.markBegin.count)
        let (directory, own) = Self.split(path)
        guard name.hasPrefix(own + Self.keptMark), !name.contains("/") else { return nil }
        let kept = "\(directory)/\(name)"
        return Self.isThere(kept) ? kept : nil
    }

    // MARK: - Names

    private static let markBegin = "boomt: a restore was cut off here. The former database: "
    private static let markBytes = 4096
    private static let keptMark = ".replaced-"
    /// What a database consists of, the file itself first.
    private static let parts = ["", "-wal", "-shm", "-journal"]
    /// What SQLite would take for a part of whatever file stands there.
    private static let logs = ["-wal", "-journal"]

    /// A file, whatever it is called.
    private struct Identity: Equatable {
        let device: dev_t
        let number: ino_t

        init(_ status: stat) {
            device = status.st_dev
            number = status.st_ino
        }
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        return stat(path, &status) == 0 ? Identity(status) : nil
    }

    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// 0 for a file that is not there.
    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let directory = slash == path.startIndex ? "/" : String(path[..<slash])
        return (directory, String(path[path.index(after: slash)...]))
    }
}
