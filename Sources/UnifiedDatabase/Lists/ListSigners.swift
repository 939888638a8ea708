package import Checkpoint
internal import Cryptography
internal import FoundationEssentials

/// Whose signature makes a list file valid: the public keys of the bodies that deliver lists.
///
/// A file of lines `NAME KEY`, the key as 64 hex digits (Ed25519, RFC 8032); lines that begin with `#` say nothing.
package struct ListSigners: Sendable, Equatable {
    private let keys: [(name: String, key: [UInt8])]

    package static func == (left: ListSigners, right: ListSigners) -> Bool {
        left.keys.elementsEqual(right.keys) { $0.name == $1.name && $0.key == $1.key }
    }

    package init(_ keys: [(name: String, key: [UInt8])]) {
        self.keys = keys
    }

    /// Parses the text of a file of signers.
    package init(parsing text: String) throws(ListFault) {
        var keys: [(String, [UInt8])] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            guard words.count == 2, let key = Hexadecimal.bytes(words[1]), key.count == Ed25519.keyLength else {
                throw ListFault(.signature, line: index + 1, "a signer is a name and 64 hex digits")
            }
            guard keys.count < Limits.listSigners else {
                throw ListFault(.signature, line: index + 1, "too many signers")
            }
            keys.append((String(name), key))
        }
        self.init(keys)
    }

    /// Parses the text of a detached signature; nil unless it is 128 hex digits.
    package static func signature(_ text: String) -> [UInt8]? {
        let digits = text.split(whereSeparator: \.isWhitespace)
        guard digits.count == 1, let bytes = Hexadecimal.bytes(digits[0]) else { return nil }
        return bytes.count == Ed25519.signatureLength ? bytes : nil
    }

    /// The name of the one who has signed this text, as ``signer(of:_:)`` has it.
    package func signer(ofFile bytes: [UInt8], _ signature: [UInt8]) -> String? {
        (try? HashAlgorithm.sha256.digest(bytes)).flatMap { signer(of: $0, signature) }
    }

    /// What is signed: a digest of the file behind words that keep the signature from meaning anything else.
    static func message(_ digest: [UInt8]) -> [UInt8] { Array("boomt list 1\n".utf8) + digest }

    /// The name of the one who has signed a file of this digest; nil when it is none of them.
    func signer(of digest: [UInt8], _ signature: [UInt8]) -> String? {
        keys.first { Ed25519.isValid(signature, of: Self.message(digest), by: $0.key) }?.name
    }
}

/// Signs list files: for whoever delivers them, and for tests.
package struct ListSigner: Sendable {
    private let key: Ed25519.PrivateKey

    /// Reads the signer's key file; see ``SecretFile``.
    package init(keyFile path: String) throws(StoreError) {
        do {
            key = try Ed25519.PrivateKey(seed: try SecretFile.load(from: path))
        } catch {
            throw StoreError(error, while: "load signer's key")
        }
    }

    init(key: Ed25519.PrivateKey) { self.key = key }

    /// The public half in hex.
    package var publicKey: String { Hexadecimal.text(key.publicKey) }

    /// The detached signature of a file in hex.
    package func signature(ofFile path: String) throws(ListFault) -> String {
        var lines = try ListLines(path: path)
        let digest = try lines.digestOfAll()
        do {
            return Hexadecimal.text(try key.sign(ListSigners.message(digest)))
        } catch {
            throw ListFault(.signature, "cannot be signed")
        }
    }
}
