internal import Glibc

/// Lists the files of a folder within a limit.
enum InputFolder {
    /// Names of the regular files of a folder in the order of their bytes; hidden ones are left out.
    ///
    /// - Throws: `unusable` for what is no folder, for one with more than `limit` files, and for a name that would
    ///   break a line of CSV.
    static func names(_ path: String, limit: Int) throws(CommandFailure) -> [String] {
        guard let stream = opendir(path) else {
            throw CommandFailure(.unusable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix("."), isRegularFile(path + "/" + name) else { continue }
            guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x2C || $0 == 0x22 }) else {
                throw CommandFailure(.unusable, "a file name of \(path) has a comma, a quote or a control character")
            }
            guard names.count < limit else {
                throw CommandFailure(.unusable, "\(path) has more than the \(limit) files that are taken")
            }
            names.append(name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
