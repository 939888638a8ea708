internal import Fingerprint

/// A finger of an applicant that looks like one that is enrolled for somebody else.
package struct FingerDuplicate: Sendable, Equatable {
    /// Position of the applicant's finger, ISO/IEC 19794-2.
    package let position: Int
    /// The permission that the other finger belongs to, and its position there.
    package let permission: Int64
    package let otherPosition: Int
    /// Estimate of -log10 of the false match rate of the two.
    package let score: Double
}

/// Searches a new enrolment among all that are there: one person under two names is found before he gets two
/// permissions.
///
/// Holds sketches in memory (about 1.3 kB a finger), no templates; those of the few candidates come from the archive. The
/// first search waits until everything is read, later ones read only what is new, also what another process has added.
package actor DuplicateFingers {
    /// Score from which two fingers count as one. One wrong hit is expected among 100,000 fingers, and an officer looks
    /// at each: the tail of the calibration does not carry a stricter one.
    package static let threshold = 5.0

    private static let page = 500
    /// Templates that are compared in full: one in a hundred, at least fifty. Of the impressions that would reach the
    /// threshold, 98 % stand among them (development sets of the engine).
    private static let leastCandidates = 50
    private static let mostCandidates = 2000

    private let archive: any FingerArchive
    private var index = FingerIndex()
    private var permissions: [Int64] = []
    private var last: Int64 = 0
    private var reading: Task<Result<Void, StoreError>, Never>?

    package init(archive: any FingerArchive) {
        self.archive = archive
    }

    /// Enrolled fingers that are known.
    package var count: Int { permissions.count }

    /// Reads what the archive has and the index has not.
    package func refresh() async throws(StoreError) {
        // One reader at a time: a second would add the same fingers again. Whoever is first to see that a reader is done
        // takes it away: waiting for one that is done does not suspend, and the one who began it could never do so.
        while let current = reading {
            _ = await current.value
            if reading == current { reading = nil }
        }
        let task = Task { await readNew() }
        reading = task
        let result = await task.value
        if reading == task { reading = nil }
        try result.get()
    }

    private func readNew() async -> Result<Void, StoreError> {
        do throws(StoreError) {
            while true {
                let page = try await archive.enrolledFingers(after: last, limit: Self.page)
                guard let newest = page.last else { return .success(()) }
                for entry in page {
                    // A template that cannot be read cannot be found either; its gate says so when its owner comes.
                    guard let template = try? FingerTemplate(record: entry.finger.template) else { continue }
                    index.add(PreparedTemplate(template))
                    permissions.append(entry.permission)
                }
                last = newest.permission
            }
        } catch {
            return .failure(error)
        }
    }

    /// Fingers of other people that look like these, the most alike first.
    ///
    /// - Parameter owner: register number of the applicant; his or her own earlier enrolments are no duplicates.
    package func duplicates(
        of fingers: [EnrolledFinger], owner: String?
    ) async throws(StoreError) -> [FingerDuplicate] {
        try await refresh()
        var found: [FingerDuplicate] = []
        for finger in fingers {
            guard let template = try? FingerTemplate(record: finger.template) else { continue }
            found += try await duplicates(of: PreparedTemplate(template), position: finger.position, owner: owner)
        }
        return found.sorted { a, b in a.score != b.score ? a.score > b.score : a.permission < b.permission }
    }

    private func duplicates(
        of probe: PreparedTemplate, position: Int, owner: String?
    ) async throws(StoreError) -> [FingerDuplicate] {
        let limit = min(max(permissions.count / 100, Self.leastCandidates), Self.mostCandidates)
        let places = index.candidates(for: probe, limit: limit)
        var wanted: [Int64] = []
        var seen: Set<Int64> = []
        for place in places where seen.insert(permissions[place]).inserted { wanted.append(permissions[place]) }
        let entries = try await archive.enrolledFingers(ofPermissions: wanted)
        return await compared(probe, position: position, with: entries.filter { $0.registerNumber != owner })
    }
}

/// Some hundred comparisons take a tenth of a second: on the concurrent pool, so that the actor stays free.
@concurrent
private func compared(
    _ probe: PreparedTemplate, position: Int, with entries: [ArchivedFinger]
) async -> [FingerDuplicate] {
    let matcher = FingerMatcher()
    return entries.compactMap { entry in
        guard let template = try? FingerTemplate(record: entry.finger.template) else { return nil }
        let score = matcher.score(probe, PreparedTemplate(template)).value
        guard score >= DuplicateFingers.threshold else { return nil }
        return FingerDuplicate(
            position: position, permission: entry.permission, otherPosition: entry.finger.position, score: score)
    }
}
