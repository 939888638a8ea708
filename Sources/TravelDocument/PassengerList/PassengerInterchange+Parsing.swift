extension PassengerInterchange {
    /// Reads an interchange: `UNB`, messages by themselves or in groups (`UNG` to `UNE`), `UNZ`, and nothing behind it.
    ///
    /// References and counts of the trailers must agree with what they close: whatever was cut off, doubled or put
    /// together is refused, and nothing of it is used. What is odd about the content is noted, and the list is used.
    ///
    /// - Parameter today: tells the century of birth and expiry dates.
    package init(parsing bytes: [UInt8], today: CivilDate) throws(PassengerListError) {
        var segments = try EDIFACTSegments(bytes)
        guard let header = try segments.next(), header.tag == "UNB" else {
            throw PassengerListError(.order, nil, "UNB does not stand first")
        }
        guard let characters = EDIFACTCharacters(identifier: header[0]) else {
            throw PassengerListError(
                .characters, header, "a character set that is not read: UNOA, UNOB, UNOC, UNOE, UNOW or UNOY is needed")
        }
        guard let prepared = EDIFACTDates.preparation(header[3], header[3, 1]) else {
            throw PassengerListError(.dateTime, header, "date or time of preparation is none")
        }
        guard !header[1].isEmpty, !header[4].isEmpty else {
            throw PassengerListError(.reference, header, "sender or reference is missing")
        }
        sender = header[1]
        recipient = header[2]
        preparedAt = prepared
        reference = header[4]
        lists = []
        segments.characters = characters
        var references: Set<String> = []
        var units = 0
        while let segment = try segments.next() {
            switch segment.tag {
            case "UNH":
                lists.append(try Self.message(from: segment, &segments, today, &references))
                units += 1
            case "UNG":
                try readGroup(segment, &segments, today, &references)
                units += 1
            case "UNZ":
                try Self.check(segment, count: units, reference: reference)
                guard try segments.next() == nil else {
                    throw PassengerListError(.order, segment, "something follows the end of the interchange")
                }
                guard !lists.isEmpty else { throw PassengerListError(.kind, segment, "there is no message") }
                noteOddCharacters(segments.odd)
                return
            default: throw PassengerListError(.order, segment, "UNH, UNG or UNZ is expected")
            }
            guard lists.count <= Limits.interchangeMessages else {
                throw PassengerListError(.tooLarge, segment, "more than \(Limits.interchangeMessages) messages")
            }
        }
        throw PassengerListError(.cutOff, nil, "there is no UNZ: the interchange was cut off")
    }

    /// Messages up to UNE.
    private mutating func readGroup(
        _ header: EDIFACTSegment, _ segments: inout EDIFACTSegments, _ today: CivilDate,
        _ references: inout Set<String>
    ) throws(PassengerListError) {
        guard header[0] == "PAXLST" else { throw PassengerListError(.kind, header, "not a group of passenger lists") }
        var count = 0
        while let segment = try segments.next() {
            switch segment.tag {
            case "UNH":
                lists.append(try Self.message(from: segment, &segments, today, &references))
                count += 1
            case "UNE": return try Self.check(segment, count: count, reference: header[4])
            default: throw PassengerListError(.order, segment, "UNH or UNE is expected")
            }
            guard lists.count <= Limits.interchangeMessages else {
                throw PassengerListError(.tooLarge, segment, "more than \(Limits.interchangeMessages) messages")
            }
        }
        throw PassengerListError(.cutOff, nil, "there is no UNE: the interchange was cut off")
    }

    private static func message(
        from header: EDIFACTSegment, _ segments: inout EDIFACTSegments, _ today: CivilDate,
        _ references: inout Set<String>
    ) throws(PassengerListError) -> PassengerList {
        guard references.insert(header[0]).inserted else {
            throw PassengerListError(.reference, header, "the reference of an earlier message")
        }
        var reading = try PassengerListReading(header, today: today)
        var count = 1
        while let segment = try segments.next() {
            count += 1
            guard segment.tag == "UNT" else {
                try reading.take(segment)
                continue
            }
            try check(segment, count: count, reference: header[0])
            return try reading.finish(segment)
        }
        throw PassengerListError(.cutOff, nil, "there is no UNT: the interchange was cut off")
    }

    /// A trailer: how many units it closes, and the reference of its header.
    private static func check(
        _ trailer: EDIFACTSegment, count: Int, reference: String
    ) throws(PassengerListError) {
        guard DigitText.number(trailer[0].utf8) == count else {
            throw PassengerListError(.count, trailer, "counts other than the \(count) that are there")
        }
        guard trailer[1] == reference else {
            throw PassengerListError(.reference, trailer, "not the reference of its header")
        }
    }

    private mutating func noteOddCharacters(_ numbers: [Int]) {
        guard let first = numbers.first else { return }
        for index in lists.indices {
            lists[index].note(.characterOutsideSet, at: first)
        }
    }
}

extension PassengerList {
    /// Adds a note, while there is room.
    mutating func note(_ code: PassengerListNote.Code, at segment: Int) {
        if notes.count < Limits.listNotes { notes.append(PassengerListNote(code, segment: segment)) }
    }
}
