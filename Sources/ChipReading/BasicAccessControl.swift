internal import Cryptography

/// The terminal's side of basic access control, ICAO 9303-11 §4.3.4 and §9.7.2: pure, random values come in.
struct BasicAccessControl: Sendable {
    /// Why the chip's answer is not accepted.
    enum Refusal: Error, Sendable, Equatable {
        /// Not 40 bytes.
        case length
        /// The MAC does not fit: the chip has another key.
        case mac
        /// The nonces are not the ones of this exchange.
        case nonce
        /// Our own cryptography failed.
        case cryptography(CryptographyError)
    }

    /// RND.IC, 8 bytes.
    let chipNonce: [UInt8]
    /// RND.IFD, 8 bytes.
    let terminalNonce: [UInt8]
    /// K.IFD, 16 bytes.
    let terminalKey: [UInt8]
    /// Keys of the data page.
    let keys: SessionKeys

    /// E_IFD ‖ M_IFD, the 40 bytes of EXTERNAL AUTHENTICATE.
    func request() throws(CryptographyError) -> [UInt8] {
        let cryptogram = try TripleDES.encryptCBC(
            key: keys.encryption, iv: nil, terminalNonce + chipNonce + terminalKey)
        return cryptogram
            + (try RetailMAC.authenticate(
                key: keys.authentication, paddedMessage: ISO7816Padding.pad(cryptogram)))
    }

    /// The session that the chip's 40 bytes begin. The MAC is verified before anything is decrypted.
    func session(answer: [UInt8]) throws(Refusal) -> SecureMessaging {
        guard answer.count == 40 else { throw .length }
        let cryptogram = [UInt8](answer.prefix(32))
        do {
            let mac = try RetailMAC.authenticate(
                key: keys.authentication, paddedMessage: ISO7816Padding.pad(cryptogram))
            guard constantTimeEqual(mac, [UInt8](answer.suffix(8))) else { throw Refusal.mac }
            let plain = try TripleDES.decryptCBC(key: keys.encryption, iv: nil, cryptogram)
            guard constantTimeEqual([UInt8](plain[0..<8]), chipNonce),
                constantTimeEqual([UInt8](plain[8..<16]), terminalNonce)
            else { throw Refusal.nonce }
            let seed = zip(terminalKey, plain[16..<32]).map { $0 ^ $1 }
            // The counter begins with the low halves of both nonces, §9.8.6.3.
            let counter = (chipNonce.suffix(4) + terminalNonce.suffix(4)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return SecureMessaging(keys: try SessionKeys(seed: seed), sendSequenceCounter: counter)
        } catch let error as CryptographyError {
            throw .cryptography(error)
        } catch let error as Refusal {
            throw error
        } catch {
            throw .mac
        }
    }
}
