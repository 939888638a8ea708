internal import BorderLaw
package import Checkpoint
internal import GRDB
package import Support
package import TravelDocument

/// Why an import of passenger lists failed; what was there stays.
package enum PassengerListStoreError: Error, Sendable, Equatable {
    case fault(PassengerListImportFault)
    case store(StoreError)
}

extension UnifiedDatabase {
    /// Imports lists in one transaction: each takes the place of the one of its flight and kind, whose persons are
    /// erased. A list that was prepared before the one in force is refused, and with it everything.
    package func importPassengerLists(
        _ batch: PassengerListImport, now: UnixTime = .now()
    ) async throws(PassengerListStoreError) -> [PassengerListOutcome] {
        let key = journalKey
        let outcome: Result<[PassengerListOutcome], PassengerListImportFault>
        do throws(StoreError) {
            outcome = try await write("import passenger lists") { db in
                try Officer.require(batch.officer, in: db)
                // A fault found half-way takes back what was written before it.
                var fault: PassengerListImportFault?
                var outcomes: [PassengerListOutcome] = []
                try db.inSavepoint {
                    do {
                        for item in batch.items {
                            outcomes.append(try item.store(by: batch.officer, at: now, in: db, key))
                        }
                        return .commit
                    } catch let found as PassengerListImportFault {
                        fault = found
                        return .rollback
                    }
                }
                return fault.map { .failure($0) } ?? .success(outcomes)
            }
        } catch {
            throw .store(error)
        }
        switch outcome {
        case .success(let outcomes): return outcomes
        case .failure(let fault): throw .fault(fault)
        }
    }

    /// Flights by their time at this checkpoint, the latest first, at most ``Limits/flightsPerPage``.
    ///
    /// - Parameter day: only those of this day; nil for all.
    package func flights(on day: CivilDate?, limit: Int) async throws(StoreError) -> [FlightRow] {
        let count = min(max(limit, 0), Limits.flightsPerPage)
        return try await read("list flights") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM flight WHERE ? IS NULL OR day = ? ORDER BY scheduledAt DESC, id DESC LIMIT ?
                    """, arguments: [day?.column, day?.column, count]
            ).map { row in
                let flight = try StoredFlight(row: row)
                return FlightRow(flight: flight, lists: try Self.listsInForce(of: flight.id, in: db))
            }
        }
    }

    /// Erases the persons of a list with their documents; how many there were.
    @discardableResult
    static func erasePersons(ofList id: Int64, in db: Database) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM listedDocument WHERE personID IN (SELECT id FROM listedPerson WHERE listID = ?)
                """, arguments: [id])
        try db.execute(sql: "DELETE FROM listedPerson WHERE listID = ?", arguments: [id])
        return db.changesCount
    }

    /// The lists of a flight that count now, passengers before crew.
    static func listsInForce(of flight: Int64, in db: Database) throws -> [StoredPassengerList] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT * FROM passengerList WHERE flightID = ? AND replacedAt IS NULL ORDER BY kind DESC"),
            arguments: [flight]
        ).map { try StoredPassengerList(row: $0) }
    }
}

extension PassengerListImport.Item {
    /// Writes the flight and its list.
    fileprivate func store(
        by officer: String, at now: UnixTime, in db: Database, _ key: JournalKey
    ) throws -> PassengerListOutcome {
        let flight = try storeFlight(in: db, key)
        let former = try UnifiedDatabase.listsInForce(of: flight.id, in: db).first { $0.kind == list.kind }
        if let former {
            if try former.isSame(as: self, in: db) {
                return PassengerListOutcome(flight: flight, list: former, effect: .unchanged)
            }
            guard former.preparedAt <= interchange.preparedAt else {
                throw PassengerListImportFault(
                    .order, "the list of \(list.flight) in force was prepared later, \(former.preparedAt)")
            }
            try former.replace(at: now, in: db, key)
        }
        let id = try insertList(flight.id, officer, now, in: db)
        var details = [
            "flight": "\(list.flight)", "day": flight.day.column, "direction": direction.rawValue,
            "kind": list.kind.rawValue, "persons": "\(list.persons.count)", "officer": officer,
        ]
        if let former { details["replaces"] = "\(former.id)" }
        try JournalWriter(db, key).append(
            JournalEvent(.passengerListImported, details: details), about: .passengerList(id))
        guard let stored = try UnifiedDatabase.listsInForce(of: flight.id, in: db).first(where: { $0.id == id }) else {
            throw StoreError(.corrupt, "import passenger lists: the list is not there")
        }
        return PassengerListOutcome(flight: flight, list: stored, effect: former == nil ? .imported : .replaced)
    }

