package import TravelDocument

/// What the days of a foreigner add up to.
package struct StayAccount: Sendable, Hashable {
    /// Days spent inside the window that ends on the day asked for, or in the block that holds it; the present stay
    /// is among them.
    package let daysUsed: Int
    /// Days that may still be spent from the day asked for on, that day included; 0 when none.
    package let daysLeft: Int
    /// The last lawful day of the present stay; nil when not even its first day is one.
    package let stayUntil: CivilDate?
    /// Days of the present stay after the last lawful one, up to the day asked for.
    package let overstayDays: Int
}

/// Counts days of stay by civil dates; the day of entry and the day of exit both count, and a day that two stays share
/// counts once (reading of the table of agreements, which is silent; VF-01).
package struct StayCalculator: Sendable {
    /// What limits the stay.
    package private(set) var limit: StayLimit
    /// Whether a window that the text leaves without a beginning ends on the day checked; otherwise it is a block from
    /// the first entry.
    package private(set) var unspecifiedIsRolling: Bool
    /// Whether the day of exit counts as a day of stay.
    package let exitDayCounts: Bool
    /// The earlier stays: sorted, without overlap.
    private let earlier: [ClosedRange<Int>]

    /// Makes a calculator over earlier stays, or nil when they cannot be counted: a stay that ends before it begins,
    /// more stays than `Limits.maximumStays`, or a limit that is none.
    package init?(
        limit: StayLimit, earlier stays: [Stay], unspecifiedIsRolling: Bool = true, exitDayCounts: Bool = true
    ) {
        guard stays.count <= Limits.maximumStays, stays.allSatisfy({ $0.entered <= $0.left }) else { return nil }
        guard limit.fault == nil else { return nil }
        self.limit = limit
        self.unspecifiedIsRolling = unspecifiedIsRolling
        self.exitDayCounts = exitDayCounts
        var ranges: [ClosedRange<Int>] = []
        for stay in stays.sorted(by: { ($0.entered, $0.left) < ($1.entered, $1.left) }) {
            let first = stay.entered.daysSinceUnixEpoch
            let last = stay.left.daysSinceUnixEpoch - (exitDayCounts ? 0 : 1)
            guard first <= last else { continue }
            if let previous = ranges.last, previous.upperBound >= first - 1 {
                ranges[ranges.count - 1] = previous.lowerBound...max(previous.upperBound, last)
            } else {
                ranges.append(first...last)
            }
        }
        earlier = ranges
    }

    /// The account on a day of a stay that began with `entered`; the day is not before it.
    ///
    /// Only earlier stays that began before `entered` are counted.
    package func account(entered: CivilDate, on day: CivilDate) -> StayAccount {
        let first = entered.daysSinceUnixEpoch
        let today = max(first, day.daysSinceUnixEpoch)
        let past = earlier.filter { $0.lowerBound < first }.map {
            $0.lowerBound...min($0.upperBound, max($0.lowerBound, first - 1))
        }
        let last = lastDay(from: first, past: past)
        let leave = last.map { exitDayCounts ? $0 : $0 + 1 }
        let spent = exitDayCounts ? today : today - 1
        return StayAccount(
            daysUsed: spent >= first ? used(on: today, from: first, through: spent, past: past) : 0,
            daysLeft: last.map { max(0, $0 - today + 1) } ?? 0,
            stayUntil: leave.map(CivilDate.init(daysSinceUnixEpoch:)),
            overstayDays: max(0, today - (leave ?? first - 1)))
    }

    /// The account when a stay may be missing before a day; nil when it could change something.
    ///
    /// A window that ends on the day checked sees nothing before its own first day. A block may have been begun by the
    /// stay that is missing, as long as the traveller never stayed away for a whole window afterwards. Even then no
    /// block counts more than the days that end on the day checked; where these leave the longest single stay, it is
    /// certain.
    package func account(entered: CivilDate, on day: CivilDate, knownSince: CivilDate?) -> StayAccount? {
        guard let known = knownSince, let window = limit.window else { return account(entered: entered, on: day) }
        let isSeen = window.start(endingOn: entered) < known
        if window.anchor == .unspecified && unspecifiedIsRolling {
            return isSeen ? nil : account(entered: entered, on: day)
        }
        if isNewBlock(since: known, entered: entered, window) { return account(entered: entered, on: day) }
        guard !isSeen, let longest = limit.continuousDays else { return nil }
        var strict = self
        strict.limit.window?.anchor = .unspecified
        strict.unspecifiedIsRolling = true
        let least = strict.account(entered: entered, on: day)
        return least.stayUntil == entered.adding(days: exitDayCounts ? longest - 1 : longest) ? least : nil
    }

    /// Whether the traveller stayed away so long after a day that whatever block held it has ended.
    private func isNewBlock(since known: CivilDate, entered: CivilDate, _ window: StayWindow) -> Bool {
        let first = entered.daysSinceUnixEpoch
        var last = known.daysSinceUnixEpoch - 1
        for range in earlier.filter({ $0.upperBound > last && $0.lowerBound < first }) + [first...first] {
            if range.lowerBound > window.end(startingOn: CivilDate(daysSinceUnixEpoch: last)).daysSinceUnixEpoch {
                return true
            }
            last = max(last, range.upperBound)
        }
        return false
    }

    /// The last day that both limits allow, walking on from the entry; nil when the entry itself is not allowed.
    private func lastDay(from first: Int, past: [ClosedRange<Int>]) -> Int? {
        var last: Int?
        // A faultless total is smaller than its window, so that the walk ends by itself; the bound is for certainty.
        for day in first...(first + Limits.maximumStayWalk) {
            if let most = limit.continuousDays, day - first + 1 > most { break }
            if let most = limit.totalDays, used(on: day, from: first, through: day, past: past) > most { break }
            last = day
        }
        return last
    }

    /// Days of presence in the window that belongs to a day, with the present stay counted through `through`.
    private func used(on day: Int, from first: Int, through: Int, past: [ClosedRange<Int>]) -> Int {
        guard let window = limit.window else { return through - first + 1 }
        let isRolling = window.anchor == .unspecified && unspecifiedIsRolling
        let start =
            isRolling
            ? window.start(endingOn: CivilDate(daysSinceUnixEpoch: day)).daysSinceUnixEpoch
            : blockStart(holding: day, window, past + [first...max(first, day)])
        return (past + [first...max(first, through)]).reduce(0) { sum, range in
            let low = max(range.lowerBound, start)
            let high = min(range.upperBound, day)
            return low <= high ? sum + high - low + 1 : sum
        }
    }

    /// The beginning of the block that holds a day: blocks begin with the first day of presence after the one before.
    private func blockStart(holding day: Int, _ window: StayWindow, _ presence: [ClosedRange<Int>]) -> Int {
        var start: Int?
        var end = Int.min
        for range in presence where range.lowerBound <= day {
            var cursor = range.lowerBound
            while cursor <= min(range.upperBound, day) {
                if cursor > end {
                    start = cursor
                    end = window.end(startingOn: CivilDate(daysSinceUnixEpoch: cursor)).daysSinceUnixEpoch
                }
                guard end < Int.max, end >= cursor else { break }
                cursor = end + 1
            }
        }
        return start ?? day
    }
}

extension StayLimit {
    /// What is wrong with this limit; nil when it can be counted with.
    var fault: String? {
        if continuousDays == nil && totalDays == nil { return "no limit at all" }
        let days = 1...Limits.maximumStayDays
        if let continuousDays, !days.contains(continuousDays) { return "days: 1...\(Limits.maximumStayDays)" }
        guard let totalDays else { return window == nil ? nil : "a window without a sum" }
        guard let window else { return "a sum without a window" }
        guard days.contains(totalDays) else { return "days: 1...\(Limits.maximumStayDays)" }
        guard (1...Limits.maximumStayDays).contains(window.length), window.leastDays <= Limits.maximumWindowDays else {
            return "the window is longer than \(Limits.maximumWindowDays) days"
        }
        return totalDays < window.leastDays ? nil : "the sum fills the whole window"
    }
}
