internal import Checkpoint
internal import Cryptography
internal import Glibc

/// The lines of a file one after the other, with the digest of what was read; never more than a megabyte in memory.
struct ListLines: ~Copyable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var hash: RunningHash
    /// Number of the line that ``next()`` gave last, from 1.
    private(set) var number = 0
    /// Bytes of all lines that were given, line ends included.
    private(set) var bytesRead: Int64 = 0
    /// Length of the file when it was opened.
    let size: Int64
    /// The line that was given last, with its end: not yet in the digest.
    private var pending: ArraySlice<UInt8> = []

    init(path: String) throws(ListFault) {
        let hash: RunningHash
        do {
            hash = try RunningHash(.sha256)
        } catch {
            throw ListFault(.unreadable, "cannot be hashed")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ListFault(.unreadable, "cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ListFault(.unreadable, "is no regular file")
        }
        self.descriptor = descriptor
        self.hash = hash
        size = Int64(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// The next line without its end; nil at the end of the file.
    mutating func next() throws(ListFault) -> ArraySlice<UInt8>? {
        try take(pending)
        pending = []
        var searched = start
        while true {
            if let end = lineEnd(from: searched) {
                return give(start..<end, through: end + 1)
            }
            guard !isAtEnd else {
                return start < buffer.count ? give(start..<buffer.count, through: buffer.count) : nil
            }
            let begun = buffer.count - start
            guard begun <= Limits.listLineBytes else {
                throw ListFault(.entry, line: number + 1, "the line is longer than \(Limits.listLineBytes) bytes")
            }
            buffer.removeFirst(start)
            start = 0
            searched = begun
            try fill()
        }
    }

    /// Digest of everything before the line that was given last; of the whole file after ``next()`` gave nil.
    func digest() throws(ListFault) -> [UInt8] {
        do {
            return try hash.digest()
        } catch {
            throw ListFault(.unreadable, "cannot be hashed")
        }
    }

    /// Digest of a file of which no line was asked for, however long its lines are.
    mutating func digestOfAll() throws(ListFault) -> [UInt8] {
        while !isAtEnd {
            try fill()
            try take(buffer[...])
            buffer.removeAll(keepingCapacity: true)
        }
        return try digest()
    }

    private func lineEnd(from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard start < bytes.count, let begin = bytes.baseAddress,
                let end = memchr(begin + start, 0x0A, bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(end) - begin
        }
    }

    private mutating func give(_ line: Range<Int>, through end: Int) -> ArraySlice<UInt8> {
        number += 1
        pending = buffer[start..<end]
        bytesRead += Int64(end - start)
        start = end
        let text = buffer[line]
        return text.last == 0x0D ? text.dropLast() : text
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(ListFault) {
        guard !bytes.isEmpty else { return }
        do {
            try hash.update(bytes)
        } catch {
            throw ListFault(.unreadable, "cannot be hashed")
        }
    }

    private mutating func fill() throws(ListFault) {
        var block = [UInt8](repeating: 0, count: Limits.listBlockBytes)
        var count = read(descriptor, &block, block.count)
        while count < 0, errno == EINTR { count = read(descriptor, &block, block.count) }
        guard count >= 0 else {
            throw ListFault(.unreadable, "cannot be read: \(String(cString: strerror(errno)))")
        }
        if count == 0 { isAtEnd = true }
        buffer += block[..<count]
    }
}
