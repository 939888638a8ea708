extension MRZBlock {
    /// Most years ahead of the day of reading in which an expiry date is taken to lie.
    static let expiryWindowYears = 15
    /// Before this year there was no machine-readable travel document (first edition of Doc 9303).
    static let firstDocumentYear = 1980
    /// Greatest age in years that the choice of a century counts with.
    static let greatestAge = 120

    /// One of year, month and day in two characters.
    private enum Part {
        case number(Int)
        case unknown
        case invalid
    }

    /// Six characters before a century is chosen.
    private enum Parts {
        case known(year: Int, month: Int, day: Int)
        case partlyUnknown
        case unknown
        case invalid
    }

    /// The expiry date.
    ///
    /// The year lies at most fifteen years after the day of reading, otherwise a century earlier; where
    /// there were no machine-readable documents a century earlier, it lies ahead after all.
    func expiryDate(_ layout: MRZLayout, today: CivilDate, deviations: inout MRZDeviationSet) -> MRZDate {
        let text = string(layout.expiryDate)
        switch parts(layout.expiryDate) {
        case .partlyUnknown: deviations.insert(.expiryDatePartlyUnknown)
        case .unknown: deviations.insert(.expiryDateUnknown)
        case .invalid: deviations.insert(.expiryDateInvalid)
        case .known(let twoDigits, let month, let day):
            let last = today.year + MRZBlock.expiryWindowYears
            var year = last - (last - twoDigits) % 100
            if year < MRZBlock.firstDocumentYear {
                year += 100
                deviations.insert(.expiryFarAhead)
            }
            if let date = CivilDate(year: year, month: month, day: day) { return MRZDate(text: text, date: date) }
            deviations.insert(.expiryDateInvalid)
        }
        return MRZDate(text: text, date: nil)
    }

    /// The birth date: the latest that is not after the day of reading, and not after the expiry date
    /// unless that would make an age beyond ``greatestAge``.
    func birthDate(
        _ layout: MRZLayout, today: CivilDate, expiry: CivilDate?, deviations: inout MRZDeviationSet
    ) -> MRZDate {
        let text = string(layout.birthDate)
        switch parts(layout.birthDate) {
        case .partlyUnknown: deviations.insert(.birthDatePartlyUnknown)
        case .unknown: deviations.insert(.birthDateUnknown)
        case .invalid: deviations.insert(.birthDateInvalid)
        case .known(let twoDigits, let month, let day):
            let latest = today.year - (today.year - twoDigits) % 100
            var chosen: CivilDate?
            for year in [latest, latest - 100] {
                guard let date = CivilDate(year: year, month: month, day: day), date <= today else { continue }
                guard let later = chosen else {
                    chosen = date
                    continue
                }
                if let expiry, later > expiry, today.year - year <= MRZBlock.greatestAge { chosen = date }
            }
            if let chosen { return MRZDate(text: text, date: chosen) }
            deviations.insert(.birthDateInvalid)
        }
        return MRZDate(text: text, date: nil)
    }

    private func parts(_ range: Range<Int>) -> Parts {
        let start = range.lowerBound
        switch (part(at: start), part(at: start + 2), part(at: start + 4)) {
        case (.invalid, _, _), (_, .invalid, _), (_, _, .invalid): return .invalid
        case (.unknown, .unknown, .unknown): return .unknown
        // Six zeros: nobody means an unknown day of an unknown month of the year 2000.
        case (.number(0), .number(0), .number(0)): return .unknown
        case (.number(let year), .number(let month), .number(let day)):
            // Some issuers print 00 for an unknown month or day.
            return month == 0 || day == 0 ? .partlyUnknown : .known(year: year, month: month, day: day)
        default: return .partlyUnknown
        }
    }

    private func part(at index: Int) -> Part {
        let first = bytes[index]
        let second = bytes[index + 1]
        switch (first, second) {
        case (0x30...0x39, 0x30...0x39): return .number(Int(first - 0x30) * 10 + Int(second - 0x30))
        case (MRZBlock.filler, MRZBlock.filler), (0x58, 0x58): return .unknown
        default: return .invalid
        }
    }
}
