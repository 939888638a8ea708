package import Fingerprint
package import TravelDocument

/// A person of the demonstration and the tests: invented, with a finger grown for him or her.
package struct Persona: Sendable {
    package var issuer = "MNG"
    package var primaryIdentifier: String
    package var secondaryIdentifier: String
    package var documentNumber: String
    package var birthDate: CivilDate
    package var expiryDate: CivilDate
    package var sex = "M"
    /// Names the finger in `RidgeGrowth`.
    package var fingerSeed: UInt64
    /// What stands in the optional data: the register number in Latin letters, or nothing.
    package var optionalData = ""

    package init(
        issuer: String = "MNG", _ primaryIdentifier: String, _ secondaryIdentifier: String, number: String,
        born: CivilDate, expires: CivilDate, sex: String = "M", fingerSeed: UInt64
    ) {
        self.issuer = issuer
        self.primaryIdentifier = primaryIdentifier
        self.secondaryIdentifier = secondaryIdentifier
        documentNumber = number
        birthDate = born
        expiryDate = expires
        self.sex = sex
        self.fingerSeed = fingerSeed
    }

    /// The data page's lines.
    package var mrz: String {
        MRZComposition(
            format: .td3, documentCode: "P", issuer: issuer, documentNumber: documentNumber, nationality: issuer,
            birthDate: Self.sixDigits(birthDate), sex: sex, expiryDate: Self.sixDigits(expiryDate),
            primaryIdentifier: primaryIdentifier, secondaryIdentifier: secondaryIdentifier, optionalData: optionalData
        ).lines().joined(separator: "\n")
    }

    /// Images of this person's right index finger on a U.are.U 4500; number 0 is the one at enrolment.
    package func impressions(_ numbers: ClosedRange<UInt64>) throws -> [FingerImage] {
        let master = RidgeGrowth.master(seed: fingerSeed)
        return try numbers.map { try master.impression(seed: fingerSeed &* 1000 &+ $0) }
    }

    /// One image of that finger, laid down in some way.
    package func impression(_ number: UInt64, conditions: ImpressionConditions) throws -> FingerImage {
        try RidgeGrowth.master(seed: fingerSeed).impression(
            seed: fingerSeed &* 1000 &+ number, conditions: conditions)
    }

    /// A chip with this page and the specimen face, and perhaps a proof that it is no copy.
    package func chip(
        signer: TestDocumentSigner, today: CivilDate, proof: ChipProof? = nil,
        faults: PassportFaults = PassportFaults(), tamper: (inout ChipFiles) -> Void = { _ in }
    ) throws -> VirtualPassport {
        let keys = try proof?.keys() ?? PassportAuthenticity()
        var profile = try PassportProfile(
            mrz: mrz, face: .specimen, otherDataGroups: try keys.dataGroups(), signer: signer, today: today,
            tamper: tamper)
        profile.authenticity = keys
        if proof == .mapping { try profile.offerMapping(signer: signer) }
        return VirtualPassport(profile, faults: faults)
    }

    private static func sixDigits(_ date: CivilDate) -> String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return two(date.year % 100) + two(date.month) + two(date.day)
    }
}
