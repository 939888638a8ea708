/// Why the parts of a list make no whole; without anything personal.
package struct PassengerListPartsFault: Error, Sendable, Equatable {
    package let reason: String
}

extension PassengerList {
    /// Puts the parts of lists together that were too long for one message, in the order of their numbers; whole lists
    /// stay as they are. Parts belong together by flight, kind and common access reference.
    ///
    /// - Throws: when a part is missing or there twice: a list with a gap would take the place of a whole one.
    package static func whole(of lists: [PassengerList]) throws(PassengerListPartsFault) -> [PassengerList] {
        var wholes: [PassengerList] = []
        var groups: [[PassengerList]] = []
        for list in lists {
            guard list.part != nil else {
                wholes.append(list)
                continue
            }
            if let index = groups.firstIndex(where: { $0.first?.belongs(with: list) == true }) {
                groups[index].append(list)
            } else {
                groups.append([list])
            }
        }
        for group in groups { wholes.append(try joined(group)) }
        return wholes
    }

    private func belongs(with other: PassengerList) -> Bool {
        flight == other.flight && kind == other.kind && accessReference == other.accessReference
            && sectors.first == other.sectors.first
    }

    private static func joined(_ group: [PassengerList]) throws(PassengerListPartsFault) -> PassengerList {
        let parts = group.sorted { ($0.part?.number ?? 0) < ($1.part?.number ?? 0) }
        guard var whole = parts.first, let last = parts.last else {
            throw PassengerListPartsFault(reason: "there are no parts")
        }
        for (index, list) in parts.enumerated() where list.part?.number != index + 1 {
            throw PassengerListPartsFault(
                reason: "part \(index + 1) of the list of \(whole.flight) is missing, or one is there twice: "
                    + "give all parts together")
        }
        guard last.part?.isLast == true, parts.filter({ $0.part?.isLast == true }).count == 1 else {
            throw PassengerListPartsFault(
                reason: "the last part of the list of \(whole.flight) is missing: give all parts together")
        }
        let count = parts.reduce(0) { $0 + $1.persons.count }
        guard count <= Limits.listedPersons else {
            throw PassengerListPartsFault(reason: "the list of \(whole.flight) has more persons than are taken")
        }
        for list in parts.dropFirst() {
            whole.reference += " \(list.reference)"
            whole.persons += list.persons
            whole.notes += list.notes.prefix(Limits.listNotes - min(whole.notes.count, Limits.listNotes))
        }
        // Some carriers count each part, some the whole.
        let counts = parts.map(\.announced)
        let fits = zip(parts, counts).allSatisfy { $1 == nil || $1 == $0.persons.count || $1 == count }
        if !fits { whole.note(.countDiffers, at: 0) }
        whole.announced = counts.contains(count) ? count : counts.compactMap { $0 }.reduce(0, +)
        whole.part = nil
        return whole
    }
}
