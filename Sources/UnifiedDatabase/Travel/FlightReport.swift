package import BorderLaw
internal import Checkpoint
package import Support
package import TravelDocument

/// A crossing as it is held against the lists of a flight.
package struct SeenCrossing: Sendable, Equatable {
    package enum Result: String, Sendable {
        /// Went across the border, or may have: the gate opened, or an officer let the traveller pass.
        case crossed
        /// Waits for an officer, or was refused.
        case referred
        case turnedBack
    }

    package let id: String
    package let time: UnixTime
    package let result: Result
    /// Nil when the data page could not be read.
    package let issuer: String?
    package let documentNumber: String?
    package var primaryIdentifier: String?
    package var secondaryIdentifier: String?
    package var birthDate: CivilDate?
    /// What the kiosk said of the trip, as far as it was a flight.
    package let flight: String?
    /// Whether that is the flight in question.
    package let saysThisFlight: Bool
}

/// Somebody on a list, and whether this person was seen here.
package struct ExpectedPerson: Sendable, Equatable {
    package let role: ListedPerson.Role
    package let primaryIdentifier: String
    package let secondaryIdentifier: String
    package let sex: Sex?
    package let birthDate: CivilDate?
    package let nationality: String?
    /// Without visas, and without those that have no number.
    package let documents: [ListedDocument]
    /// The crossing that counts, and by what it was found; nil when there is none.
    package var seen: SeenCrossing?
    package var match: ListMatchTier?
}

/// Who was expected, and who came.
package struct FlightReport: Sendable, Equatable {
    package let flight: StoredFlight
    package let lists: [StoredPassengerList]
    package let persons: [ExpectedPerson]
    /// Crossings that named this flight and fit nobody on its lists; one for each document, the one that counts.
    package let unlisted: [SeenCrossing]

    /// Expected here and not across the border yet.
    package var missing: [ExpectedPerson] { persons.filter { !$0.role.isInTransit && $0.seen?.result != .crossed } }
    /// Listed, and across the border.
    package var crossed: [ExpectedPerson] { persons.filter { $0.seen?.result == .crossed } }
}

/// Holds crossings against the persons of a flight: by document number and issuer first, for certain; then by names,
/// however they are spelled, and birth date; then by names that look alike and the same birth date, which an officer
/// looks at.
struct FlightMatching {
    private var persons: [ExpectedPerson]
    private var crossings: [SeenCrossing]
    /// Documents whose holder was found on a list.
    private var found: Set<String> = []

    init(_ persons: [ExpectedPerson], _ crossings: [SeenCrossing]) {
        self.persons = persons
        self.crossings = crossings
    }

    /// Persons with what was seen of them, and crossings of this flight that fit nobody.
    mutating func run() -> (persons: [ExpectedPerson], unlisted: [SeenCrossing]) {
        matchNumbers()
        matchNames()
        var unlisted: [String: SeenCrossing] = [:]
        for crossing in crossings where crossing.saysThisFlight && !found.contains(crossing.holder) {
            unlisted[crossing.holder] = Self.better(unlisted[crossing.holder], crossing)
        }
        return (persons, unlisted.values.sorted { ($0.time, $0.id) < ($1.time, $1.id) })
    }

    private mutating func matchNumbers() {
        var byNumber: [String: [SeenCrossing]] = [:]
        for crossing in crossings {
            if let number = crossing.documentNumber { byNumber[number, default: []].append(crossing) }
        }
        for index in persons.indices {
            for document in persons[index].documents {
                for crossing in byNumber[document.number] ?? [] {
                    // A carrier that does not say who issued the document is believed when the birth date fits.
                    let fits =
                        document.issuer.map { $0 == crossing.issuer.map(SearchKey.issuer) }
                        ?? (crossing.birthDate != nil && crossing.birthDate == persons[index].birthDate)
                    if fits { take(crossing, for: index, .number) }
                }
            }
        }
    }

    private mutating func matchNames() {
        var byBirth: [CivilDate: [Int]] = [:]
        for (index, person) in persons.enumerated() where person.seen == nil {
            if let birth = person.birthDate { byBirth[birth, default: []].append(index) }
        }
        // A crossing that named another flight is somebody of that one.
        let open = crossings.filter { $0.flight == nil || $0.saysThisFlight }
        for tier in [ListMatchTier.nameAndBirthDate, .near] {
            for crossing in open where !found.contains(crossing.holder) {
                guard let birth = crossing.birthDate, let places = byBirth[birth],
                    let name = FoldedName(crossing.primaryIdentifier ?? "", crossing.secondaryIdentifier ?? "")
                else { continue }
                let place = places.first { index in
                    guard persons[index].seen == nil, let listed = persons[index].foldedName else { return false }
                    return tier == .near ? listed.outline != nil && listed.outline == name.outline : listed == name
                }
                guard let place else { continue }
                // Somebody who was referred at a gate comes again at the desk.
                for again in open where again.holder == crossing.holder { take(again, for: place, tier) }
            }
        }
    }

    private mutating func take(_ crossing: SeenCrossing, for index: Int, _ tier: ListMatchTier) {
        found.insert(crossing.holder)
        persons[index].seen = Self.better(persons[index].seen, crossing)
        persons[index].match = persons[index].match ?? tier
    }

    /// Of two crossings of one person the one across the border counts, then the later.
    private static func better(_ one: SeenCrossing?, _ other: SeenCrossing) -> SeenCrossing {
        guard let one else { return other }
        let isCrossed = (one.result == .crossed, other.result == .crossed)
        if isCrossed.0 != isCrossed.1 { return isCrossed.0 ? one : other }
        return one.time > other.time ? one : other
    }
}

extension SeenCrossing {
    /// The holder of the document; a crossing without a readable one stands for itself.
    fileprivate var holder: String {
        guard let issuer, let documentNumber else { return id }
        return "\(SearchKey.issuer(issuer)) \(documentNumber)"
    }
}

extension ExpectedPerson {
    fileprivate var foldedName: FoldedName? { FoldedName(primaryIdentifier, secondaryIdentifier) }
}
