import TravelDocument

/// Whether a person is of age on a day, as far as the birth date tells.
enum Majority: Equatable {
    /// Of age, whatever the unknown parts of the birth date are.
    case adult
    /// Not of age, whatever the unknown parts are.
    case child
    /// The known parts do not decide.
    case unknown

    /// Judges a birth date; one of 29 February reaches its years on 1 March in common years.
    ///
    /// Of a date with unknown parts the year may still decide: the two digits of the MRZ are read as the latest year
    /// that is not after the day, since a child must not pass for an adult of the century before.
    init(of document: DocumentFacts, on day: CivilDate, adultAge: Int) {
        guard let birth = document.birthDate else {
            self = Self.byYear(document.birthDateText, on: day, adultAge: adultAge)
            return
        }
        guard birth <= day else {
            self = .unknown
            return
        }
        self = birth.wholeYears(until: day) >= adultAge ? .adult : .child
    }

    private static func byYear(_ text: String, on day: CivilDate, adultAge: Int) -> Majority {
        let digits = text.utf8.prefix(2).map { Int($0) - 48 }
        guard text.utf8.count == 6, digits.count == 2, digits.allSatisfy((0...9).contains) else { return .unknown }
        let twoDigits = digits[0] * 10 + digits[1]
        let century = day.year / 100 * 100
        let year = century + twoDigits <= day.year ? century + twoDigits : century - 100 + twoDigits
        guard let latest = CivilDate(year: year, month: 12, day: 31), latest <= day else { return .unknown }
        // An old person with the same two digits would be an adult as well; a child cannot be told from one.
        return latest.wholeYears(until: day) >= adultAge ? .adult : .unknown
    }
}

extension RuleContext {
    /// Whether the holder of the document is a citizen of Mongolia by the MRZ.
    var isCitizen: Bool { bareCode(facts.document.nationality) == parameters.nationalState }

    /// Whether the holder is of age on the day of crossing (A/49 1.2: under 18).
    var majority: Majority { Majority(of: facts.document, on: facts.date, adultAge: parameters.adultAge) }

    /// Whether a living Mongolian child leaves: the case of A/49 (1.2, 2.1).
    var isDepartingChild: Bool {
        isCitizen && facts.direction == .exit && majority == .child && facts.desk?.remains == nil
    }

    /// What the desk knows about the child's journey, nothing known when nobody has asked.
    var child: ChildFacts { facts.desk?.child ?? ChildFacts() }

    /// What the desk knows about the book, nothing known when nobody has asked.
    var book: BookFacts { facts.desk?.book ?? BookFacts() }

    /// Who travels with the child; nil when nobody has said.
    var companion: CompanionKind? { child.companion?.kind }
}

/// Evidence that is still missing and would settle a rule.
func missing(_ name: String) -> String { "needed=\(name)" }
