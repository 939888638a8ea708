import Cryptography
package import TravelDocument

/// The raw files of a chip and a statement about them, signed with Ed25519 (RFC 8032): what is kept of an inspection
/// so that it can be judged again without the chip.
///
/// The statement is a text whose bytes are signed as they stand; it is not read here. The files stand beside it, each
/// bound by its hash: so a changed file can be named, and the statement is still worth something.
package struct SealedEvidence: Sendable, Equatable, Codable {
    /// The form of the file; another number is another form.
    package static let currentVersion = 1

    /// A file of the chip, and what the seal says of it.
    package struct File: Sendable, Equatable, Codable {
        /// Its bytes as read, in base64.
        package var content: Base64Bytes
        /// SHA-256 of them in lower-case hex; signed.
        package var sha256: String
    }

    /// The signature over the statement and the names and hashes of the files.
    package struct Seal: Sendable, Equatable, Codable {
        /// `Ed25519`.
        package var algorithm: String
        /// The public key of the signer, 32 bytes.
        package var publicKey: HexBytes
        /// The signature, 64 bytes.
        package var signature: HexBytes
    }

    /// `currentVersion`.
    package var boomtEvidence: Int
    /// What is said of the files: JSON of the program that wrote it.
    package var statement: String
    /// The files by their names in the logical data structure, such as `DG1`.
    package var files: [String: File]
    /// The signature.
    package var seal: Seal

    /// Seals these files and this statement.
    ///
    /// - Parameters:
    ///   - publicKey: the signer's, 32 bytes.
    ///   - sign: makes the signature with the private half.
    package init<Fault: Error>(
        statement: String, files: ChipFiles, publicKey: [UInt8], sign: ([UInt8]) throws(Fault) -> [UInt8]
    ) throws(Fault) {
        boomtEvidence = Self.currentVersion
        self.statement = statement
        self.files = [:]
        for (file, bytes) in files.files {
            self.files[file.name] = File(content: Base64Bytes(bytes), sha256: Self.hash(bytes) ?? "")
        }
        seal = Seal(algorithm: "Ed25519", publicKey: HexBytes(publicKey), signature: HexBytes([]))
        seal.signature = HexBytes(try sign(signedBytes))
    }

    /// What the signature covers: a heading that no other signature of ours begins with, the hash and name of each
    /// file in the order of their names, an empty line, the statement.
    private var signedBytes: [UInt8] {
        var lines = ["boomt evidence \(boomtEvidence)"]
        for (name, file) in files.sorted(by: { $0.key < $1.key }) { lines.append("\(file.sha256) \(name)") }
        return Array((lines.joined(separator: "\n") + "\n\n" + statement).utf8)
    }

    private static func hash(_ bytes: [UInt8]) -> String? {
        (try? HashAlgorithm.sha256.digest(bytes)).map(Hexadecimal.text)
    }
}

/// What became of a seal.
package struct EvidenceVerification: Sendable, Equatable, Codable {
    /// Whether the statement and the list of files are as they were signed. Raw values are the names in JSON.
    package enum Signature: String, Sendable, Equatable, Codable, CaseIterable {
        /// Signed by one of those who were named.
        case valid
        /// Signed, by somebody whom nobody named: anyone can sign with a key of his own.
        case signerUnknown
        /// The signature does not fit: statement, list of files or signature were changed.
        case wrong
        /// Another form of file or algorithm.
        case unsupported
    }

    /// The signature.
    package var signature: Signature
    /// The public key that the file names, in lower-case hex.
    package var signer: String
    /// Files whose bytes are not those that were signed, in the order of their names.
    package var changed: [String]

    /// Whether all is as it was when one of the named signers signed it.
    package var isIntact: Bool { signature == .valid && changed.isEmpty }
}

extension SealedEvidence {
    /// Holds signature and files against each other.
    ///
    /// - Parameter signers: public keys whose word counts, 32 bytes each.
    package func verify(signers: [[UInt8]]) -> EvidenceVerification {
        let changed = files.filter { Self.hash($0.value.content.bytes) != $0.value.sha256 }.keys.sorted()
        let signature: EvidenceVerification.Signature =
            if boomtEvidence != Self.currentVersion || seal.algorithm != "Ed25519" {
                .unsupported
            } else if !hasPlainNames
                || !Ed25519.isValid(seal.signature.bytes, of: signedBytes, by: seal.publicKey.bytes)
            {
                .wrong
            } else {
                signers.contains(seal.publicKey.bytes) ? .valid : .signerUnknown
            }
        return EvidenceVerification(
            signature: signature, signer: seal.publicKey.description, changed: changed)
    }

    /// Whether all names are those of files: one with a line end in it could stand for several.
    private var hasPlainNames: Bool {
        let names = Set(LDSFile.allCases.map(\.name))
        return files.allSatisfy { names.contains($0.key) && $0.value.sha256.utf8.count == 64 }
    }

    /// The files of the chip; those with names that no chip has are left out.
    package var chipFiles: ChipFiles {
        var all = ChipFiles()
        for file in LDSFile.allCases { all[file] = files[file.name]?.content.bytes }
        return all
    }
}

/// Bytes that are written in base64 (RFC 4648 §4).
package struct Base64Bytes: Sendable, Hashable, Codable {
    /// The bytes.
    package let bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count <= Limits.evidenceFileText, let bytes = Base64.decode(text.utf8) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no base64, or too long")
        }
        self.bytes = bytes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: Base64.encode(bytes), as: UTF8.self))
    }
}
