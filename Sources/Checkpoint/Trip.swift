package import TravelDocument

/// With what a traveller comes or goes: a flight, a train, a vehicle (аяллын дугаар; the unified database has it as
/// travelNumber and transportTypeName).
///
/// The number stands in one form, so that what a kiosk scanned and what a carrier announced are found to be the same.
package struct Trip: Sendable, Hashable {
    package enum Transport: String, Codable, Sendable, CaseIterable {
        /// The number is a flight's.
        case air
        /// The number is a train's.
        case rail
        /// The number is on the vehicle's plate.
        case road
    }

    package let transport: Transport
    /// Capitals, without blanks and hyphens; of a flight without leading zeros.
    package let number: String
    /// The day of the time table at this checkpoint; nil for the one that is nearest to the
    /// crossing.
    package let day: CivilDate?

    /// Nil for a number that the transport cannot have: letters and digits, at most 16, of a flight
    /// ``FlightDesignator``.
    package init?(_ transport: Transport, number: String, day: CivilDate? = nil) {
        self.transport = transport
        self.day = day
        switch transport {
        case .air:
            guard let flight = FlightDesignator(number.filter { $0 != "-" }) else { return nil }
            self.number = flight.description
        case .rail, .road:
            guard number.utf8.count <= Limits.tripNumberBytes else { return nil }
            let text = number.uppercased().filter { $0 != " " && $0 != "-" }
            guard (1...Limits.tripNumberCharacters).contains(text.count),
                text.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) })
            else { return nil }
            self.number = text
        }
    }
}

extension Trip: Codable {
    private enum CodingKeys: CodingKey {
        case transport, number, day
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let trip = Trip(
            try container.decode(Transport.self, forKey: .transport),
            number: try container.decode(String.self, forKey: .number),
            day: try container.decodeIfPresent(CivilDate.self, forKey: .day))
        guard let trip else {
            throw DecodingError.dataCorruptedError(
                forKey: .number, in: container, debugDescription: "not a number of this transport")
        }
        self = trip
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(transport, forKey: .transport)
        try container.encode(number, forKey: .number)
        try container.encodeIfPresent(day, forKey: .day)
    }
}
