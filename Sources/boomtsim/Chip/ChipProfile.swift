internal import Cryptography
internal import Simulators
internal import TravelDocument

/// A virtual passport as a file describes it; `ChipProfileExample` names every key.
struct ChipProfile {
    /// A static key for chip authentication.
    struct AgreementKey {
        var parameterId: Int
        var identifier: [UInt8]?
        var ciphers: [PACEInfo.Cipher]
    }

    /// The key of active authentication.
    struct SignatureKey {
        var kind: TestKeyKind
        var hash = HashAlgorithm.sha256
        var plain = true
        var explicitTrailer = true
    }

    /// A byte that is another one than was signed.
    struct Change {
        var file: LDSFile
        var offset: Int
    }

    /// The data page.
    var zone: MRZComposition
    /// Whether the zone opens the chip by basic access control.
    var offersBasicAccessControl = true
    /// Whether everybody may read the chip.
    var isOpen = false
    /// Ways of PACE in the order of EF.CardAccess.
    var pace: [PACEInfo] = []
    /// The number printed on the page.
    var accessNumber: String?
    /// Keys of chip authentication.
    var agreementKeys: [AgreementKey] = []
    /// The key of active authentication.
    var signatureKey: SignatureKey?
    /// Country of authority and signer.
    var country = "UT"
    /// Key of the authority.
    var authorityKey = TestKeyKind.ec(.p384)
    /// Key of the document signer.
    var signerKey = TestKeyKind.ec(.p256)
    /// Hash of the data groups and of both signatures.
    var hash = HashAlgorithm.sha256
    /// Version of the data structure in EF.SOD; nil for the older form without.
    var ldsVersion: String?
    /// Whether the authority's list revokes the signer.
    var revokesSigner = false
    /// Whether there is a revocation list.
    var hasRevocationList = true
    /// Whether the authority is written where others find it.
    var isAuthorityKnown = true
    /// Bytes of the image in DG2; nil for the specimen face.
    var faceBytes: Int?
    /// Fingers behind terminal authentication; nil for a passport without DG3.
    var fingers: ChipProfileFingers?
    /// More files as they are.
    var otherFiles: [LDSFile: [UInt8]] = [:]
    /// Signed files that are not on the chip.
    var missing: [LDSFile] = []
    /// What was changed after it was signed.
    var changes: [Change] = []
    /// Whether the chip takes extended length.
    var takesExtendedLength = false
    /// Whether files can be read by short identifier.
    var hasShortIdentifiers = true
    /// Answer to reset; nil for the usual one.
    var answerToReset: [UInt8]?
    /// What is wrong with the chip.
    var faults = PassportFaults()

    /// A passport of these lines, all else as usual.
    init(zone: MRZComposition) {
        self.zone = zone
    }
}
