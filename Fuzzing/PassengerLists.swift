import TravelDocument

/// Passenger lists, as carriers send them.
enum PassengerLists {
    private static let today = CivilDate(year: 2026, month: 11, day: 21) ?? .earliest

    static func interchange(_ bytes: [UInt8]) {
        do throws(PassengerListError) {
            let interchange = try PassengerInterchange(parsing: bytes, today: today)
            precondition(!interchange.lists.isEmpty && !interchange.reference.isEmpty)
            for list in interchange.lists { check(list) }
            // A list that was cut off, wherever that was, is never taken for a whole one.
            let whole = bytes[...].trimmingSuffix { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
            let length = Int(bytes.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) } % UInt32(whole.count))
            precondition((try? PassengerInterchange(parsing: Array(whole.prefix(length)), today: today)) == nil)
        } catch {
            precondition(error.reason.utf8.count < 200 && error.segment >= 0)
        }
    }

    private static func check(_ list: PassengerList) {
        precondition(list.persons.count <= Limits.listedPersons && list.notes.count <= Limits.listNotes)
        precondition(!list.sectors.isEmpty && FlightDesignator(list.flight.description) == list.flight)
        for person in list.persons {
            precondition(person.documents.count <= Limits.listedDocuments)
            precondition(!person.primaryIdentifier.isEmpty || person.documents.contains { !$0.number.isEmpty })
            // Nothing that ends a text or steers a terminal comes out.
            for text in [person.primaryIdentifier, person.secondaryIdentifier] {
                precondition(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            }
            if let birth = person.birthDate { precondition(birth <= today) }
            _ = FoldedName(person.primaryIdentifier, person.secondaryIdentifier)
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmingSuffix(while isBlank: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var end = endIndex
        while end > startIndex, isBlank(self[end - 1]) { end -= 1 }
        return self[startIndex..<end]
    }
}
