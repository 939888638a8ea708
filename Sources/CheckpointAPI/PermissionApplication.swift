internal import BorderLaw
package import Checkpoint
internal import Fingerprint
internal import Foundation
internal import HTTPTypes
internal import Support
package import TravelDocument

/// What an enrolment officer sends to grant an e-gate permission.
package struct PermissionApplication: Codable, Sendable {
    package struct Finger: Codable, Sendable {
        /// ISO/IEC 19794-2 finger position, 1 to 10.
        package var position: Int
        /// ISO/IEC 19794-2:2005 or 2011 or ANSI 378 record in base64.
        package var template: String

        package init(position: Int, template: String) {
            self.position = position
            self.template = template
        }
    }

    /// What the officer who takes a consent says of it.
    package struct ConsentStatement: Codable, Sendable {
        /// Which text the person agreed to.
        package var textVersion: String
        package var way: Consent.Way
        /// Service number of the officer.
        package var officer: String

        package init(textVersion: String, way: Consent.Way, officer: String) {
            self.textVersion = textVersion
            self.way = way
            self.officer = officer
        }
    }

    /// The MRZ of the document that the permission is bound to.
    package var mrz: String
    /// Register number of the citizen, two Cyrillic letters and eight digits: by it restrictions and other passports of
    /// the same person are found.
    package var registerNumber: String
    package var legalCapacityDeclared: Bool
    package var documentHasChip: Bool
    /// The day until which the passport was extended, `YYYY-MM-DD`, when the officer has seen the extension in the book or
    /// the register (PA-09); left out by most.
    package var verifiedExtension: CivilDate?
    package var fingers: [Finger]
    /// The holder's consent: `textVersion`, `way`, `officer`.
    package var consent: ConsentStatement?
    /// Permissions whose fingers look like these, and of which the officer has found out that they belong to somebody
    /// else all the same; left out by most.
    package var examinedDuplicates: [Int64]?
    /// Whether the officer has found out that the register number is the holder's all the same when the zone has another
    /// birth date or prints another number; left out by most.
    package var examinedRegisterNumber: Bool?

    package init(
        mrz: String, registerNumber: String, legalCapacityDeclared: Bool, documentHasChip: Bool,
        verifiedExtension: CivilDate? = nil, fingers: [Finger], consent: ConsentStatement? = nil,
        examinedDuplicates: [Int64]? = nil, examinedRegisterNumber: Bool? = nil
    ) {
        self.mrz = mrz
        self.registerNumber = registerNumber
        self.legalCapacityDeclared = legalCapacityDeclared
        self.documentHasChip = documentHasChip
        self.verifiedExtension = verifiedExtension
        self.fingers = fingers
        self.consent = consent
        self.examinedDuplicates = examinedDuplicates
        self.examinedRegisterNumber = examinedRegisterNumber
    }

    /// The zone of the document.
    func page(at time: UnixTime) throws(ProblemDetails) -> MachineReadableZone {
        let page: MachineReadableZone
        do throws(MRZError) {
            page = try MachineReadableZone(parsing: mrz, today: UlaanbaatarCalendar.day(of: time))
        } catch {
            throw Self.refused("mrz: is not a machine-readable zone (\(error.code))")
        }
        guard page.isValid else { throw Self.refused("mrz: a check digit is wrong") }
        return page
    }

    /// Checks the form of the application and makes the permission.
    func permission(for page: MachineReadableZone, at time: UnixTime) throws(ProblemDetails) -> EGatePermission {
        guard let birthDate = page.birthDate.date, let expiry = page.expiryDate.date else {
            throw Self.refused("mrz: the birth date or the date of expiry is not complete")
        }
        guard let register = try? RegisterNumber(parsing: registerNumber) else {
            throw Self.refused("registerNumber: is not two Cyrillic letters and eight digits")
        }
        try check(register, with: page)
        guard let consent, (1...100).contains(consent.textVersion.utf8.count),
            (1...200).contains(consent.officer.utf8.count)
        else {
            throw Self.refused("consent: textVersion (1 to 100 bytes), way and officer (1 to 200 bytes) are needed")
        }
        guard (1...10).contains(fingers.count) else { throw Self.refused("fingers: one to ten are needed") }
        var enrolled: [EnrolledFinger] = []
        for (index, finger) in fingers.enumerated() {
            guard (1...10).contains(finger.position) else {
                throw Self.refused("fingers[\(index)].position: 1 to 10")
            }
            guard let bytes = Data(base64Encoded: finger.template) else {
                throw Self.refused("fingers[\(index)].template: is not base64")
            }
            guard let template = try? FingerTemplate(record: [UInt8](bytes)) else {
                throw Self.refused("fingers[\(index)].template: is not an ISO/IEC 19794-2 or ANSI 378 record")
            }
            guard template.minutiae.count >= Self.leastMinutiae else {
                throw Self.refused("fingers[\(index)].template: has too few minutiae to be met again")
            }
            enrolled.append(EnrolledFinger(position: finger.position, template: [UInt8](bytes)))
        }
        return EGatePermission(
            issuer: page.issuer, documentNumber: page.documentNumber, documentExpiry: expiry, birthDate: birthDate,
            primaryIdentifier: page.primaryIdentifier, secondaryIdentifier: page.secondaryIdentifier,
            registerNumber: register.text, legalCapacityDeclared: legalCapacityDeclared,
            documentHasChip: documentHasChip, verifiedExtension: verifiedExtension, fingers: enrolled, grantedAt: time,
            consent: Consent(
                textVersion: consent.textVersion, way: consent.way, officer: consent.officer, givenAt: time))
    }

    /// Refuses a register number that the document speaks against and nobody has looked into: the gate would look up what
    /// is decreed about somebody else, and nothing about the holder. A number may change during a life, and then does not
    /// fit an older document.
    private func check(_ register: RegisterNumber, with page: MachineReadableZone) throws(ProblemDetails) {
        guard examinedRegisterNumber != true else { return }
        let printed = CrossingDocument(page).latinRegisterNumber
        let difference: String
        if let birth = page.birthDate.date, birth != register.birthDate {
            difference = "the zone has another birth date"
        } else if let printed, printed.agreement(with: register) == .differs {
            difference = "the zone prints another register number"
        } else {
            return
        }
        throw ProblemDetails(
            "registerNumberDiffers", status: .unprocessableContent,
            title: "Регистрийн дугаар баримт бичигтэй зөрж байна · The register number does not fit the document",
            detail: "registerNumber: \(difference): compare both; if the number is the holder's all the same, send "
                + "examinedRegisterNumber")
    }

    /// Refuses the application when the law does: with each rule, its paragraph and its reason.
    func check(_ obstacles: [Finding]) throws(ProblemDetails) {
        guard !obstacles.isEmpty else { return }
        throw ProblemDetails(
            "notEntitled", status: .unprocessableContent,
            title: "Зөвшөөрөл олгох үндэслэлгүй · The law does not let this permission be granted",
            detail: obstacles.map { "\($0.rule) (\($0.citation)): \($0.reason.mn) · \($0.reason.en)" }
                .joined(separator: "; "))
    }

    /// Refuses the application when one of its fingers is enrolled for somebody else and nobody has looked into it.
    func check(_ duplicates: [FingerDuplicate]) throws(ProblemDetails) {
        let examined = Set(examinedDuplicates ?? [])
        guard let worst = duplicates.first(where: { !examined.contains($0.permission) }) else { return }
        let score = (worst.score * 10).rounded() / 10
        throw ProblemDetails(
            "duplicateFinger", status: .conflict, title: "A finger is enrolled for another person",
            detail: "finger \(worst.position) looks like finger \(worst.otherPosition) of permission "
                + "\(worst.permission) (score \(score)): compare the two persons; if they are two, send "
                + "\(worst.permission) as examined")
    }

    /// A print with fewer would send its owner to the officer at every passage.
    private static let leastMinutiae = 12

    private static func refused(_ detail: String) -> ProblemDetails {
        ProblemDetails(
            "badApplication", status: .unprocessableContent, title: "The application cannot be accepted",
            detail: detail)
    }
}
