internal import Checkpoint
internal import Glibc

/// Small files that are wholly there after a loss of power, or not at all.
enum DurableFile {
    /// What happens when the name is taken.
    enum Existing {
        case replace
        /// Throws `constraint`.
        case keep
    }

    /// Writes a file that only its owner may read (mode 0600): to a temporary name, synced, then named, then the
    /// directory synced.
    static func write(_ bytes: [UInt8], to path: String, existing: Existing) throws(StoreError) {
        let temporary = "\(path).\(getpid()).tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "create file") }
        if let fault = fill(descriptor, with: bytes) {
            close(descriptor)
            unlink(temporary)
            throw StoreError(errno: fault, while: "write file")
        }
        guard close(descriptor) == 0 else {
            let fault = errno
            unlink(temporary)
            throw StoreError(errno: fault, while: "close file")
        }
        let named =
            switch existing {
            case .replace: rename(temporary, path)
            case .keep: Glibc.link(temporary, path)
            }
        let fault = errno
        if named != 0 || existing == .keep { unlink(temporary) }
        guard named == 0 else {
            if fault == EEXIST { throw StoreError(.constraint, "name file: the name is taken") }
            throw StoreError(errno: fault, while: "name file")
        }
        try syncDirectory(of: path)
    }

    /// Reads a regular file of at most `limit` bytes; `corrupt` when it is longer.
    static func read(_ path: String, limit: Int) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "open file") }
        defer { close(descriptor) }
        return try read(descriptor, limit: limit)
    }

    /// Reads everything behind an open descriptor, at most `limit` bytes.
    static func read(_ descriptor: Int32, limit: Int) throws(StoreError) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return content }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw StoreError(errno: errno, while: "read file")
            }
            content += buffer[..<count]
            guard content.count <= limit else { throw StoreError(.corrupt, "read file: longer than \(limit) bytes") }
        }
    }

    /// Removes a file; one that is already gone is no error.
    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw StoreError(errno: errno, while: "remove file") }
        try syncDirectory(of: path)
    }

    /// Gives a file of the same file system another name; one of that name is replaced.
    static func move(_ path: String, to newPath: String) throws(StoreError) {
        guard rename(path, newPath) == 0 else { throw StoreError(errno: errno, while: "rename file") }
        // The new name first: what a loss of power must not take back.
        try syncDirectory(of: newPath)
        try syncDirectory(of: path)
    }

    /// Makes a directory that only its owner may enter (mode 0700), unless it is there.
    static func makeDirectory(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError(errno: errno, while: "make directory")
        }
    }

    /// The names in a directory, in no order.
    static func names(in directory: String) throws(StoreError) -> [String] {
        guard let stream = opendir(directory) else { throw StoreError(errno: errno, while: "list directory") }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw StoreError(errno: errno, while: "list directory") }
        return names
    }

    /// Gives a file of the same file system a second name; `constraint` when that is taken.
    static func link(_ path: String, to newPath: String) throws(StoreError) {
        guard Glibc.link(path, newPath) == 0 else {
            if errno == EEXIST { throw StoreError(.constraint, "name file: the name is taken") }
            throw StoreError(errno: errno, while: "name file")
        }
        try syncDirectory(of: newPath)
    }

    /// Writes all bytes and syncs; the `errno` of the first fault.
    private static func fill(_ descriptor: Int32, with bytes: [UInt8]) -> Int32? {
        if let fault = write(bytes[...], to: descriptor) { return fault }
        return fsync(descriptor) == 0 ? nil : errno
    }

    /// Writes all bytes; the `errno` of the first fault.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
        var offset = bytes.startIndex
        while offset < bytes.endIndex {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            offset += count
        }
        return nil
    }

    /// Syncs a file that somebody else has written.
    static func sync(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "open file") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, while: "sync file") }
    }

    private static func syncDirectory(of path: String) throws(StoreError) {
        let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "open directory") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, while: "sync directory") }
    }
}
