/// The numbers and readings of the rules on visas, registration and residence of foreigners.
package struct StayParameters: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version = "GB3.1"
    /// Days for which a permission for a visa is good; the day of issue is day 0 (GB-3, line 17).
    package var visaPermissionDays = 183
    /// Working days after arrival within which a foreigner registers (GB-3, line 7).
    package var registrationWorkingDays = 7
    /// Shortest stay in days above which registration is asked of somebody who does not come to reside. The rules of
    /// 2018 asked it for stays of more than 30 days; to be confirmed.
    package var registrationAboveDays = 30
    /// Calendar days after arrival within which the residence card is taken; the day after arrival is day 1.
    package var residenceCardDays = 21
    /// Days before the end of a residence permit when its extension is asked for (GB-3, line 49).
    package var extensionRequestDays = 30
    /// Age in whole years from which fingerprints are given in person (GB-3, line 34; "16-аас дээш" read as 16 or older).
    package var fingerprintAge = 16
    /// Whole calendar months below which the holder of a foreign passport is reminded of its end; no text asks for it.
    package var foreignPassportMonths = 6
    /// Reading: a window that the table leaves without a beginning ends on the day checked.
    package var unspecifiedWindowIsRolling = true
    /// Reading: the day of exit is a day of stay, as the day of entry is.
    package var exitDayCounts = true
    /// Reading: whoever comes without a visa to reside needs the permission for a visa beforehand.
    package var residenceNeedsPermission = true

    /// The numbers of the texts, with our readings where they are silent.
    package init() {}

    /// What is wrong with these values, each named.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        // A permission that is good for no day would be none.
        faults.check("visaPermissionDays", visaPermissionDays, in: 1...Limits.maximumTermDays)
        faults.check("registrationWorkingDays", registrationWorkingDays, in: 1...60)
        faults.check("registrationAboveDays", registrationAboveDays, in: 0...Limits.maximumTermDays)
        faults.check("residenceCardDays", residenceCardDays, in: 0...Limits.maximumTermDays)
        faults.check("extensionRequestDays", extensionRequestDays, in: 0...Limits.maximumTermDays)
        faults.check("fingerprintAge", fingerprintAge, in: 0...Limits.maximumAge)
        faults.check("foreignPassportMonths", foreignPassportMonths, in: 0...Limits.maximumMonths)
        return faults
    }
}

/// All tables that judge foreigners.
package struct ForeignerTables: Sendable, Codable, Hashable {
    /// Numbers and readings.
    package var stay = StayParameters()
    /// Agreements on visas.
    package var agreements = AgreementTable.edition2018
    /// Classes of documents.
    package var passports = PassportClassTable()
    /// Working days.
    package var calendar = WorkingCalendar()

    /// The tables as the texts have them.
    package init() {}

    /// The editions, as they stand in the version of a verdict.
    package var version: String {
        [stay.version, agreements.version, passports.version, calendar.version].joined(separator: "+")
    }

    /// What is wrong with these tables, each named.
    package var faults: [ValueFault] {
        stay.faults.map { $0.inside("stay") } + agreements.faults.map { $0.inside("agreements") }
            + passports.faults.map { $0.inside("passports") } + calendar.faults.map { $0.inside("calendar") }
    }
}
