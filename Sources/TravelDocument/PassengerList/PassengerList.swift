/// An interchange of passenger lists: what one carrier sent at one time.
///
/// UN/EDIFACT message PAXLST (directories D.02B to D.15B) as the Advance Passenger Information guidelines of WCO, IATA
/// and ICAO use it (Appendix IIA, PAXLST implementation guide). Everything here is the carrier's claim.
package struct PassengerInterchange: Sendable, Equatable {
    package var sender: String
    package var recipient: String
    /// By the sender's clock.
    package var preparedAt: LocalDateTime
    /// The sender's number for this interchange.
    package var reference: String
    /// In the order of the messages; parts of one list stand apart.
    package var lists: [PassengerList]
}

/// One message: passengers or crew of one flight, or a part of them.
package struct PassengerList: Sendable, Equatable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// BGM 745.
        case passengers
        /// BGM 250.
        case crew
    }

    /// Which part of a list that was too long for one message (UNH, composite S010).
    package struct Part: Sendable, Equatable {
        /// Counted from 1.
        package var number: Int
        package var isLast: Bool
    }

    /// Message reference number of UNH.
    package var reference: String
    /// Common access reference of UNH: the same in all parts of a list; empty when there is none.
    package var accessReference: String
    /// Nil when the message is the whole list.
    package var part: Part?
    package var kind: Kind
    package var flight: FlightDesignator
    /// The way of the flight, each stretch once.
    package var sectors: [FlightSector]
    package var persons: [ListedPerson]
    /// What CNT counts; nil when it is missing.
    package var announced: Int?
    /// In the order of the segments; at most ``Limits/listNotes``.
    package var notes: [PassengerListNote]
}

/// One stretch of a flight, with the times of the time table, each by the clock of its place.
package struct FlightSector: Sendable, Hashable {
    /// Three-letter code of IATA, or four letters of ICAO.
    package var from: String
    package var to: String
    package var departure: LocalDateTime?
    package var arrival: LocalDateTime?

    package init(from: String, to: String, departure: LocalDateTime? = nil, arrival: LocalDateTime? = nil) {
        self.from = from
        self.to = to
        self.departure = departure
        self.arrival = arrival
    }
}

/// Somebody on the list. Addresses, telephone numbers, bookings and baggage, which messages may carry too, are passed
/// over: they are not needed at the border.
package struct ListedPerson: Sendable, Hashable {
    /// Function codes of NAD.
    package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        /// FL
        case passenger
        /// FM
        case crew
        /// DDU: stays in the transit area, so is not expected at a lane.
        case transitPassenger
        /// DDT: the same of a crew member.
        case transitCrew

        package var isCrew: Bool { self == .crew || self == .transitCrew }
        package var isInTransit: Bool { self == .transitPassenger || self == .transitCrew }
    }

    package var role: Role
    /// Empty when it is missing.
    package var primaryIdentifier: String
    /// Given names, with a blank between them.
    package var secondaryIdentifier: String
    package var sex: Sex?
    package var birthDate: CivilDate?
    /// As it is written; three capitals as a rule.
    package var nationality: String?
    /// At most ``Limits/listedDocuments``; travel documents before others.
    package var documents: [ListedDocument]
    /// Where the person begins in the interchange, counted from 1.
    package var segment: Int
}

/// A document of a listed person.
package struct ListedDocument: Sendable, Hashable {
    /// P, I, AC, V …
    package var code: String
    package var number: String
    package var issuer: String?
    package var expiryDate: CivilDate?

    package init(code: String, number: String, issuer: String?, expiryDate: CivilDate?) {
        self.code = code
        self.number = number
        self.issuer = issuer
        self.expiryDate = expiryDate
    }

    /// A visa goes beside a passport; nobody is found by it.
    package var isVisa: Bool { code.hasPrefix("V") }
}
