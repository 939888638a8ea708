internal import COpenJPEG
internal import Glibc

/// Bytes in memory as a stream of OpenJPEG. Has to live as long as the stream that it opens.
final class MemoryStream {
    private let bytes: [UInt8]
    private var position = 0

    /// A stream over bytes.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The stream; the caller destroys it.
    func open() -> UnsafeMutablePointer<opj_stream_t?>? {
        guard let stream = opj_stream_create(64 << 10, 1) else { return nil }
        opj_stream_set_user_data(stream, Unmanaged.passUnretained(self).toOpaque(), nil)
        opj_stream_set_user_data_length(stream, UInt64(bytes.count))
        opj_stream_set_read_function(stream) { buffer, count, user in
            MemoryStream.of(user)?.read(into: buffer, count) ?? -1
        }
        opj_stream_set_skip_function(stream) { count, user in MemoryStream.of(user)?.skip(count) ?? -1 }
        opj_stream_set_seek_function(stream) { place, user in MemoryStream.of(user)?.seek(place) == true ? 1 : 0 }
        return stream
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> MemoryStream? {
        user.map { Unmanaged<MemoryStream>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Copies the next bytes; -1, OpenJPEG's sign for the end, when there are none.
    private func read(into buffer: UnsafeMutableRawPointer?, _ wanted: Int) -> Int {
        let count = min(max(wanted, 0), bytes.count - position)
        guard count > 0, let buffer else { return -1 }
        bytes[position..<(position + count)].withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(from: source)
        }
        position += count
        return count
    }

    private func skip(_ wanted: Int64) -> Int64 {
        guard wanted >= 0, wanted <= Int64(bytes.count - position) else { return -1 }
        position += Int(wanted)
        return wanted
    }

    private func seek(_ place: Int64) -> Bool {
        guard (0...Int64(bytes.count)).contains(place) else { return false }
        position = Int(place)
        return true
    }
}
