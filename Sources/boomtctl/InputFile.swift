internal import Glibc

/// Reads whole files within a limit.
enum InputFile {
    /// The bytes of a file, or of standard input for `-`. Pipes and devices are read like files.
    ///
    /// - Throws: `unusable` for a file that is not there, is a folder or has more than `limit` bytes.
    static func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        if path == "-" { return try bytes(of: STDIN_FILENO, name: "standard input", limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        return try bytes(of: descriptor, name: path, limit: limit)
    }

    /// The bytes of a file in a folder that others may have filled, nil when it is not there: only a regular file is
    /// read, and opening it never waits.
    static func readIfPresent(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(.unusable, "\(path) is no regular file")
        }
        return try bytes(of: descriptor, name: path, limit: limit)
    }

    /// Whether a path is a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func bytes(of descriptor: Int32, name: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > limit {
            throw tooLarge(name, limit)
        }
        var all: [UInt8] = []
        while true {
            var count = 0
            let part = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, 65_536)
                initialized = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name, errno) }
            if count == 0 { return all }
            all += part
            guard all.count <= limit else { throw tooLarge(name, limit) }
        }
    }

    private static func unreadable(_ name: String, _ code: Int32) -> CommandFailure {
        CommandFailure(.unusable, "\(name) cannot be read: \(String(cString: strerror(code)))")
    }

    private static func tooLarge(_ name: String, _ limit: Int) -> CommandFailure {
        CommandFailure(.unusable, "\(name) is larger than the \(limit) bytes that are taken")
    }
}
