package import Checkpoint
internal import Cryptography

/// The Ed25519 key by which evidence of inspections is signed off: a secret file like the journal's key.
package struct EvidenceKey: Sendable {
    private let key: Ed25519.PrivateKey

    /// Reads the key file; faults as ``DatabaseKey/load(from:)``.
    package static func load(from path: String) throws(StoreError) -> EvidenceKey {
        let seed = try SecretFile.load(from: path)
        do {
            return EvidenceKey(key: try Ed25519.PrivateKey(seed: seed))
        } catch {
            throw StoreError(error, while: "load evidence key")
        }
    }

    /// The public half, 32 bytes.
    package var publicKey: [UInt8] { key.publicKey }

    /// The signature over a message, 64 bytes.
    package func sign(_ message: [UInt8]) throws(StoreError) -> [UInt8] {
        do {
            return try key.sign(message)
        } catch {
            throw StoreError(error, while: "sign evidence")
        }
    }
}
