package import Cryptography
package import TravelDocument

/// With what a virtual passport proves that it is no copy.
package struct PassportAuthenticity: Sendable {
    /// A static key for chip authentication.
    package struct AgreementKey: Sendable {
        /// Number of the standardised domain parameters.
        package var parameterId: Int
        /// The private key.
        package var privateKey: [UInt8]
        /// How DG14 calls it; needed where there are several.
        package var identifier: [UInt8]?
        /// Ciphers that it is offered with; none leaves the way unsaid.
        package var ciphers: [PACEInfo.Cipher]

        /// A key with the ciphers that it goes with.
        package init(
            parameterId: Int, privateKey: [UInt8], identifier: [UInt8]? = nil, ciphers: [PACEInfo.Cipher] = [.aes128]
        ) {
            self.parameterId = parameterId
            self.privateKey = privateKey
            self.identifier = identifier
            self.ciphers = ciphers
        }

        /// The group; nil for a number that is none.
        var group: KeyAgreementGroup? { KeyAgreementGroup(parameterId: parameterId) }

        /// SubjectPublicKeyInfo of the public half.
        package func publicKeyInfo(standardized: Bool = false) throws(CryptographyError) -> [UInt8] {
            guard let group else { throw CryptographyError(.unsupported, "domain parameters") }
            let element = try group.multiply(try group.generator(), by: privateKey)
            let key = try AgreementPublicKey(group: group, element: element)
            return standardized ? key.info(parameterId: parameterId) : try key.info()
        }
    }

    /// Keys of chip authentication.
    package var agreementKeys: [AgreementKey] = []
    /// Key of active authentication.
    package var signatureKey: KeyPair?
    /// Hash of its signatures.
    package var hash = HashAlgorithm.sha256
    /// With ECDSA, whether signatures are r ‖ s of fixed width.
    package var plain = true
    /// With RSA, whether the trailer names the hash.
    package var explicitTrailer = true
    /// Other entries of DG14, encoded.
    package var otherEntries: [[UInt8]] = []

    /// A chip that proves nothing.
    package init() {}

    /// DG14 and DG15 as far as they are needed.
    package func dataGroups() throws(CryptographyError) -> [LDSFile: [UInt8]] {
        var entries = otherEntries
        for key in agreementKeys {
            let usesCurve = key.group?.isCurve ?? true
            for cipher in key.ciphers {
                entries.append(
                    ChipAuthenticationInfo(usesCurve: usesCurve, cipher: cipher, keyIdentifier: key.identifier)
                        .encoded())
            }
            entries.append(
                ChipAuthenticationPublicKeyInfo(
                    publicKeyInfo: try key.publicKeyInfo(), keyIdentifier: key.identifier
                ).encoded(usesCurve: usesCurve))
        }
        var files: [LDSFile: [UInt8]] = [:]
        if let signatureKey {
            files[.dg15] = DG15(publicKeyInfo: signatureKey.publicKey.info).encoded()
            if case .ec = signatureKey.publicKey.kind { entries.append(activeAuthenticationInfo) }
        }
        if !entries.isEmpty { files[.dg14] = DG14.encoded(entries) }
        return files
    }

    /// The entry that names the algorithm of active authentication, ICAO 9303-11 §9.2.4.
    private var activeAuthenticationInfo: [UInt8] {
        TLV.encode(
            tag: 0x30,
            children: [
                TLV.encode(tag: 0x06, value: DottedIdentifier.encode("2.23.136.1.1.5") ?? []),
                TLV.encode(tag: 0x02, value: [1]),
                TLV.encode(
                    tag: 0x06,
                    value: DottedIdentifier.encode(SignatureAlgorithm.plainECDSAIdentifier(hash)) ?? []),
            ])
    }
}

/// What goes wrong when a virtual passport shall prove that it is no copy.
package enum AuthenticityFault: Sendable, Equatable {
    /// A copy: it has all files and not the private key of chip authentication.
    case foreignAgreementKey
    /// Goes on under the old keys after chip authentication.
    case keepsOldSession
    /// Refuses chip authentication with this status.
    case refusesAgreement(UInt16)
    /// A copy: it has all files and not the private key of active authentication.
    case foreignSignatureKey
    /// Signs something else than the challenge.
    case signsOtherChallenge
    /// Refuses active authentication with this status.
    case refusesSignature(UInt16)
    /// Answers INTERNAL AUTHENTICATE with 6Cxx until it is asked for exactly that much.
    case wantsExactLength
    /// Answers it without data when it came with extended length.
    case silentWithExtendedLength
    /// Cuts off what has no room in a protected answer of short length, and says that all is well.
    case cutsShortAnswers
    /// Answers it with one byte, and says that all is well.
    case signsOneByte
}