    /// The number under which the flight stands already, whichever code of its carrier it was; else the common one.
    private func storedNumber(in db: Database) throws -> FlightDesignator {
        let first = numbers.first ?? list.flight
        return try numbers.first { number in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM flight WHERE number = ? AND day = ? AND direction = ?)",
                arguments: [number.description, scheduled.day.column, direction.rawValue]) == true
        } ?? first
    }

    /// The flight's line, made or brought up to date.
    private func storeFlight(in db: Database, _ key: JournalKey) throws -> StoredFlight {
        let number = try storedNumber(in: db)
        try db.execute(
            sql: """
                INSERT INTO flight (
                    carrier, number, day, direction, origin, destination, departure, arrival, scheduledAt
                ) VALUES (:carrier, :number, :day, :direction, :origin, :destination, :departure, :arrival, :scheduled)
                ON CONFLICT (number, day, direction) DO UPDATE SET
                    origin = excluded.origin, destination = excluded.destination, departure = excluded.departure,
                    arrival = excluded.arrival, scheduledAt = excluded.scheduledAt
                WHERE origin <> excluded.origin OR destination <> excluded.destination
                    OR departure IS NOT excluded.departure OR arrival IS NOT excluded.arrival
                """,
            arguments: [
                "carrier": number.carrier, "number": "\(number)", "day": scheduled.day.column,
                "direction": direction.rawValue, "origin": sector.from, "destination": sector.to,
                "departure": sector.departure?.description, "arrival": sector.arrival?.description,
                "scheduled": UlaanbaatarCalendar.moment(of: scheduled).milliseconds,
            ])
        let changed = db.changesCount > 0
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM flight WHERE number = ? AND day = ? AND direction = ?",
            arguments: ["\(number)", scheduled.day.column, direction.rawValue])
        guard let row else { throw StoreError(.corrupt, "find flight: it is not there") }
        let flight = try StoredFlight(row: row)
        if changed {
            try JournalWriter(db, key).append(
                JournalEvent(.flightRecorded, details: ["flight": "\(number)", "day": scheduled.day.column]),
                about: .flight(flight.id))
        }
        return flight
    }

    private func insertList(_ flight: Int64, _ officer: String, _ now: UnixTime, in db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO passengerList (
                    flightID, kind, sender, interchange, reference, preparedAt, importedAt, importedBy, personCount,
                    announced, notes
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                flight, list.kind.rawValue, interchange.sender, interchange.reference, list.reference,
                interchange.preparedAt.description, now.milliseconds, officer, list.persons.count, list.announced,
                try StoredJSON.text(list.notes.map(StoredNote.init)),
            ])
        let id = db.lastInsertedRowID
        let persons = try db.cachedStatement(
            sql: """
                INSERT INTO listedPerson (
                    listID, position, role, primaryIdentifier, secondaryIdentifier, sex, birthDate, nationality
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let documents = try db.cachedStatement(
            sql: """
                INSERT INTO listedDocument (personID, position, code, issuer, number, expiryDate)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        for (position, person) in list.persons.enumerated() {
            try persons.execute(arguments: StatementArguments(stored: [id.databaseValue] + person.values(position)))
            let personID = db.lastInsertedRowID
            for values in person.documentValues {
                try documents.execute(arguments: StatementArguments(stored: [personID.databaseValue] + values))
            }
        }
        return id
    }
}

extension ListedPerson {
    /// What the row of a person tells, with the place on the list.
    fileprivate func values(_ position: Int) -> [DatabaseValue] {
        let values: [(any DatabaseValueConvertible)?] = [
            position, role.rawValue, primaryIdentifier, secondaryIdentifier, sex?.rawValue, birthDate?.column,
            nationality,
        ]
        return values.map { $0?.databaseValue ?? .null }
    }

    /// The same for documents; visas and numbers that are missing find nobody.
    fileprivate var documentValues: [[DatabaseValue]] {
        documents.enumerated().compactMap { place, document in
            guard !document.isVisa, let number = SearchKey.document(document.number) else { return nil }
            let values: [(any DatabaseValueConvertible)?] = [
                place, document.code, document.issuer.map(SearchKey.issuer), number, document.expiryDate?.column,
            ]
            return values.map { $0?.databaseValue ?? .null }
        }
    }
}

extension StoredPassengerList {
    /// The same interchange once more, with the same persons: carriers have sent corrections under the references and the
    /// time of what they correct.
    fileprivate func isSame(as item: PassengerListImport.Item, in db: Database) throws -> Bool {
        guard
            sender == item.interchange.sender && interchange == item.interchange.reference
                && reference == item.list.reference && preparedAt == item.interchange.preparedAt
                && personCount == item.list.persons.count
        else { return false }
        let persons = try Row.fetchAll(
            db,
            sql: """
                SELECT position, role, primaryIdentifier, secondaryIdentifier, sex, birthDate, nationality
                FROM listedPerson WHERE listID = ? ORDER BY position
                """, arguments: [id])
        // Those whose time is over are not told any more.
        guard !persons.isEmpty else { return true }
        let documents = try Row.fetchAll(
            db,
            sql: """
                SELECT listedPerson.position, listedDocument.position, code, issuer, number, expiryDate
                FROM listedDocument JOIN listedPerson ON listedPerson.id = personID
                WHERE listID = ? ORDER BY listedPerson.position, listedDocument.position
                """, arguments: [id])
        return persons.map { Array($0.databaseValues) } == item.list.persons.enumerated().map { $1.values($0) }
            && documents.map { Array($0.databaseValues) }
                == item.list.persons.enumerated().flatMap { position, person in
                    person.documentValues.map { [position.databaseValue] + $0 }
                }
    }

    /// Takes the list out of force and erases its persons: what the carrier has taken back is nobody's business.
    fileprivate func replace(at now: UnixTime, in db: Database, _ key: JournalKey) throws {
        let erased = try UnifiedDatabase.erasePersons(ofList: id, in: db)
        try db.execute(
            sql: "UPDATE passengerList SET replacedAt = ? WHERE id = ?", arguments: [now.milliseconds, id])
        try JournalWriter(db, key).append(
            JournalEvent(.passengerListReplaced, details: ["personsErased": "\(erased)"]), about: .passengerList(id))
    }
}
