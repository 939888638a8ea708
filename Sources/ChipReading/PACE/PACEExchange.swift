internal import Cryptography
internal import TravelDocument

/// The terminal's side of PACE, ICAO 9303-11 §4.4: pure, random values come in.
///
/// In the order of the protocol: `nonce`, `generator…`, `agree`; then the tokens of both sides.
struct PACEExchange: Sendable {
    /// Why the chip's part is not accepted.
    enum Refusal: Error, Sendable, Equatable {
        /// A value is not one that the protocol has here.
        case value(String)
        /// Our own cryptography failed.
        case cryptography(CryptographyError)
    }

    /// What is agreed in the end.
    struct Agreement: Sendable {
        /// Keys of the session.
        let keys: SessionKeys
        /// T_IFD, what we prove ourselves with.
        let terminalToken: [UInt8]
        /// T_IC, what the chip has to answer.
        let chipToken: [UInt8]
    }

    /// The way of PACE.
    let info: PACEInfo
    /// Its group.
    let group: KeyAgreementGroup
    private let cipher: SessionCipher
    private let passwordKey: [UInt8]

    /// An exchange under a password: K_π is derived from it, §9.7.3.
    init(info: PACEInfo, group: KeyAgreementGroup, access: AccessKey) throws(CryptographyError) {
        self.info = info
        self.group = group
        cipher = SessionCipher(info.cipher)
        let secret =
            switch access {
            case .mrz(let input): try HashAlgorithm.sha1.digest([UInt8](input.utf8))
            case .can(let number): [UInt8](number.utf8)
            }
        passwordKey = try cipher.derive(secret, counter: 3)
    }

    /// The nonce s from the chip's z, with the key of the password.
    func nonce(_ encrypted: [UInt8]) throws(Refusal) -> [UInt8] {
        guard ChipReadingLimits.nonceBytes.contains(encrypted.count),
            encrypted.count.isMultiple(of: cipher.blockLength)
        else { throw .value("nonce of \(encrypted.count) bytes") }
        return try ours { () throws(CryptographyError) in try cipher.decrypt(key: passwordKey, encrypted) }
    }

    /// Generic mapping, §4.4.3.3.1: s · G + H, where H is agreed with keys of its own.
    func generator(nonce: [UInt8], privateKey: [UInt8], chipKey: [UInt8]) throws(Refusal) -> [UInt8] {
        try theirs("mapping key") { () throws(CryptographyError) in
            let shared = try group.multiply(chipKey, by: privateKey)
            return try group.combine(try group.multiply(try group.generator(), by: nonce), shared)
        }
    }

    /// A private key of the group; nil when there is no randomness to be had.
    func privateKey(random: (Int) -> [UInt8]?) throws(Refusal) -> [UInt8]? {
        try ours { () throws(CryptographyError) in try group.privateKey(random: random) }
    }

    /// A public key of a private one under a generator.
    func publicKey(_ privateKey: [UInt8], generator: [UInt8]) throws(Refusal) -> [UInt8] {
        try ours { () throws(CryptographyError) in try group.multiply(generator, by: privateKey) }
    }

    /// Session keys and tokens from both ephemeral keys, §4.4.3.4. A chip that sends back our own key is refused.
    func agree(privateKey: [UInt8], publicKey: [UInt8], chipKey: [UInt8]) throws(Refusal) -> Agreement {
        guard !constantTimeEqual(chipKey, publicKey) else { throw .value("ephemeral keys are the same") }
        let shared = try theirs("ephemeral key") { () throws(CryptographyError) in
            try group.multiply(chipKey, by: privateKey)
        }
        return try ours { () throws(CryptographyError) in
            let keys = try SessionKeys(seed: group.secret(of: shared), cipher: cipher)
            return Agreement(
                keys: keys, terminalToken: try token(keys, over: chipKey), chipToken: try token(keys, over: publicKey))
        }
    }

    /// The chip authentication data from what the chip sends enciphered under the new session, §4.4.3.5.
    func authenticationData(_ encrypted: [UInt8], keys: SessionKeys) throws(Refusal) -> [UInt8] {
        let block = cipher.blockLength
        guard !encrypted.isEmpty, encrypted.count.isMultiple(of: block),
            encrypted.count <= ChipReadingLimits.authenticationDataBytes
        else { throw .value("authentication data of \(encrypted.count) bytes") }
        return try theirs("authentication data") { () throws(CryptographyError) in
            let vector = try cipher.encrypt(key: keys.encryption, [UInt8](repeating: 0xFF, count: block))
            return try ISO7816Padding.unpad(
                try cipher.decrypt(key: keys.encryption, iv: vector, encrypted), blockLength: block)
        }
    }

    private func token(_ keys: SessionKeys, over publicKey: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let object = TLV.encode(
            tag: 0x7F49,
            children: [
                TLV.encode(tag: 0x06, value: DottedIdentifier.encode(info.oid) ?? []),
                TLV.encode(tag: group.isCurve ? 0x86 : 0x84, value: publicKey),
            ])
        return try keys.mac(token: object)
    }

    private func ours<Value>(_ body: () throws(CryptographyError) -> Value) throws(Refusal) -> Value {
        do throws(CryptographyError) {
            return try body()
        } catch {
            throw .cryptography(error)
        }
    }

    /// Work on the chip's values: what is malformed there is the chip's fault.
    private func theirs<Value>(
        _ what: String, _ body: () throws(CryptographyError) -> Value
    ) throws(Refusal) -> Value {
        do throws(CryptographyError) {
            return try body()
        } catch {
            throw error.code == .malformed || error.code == .invalidPadding ? .value(what) : .cryptography(error)
        }
    }
}
