import Glibc

extension TrustStore {
    /// Loads `*.cer`, `*.der`, `*.crt`, `*.pem` and `*.ml` of a directory, in the order of their names and not below
    /// it. Each file that cannot be taken is named in `refusals`; a directory that is not there gives a store with
    /// this one refusal and no anchors.
    package init(directory: String) {
        self.init()
        guard let handle = opendir(directory) else {
            refuse(directory, "directory cannot be read: \(Self.reason(errno))")
            return
        }
        var names: [String] = []
        var seen = 0
        while let entry = readdir(handle), seen < Limits.directoryFiles {
            seen += 1
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if Self.suffixes.contains(where: { name.lowercased().hasSuffix($0) }) { names.append(name) }
        }
        closedir(handle)
        if seen == Limits.directoryFiles { refuse(directory, "more than \(seen) files: the rest was not looked at") }
        for name in names.sorted() {
            switch Self.contents(of: directory + "/" + name) {
            case .success(let bytes): add(bytes, origin: name)
            case .failure(let fault): refuse(name, fault.reason)
            }
        }
    }

    private static let suffixes = [".cer", ".der", ".crt", ".pem", ".ml"]

    private struct FileFault: Error {
        var reason: String
    }

    /// The bytes of a regular file within the limits. The open does not block on a pipe that somebody put there.
    private static func contents(of path: String) -> Result<[UInt8], FileFault> {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(FileFault(reason: "cannot be opened: \(reason(errno))")) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .failure(FileFault(reason: "no regular file"))
        }
        guard status.st_size <= Limits.listFileBytes else {
            return .failure(FileFault(reason: "larger than \(Limits.listFileBytes) bytes"))
        }
        // One byte more than the size tells a file that grows while it is being read.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { read(descriptor, $0 + count, buffer.count - count) } ?? 0
            }
            if got < 0 {
                guard errno == EINTR else {
                    return .failure(FileFault(reason: "cannot be read: \(reason(errno))"))
                }
                continue
            }
            if got == 0 { break }
            count += got
        }
        guard count == Int(status.st_size) else { return .failure(FileFault(reason: "changed while it was read")) }
        bytes.removeLast(bytes.count - count)
        return .success(bytes)
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "not there"
        case EACCES, EPERM: "no permission"
        case ENOTDIR: "no directory"
        case ELOOP: "too many links"
        case EMFILE, ENFILE: "too many open files"
        default: "error \(code)"
        }
    }
}
