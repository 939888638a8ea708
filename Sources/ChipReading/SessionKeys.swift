internal import Cryptography

/// Keys of basic access control, and of the sessions that follow it or PACE, ICAO 9303-11 §9.7.
struct SessionKeys: Sendable, Equatable {
    /// What the keys are for.
    let cipher: SessionCipher
    /// Encryption key K_Enc or KS_Enc.
    let encryption: [UInt8]
    /// Authentication key K_MAC or KS_MAC.
    let authentication: [UInt8]

    /// The authentication key made ready, with AES.
    private let cmac: AESCMAC?

    /// Both keys of a seed or of a shared secret.
    init(seed: [UInt8], cipher: SessionCipher = .tripleDES) throws(CryptographyError) {
        self.cipher = cipher
        encryption = try cipher.derive(seed, counter: 1)
        authentication = try cipher.derive(seed, counter: 2)
        cmac = cipher == .tripleDES ? nil : try AESCMAC(key: authentication)
    }

    /// The MAC of a padded message of secure messaging.
    func mac(padded: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard let cmac else { return try RetailMAC.authenticate(key: authentication, paddedMessage: padded) }
        return try cmac.authenticate(padded)
    }

    /// The MAC of an authentication token, §4.4.3.4: the retail MAC needs padding, CMAC does its own.
    func mac(token: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try mac(padded: cipher == .tripleDES ? ISO7816Padding.pad(token) : token)
    }

    /// The document basic access keys: the seed is the start of a hash over the MRZ information, §4.3.2.
    init(bacKeyInput: String) throws(CryptographyError) {
        try self.init(seed: [UInt8](try HashAlgorithm.sha1.digest([UInt8](bacKeyInput.utf8)).prefix(16)))
    }
}
