internal import BorderLaw
internal import TravelDocument
internal import UnifiedDatabase

/// A flight as JSON.
struct FlightDocument: Encodable {
    let id: Int64
    let number: String
    let day: CivilDate
    let direction: Direction
    let from: String
    let to: String
    /// By the clocks of their places.
    let departure: String?
    let arrival: String?

    init(_ flight: StoredFlight) {
        id = flight.id
        number = "\(flight.number)"
        day = flight.day
        direction = flight.direction
        from = flight.sector.from
        to = flight.sector.to
        departure = flight.sector.departure?.description
        arrival = flight.sector.arrival?.description
    }
}

/// A list as JSON, without its persons.
struct PassengerListDocument: Encodable {
    struct Note: Encodable {
        let code: String
        /// Of the interchange, from 1.
        let segment: Int
    }

    let id: Int64
    let kind: PassengerList.Kind
    let sender: String
    let interchange: String
    let reference: String
    let preparedAt: String
    let importedAt: String
    let importedBy: String
    let persons: Int
    let announced: Int?
    let notes: [Note]

    init(_ list: StoredPassengerList) {
        id = list.id
        kind = list.kind
        sender = list.sender
        interchange = list.interchange
        reference = list.reference
        preparedAt = "\(list.preparedAt)"
        importedAt = "\(list.importedAt)"
        importedBy = list.importedBy
        persons = list.personCount
        announced = list.announced
        notes = list.notes.map { Note(code: $0.code.rawValue, segment: $0.segment) }
    }
}

/// Expected against seen as JSON.
struct FlightReportDocument: Encodable {
    struct Crossing: Encodable {
        let id: String
        let time: String
        let result: String
        let issuer: String?
        let documentNumber: String?
        let primaryIdentifier: String?
        let secondaryIdentifier: String?
        let birthDate: CivilDate?
        let flight: String?

        init(_ crossing: SeenCrossing) {
            id = crossing.id
            time = "\(crossing.time)"
            result = crossing.result.rawValue
            issuer = crossing.issuer
            documentNumber = crossing.documentNumber
            primaryIdentifier = crossing.primaryIdentifier
            secondaryIdentifier = crossing.secondaryIdentifier
            birthDate = crossing.birthDate
            flight = crossing.flight
        }
    }

    struct Document: Encodable {
        let code: String
        let issuer: String?
        let number: String
        let expiryDate: CivilDate?
    }

    struct Person: Encodable {
        let role: ListedPerson.Role
        let primaryIdentifier: String
        let secondaryIdentifier: String
        let sex: Sex?
        let birthDate: CivilDate?
        let nationality: String?
        let documents: [Document]
        /// `crossed`, `referred`, `turnedBack`, `notSeen`, or `inTransit` for one who was not to come.
        let result: String
        /// By what the crossing was found: `number`, `nameAndBirthDate`, `near`.
        let match: ListMatchTier?
        let crossing: Crossing?

        init(_ person: ExpectedPerson) {
            role = person.role
            primaryIdentifier = person.primaryIdentifier
            secondaryIdentifier = person.secondaryIdentifier
            sex = person.sex
            birthDate = person.birthDate
            nationality = person.nationality
            documents = person.documents.map {
                Document(code: $0.code, issuer: $0.issuer, number: $0.number, expiryDate: $0.expiryDate)
            }
            result = person.seen?.result.rawValue ?? (person.role.isInTransit ? "inTransit" : "notSeen")
            match = person.match
            crossing = person.seen.map { Crossing($0) }
        }
    }

    let flight: FlightDocument
    let lists: [PassengerListDocument]
    let expected: Int
    let crossed: Int
    let missing: Int
    let persons: [Person]
    let unlisted: [Crossing]

    init(_ report: FlightReport) {
        flight = FlightDocument(report.flight)
        lists = report.lists.map { PassengerListDocument($0) }
        expected = report.persons.count { !$0.role.isInTransit }
        crossed = report.crossed.count
        missing = report.missing.count
        persons = report.persons.map { Person($0) }
        unlisted = report.unlisted.map { Crossing($0) }
    }
}
