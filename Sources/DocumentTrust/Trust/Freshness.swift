import TravelDocument

/// Whether a list is as new as it should be (BSI TR-03135-2: three working days when fetched automatically, four weeks
/// when brought by hand).
package struct Freshness: Sendable, Hashable {
    /// Working days after which a list that is fetched automatically is due.
    package static let automaticWorkingDays = 3
    /// Days after which a list that is brought by hand is due.
    package static let byHandDays = 28

    /// What to show. Raw values are the names in JSON.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// New enough.
        case fresh
        /// Overdue: somebody should be told.
        case overdue
        /// Imported after now: a clock is or was wrong, nothing can be said.
        case unknown
    }

    /// What to show.
    package let state: State
    /// Whole days since the import, never negative.
    package let ageDays: Int
    /// The moment from which it is overdue, in Unix seconds.
    package let due: Int64

    /// The freshness of a list that was imported at `imported`, all in Unix seconds.
    ///
    /// Working days are Monday to Friday; public holidays are not known here and count as working days, so that the
    /// alarm comes rather early than late. The last day of the period is still good to its end (days in Ulaanbaatar).
    /// A list whose own nextUpdate has passed is overdue before that.
    package init(imported: Int64, upkeep: TrustSource.Upkeep, nextUpdate: Int64? = nil, now: Int64) {
        let first = InspectionMoment(unixSeconds: imported).date
        var day = first
        switch upkeep {
        case .byHand:
            day = first.adding(days: Self.byHandDays)
        case .automatic:
            var left = Self.automaticWorkingDays
            while left > 0 {
                let next = day.adding(days: 1)
                // The calendar ends in the year 9999, where a day has no next one.
                guard next != day else { break }
                day = next
                // 1970-01-01 was a Thursday: days 2 and 3 of the count were Saturday and Sunday.
                let weekday = (day.daysSinceUnixEpoch % 7 + 7) % 7
                if weekday != 2, weekday != 3 { left -= 1 }
            }
        }
        let end = Int64(day.daysSinceUnixEpoch + 1) * 86_400 - Int64(InspectionMoment.mongoliaOffset)
        due = min(end, nextUpdate ?? end)
        ageDays = max(0, first.days(until: InspectionMoment(unixSeconds: now).date))
        // A minute of difference between two machines is no wrong clock.
        state = now < max(imported, .min + 60) - 60 ? .unknown : now >= due ? .overdue : .fresh
    }
}

extension TrustStore {
    /// The lists that are not as new as they should be, the longest overdue first: each with the moment it was due.
    package func overdueSources(at now: Int64) -> [(source: TrustSource, due: Int64)] {
        sources.compactMap { source in
            guard let freshness = source.freshness(at: now), freshness.state == .overdue else { return nil }
            return (source, freshness.due)
        }.sorted { $0.due < $1.due }
    }

    /// When somebody should look next at the age of the lists: a day from `now` where one is overdue already, else when
    /// the first becomes due; nil where nothing ages.
    package func nextFreshnessAlarm(after now: Int64) -> Int64? {
        let all = sources.compactMap { $0.freshness(at: now) }
        guard !all.isEmpty, now < Int64.max - 86_400 else { return nil }
        let tomorrow = now + 86_400
        guard !all.contains(where: { $0.state == .overdue }) else { return tomorrow }
        return all.map(\.due).filter { $0 > now }.min() ?? tomorrow
    }
}
