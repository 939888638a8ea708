/// One message from its UNH to its UNT, segment by segment.
struct PassengerListReading {
    /// How far the message has come: each segment says what it belongs to.
    private enum Place {
        case header
        case transport
        case person
        case totals
    }

    private let header: EDIFACTSegment
    private let part: PassengerList.Part?
    private let today: CivilDate
    private var place = Place.header
    private var kind: PassengerList.Kind?
    private var flight: FlightDesignator?
    private var route = FlightRoute()
    private var person: ListedPersonReading?
    private var persons: [ListedPerson] = []
    private var announced: Int?
    private var documents: Set<String> = []
    private var notes: [PassengerListNote] = []

    /// - Throws: `kind` for a message that is no PAXLST, `reference` for one without a reference.
    init(_ header: EDIFACTSegment, today: CivilDate) throws(PassengerListError) {
        guard header[1] == "PAXLST", header[1, 1] == "D" else {
            throw PassengerListError(.kind, header, "not a PAXLST message of a directory D")
        }
        guard !header[0].isEmpty else { throw PassengerListError(.reference, header, "the reference is missing") }
        self.header = header
        self.today = today
        part = try Self.part(header)
        if !Self.releases.contains(header[1, 2]) { note(.otherRelease, at: header.number) }
    }

    /// Releases of the directory that the guides of WCO, IATA and ICAO name.
    private static let releases: Set<String> = ["02B", "05B", "12B", "15B"]

    /// UNH, composite S010: a number, and C in the first or F in the last part; a list in one message says `01:F` or
    /// nothing at all.
    private static func part(_ header: EDIFACTSegment) throws(PassengerListError) -> PassengerList.Part? {
        guard !header[3].isEmpty else { return nil }
        guard let number = DigitText.number(header[3].utf8), (1...99).contains(number) else {
            throw PassengerListError(.order, header, "the part of the list has no number")
        }
        let isLast = header[3, 1] == "F"
        return number == 1 && header[3, 1] != "C" ? nil : PassengerList.Part(number: number, isLast: isLast)
    }

    /// Takes a segment between UNH and UNT.
    mutating func take(_ segment: EDIFACTSegment) throws(PassengerListError) {
        switch segment.tag {
        case "BGM": try takeKind(segment)
        case "TDT": try takeTransport(segment)
        case "NAD": try takeName(segment)
        case "LOC": takePlace(segment)
        case "DTM": try takeTime(segment)
        case "CNT": try takeTotal(segment)
        case "UNH", "UNB", "UNG", "UNE", "UNZ":
            throw PassengerListError(.order, segment, "the message before it has no UNT")
        default:
            if person?.take(segment, today: today) == true { return }
            if !Self.passedOver.contains(segment.tag) { note(.unexpectedSegment, at: segment.number) }
        }
    }

    /// Segments of PAXLST that say nothing that is kept: references, contacts, baggage, employment, quality of data.
    private static let passedOver: Set<String> = ["RFF", "COM", "CTA", "MEA", "FTX", "GEI", "EMP", "QTY", "CPI", "GIR"]

    /// The message with everything that was read.
    mutating func finish(_ trailer: EDIFACTSegment) throws(PassengerListError) -> PassengerList {
        try endPerson()
        guard let kind else { throw PassengerListError(.kind, trailer, "BGM is missing") }
        guard let flight else { throw PassengerListError(.flight, trailer, "there is no flight (TDT 20)") }
        let sectors = route.sectors
        guard !sectors.isEmpty else {
            throw PassengerListError(.flight, trailer, "the flight has no places of departure and arrival")
        }
        for person in persons where person.role.isCrew != (kind == .crew) {
            note(.roleOfOtherList, at: person.segment)
        }
        if announced == nil {
            note(.countMissing, at: trailer.number)
        } else if part == nil, announced != persons.count {
            note(.countDiffers, at: trailer.number)
        }
        return PassengerList(
            reference: header[0], accessReference: header[2], part: part, kind: kind, flight: flight, sectors: sectors,
            persons: persons, announced: announced, notes: notes.sorted { $0.segment < $1.segment })
    }

