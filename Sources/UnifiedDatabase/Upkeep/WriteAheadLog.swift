internal import Checkpoint
internal import Glibc

/// The write-ahead log beside a database, read byte by byte as SQLite would recover it after a crash
/// (https://www.sqlite.org/fileformat2.html, section 4).
enum WriteAheadLog {
    private static let headerBytes = 32
    private static let frameHeaderBytes = 24
    /// The two magic numbers; the second says that checksums are over big-endian words.
    private static let magic: UInt32 = 0x377F_0682

    /// How many frames of committed transactions wait in the log; what was written behind the last commit does not
    /// count, and SQLite drops it. 0 without a log.
    static func committedFrames(ofDatabase path: String) throws(StoreError) -> Int {
        let descriptor = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return 0 }
            throw StoreError(errno: errno, while: "open database log")
        }
        defer { close(descriptor) }
        guard let header = try read(descriptor, headerBytes) else { return 0 }
        guard word(header, 0) & ~1 == magic else { return 0 }
        let isBigEndian = word(header, 0) & 1 == 1
        let pageBytes = Int(word(header, 2))
        guard (512...65_536).contains(pageBytes) else { return 0 }
        var sum = Checksum(isBigEndian: isBigEndian)
        sum.add(header[..<24])
        guard sum.isWritten(in: header, at: 6) else { return 0 }
        var frames = 0
        var committed = 0
        while let frame = try read(descriptor, frameHeaderBytes + pageBytes) {
            // Salts change when the log begins anew; older frames behind are of no meaning.
            guard word(frame, 2) == word(header, 4), word(frame, 3) == word(header, 5) else { break }
            sum.add(frame[..<8])
            sum.add(frame[frameHeaderBytes...])
            guard sum.isWritten(in: frame, at: 4) else { break }
            frames += 1
            if word(frame, 1) != 0 { committed = frames }
        }
        return committed
    }

    /// Exactly so many bytes; nil when the file ends before.
    private static func read(_ descriptor: Int32, _ count: Int) throws(StoreError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            // Never behind the array: `done` stays below `count`, its length.
            let part = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), count - done)
            }
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else { throw StoreError(errno: errno, while: "read database log") }
            if part == 0 { return nil }
            done += part
        }
        return bytes
    }

    /// The word at an index, big-endian as all numbers of headers are.
    private static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        bytes[(4 * index)..<(4 * index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The running checksum over pairs of words.
    private struct Checksum {
        let isBigEndian: Bool
        private var first: UInt32 = 0
        private var second: UInt32 = 0

        init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            bytes.withUnsafeBytes { raw in
                for offset in stride(from: 0, to: raw.count - 7, by: 8) {
                    let left = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                    let right = raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                    first = first &+ (isBigEndian ? UInt32(bigEndian: left) : UInt32(littleEndian: left)) &+ second
                    second = second &+ (isBigEndian ? UInt32(bigEndian: right) : UInt32(littleEndian: right)) &+ first
                }
            }
        }

        func isWritten(in bytes: [UInt8], at index: Int) -> Bool {
            first == word(bytes, index) && second == word(bytes, index + 1)
        }
    }
}
