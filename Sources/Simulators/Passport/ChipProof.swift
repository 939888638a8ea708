internal import Cryptography
internal import TravelDocument

/// The ways in which a chip can prove that it is no copy, as passports of today have them.
package enum ChipProof: String, Sendable, CaseIterable {
    /// Chip authentication.
    case agreement = "CA"
    /// Active authentication.
    case signature = "AA"
    /// PACE with chip-authentication mapping.
    case mapping = "PACE-CAM"

    /// A copy of a chip with this proof: all files, without the private key.
    package var copied: PassportFaults {
        var faults = PassportFaults()
        switch self {
        case .agreement: faults.authenticity = .foreignAgreementKey
        case .signature: faults.authenticity = .foreignSignatureKey
        case .mapping: faults.pace = .foreignAuthenticationData
        }
        return faults
    }

    /// New keys for it. With the mapping, that of EF.CardSecurity, and DG14 repeats what EF.CardAccess offers.
    func keys() throws -> PassportAuthenticity {
        var keys = PassportAuthenticity()
        switch self {
        case .agreement:
            keys.agreementKeys = [.init(parameterId: 13, privateKey: try SecureRandom.bytes(16), ciphers: [.aes256])]
        case .signature: keys.signatureKey = try .ec(.brainpoolP256r1)
        case .mapping: keys.otherEntries = [PACEInfo.virtualMapping?.encoded()].compactMap { $0 }
        }
        return keys
    }
}

extension PassportProfile {
    /// Lets the passport open by PACE-CAM, with the signed file that goes with it.
    mutating func offerMapping(signer: TestDocumentSigner) throws {
        guard let info = PACEInfo.virtualMapping else { return }
        let key = PassportAuthenticity.AgreementKey(parameterId: 13, privateKey: try SecureRandom.bytes(16))
        offer(PassportPACE([info], staticPrivateKey: key.privateKey))
        files[.cardSecurity] = try signer.cardSecurity([
            info.encoded(),
            ChipAuthenticationPublicKeyInfo(publicKeyInfo: try key.publicKeyInfo(standardized: true))
                .encoded(usesCurve: true),
        ])
    }
}

extension PACEInfo {
    /// The way that virtual passports offer where it is to prove them.
    fileprivate static let virtualMapping = PACEInfo(mapping: .chipAuthentication, cipher: .aes128, parameterId: 13)
}
