internal import Cryptography

/// How the Microsoft Fingerprint Reader v2 tells its own host software: one block of AES-128, no chaining.
///
/// The key is the same in every reader and public; it keeps nobody out.
enum URU4000Challenge {
    /// Bytes of challenge and response.
    static let length = 16
    private static let key: [UInt8] = [
        0x79, 0xAC, 0x91, 0x79, 0x5C, 0xA1, 0x47, 0x8E, 0x98, 0xE0, 0x0F, 0x3C, 0x59, 0x8F, 0x5F, 0x4B,
    ]

    /// The response to a challenge.
    static func response(to challenge: [UInt8]) throws(ScannerError) -> [UInt8] {
        guard challenge.count == length else { throw ScannerError(.badFrame, "challenge") }
        do {
            // One block under the zero vector is the plain block cipher.
            return try AES.encryptCBC(key: key, challenge)
        } catch {
            throw ScannerError(.powerUpFailed, "response to the challenge")
        }
    }
}
