package import Checkpoint
internal import Cryptography

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
        DatabaseKey(bytes: try SecretFile.load(from: path))
    }

    /// Reads the key file, or makes one with a random key at the first start (64 hex digits, mode 0600).
    package static func loadOrCreate(at path: String) throws(StoreError) -> DatabaseKey {
        DatabaseKey(bytes: try SecretFile.loadOrCreate(at: path))
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

    /// Names the key without telling it: the beginning of a hash, for the journal.
    var identifier: String {
        get throws(StoreError) {
            do {
                return Hexadecimal.text(
                    Array(try HashAlgorithm.sha256.digest(Array("boomt key name 1\n".utf8) + bytes).prefix(8)))
            } catch {
                throw StoreError(error, while: "name key")
            }
        }
    }

    /// Length before each part, so that no two contexts give the same bytes.
    static func bind(_ context: [String]) -> [UInt8] {
        context.flatMap { part in
            let text = Array(part.utf8)
            return withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.count).bigEndian) { Array($0) } + text
        }
    }
}

extension DatabaseKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "DatabaseKey" }
    package var debugDescription: String { "DatabaseKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
