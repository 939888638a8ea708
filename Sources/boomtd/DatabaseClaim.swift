internal import Glibc

/// The exclusive right to a database file, for as long as this lives: a second daemon would settle the gates that the
/// first has open.
///
/// A lock on a file beside the database (`flock(2)`): it goes with the process, however that ends.
final class DatabaseClaim: Sendable {
    private let descriptor: Int32

    /// Throws when another process holds the claim or the directory cannot be written.
    init(database path: String) throws(StartError) {
        let lock = path + ".lock"
        let opened = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StartError(reason: "\(lock) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            throw StartError(reason: "another boomtd works on \(path)")
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }
}
