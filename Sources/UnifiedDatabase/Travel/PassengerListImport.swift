package import BorderLaw
internal import Checkpoint
package import TravelDocument

/// Why lists are not imported; without anything personal.
package struct PassengerListImportFault: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        /// A part of a list is missing.
        case parts
        /// The flight neither begins nor ends at this checkpoint's airport.
        case airport
        /// The list does not say when the flight is here.
        case time
        /// Two whole lists of one kind for one flight: nobody can tell which one counts.
        case twice
        /// The list in force was prepared later.
        case order
    }

    package let code: Code
    package let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// Lists that are imported together: all of them, or none.
package struct PassengerListImport: Sendable {
    /// One list of one flight as this checkpoint sees it.
    struct Item: Sendable {
        let list: PassengerList
        let interchange: PassengerInterchange
        let direction: Direction
        let sector: FlightSector
        /// When the flight is here.
        let scheduled: LocalDateTime
        /// The flight's number under each code of its carrier, the common one first.
        let numbers: [FlightDesignator]
    }

    let items: [Item]
    let officer: String

    /// Joins the parts, and finds for each list where its flight meets this checkpoint.
    ///
    /// - Parameters:
    ///   - interchanges: of all files that belong together.
    ///   - airport: code of this checkpoint's airport, as the carriers write it.
    ///   - officer: who answers for the import.
    ///   - rulebooks: the tables of all days: one flight under both codes of its carrier is one.
    package init(
        _ interchanges: [PassengerInterchange], airport: String, officer: String, rulebooks: RulebookShelf = .standard
    ) throws(PassengerListImportFault) {
        self.officer = officer
        var items: [Item] = []
        for interchange in Self.bySender(interchanges) {
            let lists: [PassengerList]
            do throws(PassengerListPartsFault) {
                lists = try PassengerList.whole(of: interchange.lists)
            } catch {
                throw PassengerListImportFault(.parts, error.reason)
            }
            for list in lists { items.append(try Self.item(list, interchange, airport, rulebooks)) }
        }
        for (index, item) in items.enumerated() where items[..<index].contains(where: { $0.isSameList(as: item) }) {
            throw PassengerListImportFault(
                .twice, "two lists of \(item.list.kind.rawValue) for \(item.list.flight): import one at a time")
        }
        self.items = items
    }

    /// Parts of a list may come in interchanges of their own: those of one sender are looked at together, with the
    /// earliest time of preparation.
    private static func bySender(_ interchanges: [PassengerInterchange]) -> [PassengerInterchange] {
        var joined: [PassengerInterchange] = []
        for interchange in interchanges {
            let hasParts = interchange.lists.contains { $0.part != nil }
            let index = joined.firstIndex { other in
                hasParts && other.sender == interchange.sender && other.lists.contains { $0.part != nil }
            }
            guard let index else {
                joined.append(interchange)
                continue
            }
            joined[index].lists += interchange.lists
            joined[index].reference += " \(interchange.reference)"
            joined[index].preparedAt = min(joined[index].preparedAt, interchange.preparedAt)
        }
        return joined
    }

    private static func item(
        _ list: PassengerList, _ interchange: PassengerInterchange, _ airport: String, _ rulebooks: RulebookShelf
    ) throws(PassengerListImportFault) -> Item {
        // A flight that lands here and goes on has its travellers examined on arrival.
        if let sector = list.sectors.first(where: { $0.to == airport }) {
            let time = try time(sector.arrival, list)
            return Item(
                list: list, interchange: interchange, direction: .entry, sector: sector, scheduled: time,
                numbers: rulebooks.carriers(on: time.day).forms(of: list.flight))
        }
        if let sector = list.sectors.first(where: { $0.from == airport }) {
            let time = try time(sector.departure, list)
            return Item(
                list: list, interchange: interchange, direction: .exit, sector: sector, scheduled: time,
                numbers: rulebooks.carriers(on: time.day).forms(of: list.flight))
        }
        throw PassengerListImportFault(.airport, "\(list.flight) neither begins nor ends at \(airport)")
    }

    private static func time(
        _ time: LocalDateTime?, _ list: PassengerList
    ) throws(PassengerListImportFault) -> LocalDateTime {
        guard let time else {
            throw PassengerListImportFault(.time, "the list does not say when \(list.flight) is here")
        }
        return time
    }
}

extension PassengerListImport.Item {
    fileprivate func isSameList(as other: Self) -> Bool {
        numbers == other.numbers && list.kind == other.list.kind && direction == other.direction
            && scheduled.day == other.scheduled.day
    }
}

/// What the import of one list has done.
package struct PassengerListOutcome: Sendable, Equatable {
    package enum Effect: String, Sendable {
        case imported
        /// A list of the same flight stood there before.
        case replaced
        /// The very list is in force already.
        case unchanged
    }

    package let flight: StoredFlight
    package let list: StoredPassengerList
    package let effect: Effect
}
