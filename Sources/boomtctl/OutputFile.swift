internal import Glibc

/// Writes result files. What the commands write is personal or biometric: readable by its owner only.
enum OutputFile {
    /// Writes a whole file or none: under another name first, then renamed.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        let draft = path + ".part"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        var rest = bytes[...]
        var fault: Int32 = 0
        while !rest.isEmpty, fault == 0 {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { fault = errno }
        }
        if close(descriptor) != 0, fault == 0 { fault = errno }
        if fault == 0, rename(draft, path) != 0 { fault = errno }
        guard fault == 0 else {
            unlink(draft)
            throw unwritable(path, fault)
        }
    }

    /// Makes a folder if it is not there; the folder above it must be.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        if mkdir(path, 0o700) == 0 { return }
        let fault = errno
        guard fault == EEXIST, InputFile.isFolder(path) else { throw unwritable(path, fault) }
        guard access(path, W_OK | X_OK) == 0 else { throw unwritable(path, errno) }
    }

    /// Removes a file of an earlier result; one that is not there is fine.
    static func remove(_ path: String) throws(CommandFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw unwritable(path, errno) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(.unusable, "\(path) cannot be written: \(String(cString: strerror(code)))")
    }
}
