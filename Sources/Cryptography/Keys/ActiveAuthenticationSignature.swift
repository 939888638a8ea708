/// The signature of active authentication over the terminal's challenge (ICAO 9303-11 §6.1, §9.2.4).
package enum ActiveAuthenticationSignature {
    /// Whether `answer` is a signature over `challenge` by `key`.
    ///
    /// - Parameter algorithm: the identifier that DG14 gives, nil without; only ECDSA needs it. Where it is missing or
    ///   wrong, every hash function of the standard is tried: none of them makes a signature of another key good.
    package static func verify(
        _ answer: [UInt8], over challenge: [UInt8], by key: PublicKey, algorithm: String?
    ) -> SignatureOutcome {
        switch key.kind {
        case .rsa: return verifyRecovery(answer, challenge, key)
        case .ec(let curve):
            let named = algorithm.flatMap { SignatureAlgorithm.ecdsaHash(oid: $0) }
            let hashes = (named.map { [$0] } ?? []) + HashAlgorithm.allCases.filter { $0 != named }
            for hash in hashes {
                // Plain by the standard, DER by many chips; the plain form has a fixed length.
                for plain in answer.count == 2 * curve.fieldBytes ? [true, false] : [false] {
                    let outcome = key.verify(answer, of: challenge, .ecdsa(hash, plain: plain))
                    if outcome != .invalid(.signatureMismatch) { return outcome }
                }
            }
            return .invalid(.signatureMismatch)
        }
    }

    /// ISO/IEC 9796-2 scheme 1 with partial recovery: header 6A, the recovered part, the hash, the trailer.
    private static func verifyRecovery(
        _ answer: [UInt8], _ challenge: [UInt8], _ key: PublicKey
    ) -> SignatureOutcome {
        let recovered: [UInt8]
        do throws(CryptographyError) {
            recovered = try LibraryKey.publicKey(key.info).recover(answer)
        } catch {
            return error.code == .malformed
                ? .invalid(.signatureMismatch) : SignatureOutcome(error, otherwise: .keyMalformed)
        }
        // Chips may sign with the complement of the number, §B.
        for message in [recovered, (try? key.complement(recovered)) ?? []] where message.last.map({ $0 & 0x0F }) == 0x0C
        {
            if fits(message, challenge) { return .valid }
        }
        return .invalid(.signatureMismatch)
    }

    private static func fits(_ message: [UInt8], _ challenge: [UInt8]) -> Bool {
        guard let last = message.last, message.count > 2 else { return false }
        let hashes: [HashAlgorithm]
        let trailer: Int
        switch last {
        // The implicit trailer stands for SHA-1.
        case 0xBC: (hashes, trailer) = ([.sha1], 1)
        case 0xCC:
            guard let hash = trailers[message[message.count - 2]] else { return false }
            (hashes, trailer) = ([hash], 2)
        default: return false
        }
        // Partial recovery only: a total one would not cover the challenge.
        guard message[0] & 0xE0 == 0x60, let start = contentStart(message) else { return false }
        return hashes.contains { hash in
            let end = message.count - trailer - hash.digestLength
            guard end >= start, let digest = try? hash.digest([UInt8](message[start..<end]) + challenge) else {
                return false
            }
            return constantTimeEqual(digest, [UInt8](message[end..<(end + hash.digestLength)]))
        }
    }

    /// Behind the header: x A, or x B, any number of BB, and BA.
    private static func contentStart(_ message: [UInt8]) -> Int? {
        if message[0] & 0x0F == 0x0A { return 1 }
        guard message[0] & 0x0F == 0x0B, let end = message.dropFirst().firstIndex(where: { $0 != 0xBB }),
            message[end] == 0xBA
        else { return nil }
        return end + 1
    }

    /// Hash identifiers of ISO/IEC 10118-3 before CC.
    static let trailers: [UInt8: HashAlgorithm] = [
        0x33: .sha1, 0x34: .sha256, 0x35: .sha512, 0x36: .sha384, 0x38: .sha224,
    ]
}

extension PublicKey {
    /// The modulus less a number of the same length; `malformed` when that is larger.
    fileprivate func complement(_ number: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var members = try ASN1Reader.only(ASN1.sequence, in: keyBytes).reader
        let modulus = try members.next().magnitude()
        guard number.count == modulus.count, !modulus.lexicographicallyPrecedes(number) else {
            throw CryptographyError(.malformed, "number larger than the modulus")
        }
        var difference = modulus
        var borrow = 0
        for index in modulus.indices.reversed() {
            let value = Int(modulus[index]) - Int(number[index]) - borrow
            difference[index] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        return difference
    }
}

extension KeyPair {
    /// Signs a challenge as a chip does in active authentication; for simulators.
    ///
    /// - Parameters:
    ///   - recoverable: random bytes for the recovered part, as many as fit are taken.
    ///   - explicitTrailer: whether the trailer names the hash; without, it is SHA-1.
    ///   - plain: with ECDSA, r ‖ s of fixed width.
    package func signActively(
        _ challenge: [UInt8], hash: HashAlgorithm, recoverable: (Int) -> [UInt8], explicitTrailer: Bool = true,
        plain: Bool = true
    ) throws(CryptographyError) -> [UInt8] {
        guard case .rsa(let bits) = publicKey.kind else { return try sign(challenge, .ecdsa(hash, plain: plain)) }
        let identifier = ActiveAuthenticationSignature.trailers.first { $0.value == hash }?.key ?? 0
        let trailer: [UInt8] = explicitTrailer ? [identifier, 0xCC] : [0xBC]
        let room = (bits + 7) / 8 - 1 - hash.digestLength - trailer.count
        guard room > 0 else { throw CryptographyError(.invalidLength, "RSA key") }
        let part = recoverable(room)
        guard part.count == room else { throw CryptographyError(.invalidLength, "random bytes") }
        let message = [0x6A] + part + (try hash.digest(part + challenge)) + trailer
        return try LibraryKey.privateKey(der).signRaw(message)
    }
}
