/// A date of a machine-readable zone: as printed, and as a day where that is possible.
package struct MRZDate: Sendable, Hashable {
    /// The six characters YYMMDD as printed; unknown parts are fillers, zeros or X.
    package let text: String
    /// The day, or nil when a part is not stated or the calendar has no such day.
    package let date: CivilDate?

    /// Joins the printed form with its meaning.
    package init(text: String, date: CivilDate?) {
        self.text = text
        self.date = date
    }
}
