internal import Synchronization

/// What is known of service, readers and cards, and who wants to hear of changes.
final class ReaderBoard: Sendable {
    private struct State {
        var serviceAvailable = false
        /// Readers in order of arrival with what they hold.
        var readers: [(name: String, content: ReaderStateTable.Content, counter: UInt16)] = []
        var listeners: [Int: AsyncStream<ReaderEvent>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())

    /// A stream that begins with events that build the present picture.
    func events() -> AsyncStream<ReaderEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ReaderEvent.self, bufferingPolicy: .bufferingOldest(SmartCardLimits.eventBuffer))
        let id = state.withLock { state in
            let id = state.nextListener
            state.nextListener += 1
            for event in Self.picture(of: state) { continuation.yield(event) }
            state.listeners[id] = continuation
            return id
        }
        // Later, and not within the cancellation: that one holds the lock of the listening task, which `change` needs
        // while it holds the board's.
        continuation.onTermination = { [weak self] _ in Task { self?.forget(id) } }
        return stream
    }

    private func forget(_ id: Int) {
        _ = state.withLock { $0.listeners.removeValue(forKey: id) }
    }

    /// Names of the readers that are there.
    var readers: [String] {
        state.withLock { $0.readers.map(\.name) }
    }

    /// The service answers, or not any more: then all readers leave.
    func setService(available: Bool) {
        change { state, events in
            guard state.serviceAvailable != available else { return }
            if !available {
                for reader in state.readers { Self.leave(reader.name, reader.content, &events) }
                state.readers = []
            }
            state.serviceAvailable = available
            events.append(available ? .serviceAvailable : .serviceLost)
        }
    }

    /// Readers came or went.
    func update(left: [String], arrived: [String]) {
        guard !left.isEmpty || !arrived.isEmpty else { return }
        change { state, events in
            for reader in state.readers where left.contains(reader.name) {
                Self.leave(reader.name, reader.content, &events)
            }
            state.readers.removeAll { left.contains($0.name) }
            for name in arrived {
                state.readers.append((name, .empty, 0))
                events.append(.readerArrived(reader: name))
            }
        }
    }

    /// A reader holds something else than before.
    func update(_ changed: ReaderStateTable.Change) {
        change { state, events in
            guard let index = state.readers.firstIndex(where: { $0.name == changed.reader }) else { return }
            let known = state.readers[index]
            var content = changed.content
            var isSwapped = false
            if known.content != .empty && content != .empty {
                // Insertions and removals are counted. An even number of them between two cards: one for another. An
                // odd number: the card has left, and pcscd shows it again only because somebody reset it too late.
                let count = changed.counter &- known.counter
                isSwapped = count > 0
                if !count.isMultiple(of: 2) { content = .empty }
            }
            state.readers[index].content = content
            state.readers[index].counter = changed.counter
            guard known.content != content || isSwapped else { return }
            if known.content != .empty { events.append(.cardRemoved(reader: changed.reader)) }
            if let event = Self.arrival(content, in: changed.reader) { events.append(event) }
        }
    }

    /// Ends all streams; the watch is over.
    func finish() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners
        }
        for continuation in listeners.values { continuation.finish() }
    }

    /// Events are handed out under the lock, so that every listener sees them in one order and a new one misses none.
    private func change(_ body: (inout State, inout [ReaderEvent]) -> Void) {
        let lagging = state.withLock { state in
            var events: [ReaderEvent] = []
            body(&state, &events)
            var lagging: [AsyncStream<ReaderEvent>.Continuation] = []
            for (id, continuation) in state.listeners {
                for event in events {
                    if case .enqueued = continuation.yield(event) { continue }
                    state.listeners[id] = nil
                    lagging.append(continuation)
                    break
                }
            }
            return lagging
        }
        for continuation in lagging { continuation.finish() }
    }

    private static func picture(of state: State) -> [ReaderEvent] {
        guard state.serviceAvailable else { return [] }
        var events = [ReaderEvent.serviceAvailable]
        for reader in state.readers {
            events.append(.readerArrived(reader: reader.name))
            if let event = arrival(reader.content, in: reader.name) { events.append(event) }
        }
        return events
    }

    private static func arrival(_ content: ReaderStateTable.Content, in reader: String) -> ReaderEvent? {
        switch content {
        case .empty: nil
        case .card(let answerToReset): .cardInserted(reader: reader, answerToReset: answerToReset)
        case .unresponsiveCard: .cardUnresponsive(reader: reader)
        }
    }

    private static func leave(_ reader: String, _ content: ReaderStateTable.Content, _ events: inout [ReaderEvent]) {
        if content != .empty { events.append(.cardRemoved(reader: reader)) }
        events.append(.readerLeft(reader: reader))
    }
}
