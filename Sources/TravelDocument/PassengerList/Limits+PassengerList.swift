extension Limits {
    /// Largest interchange of passenger lists in bytes: some ten thousand travellers.
    package static let interchangeBytes = 4 << 20
    /// Most segments of one interchange.
    static let interchangeSegments = 200_000
    /// Most messages of one interchange.
    static let interchangeMessages = 500
    /// Most data elements of a segment; those of PAXLST have nine at most.
    static let segmentElements = 32
    /// Most components of a data element.
    static let elementComponents = 16
    /// Longest component in bytes; free text has 512.
    static let componentBytes = 512
    /// Most persons of one message: more than any aircraft carries, with its crew.
    package static let listedPersons = 2000
    /// Most documents of one person.
    package static let listedDocuments = 8
    /// Most places of one flight.
    static let listedPlaces = 16
    /// Most notes on one list; further ones say nothing new.
    package static let listNotes = 200
}
