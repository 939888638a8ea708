internal import BorderLaw
internal import TravelDocument

extension RulebookShelf {
    /// What whoever looks after the tables should know: each kind of which none holds on the day.
    func warnings(on day: CivilDate) -> [String] {
        missing(on: day).map { "rulebook: \(day): \($0.text.mn) · \($0.text.en)" }
    }
}
