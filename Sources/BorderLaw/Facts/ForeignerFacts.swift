package import TravelDocument

/// Why a foreigner comes.
package enum TravelPurpose: String, Sendable, Codable, Hashable, CaseIterable {
    /// A visit: tourism, business, family.
    case visit
    /// Passing through.
    case transit
    /// To live in Mongolia.
    case residence
    /// Posted to a diplomatic mission, consulate or international organisation, or family of somebody who is.
    case mission
}

/// A visa, in the document or in the register of the immigration authority.
package struct VisaFacts: Sendable, Codable, Hashable {
    /// Its number.
    package var number: String
    /// First day on which it may be used; nil when it does not say.
    package var validFrom: CivilDate?
    /// Last day on which it may be used to enter.
    package var validUntil: CivilDate?
    /// Days of stay that it grants at each entry; nil means until `validUntil`.
    package var days: Int?
    /// Entries that are left before this one; nil when it does not count them.
    package var entriesLeft: Int?
    /// Number of the passport it was given for; nil when it is not known.
    package var documentNumber: String?

    /// Gathers the facts of one visa.
    package init(
        number: String, validFrom: CivilDate? = nil, validUntil: CivilDate? = nil, days: Int? = nil,
        entriesLeft: Int? = nil, documentNumber: String? = nil
    ) {
        self.number = number
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.days = days
        self.entriesLeft = entriesLeft
        self.documentNumber = documentNumber
    }
}

/// A residence permit (оршин суух зөвшөөрөл).
package struct ResidencePermit: Sendable, Codable, Hashable {
    /// Its number.
    package var number: String
    /// Its last day.
    package var validUntil: CivilDate?
    /// Number of the passport it was given for; nil when it is not known.
    package var documentNumber: String?

    /// Gathers the facts of one permit.
    package init(number: String, validUntil: CivilDate?, documentNumber: String? = nil) {
        self.number = number
        self.validUntil = validUntil
        self.documentNumber = documentNumber
    }
}

/// A permission for a visa, asked for beforehand (визийн зөвшөөрөл, GB-3).
package struct VisaPermission: Sendable, Codable, Hashable {
    /// Its number.
    package var number: String
    /// Day of issue.
    package var issued: CivilDate?

    /// Gathers the facts of one permission.
    package init(number: String, issued: CivilDate?) {
        self.number = number
        self.issued = issued
    }
}

/// What is known about a foreigner's right to stay; nil and `unknown` mean that nobody asked.
package struct ForeignerFacts: Sendable, Codable, Hashable {
    /// Why the person comes.
    package var purpose: TravelPurpose?
    /// The visa.
    package var visa: Lookup<VisaFacts>
    /// The residence permit.
    package var residencePermit: Lookup<ResidencePermit>
    /// The permission for a visa.
    package var visaPermission: Lookup<VisaPermission>
    /// Stays before this one, each closed.
    package var earlierStays: Lookup<[Stay]>
    /// First day from which none of the earlier stays is missing: before it a crossing was not recorded. Nil when none
    /// is missing at all.
    package var staysKnownSince: CivilDate?
    /// Day of entry of the present stay; asked at exit.
    package var entered: CivilDate?
    /// Last day that an agreement gave at the entry, by the tables of that day; nil when the record does not say.
    package var grantedUntil: CivilDate?
    /// What an officer granted at the entry of the present stay; nil when nobody did.
    package var granted: StayGrant?
    /// The class of the passport as the officer sees it; goes before the table of classes.
    package var passportClass: PassportClass?
    /// The territory of a passport with the code of China, as officer or document signer tell.
    package var territory: ChineseTerritory?
    /// Whether an official invitation was shown.
    package var officialInvitation: Bool?
    /// Whether travel on official duty was confirmed.
    package var onDuty: Bool?
    /// Day on which the person registered with the immigration authority; `nothing` means not registered.
    package var registered: Lookup<CivilDate>
    /// Day on which the residence card was taken; `nothing` means not taken.
    package var residenceCardTaken: Lookup<CivilDate>
    /// Whether a resident leaves for good.
    package var leavesForGood: Bool?
    /// Whether a resident who leaves for good was taken off the register.
    package var deregistered: Bool?
    /// The registration number of 13 digits.
    package var registrationNumber: String?

    /// Gathers the facts of one foreigner; whatever is left out is unknown.
    package init(
        purpose: TravelPurpose? = nil, visa: Lookup<VisaFacts> = .unknown,
        residencePermit: Lookup<ResidencePermit> = .unknown, visaPermission: Lookup<VisaPermission> = .unknown,
        earlierStays: Lookup<[Stay]> = .unknown, staysKnownSince: CivilDate? = nil, entered: CivilDate? = nil,
        grantedUntil: CivilDate? = nil, granted: StayGrant? = nil, passportClass: PassportClass? = nil,
        territory: ChineseTerritory? = nil, officialInvitation: Bool? = nil,
        onDuty: Bool? = nil, registered: Lookup<CivilDate> = .unknown,
        residenceCardTaken: Lookup<CivilDate> = .unknown, leavesForGood: Bool? = nil, deregistered: Bool? = nil,
        registrationNumber: String? = nil
    ) {
        self.purpose = purpose
        self.visa = visa
        self.residencePermit = residencePermit
        self.visaPermission = visaPermission
        self.earlierStays = earlierStays
        self.staysKnownSince = staysKnownSince
        self.entered = entered
        self.grantedUntil = grantedUntil
        self.granted = granted
        self.passportClass = passportClass
        self.territory = territory
        self.officialInvitation = officialInvitation
        self.onDuty = onDuty
        self.registered = registered
        self.residenceCardTaken = residenceCardTaken
        self.leavesForGood = leavesForGood
        self.deregistered = deregistered
        self.registrationNumber = registrationNumber
    }
}
