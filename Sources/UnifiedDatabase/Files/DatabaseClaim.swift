package import Checkpoint
internal import Glibc
internal import Synchronization

/// The right to a database file, for as long as this lives or until it is released: a lock on a file beside the database
/// (`flock(2)`), which goes with the process, however that ends.
package final class DatabaseClaim: Sendable {
    /// What is claimed.
    package enum Purpose: Sendable, Equatable {
        /// To be its daemon: a second one would settle the gates that the first has open.
        case daemon
        /// To have it open, beside others.
        case use
        /// To have it open alone: keys change, and whoever still held the old ones would go on writing with them.
        case soleUse
        /// To import a list: two imports at once would undo each other.
        case listImport
    }

    private let descriptor: Mutex<Int32?>

    /// Throws `locked` when another process holds a claim that forbids this one, with a sentence that says so.
    package init(_ purpose: Purpose, to path: String) throws(StoreError) {
        let (suffix, mode, refusal) =
            switch purpose {
            case .daemon: (".lock", LOCK_EX, "another boomtd works on \(path)")
            case .use: (".users", LOCK_SH, "the keys of \(path) are being changed: try again when that is done")
            case .soleUse: (".users", LOCK_EX, "\(path) is open in another program: stop boomtd and boomtctl first")
            case .listImport: (".import", LOCK_EX, "another list is being imported: try again when that is done")
            }
        let opened = open(path + suffix, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw StoreError(errno: errno, while: "claim database: open \(path)\(suffix)") }
        Self.giveToOwner(opened, of: path)
        guard flock(opened, mode | LOCK_NB) == 0 else {
            close(opened)
            throw StoreError(.locked, refusal)
        }
        descriptor = Mutex(opened)
    }

    /// Gives the claim up before its time.
    package func release() {
        descriptor.withLock { held in
            // A child that another thread starts at this moment has a copy of the descriptor until it becomes another
            // program, and the lock would live on in it.
            if let held {
                flock(held, LOCK_UN)
                close(held)
            }
            held = nil
        }
    }

    deinit { release() }

    /// What root makes must be open to the daemon, whose user the database belongs to.
    private static func giveToOwner(_ descriptor: Int32, of path: String) {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0 else { return }
        _ = fchown(descriptor, status.st_uid, status.st_gid)
    }
}