    // MARK: - Segments

    /// 745 is a list of passengers, 250 one of crew. What changes single persons of an earlier message (CP, XR, RP),
    /// tells a flight's state (266) or is no list of one flight (336, 655) is refused: only whole lists replace lists.
    private mutating func takeKind(_ segment: EDIFACTSegment) throws(PassengerListError) {
        guard kind == nil, place == .header else {
            throw PassengerListError(.order, segment, "BGM does not stand here")
        }
        guard !["CP", "XR", "RP"].contains(segment[1]) else {
            throw PassengerListError(.kind, segment, "changes single persons: the whole list is needed")
        }
        switch segment[0] {
        case "745": kind = .passengers
        case "250": kind = .crew
        default: throw PassengerListError(.kind, segment, "neither a list of passengers (745) nor of crew (250)")
        }
    }

    private mutating func takeTransport(_ segment: EDIFACTSegment) throws(PassengerListError) {
        guard place == .header || place == .transport else {
            throw PassengerListError(.order, segment, "a flight behind the first person")
        }
        place = .transport
        guard segment[0] == "20" else {
            throw PassengerListError(
                .flight, segment, "not the flight itself (20), but for example one that passes over")
        }
        // Some carriers write the number alone, and themselves in C040.
        guard let number = FlightDesignator(segment[1]) ?? FlightDesignator(segment[4] + segment[1]) else {
            throw PassengerListError(.flight, segment, "the number of the flight is none")
        }
        if flight == nil { flight = number }
        route.beginLeg()
    }

    private mutating func takeName(_ segment: EDIFACTSegment) throws(PassengerListError) {
        let next = ListedPersonReading(segment)
        // Who reports (MS) stands before the flight.
        if next == nil, place == .header { return }
        guard place == .transport || place == .person else {
            throw PassengerListError(.order, segment, "a person before the flight or behind the totals")
        }
        try endPerson()
        place = .person
        guard let next else {
            throw PassengerListError(.person, segment, "neither passenger (FL, DDU) nor crew (FM, DDT)")
        }
        person = next
    }

    private mutating func takePlace(_ segment: EDIFACTSegment) {
        if person?.take(segment, today: today) == true { return }
        guard place == .transport else { return }
        if !route.take(segment) { note(.unexpectedSegment, at: segment.number) }
    }

    private mutating func takeTime(_ segment: EDIFACTSegment) throws(PassengerListError) {
        if person?.take(segment, today: today) == true { return }
        guard place == .transport else { return }
        guard try route.takeTime(segment) else { return note(.unexpectedSegment, at: segment.number) }
    }

    /// 42 counts passengers, 41 crew.
    private mutating func takeTotal(_ segment: EDIFACTSegment) throws(PassengerListError) {
        try endPerson()
        let counted = kind == .crew ? "41" : "42"
        place = .totals
        guard segment[0] == counted else { return }
        announced = DigitText.number(segment[0, 1].utf8)
    }

    private mutating func endPerson() throws(PassengerListError) {
        guard var reading = person else { return }
        person = nil
        let ended = reading.finish(flightDay: route.firstDay ?? today)
        guard !ended.primaryIdentifier.isEmpty || ended.documents.contains(where: { !$0.number.isEmpty }) else {
            throw PassengerListError(
                .person, at: ended.segment, "NAD", "somebody without a name and without a document")
        }
        guard persons.count < Limits.listedPersons else {
            throw PassengerListError(.tooLarge, at: ended.segment, "NAD", "more than \(Limits.listedPersons) persons")
        }
        for found in reading.notes { note(found.code, at: found.segment) }
        if let document = ended.documents.first(where: { !$0.isVisa && !$0.number.isEmpty }),
            !documents.insert("\(document.issuer ?? "") \(document.number)").inserted
        {
            note(.documentTwice, at: ended.segment)
        }
        persons.append(ended)
    }

    private mutating func note(_ code: PassengerListNote.Code, at segment: Int) {
        if notes.count < Limits.listNotes { notes.append(PassengerListNote(code, segment: segment)) }
    }
}
