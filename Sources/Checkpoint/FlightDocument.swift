package import BorderLaw
package import TravelDocument

/// A flight as it is shown.
package struct FlightDocument: Encodable, Sendable {
    package let id: Int64
    package let number: String
    package let day: CivilDate
    package let direction: Direction
    package let from: String
    package let to: String
    /// By the clocks of their places.
    package let departure: String?
    package let arrival: String?

    package init(
        id: Int64, number: String, day: CivilDate, direction: Direction, from: String, to: String,
        departure: String?, arrival: String?
    ) {
        self.id = id
        self.number = number
        self.day = day
        self.direction = direction
        self.from = from
        self.to = to
        self.departure = departure
        self.arrival = arrival
    }
}

/// A carrier's list as it is shown, without its persons.
package struct PassengerListDocument: Encodable, Sendable {
    package struct Note: Encodable, Sendable {
        package let code: String
        /// Of the interchange, from 1.
        package let segment: Int

        package init(code: String, segment: Int) {
            self.code = code
            self.segment = segment
        }
    }

    package let id: Int64
    package let kind: PassengerList.Kind
    package let sender: String
    package let interchange: String
    package let reference: String
    package let preparedAt: String
    package let importedAt: String
    package let importedBy: String
    package let persons: Int
    package let announced: Int?
    package let notes: [Note]

    package init(
        id: Int64, kind: PassengerList.Kind, sender: String, interchange: String, reference: String,
        preparedAt: String, importedAt: String, importedBy: String, persons: Int, announced: Int?, notes: [Note]
    ) {
        self.id = id
        self.kind = kind
        self.sender = sender
        self.interchange = interchange
        self.reference = reference
        self.preparedAt = preparedAt
        self.importedAt = importedAt
        self.importedBy = importedBy
        self.persons = persons
        self.announced = announced
        self.notes = notes
    }
}

/// A flight with the lists in force.
package struct FlightListing: Encodable, Sendable {
    package let flight: FlightDocument
    package let lists: [PassengerListDocument]

    package init(flight: FlightDocument, lists: [PassengerListDocument]) {
        self.flight = flight
        self.lists = lists
    }
}

/// What the import of one list has done.
package struct ImportedListDocument: Encodable, Sendable {
    package let flight: FlightDocument
    package let list: PassengerListDocument
    /// `imported`, `replaced`, `unchanged`.
    package let effect: String

    package init(flight: FlightDocument, list: PassengerListDocument, effect: String) {
        self.flight = flight
        self.list = list
        self.effect = effect
    }
}

/// Expected against seen as it is shown.
package struct FlightReportDocument: Encodable, Sendable {
    package struct Crossing: Encodable, Sendable {
        package let id: String
        package let time: String
        package let result: String
        package let issuer: String?
        package let documentNumber: String?
        package let primaryIdentifier: String?
        package let secondaryIdentifier: String?
        package let birthDate: CivilDate?
        package let flight: String?

        package init(
            id: String, time: String, result: String, issuer: String?, documentNumber: String?,
            primaryIdentifier: String?, secondaryIdentifier: String?, birthDate: CivilDate?, flight: String?
        ) {
            self.id = id
            self.time = time
            self.result = result
            self.issuer = issuer
            self.documentNumber = documentNumber
            self.primaryIdentifier = primaryIdentifier
            self.secondaryIdentifier = secondaryIdentifier
            self.birthDate = birthDate
            self.flight = flight
        }
    }

    package struct Document: Encodable, Sendable {
        package let code: String
        package let issuer: String?
        package let number: String
        package let expiryDate: CivilDate?

        package init(code: String, issuer: String?, number: String, expiryDate: CivilDate?) {
            self.code = code
            self.issuer = issuer
            self.number = number
            self.expiryDate = expiryDate
        }
    }

    package struct Person: Encodable, Sendable {
        package let role: ListedPerson.Role
        package let primaryIdentifier: String
        package let secondaryIdentifier: String
        package let sex: Sex?
        package let birthDate: CivilDate?
        package let nationality: String?
        package let documents: [Document]
        /// `crossed`, `referred`, `turnedBack`, `notSeen`, or `inTransit` for one who was not to come.
        package let result: String
        /// By what the crossing was found: `number`, `nameAndBirthDate`, `near`.
        package let match: ListMatchTier?
        package let crossing: Crossing?

        package init(
            role: ListedPerson.Role, primaryIdentifier: String, secondaryIdentifier: String, sex: Sex?,
            birthDate: CivilDate?, nationality: String?, documents: [Document], result: String,
            match: ListMatchTier?, crossing: Crossing?
        ) {
            self.role = role
            self.primaryIdentifier = primaryIdentifier
            self.secondaryIdentifier = secondaryIdentifier
            self.sex = sex
            self.birthDate = birthDate
            self.nationality = nationality
            self.documents = documents
            self.result = result
            self.match = match
            self.crossing = crossing
        }
    }

    package let flight: FlightDocument
    package let lists: [PassengerListDocument]
    package let expected: Int
    package let crossed: Int
    package let missing: Int
    package let persons: [Person]
    package let unlisted: [Crossing]

    package init(
        flight: FlightDocument, lists: [PassengerListDocument], expected: Int, crossed: Int, missing: Int,
        persons: [Person], unlisted: [Crossing]
    ) {
        self.flight = flight
        self.lists = lists
        self.expected = expected
        self.crossed = crossed
        self.missing = missing
        self.persons = persons
        self.unlisted = unlisted
    }
}

/// Why lists were not imported; what was there stays.
package enum FlightImportError: Error, Sendable, Equatable {
    /// They do not fit this checkpoint, each other, or what is in force; without anything personal.
    case refused(code: String, reason: String)
    case store(StoreError)
}

/// Flights, their lists, and who of them came.
package protocol FlightStore: Sendable {
    /// Imports the lists of interchanges that belong together, all of them or none.
    ///
    /// - Parameters:
    ///   - airport: code of this checkpoint's airport, as the carriers write it.
    ///   - officer: who answers for it.
    ///   - rulebooks: the tables of all days: one flight under both codes of its carrier is one.
    func importLists(
        of interchanges: [PassengerInterchange], airport: String, officer: String, rulebooks: RulebookShelf
    ) async throws(FlightImportError) -> [ImportedListDocument]

    /// Flights by their time here, the latest first.
    ///
    /// - Parameter day: only those of this day; nil for all.
    func flightListings(on day: CivilDate?, limit: Int) async throws(StoreError) -> [FlightListing]

    /// Expected against seen; nil for a flight that is not there.
    func flightReportDocument(
        _ id: Int64, rulebooks: RulebookShelf
    ) async throws(StoreError) -> FlightReportDocument?
}
