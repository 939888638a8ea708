import TravelDocument

/// Whether a document without a chip may use the gate.
package enum ChipPolicy: String, Sendable, Codable, Hashable, CaseIterable {
    /// A document without a chip goes by MRZ, permission and finger.
    case acceptAbsent
    /// Only documents with a chip that was read and judged successfully.
    case required
}

/// The numbers and switches of the e-gate rules; a change of the order is a change of these values.
package struct EGateParameters: Sendable, Codable, Hashable {
    /// State whose citizens may use the gate (A/260 1.3).
    package var nationalState = "MNG"
    /// Age in whole years from which a person is an adult (A/260 1.3: "18 нас хүрсэн").
    package var adultAge = 18
    /// Whole calendar months a document must still be valid, counted from the day of crossing; exactly this many
    /// passes (A/260 4.1).
    package var monthsOfValidity = 6
    /// Whether the months of validity are asked at entry too. The text speaks of the application; our reading asks at
    /// every crossing (customer's open question 3).
    package var validityCheckedAtEntry = true
    /// Whether a verified extension counts towards the months of validity (PA-05, PA-09; EG-03).
    package var extensionAcceptedAtGate = true
    /// Greatest age of the exit-restriction list in hours; with an older one the gates close for exit (EG-05). No text
    /// names a number: one working day of the list's delivery, our own reading.
    package var restrictionListAgeLimitHours = 24
    /// Greatest age of the list of wanted persons in hours, and of that of invalid documents; 0 leaves their age
    /// unjudged (BX-07). No text names a number: as the exit list's, our own reading.
    package var wantedListAgeLimitHours = 24
    package var invalidListAgeLimitHours = 24
    /// Minutes within which the same document may not be presented again (EG-10). No text names a number; our own
    /// reading.
    package var passBackWindowMinutes = 10
    /// Whether the register number in the zones of two passports is enough to ask for the one of the preceding crossing
    /// (GE-04, EG-09). The text does not say how two passports of one person are known; our own reading.
    package var registerInZoneTies = true
    /// How often a finger may be tried (EG-08: three, practice of BSI TR-03121 and Frontex).
    package var maximumFingerAttempts = 3
    /// Least score of a matching finger, -log10 of the false match rate: 3 is one in a thousand (Frontex practice for
    /// automated border control).
    package var fingerThreshold = 3.0
    /// Document codes of ordinary passports: `P`, and `PP` as newer books print it (ICAO 9303-4 §4.2.2).
    package var ordinaryClasses = ["P", "PP"]
    /// Document codes of official and diplomatic passports.
    package var officialClasses = ["PD", "PO", "PS"]
    /// Whether official and diplomatic passports may use the gate. The wording of A/260 1.3 covers them; they stay off
    /// until the customer answers (open question 9).
    package var officialClassesAccepted = false
    /// Whether a document without a chip may use the gate.
    package var chipPolicy = ChipPolicy.acceptAbsent
    /// Issuer codes of specimens: documents printed for tests, never a right to cross (ICAO 9303-3 §5: `UTO`).
    package var specimenIssuers = ["UTO"]
    /// Whether a specimen is stopped at every station; off only in training and demonstration.
    package var specimensStopped = true

    /// The parameters of the order as it stands, with our readings where it is silent.
    package init() {}

    /// Decodes numbers of a record; one from before a number was there has what holds without a word of the settings.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func take<Value: Decodable>(_ place: inout Value, _ key: CodingKeys) throws {
            if let value = try container.decodeIfPresent(Value.self, forKey: key) { place = value }
        }
        try take(&nationalState, .nationalState)
        try take(&adultAge, .adultAge)
        try take(&monthsOfValidity, .monthsOfValidity)
        try take(&validityCheckedAtEntry, .validityCheckedAtEntry)
        try take(&extensionAcceptedAtGate, .extensionAcceptedAtGate)
        try take(&restrictionListAgeLimitHours, .restrictionListAgeLimitHours)
        try take(&wantedListAgeLimitHours, .wantedListAgeLimitHours)
        try take(&invalidListAgeLimitHours, .invalidListAgeLimitHours)
        try take(&passBackWindowMinutes, .passBackWindowMinutes)
        try take(&registerInZoneTies, .registerInZoneTies)
        try take(&maximumFingerAttempts, .maximumFingerAttempts)
        try take(&fingerThreshold, .fingerThreshold)
        try take(&ordinaryClasses, .ordinaryClasses)
        try take(&officialClasses, .officialClasses)
        try take(&officialClassesAccepted, .officialClassesAccepted)
        try take(&chipPolicy, .chipPolicy)
        try take(&specimenIssuers, .specimenIssuers)
        try take(&specimensStopped, .specimensStopped)
    }

    private enum CodingKeys: String, CodingKey {
        case nationalState, adultAge, monthsOfValidity, validityCheckedAtEntry
        case extensionAcceptedAtGate, restrictionListAgeLimitHours, wantedListAgeLimitHours
        case invalidListAgeLimitHours, passBackWindowMinutes, registerInZoneTies, maximumFingerAttempts
        case fingerThreshold, ordinaryClasses, officialClasses, officialClassesAccepted
        case chipPolicy, specimenIssuers, specimensStopped
    }

    /// What is wrong with these values, each named; empty when they can be used.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkState("nationalState", nationalState)
        faults.check("adultAge", adultAge, in: 1...Limits.maximumAge)
        faults.check("monthsOfValidity", monthsOfValidity, in: 0...Limits.maximumMonths)
        faults.check(
            "restrictionListAgeLimitHours", restrictionListAgeLimitHours, in: 1...Limits.maximumListAgeHours)
        faults.check("wantedListAgeLimitHours", wantedListAgeLimitHours, in: 0...Limits.maximumListAgeHours)
        faults.check("invalidListAgeLimitHours", invalidListAgeLimitHours, in: 0...Limits.maximumListAgeHours)
        faults.check("passBackWindowMinutes", passBackWindowMinutes, in: 0...Limits.maximumPassBackMinutes)
        faults.check("maximumFingerAttempts", maximumFingerAttempts, in: 1...Limits.maximumFingerAttempts)
        faults.check(
            "fingerThreshold", fingerThreshold, in: Limits.leastFingerThreshold...Limits.greatestFingerThreshold)
        if acceptedClasses.isEmpty {
            faults.append(ValueFault("ordinaryClasses", "must name a class: no document would be accepted"))
        }
        faults.checkClasses("ordinaryClasses", ordinaryClasses)
        faults.checkClasses("officialClasses", officialClasses)
        for (index, code) in officialClasses.enumerated() where ordinaryClasses.contains(code) {
            faults.append(ValueFault("officialClasses[\(index)]", "\(code.shown(atMost: 20)) is ordinary as well"))
        }
        if specimensStopped, specimenIssuers.isEmpty {
            faults.append(
                ValueFault("specimenIssuers", "must name a code while specimens are stopped: none would be known"))
        }
        for (index, issuer) in specimenIssuers.enumerated() { faults.checkState("specimenIssuers[\(index)]", issuer) }
        return faults
    }

    /// Document codes that may use the gate.
    package var acceptedClasses: [String] {
        officialClassesAccepted ? ordinaryClasses + officialClasses : ordinaryClasses
    }
}
