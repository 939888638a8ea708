package import BorderLaw
package import Support
internal import TravelDocument

/// The flight or train whose travellers a lane serves, until an officer says otherwise: crossings that tell no trip of
/// their own get this one.
package struct LaneTrip: Codable, Sendable, Equatable {
    /// With its day.
    package let trip: Trip
    package let direction: Direction
    /// Service number of the officer who has set it.
    package let officer: String
    package let since: UnixTime

    /// Nil for a vehicle, which brings few, and for a day that lies further from now than the travellers of a trip come.
    ///
    /// - Parameter trip: of today when it names no day.
    package init?(_ trip: Trip, direction: Direction, officer: String, since: UnixTime) {
        let today = UlaanbaatarCalendar.day(of: since)
        guard trip.transport != .road, let dated = Trip(trip.transport, number: trip.number, day: trip.day ?? today)
        else { return nil }
        self.trip = dated
        self.direction = direction
        self.officer = officer
        self.since = since
        guard counts(for: direction, at: since) else { return nil }
    }

    /// Whether somebody who comes now is of this trip: in its direction, from the day before, for a departure after
    /// midnight, to the day after, for a late arrival. So one that was forgotten ends by itself.
    package func counts(for direction: Direction, at time: UnixTime) -> Bool {
        guard direction == self.direction, let day = trip.day else { return false }
        return abs(day.days(until: UlaanbaatarCalendar.day(of: time))) <= 1
    }
}

/// Where it is journaled which trips lanes serve.
package protocol LaneTripStore: Sendable {
    /// Journals that a lane serves another trip from now on, or none, once the officer is found in service; returns the
    /// entry's place, by which the later of two is told.
    func record(_ trip: LaneTrip?, of lane: LaneID, by officer: String) async throws(StoreError) -> JournalPlace
}
