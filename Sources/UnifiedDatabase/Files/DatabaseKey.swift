package import Checkpoint
internal import Cryptography
internal import Glibc

/// The key under which templates and spooled records are encrypted: 32 bytes from a file that only the service reads.
///
/// Never printed: neither its description nor its mirror shows the bytes.
package struct DatabaseKey: Sendable {
    private let bytes: [UInt8]

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a key file: 32 raw bytes, or 64 hex digits with white space around them.
    ///
    /// Throws `key` when the file is no regular file, is readable by group or others, belongs to neither root nor us,
    /// or does not hold a key; `notFound` when it is not there.
    package static func load(from path: String) throws(StoreError) -> DatabaseKey {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw StoreError(.key, "key file: is a symbolic link") }
            throw StoreError(errno: errno, while: "open key file")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StoreError(errno: errno, while: "examine key file") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError(.key, "key file: is no regular file") }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(.key, "key file: group or others may access it; its mode must be 0600 or 0400")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw StoreError(.key, "key file: belongs to another user")
        }
        let content: [UInt8]
        do throws(StoreError) {
            content = try DurableFile.read(descriptor, limit: Limits.keyFileBytes)
        } catch {
            throw error.code == .corrupt ? StoreError(.key, "key file: too long") : error
        }
        guard let bytes = parse(content) else {
            throw StoreError(.key, "key file: neither 32 bytes nor 64 hex digits")
        }
        return DatabaseKey(bytes: bytes)
    }

    /// Reads the key file, or makes one with a random key at the first start (64 hex digits, mode 0600).
    package static func loadOrCreate(at path: String) throws(StoreError) -> DatabaseKey {
        do {
            return try load(from: path)
        } catch {
            guard error.code == .notFound else { throw error }
        }
        let random: [UInt8]
        do {
            random = try SecureRandom.bytes(AESGCM.keyLength)
        } catch {
            throw StoreError(error, while: "make key")
        }
        do {
            try DurableFile.write(hexadecimal(random) + [UInt8(ascii: "\n")], to: path, existing: .keep)
        } catch {
            // Another process may have made it in the meantime: then that one counts.
            guard error.code == .constraint else { throw error }
        }
        return try load(from: path)
    }

    /// Encrypts bytes for one place; they open only with the same context, so that they cannot be moved elsewhere.
    func seal(_ plaintext: [UInt8], for context: [String]) throws(StoreError) -> [UInt8] {
        do {
            return try AESGCM.seal(plaintext, key: bytes, additionalData: Self.bind(context))
        } catch {
            throw StoreError(error, while: "encrypt")
        }
    }

    /// Decrypts what ``seal(_:for:)`` made; `key` when key, context or bytes are not the same.
    func open(_ sealed: [UInt8], for context: [String]) throws(StoreError) -> [UInt8] {
        do {
            return try AESGCM.open(sealed, key: bytes, additionalData: Self.bind(context))
        } catch {
            throw StoreError(.key, "decrypt: \(error)")
        }
    }

    /// Length before each part, so that no two contexts give the same bytes.
    private static func bind(_ context: [String]) -> [UInt8] {
        context.flatMap { part in
            let text = Array(part.utf8)
            return withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.count).bigEndian) { Array($0) } + text
        }
    }

    private static func parse(_ content: [UInt8]) -> [UInt8]? {
        if content.count == AESGCM.keyLength { return content }
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let digits = content.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        let nibbles = digits.compactMap { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard nibbles.count == 2 * AESGCM.keyLength, digits.count == nibbles.count else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}

extension DatabaseKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "DatabaseKey" }
    package var debugDescription: String { "DatabaseKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
