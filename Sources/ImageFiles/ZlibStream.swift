internal import CZlib

/// The zlib format (RFC 1950) in one piece.
enum ZlibStream {
    /// Decompresses to exactly `count` bytes.
    ///
    /// - Throws: `malformed` for a broken stream or one that holds fewer or more bytes.
    static func inflate(_ compressed: [UInt8], count: Int) throws(ImageFileError) -> [UInt8] {
        var input = compressed
        var status = Z_STREAM_ERROR
        var left = 0
        let output = [UInt8](unsafeUninitializedCapacity: count) { out, initialized in
            initialized = 0
            input.withUnsafeMutableBufferPointer { source in
                var stream = z_stream()
                guard boomt_inflate_init(&stream) == Z_OK else { return }
                defer { inflateEnd(&stream) }
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(clamping: source.count)
                stream.next_out = out.baseAddress
                stream.avail_out = UInt32(clamping: count)
                // One call: both buffers are complete, and the output cannot grow beyond its own.
                status = CZlib.inflate(&stream, Z_FINISH)
                left = Int(stream.avail_out)
                initialized = count - left
            }
        }
        guard status == Z_STREAM_END, left == 0 else { throw ImageFileError(.malformed, "compressed pixels") }
        return output
    }

    /// Compresses at zlib's default level.
    static func deflate(_ bytes: [UInt8]) throws(ImageFileError) -> [UInt8] {
        var input = bytes
        var status = Z_STREAM_ERROR
        let capacity = Int(compressBound(UInt(bytes.count)))
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { out, initialized in
            initialized = 0
            input.withUnsafeMutableBufferPointer { source in
                var stream = z_stream()
                guard boomt_deflate_init(&stream, Z_DEFAULT_COMPRESSION) == Z_OK else { return }
                defer { deflateEnd(&stream) }
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(clamping: source.count)
                stream.next_out = out.baseAddress
                stream.avail_out = UInt32(clamping: capacity)
                status = CZlib.deflate(&stream, Z_FINISH)
                initialized = capacity - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END else { throw ImageFileError(.tooLarge, "pixels") }
        return output
    }

    /// CRC-32 of PNG chunks (ISO/IEC 15948 annex D).
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let value = bytes.withUnsafeBufferPointer { buffer in
            CZlib.crc32(CZlib.crc32(0, nil, 0), buffer.baseAddress, UInt32(clamping: buffer.count))
        }
        return UInt32(truncatingIfNeeded: value)
    }
}
