internal import CPCSC
internal import Glibc

/// The readers that one `SCardGetStatusChange` waits for, with what is known of each. Belongs to one thread.
///
/// The first row is the pseudo reader of PC/SC that changes when readers come or go.
final class ReaderStateTable {
    /// What a reader has now.
    enum Content: Equatable {
        case empty
        case card(answerToReset: [UInt8])
        case unresponsiveCard
    }

    /// One changed reader.
    struct Change {
        let reader: String
        let content: Content
        /// Counts insertions and removals since the reader came (the upper half of PC/SC's state word).
        let counter: UInt16
    }

    private static let plugAndPlay = "\\\\?PnP?\\Notification"

    private var rows: [SCARD_READERSTATE]
    /// Names of the rows, in their order; the first is the pseudo reader's.
    private var names: [String]

    init() {
        rows = [Self.row(Self.plugAndPlay)]
        names = [Self.plugAndPlay]
    }

    deinit {
        for row in rows { Self.release(row) }
    }

    /// The readers under watch.
    var readers: [String] { [String](names.dropFirst()) }

    /// Makes the watched readers equal to `current` and returns who left and who arrived.
    func update(to current: [String]) -> (left: [String], arrived: [String]) {
        let left = readers.filter { !current.contains($0) }
        let arrived = current.filter { !readers.contains($0) }
        for name in left {
            guard let index = names.firstIndex(of: name) else { continue }
            Self.release(rows.remove(at: index))
            names.remove(at: index)
        }
        for name in arrived {
            rows.append(Self.row(name))
            names.append(name)
        }
        // The pseudo reader keeps the number of known readers in its upper half: a reader that comes between listing
        // and waiting is then noticed at once.
        rows[0].dwCurrentState = DWORD(readers.count) << 16
        return (left, arrived)
    }

    /// Waits without end for any change and returns the changed readers; `SCardCancel` ends it with `cancelled`.
    func wait(in context: borrowing PCSCContext) -> LONG {
        SCardGetStatusChange(context.id, DWORD.max & 0xFFFF_FFFF, &rows, DWORD(rows.count))
    }

    /// What the last wait found; it counts as known from now on.
    func takeChanges() -> [Change] {
        var changes: [Change] = []
        for index in rows.indices.dropFirst() {
            let state = rows[index].dwEventState
            guard state & DWORD(SCARD_STATE_CHANGED) != 0 else { continue }
            rows[index].dwCurrentState = state & ~DWORD(SCARD_STATE_CHANGED)
            // An unknown reader has just left; the next list says so.
            guard state & DWORD(SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE) == 0 else { continue }
            changes.append(
                Change(
                    reader: names[index], content: content(of: rows[index]),
                    counter: UInt16(truncatingIfNeeded: state >> 16)))
        }
        return changes
    }

    private func content(of row: SCARD_READERSTATE) -> Content {
        let state = row.dwEventState
        if state & DWORD(SCARD_STATE_PRESENT) == 0 { return .empty }
        if state & DWORD(SCARD_STATE_MUTE) != 0 { return .unresponsiveCard }
        let count = min(Int(row.cbAtr), MemoryLayout.size(ofValue: row.rgbAtr))
        return .card(answerToReset: withUnsafeBytes(of: row.rgbAtr) { [UInt8]($0.prefix(count)) })
    }

    private static func row(_ name: String) -> SCARD_READERSTATE {
        var row = SCARD_READERSTATE()
        row.szReader = UnsafePointer(strdup(name))
        row.dwCurrentState = DWORD(SCARD_STATE_UNAWARE)
        return row
    }

    private static func release(_ row: SCARD_READERSTATE) {
        free(UnsafeMutablePointer(mutating: row.szReader))
    }
}
