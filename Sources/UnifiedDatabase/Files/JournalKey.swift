package import Checkpoint
internal import Cryptography

/// The key that signs the journal of this checkpoint: an Ed25519 seed in a file that only the service reads. The
/// public half is no secret: an auditor keeps it, and with it the journal is verified anywhere.
package struct JournalKey: Sendable {
    private let key: Ed25519.PrivateKey

    /// Reads the key file, or makes one at the first start; faults as ``DatabaseKey/load(from:)``.
    package static func loadOrCreate(at path: String) throws(StoreError) -> JournalKey {
        do {
            return JournalKey(key: try Ed25519.PrivateKey(seed: try SecretFile.loadOrCreate(at: path)))
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// Reads the key file; faults as ``DatabaseKey/load(from:)``.
    package static func load(from path: String) throws(StoreError) -> JournalKey {
        do {
            return JournalKey(key: try Ed25519.PrivateKey(seed: try SecretFile.load(from: path)))
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// The public half, 32 bytes.
    package var publicKey: [UInt8] { key.publicKey }

    func sign(_ message: [UInt8]) throws -> [UInt8] { try key.sign(message) }
}
