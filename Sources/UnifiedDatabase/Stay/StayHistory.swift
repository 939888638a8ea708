internal import BorderLaw
internal import TravelDocument

/// The stays of a foreigner, told from the crossings with one document: what cannot be paired is unknown and goes to
/// the officer, since a stay that is missing would grant days that are spent (VF-01, VF-04).
struct StayHistory: Equatable {
    /// Stays that ended before the crossing that is judged.
    var closed: Lookup<[Stay]>
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
        var isWhole = true
        for passing in passings {
            switch (passing.direction, open) {
            case (.entry, nil): open = passing.day
            case (.entry, .some):
                // An exit was not seen, at another port perhaps.
                isWhole = false
                open = passing.day
            case (.exit, .some(let entered)):
                if entered <= passing.day {
                    stays.append(Stay(entered: entered, left: passing.day))
                } else {
                    isWhole = false
                }
                open = nil
            case (.exit, nil): isWhole = false
            }
        }
        if direction == .entry, open != nil { isWhole = false }
        closed = isWhole ? .found(stays) : .unknown
        entered = direction == .exit ? open : nil
    }
}
