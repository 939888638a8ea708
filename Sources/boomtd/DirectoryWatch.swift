internal import Dispatch
internal import Glibc
internal import Synchronization

/// Tells when files of a directory are written, moved in or out, or deleted (inotify, no polling); also of a directory
/// that is replaced, or made only later, as long as the one above it stays.
final class DirectoryWatch: Sendable {
    private static let inside =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
        | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    private static let above = UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR)

    /// One element for each change, or for several that come together. Ends with the watch.
    let changes: AsyncStream<Void>
    private let source: Mutex<any DispatchSourceRead>

    /// A watch of the directory at `path`; nil when the system has none to give.
    init?(path: String) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let parts = path.split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let parent = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
        let aboveWatch = inotify_add_watch(descriptor, parent.isEmpty ? "." : parent, Self.above)
        _ = inotify_add_watch(descriptor, path, Self.inside)
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        source.setEventHandler {
            guard Self.drain(descriptor, aboveWatch: aboveWatch, name: name) else { return }
            // The directory may be another one now; the same one keeps its watch.
            _ = inotify_add_watch(descriptor, path, Self.inside)
            continuation.yield()
        }
        source.setCancelHandler {
            close(descriptor)
            continuation.finish()
        }
        changes = stream
        source.resume()
        self.source = Mutex(source)
    }

    deinit {
        source.withLock { $0.cancel() }
    }

    /// Takes all events that are there; whether one of them is about the directory or a visible file in it.
    private static func drain(_ descriptor: Int32, aboveWatch: Int32, name: String) -> Bool {
        var isRelevant = false
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return isRelevant }
            var place = 0
            // Each event: watch, mask, cookie and length of the name, four bytes each, and the name with its padding.
            while place + 16 <= count {
                // Sixteen bytes from `place` on were read, as the loop says: no field lies outside.
                let (watch, mask, length) = buffer.withUnsafeBytes { bytes in
                    (
                        bytes.loadUnaligned(fromByteOffset: place, as: Int32.self),
                        bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self),
                        Int(bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
                    )
                }
                guard place + 16 + length <= count else { return isRelevant }
                let bytes = buffer[place + 16..<place + 16 + length].prefix { $0 != 0 }
                if mask & UInt32(IN_Q_OVERFLOW) != 0 {
                    isRelevant = true
                } else if watch == aboveWatch {
                    if bytes.elementsEqual(name.utf8) { isRelevant = true }
                } else if bytes.first != UInt8(ascii: "."), mask & UInt32(IN_IGNORED) == 0 {
                    // Names with a dot are drafts that somebody is still writing.
                    isRelevant = true
                }
                place += 16 + length
            }
        }
    }
}
