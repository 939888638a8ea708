import Synchronization

/// The store that documents are judged by now. A reload swaps it as a whole; whoever has begun with one keeps it.
package final class CurrentTrust: Sendable {
    private struct State {
        var store: TrustStore
        var fault: String?
    }

    private let state: Mutex<State>

    /// Begins with this store.
    package init(_ store: TrustStore) {
        state = Mutex(State(store: store))
    }

    /// The store of the moment.
    package var store: TrustStore { state.withLock { $0.store } }

    /// Why the directory's present contents are not in use; nil when they are.
    package var fault: String? { state.withLock { $0.fault } }

    /// Takes a newer store, unless it is faulty where the present one is not.
    ///
    /// - Returns: why it was not taken; nil when it was.
    package func replace(with newer: TrustStore) -> String? {
        state.withLock { state in
            state.fault = state.store.objection(to: newer)
            if state.fault == nil { state.store = newer }
            return state.fault
        }
    }
}

extension TrustStore {
    /// Why a newer store of the same directory shall not take the place of this one: the directory cannot be read, all
    /// authorities are gone, or a file that is new or changed cannot be taken at all. A list of which single entries
    /// are refused is no reason.
    func objection(to newer: TrustStore) -> String? {
        if newer.anchors.isEmpty, !anchors.isEmpty {
            return newer.refusals.first.map { "\($0)" } ?? "no authority is left"
        }
        let taken = Set(newer.sources.flatMap { [$0.id, $0.origin] })
        return newer.refusals.first { refusal in
            !taken.contains(refusal.origin) && !refusals.contains(refusal)
        }.map { "\($0)" }
    }
}
