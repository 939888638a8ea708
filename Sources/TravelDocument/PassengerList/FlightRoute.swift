/// The places of a flight as they come: each TDT begins a leg, each LOC is a place, each DTM a time at it.
struct FlightRoute {
    private struct Place {
        var airport: String
        var departure: LocalDateTime?
        var arrival: LocalDateTime?
    }

    private var legs: [[Place]] = []

    /// Codes of LOC that are places of the flight: last departure (125), first arrival (87), next (92), final (130),
    /// and what some carriers write instead: departure (5), arrival (8).
    private static let placeCodes: Set<String> = ["125", "87", "92", "130", "5", "8"]

    mutating func beginLeg() { legs.append([]) }

    /// Takes a place; false when it is none of the flight, or no airport.
    mutating func take(_ segment: EDIFACTSegment) -> Bool {
        let airport = segment[1]
        let isCode =
            (3...4).contains(airport.utf8.count) && airport.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        guard Self.placeCodes.contains(segment[0]), isCode, let last = legs.indices.last,
            legs.reduce(0, { $0 + $1.count }) < Limits.listedPlaces
        else { return false }
        legs[last].append(Place(airport: airport))
        return true
    }

    /// Takes the time of the place before it: departure (189), arrival (232). False for another time, or without a
    /// place.
    ///
    /// - Throws: `dateTime` for a time that is none: the flight could not be found by it.
    mutating func takeTime(_ segment: EDIFACTSegment) throws(PassengerListError) -> Bool {
        guard ["189", "232"].contains(segment[0]), let leg = legs.indices.last, let place = legs[leg].indices.last
        else { return false }
        guard let time = EDIFACTDates.time(segment[0, 1], format: segment[0, 2]) else {
            throw PassengerListError(.dateTime, segment, "the time of the flight is none")
        }
        if segment[0] == "189" { legs[leg][place].departure = time } else { legs[leg][place].arrival = time }
        return true
    }

    /// The earliest day that the flight is told of; nil without any time.
    var firstDay: CivilDate? {
        legs.joined().flatMap { [$0.departure?.day, $0.arrival?.day] }.compactMap { $0 }.min()
    }

    /// From place to place.
    var sectors: [FlightSector] {
        legs.flatMap { places in
            zip(places, places.dropFirst()).map { from, to in
                FlightSector(from: from.airport, to: to.airport, departure: from.departure, arrival: to.arrival)
            }
        }
    }
}
