internal import BorderLaw
internal import Support
package import TravelDocument

/// A crossing with the names of the fields of the state's unified database of passengers, as its services give them out
/// (`citizenLastBorderPassData`, `foreignCitizenBorderPassDetailData`), and what we know beyond that.
///
/// Absent fields are not known. In these services `surname` is the father's or mother's name: the primary identifier.
package struct PassengerRecord: Codable, Sendable, Equatable {
    package var id: String
    package var passportType: String?
    package var passportNum: String?
    package var passportExpires: CivilDate?
    package var registerNum: String?
    package var surname: String?
    package var givenName: String?
    package var birthDate: String?
    package var gender: String?
    package var countryCode: String?
    package var issuingCountryCode: String?
    package var portName: String
    package var passDate: CivilDate
    package var passDateTime: String
    package var passDirection: String
    package var fromCountryCode: String?
    package var toCountryCode: String?
    package var travelNumber: String?
    package var travelPurposeName: String?
    package var transportTypeName: String?
    package var stayDuration: Int?
    /// Whether the traveller was turned back or refused; absent while nobody has decided.
    package var isBack: Bool?
    package var isDead: Bool?
    package var isDriver: Bool?
    package var crewMember: Bool?
    package var isEmployee: Bool?
    package var isChild: Bool?
    package var isAccompanied: Bool?
    package var trusteeSurname: String?
    package var trusteeGivenName: String?
    package var trusteePassportNum: String?
    package var trusteeBirthDate: String?
    package var trusteeGender: String?
    package var trusteeCountryCode: String?
    package var trusteeParentTypeName: String?
    package var visaNum: String?
    package var visaValidFrom: CivilDate?
    package var visaValidUntil: CivilDate?
    package var visaEntries: Int?
    package var createdDate: String
    package var userId: String?
    /// Beyond the state's record: how far the crossing came, and what the lane and an officer decided.
    package var state: CrossingState
    package var verdict: String
    package var rulebook: String
    package var decision: String?
    package var authority: String?

    /// - Parameters:
    ///   - file: the crossing with what officers have added.
    ///   - companion: the record of the companion whom the particulars name.
    ///   - registerNumber: of the holder of the document, if the register links one.
    ///   - adultAge: the age of majority in the tables by which the crossing was judged.
    package init(_ file: CrossingFile, companion: CrossingRecord?, registerNumber: String?, adultAge: Int) {
        let record = file.record
        let document = record.document
        id = record.id.text
        passportType = document?.documentCode
        passportNum = document?.number
        passportExpires = document?.expiryDate
        registerNum = registerNumber
        surname = document?.primaryIdentifier
        givenName = document?.secondaryIdentifier
        birthDate = document.map { $0.birthDate?.description ?? $0.birthDateText }
        gender = document.map { $0.sex.rawValue }
        countryCode = document?.nationality
        issuingCountryCode = document?.issuer
        portName = record.lane.text
        passDate = UlaanbaatarCalendar.day(of: record.decidedAt)
        passDateTime = record.decidedAt.description
        passDirection = record.direction.rawValue
        travelNumber = record.trip?.number
        transportTypeName = record.trip?.transport.rawValue
        isBack = Self.isBack(file)
        isDead = record.facts.desk?.remains.map { _ in true }
        if let born = document?.birthDate {
            isChild = born.wholeYears(until: passDate) < adultAge
        }
        if let visa = record.facts.desk?.foreigner?.visa.value {
            visaNum = visa.number
            visaValidFrom = visa.validFrom
            visaValidUntil = visa.validUntil
            visaEntries = visa.entriesLeft
        }
        createdDate = record.startedAt.description
        state = record.state
        verdict = record.verdict.outcome.rawValue
        rulebook = record.verdict.rulebook
        userId = file.decision?.officer ?? file.settlement?.officer ?? file.particulars?.officer
        decision = file.decision?.kind.rawValue ?? file.settlement?.outcome.rawValue
        authority = file.decision?.authority
        take(file.particulars, companion)
    }

    private mutating func take(_ particulars: CrossingParticulars?, _ companion: CrossingRecord?) {
        guard let particulars else { return }
        fromCountryCode = particulars.fromCountry
        toCountryCode = particulars.toCountry
        travelPurposeName = particulars.purpose
        stayDuration = particulars.stayDays
        isDriver = particulars.isDriver
        crewMember = particulars.isCrew
        isEmployee = particulars.isOnDuty
        isAccompanied = particulars.companion != nil
        trusteeParentTypeName = particulars.relation?.rawValue
        guard let document = companion?.document else { return }
        trusteeSurname = document.primaryIdentifier
        trusteeGivenName = document.secondaryIdentifier
        trusteePassportNum = document.number
        trusteeBirthDate = document.birthDate?.description ?? document.birthDateText
        trusteeGender = document.sex.rawValue
        trusteeCountryCode = document.nationality
    }

    private static func isBack(_ file: CrossingFile) -> Bool? {
        switch file.record.state {
        case .passed: false
        case .turnedBack: true
        case .admitted: nil
        case .referred: file.decision.map { $0.kind == .refused }
        case .interrupted: file.settlement.map { $0.outcome == .turnedBack }
        }
    }
}
