internal import Checkpoint
internal import Cryptography
internal import Glibc

/// A file with one secret of 32 bytes that only the service reads: raw, or as 64 hex digits with white space around.
enum SecretFile {
    /// Length of a secret in bytes.
    static let length = 32

    /// Reads the file.
    ///
    /// Throws `key` when it is no regular file, is readable by group or others, belongs to neither root nor us, or does
    /// not hold a secret; `notFound` when it is not there.
    static func load(from path: String) throws(StoreError) -> [UInt8] {
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
        return bytes
    }

    /// Reads the file, or makes one with a random secret at the first start (64 hex digits, mode 0600).
    static func loadOrCreate(at path: String) throws(StoreError) -> [UInt8] {
        do {
            return try load(from: path)
        } catch {
            guard error.code == .notFound else { throw error }
        }
        let random: [UInt8]
        do {
            random = try SecureRandom.bytes(length)
        } catch {
            throw StoreError(error, while: "make key")
        }
        do {
            try DurableFile.write(
                Array(Hexadecimal.text(random).utf8) + [UInt8(ascii: "\n")], to: path, existing: .keep)
        } catch {
            // Another process may have made it in the meantime: then that one counts.
            guard error.code == .constraint else { throw error }
        }
        return try load(from: path)
    }

    private static func parse(_ content: [UInt8]) -> [UInt8]? {
        if content.count == length { return content }
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
        guard nibbles.count == 2 * length, digits.count == nibbles.count else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
