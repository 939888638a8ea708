internal import Synchronization

/// An announcement with its place in the order of the lane's announcements.
package struct NumberedAnnouncement: Sendable, Equatable {
    /// Counts from 1 since the daemon started.
    package let number: UInt64
    package let announcement: LaneAnnouncement
}

/// Hands a lane's announcements to every kiosk that listens, and to those that come back what they missed.
///
/// Bounded on both sides: it keeps `Limits.announcementsKept`, and a listener that does not read loses the oldest.
package final class AnnouncementBoard: Sendable {
    private struct State {
        var kept: [NumberedAnnouncement] = []
        var next: UInt64 = 1
        var listeners: [UInt64: AsyncStream<NumberedAnnouncement>.Continuation] = [:]
        var nextListener: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    package init() {}

    package func post(_ announcement: LaneAnnouncement) {
        state.withLock { state in
            let numbered = NumberedAnnouncement(number: state.next, announcement: announcement)
            state.next += 1
            state.kept.append(numbered)
            if state.kept.count > Limits.announcementsKept { state.kept.removeFirst() }
            for listener in state.listeners.values { listener.yield(numbered) }
        }
    }

    /// Ends every stream, now and for later listeners.
    package func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }

    /// - Parameter last: the number after which to go on; nil starts with the crossing that is under way, so that a
    ///   kiosk that has just started shows the right picture.
    package func listen(after last: UInt64?) -> AsyncStream<NumberedAnnouncement> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: NumberedAnnouncement.self, bufferingPolicy: .bufferingNewest(Limits.announcementsPerListener))
        let key: UInt64? = state.withLock { state in
            let missed: ArraySlice<NumberedAnnouncement>
            if let last, last < state.next {
                missed = state.kept.drop { $0.number <= last }
            } else {
                let start = state.kept.lastIndex { [.started, .ready].contains($0.announcement.event) }
                missed = state.kept[(start ?? state.kept.startIndex)...]
            }
            for announcement in Self.withoutPastOpenings(missed) { continuation.yield(announcement) }
            guard !state.isClosed else { return nil }
            let key = state.nextListener
            state.nextListener += 1
            state.listeners[key] = continuation
            return key
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        // Later, and not within the cancellation: that one holds the lock of the listening task, which `post` needs
        // while it holds the board's.
        continuation.onTermination = { [weak self] _ in Task { self?.forget(key) } }
        return stream
    }

    private func forget(_ key: UInt64) {
        _ = state.withLock { $0.listeners.removeValue(forKey: key) }
    }

    /// A gate that has closed again must not be opened by a kiosk that hears of it late: only the last word counts.
    private static func withoutPastOpenings(_ missed: ArraySlice<NumberedAnnouncement>) -> [NumberedAnnouncement] {
        let last = missed.last { $0.announcement.event == .gate }?.number
        return missed.filter { $0.announcement.gate != "open" || $0.number == last }
    }
}
