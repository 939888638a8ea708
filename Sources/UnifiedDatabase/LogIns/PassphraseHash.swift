internal import Checkpoint
internal import Cryptography
internal import Dispatch
internal import GRDB

/// What a passphrase is held against: scrypt, with its parameters and a random salt beside it.
struct PassphraseHash: Sendable {
    let function: Scrypt
    let salt: [UInt8]
    let hash: [UInt8]

    private static let saltLength = 32
    private static let hashLength = 32

    /// Of a new passphrase.
    init(of passphrase: Passphrase) async throws(StoreError) {
        let salt = try Self.randomSalt()
        self.init(
            function: .current, salt: salt, hash: try await PassphraseWork.hash(passphrase, .current, salt: salt))
    }

    private init(function: Scrypt, salt: [UInt8], hash: [UInt8]) {
        self.function = function
        self.salt = salt
        self.hash = hash
    }

    /// Whether the passphrase is the one. The comparison takes the same time wherever they differ.
    func isOf(_ passphrase: Passphrase) async throws(StoreError) -> Bool {
        constantTimeEqual(try await PassphraseWork.hash(passphrase, function, salt: salt), hash)
    }

    /// What a passphrase costs that belongs to nobody: as much as a wrong one.
    static func weigh(_ passphrase: Passphrase) async throws(StoreError) {
        _ = try await PassphraseWork.hash(passphrase, .current, salt: try randomSalt())
    }

    private static func randomSalt() throws(StoreError) -> [UInt8] {
        do {
            return try SecureRandom.bytes(saltLength)
        } catch {
            throw StoreError(error, while: "draw salt")
        }
    }

    fileprivate static func run(_ passphrase: Passphrase, _ function: Scrypt, _ salt: [UInt8]) throws -> [UInt8] {
        try function.derive(passphrase.bytes, salt: salt, count: hashLength)
    }
}

extension PassphraseHash {
    /// Opens what a row holds. Throws `key` when it was changed or moved to another officer, and for parameters that
    /// nobody here has chosen: they might take hours.
    init(row: Row, ofOfficer number: String, key: DatabaseKey) throws {
        let function = try Scrypt(
            cost: row.decode(forColumn: "cost"), blockSize: row.decode(forColumn: "blockSize"),
            parallelism: row.decode(forColumn: "parallelism"))
        let salt = try row.bytes("salt")
        let hash = try key.open(
            row.bytes("sealedHash"), for: Self.context(number, function, salt))
        guard salt.count == Self.saltLength, hash.count == Self.hashLength else {
            throw StoreError(.corrupt, "read passphrase: not of our form")
        }
        self.init(function: function, salt: salt, hash: hash)
    }

    /// The hash under the database key; parameters, salt and officer are bound to it.
    func sealed(ofOfficer number: String, key: DatabaseKey) throws(StoreError) -> [UInt8] {
        try key.seal(hash, for: Self.context(number, function, salt))
    }

    private static func context(_ number: String, _ function: Scrypt, _ salt: [UInt8]) -> [String] {
        [
            "officerPassphrase", number, "\(function.cost)", "\(function.blockSize)", "\(function.parallelism)",
            Hexadecimal.text(salt),
        ]
    }
}

/// Runs scrypt on two threads of its own: at most two runs take memory at once, and neither Swift's pool nor the thread
/// that writes the database waits for them.
private enum PassphraseWork {
    private static let threads = [
        DispatchQueue(label: "boomt.passphrase.0"), DispatchQueue(label: "boomt.passphrase.1"),
    ]

    static func hash(
        _ passphrase: Passphrase, _ function: Scrypt, salt: [UInt8]
    ) async throws(StoreError) -> [UInt8] {
        let outcome: Result<[UInt8], any Error> = await withCheckedContinuation { waiting in
            threads[Int.random(in: threads.indices)].async {
                waiting.resume(returning: Result { try PassphraseHash.run(passphrase, function, salt) })
            }
        }
        do {
            return try outcome.get()
        } catch {
            throw StoreError(error, while: "hash passphrase")
        }
    }
}
