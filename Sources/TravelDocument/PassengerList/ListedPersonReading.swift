/// One person from NAD to the next NAD or CNT.
struct ListedPersonReading {
    private var person: ListedPerson
    private(set) var notes: [PassengerListNote] = []
    private var documentSegments: [Int] = []
    private var isBirthDateThere = false
    private var isSexThere = false
    private var droppedDocuments = false

    /// Begins a person; nil when NAD names neither passenger nor crew.
    ///
    /// Composite C080 holds the surname and up to two given names.
    init?(_ segment: EDIFACTSegment) {
        let role: ListedPerson.Role? =
            switch segment[0] {
            case "FL": .passenger
            case "FM": .crew
            case "DDU": .transitPassenger
            case "DDT": .transitCrew
            default: nil
            }
        guard let role else { return nil }
        let given = [segment[3, 1], segment[3, 2]].filter { !$0.isEmpty }.joined(separator: " ")
        person = ListedPerson(
            role: role, primaryIdentifier: segment[3], secondaryIdentifier: given, sex: nil, birthDate: nil,
            nationality: nil, documents: [], segment: segment.number)
        if segment[3].isEmpty { note(.nameMissing, segment) }
    }

    /// Takes what belongs to the person, or passes over it; false for a segment that does not.
    mutating func take(_ segment: EDIFACTSegment, today: CivilDate) -> Bool {
        switch segment.tag {
        case "ATT": takeAttribute(segment)
        case "DTM": takeDate(segment, today)
        case "NAT": if segment[0] == "2" { person.nationality = country(segment[1], segment) }
        case "DOC": takeDocument(segment)
        case "LOC": takePlace(segment)
        default: return false
        }
        return true
    }

    /// The person; what is missing is noted.
    mutating func finish(flightDay: CivilDate) -> ListedPerson {
        note(if: !isSexThere, .sexMissing)
        note(if: !isBirthDateThere, .birthDateMissing)
        note(if: person.nationality == nil, .nationalityMissing)
        note(if: !person.documents.contains { !$0.isVisa }, .documentMissing)
        note(if: droppedDocuments, .tooManyDocuments)
        for (document, segment) in zip(person.documents, documentSegments) {
            if document.number.isEmpty { add(.documentNumberMissing, segment) }
            if document.issuer == nil { add(.documentIssuerMissing, segment) }
            if let expiry = document.expiryDate, expiry < flightDay { add(.documentExpired, segment) }
        }
        // Stable: the first travel document stays the first.
        person.documents = person.documents.filter { !$0.isVisa } + person.documents.filter(\.isVisa)
        return person
    }

    // MARK: - Segments

    /// ATT 2 is the sex: F, M, and U or X for one that is not stated.
    private mutating func takeAttribute(_ segment: EDIFACTSegment) {
        guard segment[0] == "2" else { return }
        isSexThere = true
        switch segment[2] {
        case "F": person.sex = .female
        case "M": person.sex = .male
        case "U", "X": person.sex = .unspecified
        default: note(.sexUnknown, segment)
        }
    }

    /// DTM 329 is the birth date; 36, behind a document, its expiry.
    private mutating func takeDate(_ segment: EDIFACTSegment, _ today: CivilDate) {
        let (text, format) = (segment[0, 1], segment[0, 2])
        switch segment[0] {
        case "329":
            isBirthDateThere = true
            person.birthDate = EDIFACTDates.birth(text, format: format, latest: today)
            if person.birthDate == nil { note(.birthDateInvalid, segment) }
        case "36":
            guard let last = person.documents.indices.last else { return note(.unexpectedSegment, segment) }
            guard !droppedDocuments, !text.isEmpty else { return }
            person.documents[last].expiryDate = EDIFACTDates.expiry(text, format: format, today: today)
            if person.documents[last].expiryDate == nil { note(.expiryInvalid, segment) }
        default: return
        }
    }

    private mutating func takeDocument(_ segment: EDIFACTSegment) {
        guard person.documents.count < Limits.listedDocuments else {
            droppedDocuments = true
            return
        }
        person.documents.append(ListedDocument(code: segment[0], number: segment[1], issuer: nil, expiryDate: nil))
        documentSegments.append(segment.number)
    }

    /// LOC 91, behind a document, is the state that issued it; where the person lives or boards is not kept.
    private mutating func takePlace(_ segment: EDIFACTSegment) {
        guard segment[0] == "91", !droppedDocuments else { return }
        guard let last = person.documents.indices.last else { return note(.unexpectedSegment, segment) }
        person.documents[last].issuer = country(segment[1], segment)
    }

    /// A code as it is written; noted when no table knows it, since carriers write D as DEU and the like.
    private mutating func country(_ text: String, _ segment: EDIFACTSegment) -> String? {
        guard !text.isEmpty else { return nil }
        if CountryCode(text).kind == nil { note(.countryUnknown, segment) }
        return text
    }

    private mutating func note(_ code: PassengerListNote.Code, _ segment: EDIFACTSegment) { add(code, segment.number) }

    private mutating func note(if condition: Bool, _ code: PassengerListNote.Code) {
        if condition { add(code, person.segment) }
    }

    private mutating func add(_ code: PassengerListNote.Code, _ segment: Int) {
        if notes.count < Limits.listNotes { notes.append(PassengerListNote(code, segment: segment)) }
    }
}
