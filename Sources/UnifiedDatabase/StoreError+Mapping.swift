internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Glibc

extension StoreError {
    /// Sorts whatever a database access threw into the codes of the port.
    ///
    /// SQLite's messages name tables and columns, never values, so they may stand in logs.
    init(_ error: any Error, while what: String) {
        switch error {
        case let error as StoreError:
            self = error
        case let fault as EntryFault:
            self.init(.constraint, fault.description)
        case let fault as OfficerFault:
            self.init(.officer, fault.description)
        case let error as DatabaseError:
            self.init(
                Code(error.extendedResultCode),
                "\(what): SQLite \(error.extendedResultCode.rawValue) \(error.message ?? "")")
        case let error as CryptographyError:
            self.init(.key, "\(what): \(error)")
        case is DecodingError, is EncodingError, is RowDecodingError:
            self.init(.corrupt, "\(what): a stored value does not have its form")
        default:
            self.init(.inputOutput, "\(what): \(type(of: error))")
        }
    }

    /// An error of the C library, by its `errno`.
    init(errno number: Int32, while what: String) {
        let code: Code =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: .full
            case ENOENT: .notFound
            default: .inputOutput
            }
        self.init(code, "\(what): \(String(cString: strerror(number)))")
    }
}

extension StoreError.Code {
    /// The code of the port for a result code of SQLite (https://www.sqlite.org/rescode.html).
    fileprivate init(_ code: ResultCode) {
        switch code {
        // A file system that is full cannot enlarge the shared-memory file of the log either.
        case .SQLITE_IOERR_SHMSIZE:
            self = .full
        default:
            switch code.primaryResultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
            case .SQLITE_FULL: self = .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: self = .corrupt
            case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: self = .constraint
            case .SQLITE_NOTFOUND: self = .notFound
            default: self = .inputOutput
            }
        }
    }
}
