internal import Checkpoint
internal import TravelDocument

/// What the daemon's `POST /v1/permissions` takes. The same JSON as the HTTP interface declares for itself; the command
/// line stays free of its server.
struct PermissionApplication: Encodable {
    /// One finger.
    struct Finger: Encodable {
        /// ISO/IEC 19794-2 finger position, 1 to 10.
        var position: Int
        /// ISO/IEC 19794-2:2005 or 2011 or ANSI 378 record in base64.
        var template: String
    }

    /// The holder's consent, as the officer took it.
    struct ConsentStatement: Encodable {
        var textVersion: String
        var way: Consent.Way
        var officer: String
    }

    /// The zone of the document that the permission is bound to.
    var mrz: String
    /// Register number in Cyrillic.
    var registerNumber: String
    /// The officer's declaration of full legal capacity.
    var legalCapacityDeclared: Bool
    /// Whether the gate has to expect a chip.
    var documentHasChip: Bool
    /// The day until which the passport was extended; nil when it was not.
    var verifiedExtension: CivilDate?
    /// One to ten fingers.
    var fingers: [Finger]
    /// The holder's consent.
    var consent: ConsentStatement
    /// Permissions with like fingers that the officer has looked into; nil for none.
    var examinedDuplicates: [Int64]?
    /// Whether the officer has looked into a register number that does not fit the document; nil when it fits.
    var examinedRegisterNumber: Bool?
}

/// What the daemon answers to it.
struct GrantedPermission: Codable {
    /// Number of the permission.
    var permission: Int64
}
