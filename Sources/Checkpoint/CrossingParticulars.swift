package import Support
internal import TravelDocument

/// What an officer adds to a record because no device tells it: the fields that the state's own record of a crossing has
/// beside document and time (purpose, countries, crew, driver, companion).
///
/// A later entry takes the place of the one before, which stays: none is changed.
package struct CrossingParticulars: Codable, Sendable, Equatable {
    /// Who a companion is to the traveller.
    package enum Relation: String, Codable, Sendable, CaseIterable {
        case mother, father, grandparent, sibling, guardian, relative, teacher, carrier, other
    }

    /// Why the traveller crosses, in a few words.
    package var purpose: String?
    /// Codes of three letters (ICAO 9303-3 §5) of the states from which and to which the journey goes.
    package var fromCountry: String?
    package var toCountry: String?
    /// Days that the traveller says to stay.
    package var stayDays: Int?
    package var isDriver: Bool
    package var isCrew: Bool
    /// Works for the checkpoint or a carrier, and crosses on duty.
    package var isOnDuty: Bool
    /// The crossing of whoever travels along and answers for the traveller.
    package var companion: CrossingID?
    /// Who the companion is to the traveller; nil without one.
    package var relation: Relation?
    /// Service number of the officer who entered this.
    package var officer: String
    package var recordedAt: UnixTime

    package init(
        purpose: String? = nil, fromCountry: String? = nil, toCountry: String? = nil, stayDays: Int? = nil,
        isDriver: Bool = false, isCrew: Bool = false, isOnDuty: Bool = false, companion: CrossingID? = nil,
        relation: Relation? = nil, officer: String, recordedAt: UnixTime
    ) {
        self.purpose = purpose
        self.fromCountry = fromCountry
        self.toCountry = toCountry
        self.stayDays = stayDays
        self.isDriver = isDriver
        self.isCrew = isCrew
        self.isOnDuty = isOnDuty
        self.companion = companion
        self.relation = relation
        self.officer = officer
        self.recordedAt = recordedAt
    }

    /// The first field that cannot be, and why; nil when all can.
    package var fault: (field: String, reason: String)? {
        if let purpose, !(1...Limits.purposeBytes).contains(purpose.utf8.count) {
            return ("purpose", "1 to \(Limits.purposeBytes) bytes")
        }
        for (field, country) in [("fromCountry", fromCountry), ("toCountry", toCountry)] {
            guard let country else { continue }
            guard CountryCode(country).kind != nil else {
                return (field, "no code of a state (ICAO 9303-3)")
            }
        }
        if let stayDays, !(1...Limits.stayDays).contains(stayDays) { return ("stayDays", "1 to \(Limits.stayDays)") }
        if (companion == nil) != (relation == nil) { return ("relation", "a companion has one, and nobody else") }
        return nil
    }
}

/// Where particulars are kept.
package protocol ParticularsStore: Sendable {
    /// Adds particulars to a crossing. Unknown crossings are `notFound`; a field that cannot be, an officer who is not
    /// in service or a companion who is unknown or the traveller, is an error (`constraint`).
    func describe(_ crossing: CrossingID, _ particulars: CrossingParticulars) async throws(StoreError)

    /// The newest particulars of a crossing, or nil.
    func particulars(of crossing: CrossingID) async throws(StoreError) -> CrossingParticulars?
}
