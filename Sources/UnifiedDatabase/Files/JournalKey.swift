package import Checkpoint
internal import Cryptography
internal import Synchronization

/// The key that signs the journal of this checkpoint: an Ed25519 seed in a file that only the service reads. The
/// public half is no secret: an auditor keeps it, and with it the journal is verified anywhere.
package struct JournalKey: Sendable {
    private let key: Ed25519.PrivateKey
    private let newest = NewestPlace()

    private init(_ key: Ed25519.PrivateKey) { self.key = key }

    /// Reads the key file, or makes one at the first start; faults as ``DatabaseKey/load(from:)``.
    package static func loadOrCreate(at path: String) throws(StoreError) -> JournalKey {
        do {
            return JournalKey(try Ed25519.PrivateKey(seed: try SecretFile.loadOrCreate(at: path)))
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// Reads the key file; faults as ``DatabaseKey/load(from:)``.
    package static func load(from path: String) throws(StoreError) -> JournalKey {
        do {
            return JournalKey(try Ed25519.PrivateKey(seed: try SecretFile.load(from: path)))
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// The public half, 32 bytes.
    package var publicKey: [UInt8] { key.publicKey }

    func sign(_ message: [UInt8]) throws -> [UInt8] { try key.sign(message) }

    /// The place of the entry that was written last with this key, as far as is known here: another process may have
    /// written since, and the transaction may have failed.
    var newestPlace: JournalPlace? {
        get { newest.place.withLock { $0 } }
        nonmutating set { newest.place.withLock { $0 = newValue } }
    }
}

private final class NewestPlace: Sendable {
    let place = Mutex<JournalPlace?>(nil)
}
