internal import BorderLaw
package import Checkpoint

extension UnifiedDatabase: LaneTripStore {
    /// Journals which trip a lane serves; see ``LaneTripStore/record(_:of:by:)``.
    package func record(
        _ trip: LaneTrip?, of lane: LaneID, by officer: String
    ) async throws(StoreError) -> JournalPlace {
        let key = journalKey
        return try await write("journal trip of lane") { db in
            try Officer.require(officer, in: db)
            var details = ["officer": officer, "trip": "none"]
            if let trip {
                details["trip"] = trip.trip.number
                details["transport"] = trip.trip.transport.rawValue
                details["day"] = trip.trip.day?.column
                details["direction"] = trip.direction.rawValue
            }
            return try JournalWriter(db, key).append(JournalEvent(.laneTripChanged, lane: lane, details: details))
        }
    }
}
