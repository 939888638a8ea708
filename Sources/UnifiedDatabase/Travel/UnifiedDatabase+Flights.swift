package import BorderLaw
package import Checkpoint
internal import Support
package import TravelDocument

extension UnifiedDatabase: FlightStore {
    /// Imports lists; see ``FlightStore/importLists(of:airport:officer:rulebooks:)``.
    package func importLists(
        of interchanges: [PassengerInterchange], airport: String, officer: String, rulebooks: RulebookShelf
    ) async throws(FlightImportError) -> [ImportedListDocument] {
        let batch: PassengerListImport
        do throws(PassengerListImportFault) {
            batch = try PassengerListImport(
                interchanges, airport: airport, officer: officer, rulebooks: rulebooks)
        } catch {
            throw .refused(code: error.code.rawValue, reason: error.reason)
        }
        do throws(PassengerListStoreError) {
            return try await importPassengerLists(batch).map { ImportedListDocument($0) }
        } catch {
            switch error {
            case .fault(let fault): throw .refused(code: fault.code.rawValue, reason: fault.reason)
            case .store(let error): throw .store(error)
            }
        }
    }

    /// Flights with their lists; see ``FlightStore/flightListings(on:limit:)``.
    package func flightListings(on day: CivilDate?, limit: Int) async throws(StoreError) -> [FlightListing] {
        try await flights(on: day, limit: limit).map { FlightListing($0) }
    }

    /// Expected against seen; see ``FlightStore/flightReportDocument(_:rulebooks:)``.
    package func flightReportDocument(
        _ id: Int64, rulebooks: RulebookShelf
    ) async throws(StoreError) -> FlightReportDocument? {
        try await flightReport(id, rulebooks: rulebooks).map { FlightReportDocument($0) }
    }
}

extension FlightDocument {
    fileprivate init(_ flight: StoredFlight) {
        self.init(
            id: flight.id, number: "\(flight.number)", day: flight.day, direction: flight.direction,
            from: flight.sector.from, to: flight.sector.to, departure: flight.sector.departure?.description,
            arrival: flight.sector.arrival?.description)
    }
}

extension PassengerListDocument {
    fileprivate init(_ list: StoredPassengerList) {
        self.init(
            id: list.id, kind: list.kind, sender: list.sender, interchange: list.interchange,
            reference: list.reference, preparedAt: "\(list.preparedAt)", importedAt: "\(list.importedAt)",
            importedBy: list.importedBy, persons: list.personCount, announced: list.announced,
            notes: list.notes.map { Note(code: $0.code.rawValue, segment: $0.segment) })
    }
}

extension FlightListing {
    package init(_ row: FlightRow) {
        self.init(flight: FlightDocument(row.flight), lists: row.lists.map { PassengerListDocument($0) })
    }
}

extension ImportedListDocument {
    package init(_ outcome: PassengerListOutcome) {
        self.init(
            flight: FlightDocument(outcome.flight), list: PassengerListDocument(outcome.list),
            effect: outcome.effect.rawValue)
    }
}

extension FlightReportDocument {
    package init(_ report: FlightReport) {
        self.init(
            flight: FlightDocument(report.flight), lists: report.lists.map { PassengerListDocument($0) },
            expected: report.persons.count { !$0.role.isInTransit }, crossed: report.crossed.count,
            missing: report.missing.count, persons: report.persons.map { Person($0) },
            unlisted: report.unlisted.map { Crossing($0) })
    }
}

extension FlightReportDocument.Person {
    fileprivate init(_ person: ExpectedPerson) {
        self.init(
            role: person.role, primaryIdentifier: person.primaryIdentifier,
            secondaryIdentifier: person.secondaryIdentifier, sex: person.sex, birthDate: person.birthDate,
            nationality: person.nationality,
            documents: person.documents.map {
                FlightReportDocument.Document(
                    code: $0.code, issuer: $0.issuer, number: $0.number, expiryDate: $0.expiryDate)
            },
            result: person.seen?.result.rawValue ?? (person.role.isInTransit ? "inTransit" : "notSeen"),
            match: person.match, crossing: person.seen.map { FlightReportDocument.Crossing($0) })
    }
}

extension FlightReportDocument.Crossing {
    fileprivate init(_ crossing: SeenCrossing) {
        self.init(
            id: crossing.id, time: "\(crossing.time)", result: crossing.result.rawValue, issuer: crossing.issuer,
            documentNumber: crossing.documentNumber, primaryIdentifier: crossing.primaryIdentifier,
            secondaryIdentifier: crossing.secondaryIdentifier, birthDate: crossing.birthDate, flight: crossing.flight)
    }
}
