internal import Checkpoint
internal import GRDB

extension Trip {
    /// The trip beside a crossing, of a row of ``CrossingColumns/selection``; nil when there is none.
    init?(row: Row) throws {
        guard let transport = try row.decode(String?.self, forColumn: "tripTransport") else { return nil }
        let trip = Transport(rawValue: transport).flatMap { transport in
            Trip(
                transport, number: (try? row.decode(String.self, forColumn: "tripNumber")) ?? "",
                day: (try? row.optionalDay("tripDay")) ?? nil)
        }
        guard let trip else { throw StoreError(.corrupt, "read trip: transport or number") }
        self = trip
    }

    /// Writes the trip of a crossing that is written in the same transaction, and tells the journal. A record that
    /// replaces itself brings the trip that is there already.
    func store(with record: CrossingRecord, in db: Database, _ key: JournalKey) throws {
        let isThere = try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM crossingTrip WHERE crossingID = ?)"),
            arguments: [record.id.text])
        guard isThere != true else { return }
        try db.cachedStatement(
            sql: "INSERT INTO crossingTrip (crossingID, transport, number, day) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [record.id.text, transport.rawValue, number, day?.column])
        try JournalWriter(db, key).append(
            JournalEvent(.tripRecorded, lane: record.lane, details: ["transport": transport.rawValue]),
            about: .trip(record.id.text))
    }
}
