internal import BorderLaw
package import Checkpoint
internal import GRDB

/// Somebody who crossed in a vehicle.
package struct VehicleCrossing: Sendable, Equatable {
    package let record: CrossingRecord
    /// As an officer has entered it; false when nobody has.
    package let isDriver: Bool
}

extension UnifiedDatabase {
    /// Who crossed with a road vehicle, the newest first; at most ``Limits/crossingsPerPage``.
    ///
    /// - Parameter trip: names the plate; its day does not matter.
    package func crossings(inVehicle trip: Trip, limit: Int) async throws(StoreError) -> [VehicleCrossing] {
        let count = min(max(limit, 0), Limits.crossingsPerPage)
        let rows = try await read("list crossings of vehicle") { db in
            try Row.fetchAll(
                try db.cachedStatement(
                    sql: CrossingColumns.selection + """
                         WHERE crossingTrip.transport = ? AND crossingTrip.number = ?
                        ORDER BY crossingTrip.crossingID DESC LIMIT ?
                        """),
                arguments: [trip.transport.rawValue, trip.number, count]
            ).map { row in
                let id = try row.decode(String.self, forColumn: "id")
                return (try CrossingColumns(row: row), try Self.isDriver(id, in: db))
            }
        }
        do {
            return try rows.map { VehicleCrossing(record: try $0.0.record(openedWith: contentKeys), isDriver: $0.1) }
        } catch {
            throw StoreError(error, while: "decode crossing")
        }
    }
}
