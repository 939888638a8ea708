internal import CZstd
internal import Checkpoint
internal import Synchronization

/// Packs contents with Zstandard (RFC 8878) and a dictionary of what nearly all records say in the same words: ten
/// kilobytes of a crossing become some hundred bytes, in less time than it would take to write them.
enum ContentPacking {
    /// Packed bytes: the number of the dictionary, then a Zstandard frame.
    static func pack(_ content: [UInt8]) throws(StoreError) -> [UInt8] {
        guard content.count <= Limits.contentBytes else {
            throw StoreError(.constraint, "pack content: longer than \(Limits.contentBytes) bytes")
        }
        return try tools.withLock { tools throws(StoreError) in try tools.pack(content) }
    }

    /// The content again; `corrupt` for anything but what ``pack(_:)`` makes, however large it claims to be.
    static func unpack(_ packed: [UInt8]) throws(StoreError) -> [UInt8] {
        guard packed.first == ContentDictionary.number else {
            throw StoreError(.corrupt, "unpack content: packed in a way that is not known here")
        }
        return try tools.withLock { tools throws(StoreError) in try tools.unpack(Array(packed.dropFirst())) }
    }

    private static let tools = Mutex(Tools())
}

/// What the library needs for its work, made once: threads take turns, for some microseconds each.
private struct Tools: ~Copyable {
    private let packer: OpaquePointer?
    private let unpacker: OpaquePointer?
    private let packingWords: OpaquePointer?
    private let unpackingWords: OpaquePointer?

    init() {
        let words = ContentDictionary.words
        packer = ZSTD_createCCtx()
        unpacker = ZSTD_createDCtx()
        packingWords = ZSTD_createCDict(words, words.count, Self.level)
        unpackingWords = ZSTD_createDDict(words, words.count)
    }

    deinit {
        ZSTD_freeCCtx(packer)
        ZSTD_freeDCtx(unpacker)
        ZSTD_freeCDict(packingWords)
        ZSTD_freeDDict(unpackingWords)
    }

    func pack(_ content: [UInt8]) throws(StoreError) -> [UInt8] {
        var length = 0
        let room = ZSTD_compressBound(content.count)
        let packed = [UInt8](unsafeUninitializedCapacity: room + 1) { buffer, count in
            buffer[0] = ContentDictionary.number
            length = ZSTD_compress_usingCDict(
                packer, buffer.baseAddress.map { $0 + 1 }, room, content, content.count, packingWords)
            count = ZSTD_isError(length) == 0 ? length + 1 : 0
        }
        guard !packed.isEmpty else { throw StoreError(.inputOutput, "pack content: \(Self.reason(length))") }
        return packed
    }

    func unpack(_ frame: [UInt8]) throws(StoreError) -> [UInt8] {
        // Unknown and faulty lengths are huge numbers.
        let claim = ZSTD_getFrameContentSize(frame, frame.count)
        guard claim <= UInt64(Limits.contentBytes), let room = Int(exactly: claim) else {
            throw StoreError(.corrupt, "unpack content: too long, or no length")
        }
        var length = 0
        let content = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            length = ZSTD_decompress_usingDDict(
                unpacker, buffer.baseAddress, room, frame, frame.count, unpackingWords)
            count = ZSTD_isError(length) == 0 ? length : 0
        }
        guard ZSTD_isError(length) == 0, length == room else {
            throw StoreError(.corrupt, "unpack content: \(Self.reason(length))")
        }
        return content
    }

    /// Of the library's levels the one that makes contents shortest and is quickest at it, too.
    private static let level: Int32 = 3

    private static func reason(_ code: Int) -> String { String(cString: ZSTD_getErrorName(code)) }
}
