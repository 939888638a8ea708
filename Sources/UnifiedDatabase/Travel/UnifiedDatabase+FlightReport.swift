package import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase {
    /// Who is on the lists of a flight, who of them was seen here, and who named the flight and is on none; nil for a
    /// flight that is not there.
    ///
    /// A traveller or kiosk may have named the flight by either code of its carrier (the tables of the flight's day).
    /// Crossings count from twelve hours before the time table to a day after it, in the flight's direction.
    package func flightReport(
        _ id: Int64, rulebooks: RulebookShelf = .standard
    ) async throws(StoreError) -> FlightReport? {
        let found = try await read("read flight") { db -> Gathered? in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM flight WHERE id = ?", arguments: [id]) else {
                return nil
            }
            let flight = try StoredFlight(row: row)
            let forms = rulebooks.carriers(on: flight.day).forms(of: flight.number)
            return Gathered(
                flight: flight, lists: try Self.listsInForce(of: id, in: db),
                persons: try Self.expectedPersons(of: id, in: db),
                crossings: try Self.crossings(around: flight, named: Set(forms.map(\.description)), in: db))
        }
        guard let found else { return nil }
        // Contents are opened and names folded outside of the access, which others wait for.
        let crossings: [SeenCrossing]
        do {
            crossings = try found.crossings.map { try $0.opened(with: contentKeys) }
        } catch {
            throw StoreError(error, while: "read flight")
        }
        var matching = FlightMatching(found.persons, crossings)
        let (persons, unlisted) = matching.run()
        return FlightReport(flight: found.flight, lists: found.lists, persons: persons, unlisted: unlisted)
    }

    private struct Gathered: Sendable {
        let flight: StoredFlight
        let lists: [StoredPassengerList]
        let persons: [ExpectedPerson]
        let crossings: [SealedCrossing]
    }

    /// A crossing whose holder's names are still sealed.
    private struct SealedCrossing: Sendable {
        var crossing: SeenCrossing
        let sealed: [UInt8]

        func opened(with keys: ContentKeys) throws -> SeenCrossing {
            let page = try CrossingContent(opening: sealed, of: crossing.id, with: keys).document
            var crossing = crossing
            crossing.primaryIdentifier = page?.primaryIdentifier
            crossing.secondaryIdentifier = page?.secondaryIdentifier
            crossing.birthDate = page?.birthDate
            return crossing
        }
    }

    private static func expectedPersons(of flight: Int64, in db: Database) throws -> [ExpectedPerson] {
        var documents: [Int64: [ListedDocument]] = [:]
        let found = try Row.fetchCursor(
            db,
            sql: """
                SELECT listedDocument.* FROM passengerList
                JOIN listedPerson ON listID = passengerList.id
                JOIN listedDocument ON personID = listedPerson.id
                WHERE flightID = ? AND replacedAt IS NULL ORDER BY personID, listedDocument.position
                """, arguments: [flight])
        while let row = try found.next() {
            documents[try row.decode(forColumn: "personID"), default: []].append(
                ListedDocument(
                    code: try row.decode(forColumn: "code"), number: try row.decode(forColumn: "number"),
                    issuer: try row.decode(forColumn: "issuer"), expiryDate: try row.optionalDay("expiryDate")))
        }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT listedPerson.* FROM passengerList JOIN listedPerson ON listID = passengerList.id
                WHERE flightID = ? AND replacedAt IS NULL ORDER BY kind DESC, position
                """, arguments: [flight]
        ).map { row in
            ExpectedPerson(
                role: try row.word("role"), primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
                secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
                sex: try row.decode(String?.self, forColumn: "sex").flatMap { Sex(rawValue: $0) },
                birthDate: try row.optionalDay("birthDate"), nationality: try row.decode(forColumn: "nationality"),
                documents: documents[try row.decode(forColumn: "id")] ?? [])
        }
    }

    /// Crossings of the direction in the time of the flight. Ids begin with their time, so that the primary key finds
    /// them.
    private static func crossings(
        around flight: StoredFlight, named names: Set<String>, in db: Database
    ) throws -> [SealedCrossing] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT crossing.id, startedAt, state, issuer, documentNumber, \(borderWasCrossed) AS isCrossed,
                    sealedContent, crossingTrip.number AS tripNumber, crossingTrip.day AS tripDay
                FROM crossing LEFT JOIN crossingTrip ON crossingID = crossing.id AND transport = 'air'
                WHERE crossing.id >= ? AND crossing.id < ? AND direction = ? ORDER BY crossing.id LIMIT ?
                """,
            arguments: [
                prefix(of: flight.scheduledAt.milliseconds - Limits.flightLead),
                prefix(of: flight.scheduledAt.milliseconds + Limits.flightDelay), flight.direction.rawValue,
                Limits.crossingsPerFlight,
            ])
        let others = try otherTimes(of: flight, named: names, in: db)
        var seen: [SealedCrossing] = []
        while let row = try rows.next() {
            seen.append(
                SealedCrossing(
                    crossing: try SeenCrossing(row: row, flight, names, others),
                    sealed: try row.bytes("sealedContent")))
        }
        return seen
    }

    /// When other flights of the same number and direction are due, as far as a crossing may be theirs.
    private static func otherTimes(
        of flight: StoredFlight, named names: Set<String>, in db: Database
    ) throws -> [Int64] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM flight WHERE id <> ? AND direction = ? AND scheduledAt BETWEEN ? AND ? ORDER BY id LIMIT ?
                """,
            arguments: [
                flight.id, flight.direction.rawValue, flight.scheduledAt.milliseconds - 2 * Limits.flightDelay,
                flight.scheduledAt.milliseconds + 2 * Limits.flightDelay, Limits.flightsPerPage,
            ]
        ).map { try StoredFlight(row: $0) }.filter { names.contains($0.number.description) }
            .map(\.scheduledAt.milliseconds)
    }

    /// What ids of a moment begin with (``CrossingID``): 48 bits of milliseconds.
    private static func prefix(of milliseconds: Int64) -> String {
        let digits = String(max(0, milliseconds), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return "\(padded.prefix(8))-\(padded.dropFirst(8))"
    }
}

extension SeenCrossing {
    /// - Parameter others: when other flights of the same number are due.
    fileprivate init(row: Row, _ flight: StoredFlight, _ names: Set<String>, _ others: [Int64]) throws {
        let time = try row.time("startedAt")
        let number = try row.decode(String?.self, forColumn: "tripNumber")
        // Without a day it is the flight of that number that is nearest: who crosses before midnight may leave after it.
        func distance(_ due: Int64) -> Int64 { abs(time.milliseconds - due) }
        let own = distance(flight.scheduledAt.milliseconds)
        let isItsTime =
            try row.optionalDay("tripDay").map { $0 == flight.day } ?? others.allSatisfy { own <= distance($0) }
        let state: CrossingState = try row.word("state")
        let isCrossed = try row.decode(Bool.self, forColumn: "isCrossed")
        self.init(
            id: try row.decode(forColumn: "id"), time: time,
            result: isCrossed ? .crossed : state == .referred ? .referred : .turnedBack,
            issuer: try row.decode(forColumn: "issuer"), documentNumber: try row.decode(forColumn: "documentNumber"),
            flight: number,
            saysThisFlight: isItsTime && number.map(names.contains) == true)
    }
}
