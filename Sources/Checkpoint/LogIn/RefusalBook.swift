/// How long whoever was refused has to wait: counts refused log-ins in a row, for each officer's number and each lane.
///
/// The first five cost nothing; then one try is heard after a minute, the next after two, and so on up to an hour, until
/// a log-in succeeds. A number is counted whether somebody has it or not, so that waiting tells nothing. A value without
/// a clock: moments are milliseconds of a clock that only goes forwards.
package struct RefusalBook: Sendable {
    private enum Subject: Hashable, Sendable {
        /// Its hash, seeded anew in each run: what was typed as a number may be a passphrase, and is not kept.
        case officer(Int)
        case lane(LaneID)
    }

    private struct Count: Sendable {
        /// In a row.
        var refused = 0
        /// Tries under way, whose end is not known.
        var pending = 0
        /// From when on a try is heard again.
        var hearsFrom: Int64 = 0
        var lastTry: Int64 = 0
    }

    /// Refusals in a row after which somebody waits.
    package static let patience = 5
    /// The first wait, and the longest, in seconds.
    package static let firstWait: Int64 = 60
    package static let longestWait: Int64 = 3600
    /// Numbers that are remembered; lanes are few.
    package static let officersKept = 4096
    /// When there is no room, a number or lane at which nobody has tried for this long is forgotten, in milliseconds: a day.
    private static let memory: Int64 = 86_400_000

    private var counts: [Subject: Count] = [:]
    private var unheard: [LaneID: Int] = [:]

    package init() {}

    /// Begins a try, which is under way until ``end(_:at:_:)``. Seconds to wait when it is not heard.
    package mutating func begin(_ officer: String, at lane: LaneID, _ now: Int64) -> Int64? {
        let subjects = [Subject.officer(officer.hashValue), .lane(lane)]
        let wait = subjects.map { self.wait(counts[$0] ?? Count(), now) }.max() ?? 0
        guard wait == 0 else {
            unheard[lane, default: 0] += 1
            return wait
        }
        makeRoom(now)
        for subject in subjects {
            counts[subject, default: Count()].pending += 1
            counts[subject]?.lastTry = now
        }
        return nil
    }

    /// What became of a try.
    package enum End: Sendable {
        case loggedIn, refused
        /// Nobody knows: the database did not answer.
        case undecided
    }

    /// Ends a try that was begun.
    package mutating func end(_ officer: String, at lane: LaneID, _ now: Int64, _ end: End) {
        for subject in [Subject.officer(officer.hashValue), .lane(lane)] {
            guard var count = counts[subject] else { continue }
            count.pending = max(0, count.pending - 1)
            switch end {
            case .loggedIn:
                count.refused = 0
                count.hearsFrom = 0
            case .refused:
                count.refused += 1
                if count.refused >= Self.patience {
                    count.hearsFrom = now + 1000 * Self.wait(afterRefusals: count.refused)
                }
            case .undecided: break
            }
            counts[subject] = count.refused == 0 && count.pending == 0 ? nil : count
        }
    }

    /// Forgets refusals of an officer, who has a new passphrase, or at a lane, which an administrator has freed.
    package mutating func forget(officer: String) { forget(.officer(officer.hashValue)) }
    package mutating func forget(lane: LaneID) { forget(.lane(lane)) }

    private mutating func forget(_ subject: Subject) {
        counts[subject]?.refused = 0
        counts[subject]?.hearsFrom = 0
    }

    /// Tries at a lane that were not heard and that nobody was told of.
    package mutating func takeUnheard(at lane: LaneID) -> Int { unheard.removeValue(forKey: lane) ?? 0 }

    /// The same of all lanes.
    package mutating func takeUnheard() -> [LaneID: Int] {
        defer { unheard = [:] }
        return unheard
    }

    /// Gives back what could not be told.
    package mutating func giveBack(_ count: Int, at lane: LaneID) {
        if count > 0 { unheard[lane, default: 0] += count }
    }

    /// Seconds after so many refusals in a row.
    static func wait(afterRefusals refused: Int) -> Int64 {
        guard refused >= patience else { return 0 }
        return min(longestWait, firstWait << min(refused - patience, 16))
    }

    private func wait(_ count: Count, _ now: Int64) -> Int64 {
        if count.hearsFrom > now { return (count.hearsFrom - now + 999) / 1000 }
        // Tries that run at once may all be refused: together they are no more than one after the other.
        return count.pending > 0 && count.refused + count.pending >= Self.patience ? 1 : 0
    }

    private mutating func makeRoom(_ now: Int64) {
        guard counts.count >= Self.officersKept else { return }
        counts = counts.filter { $0.value.pending > 0 || now - $0.value.lastTry < Self.memory }
        guard counts.count >= Self.officersKept else { return }
        let idle = counts.filter { subject, count in
            if case .officer = subject { count.pending == 0 } else { false }
        }
        for (subject, _) in idle.sorted(by: { $0.value.lastTry < $1.value.lastTry }).prefix(Self.officersKept / 4) {
            counts[subject] = nil
        }
    }
}
