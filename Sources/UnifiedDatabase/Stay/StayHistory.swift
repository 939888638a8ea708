internal import BorderLaw
internal import TravelDocument

/// The stays of a foreigner, told from the crossings with one document: what cannot be paired is unknown and goes to
/// the officer, since a stay that is missing would grant days that are spent (VF-01, VF-04). What is missing is told
/// with its day, so that it matters only to an agreement whose window reaches back so far.
struct StayHistory: Equatable {
    /// Stays that ended before the crossing that is judged, as far as they are recorded; unknown when somebody enters
    /// who is still inside.
    var closed: Lookup<[Stay]>
    /// First day from which no stay is missing; nil when none is missing at all.
    var knownSince: CivilDate?
    /// Day of entry of the present stay; nil outside or when it is not known.
    var entered: CivilDate?

    /// One crossing as the history needs it.
    struct Passing: Equatable {
        var direction: Direction
        var day: CivilDate
    }

    /// - Parameters:
    ///   - passings: oldest first.
    ///   - direction: of the crossing that is judged, which is not among them.
    init(_ passings: [Passing], before direction: Direction) {
        var stays: [Stay] = []
        var open: CivilDate?
        for passing in passings {
            switch (passing.direction, open) {
            case (.entry, nil): open = passing.day
            case (.entry, .some):
                // An exit was not seen, at another port perhaps; it was on this day at the latest.
                knownSince = passing.day
                open = passing.day
            case (.exit, .some(let entered)):
                if entered <= passing.day {
                    stays.append(Stay(entered: entered, left: passing.day))
                } else {
                    knownSince = entered.adding(days: 1)
                }
                open = nil
            // An entry was not seen: the person was here on this day.
            case (.exit, nil): knownSince = passing.day.adding(days: 1)
            }
        }
        closed = direction == .entry && open != nil ? .unknown : .found(stays)
        entered = direction == .exit ? open : nil
    }
}
