internal import Checkpoint
internal import DocumentTrust
internal import Logging
internal import TravelDocument
internal import UnifiedDatabase

/// Says in the journal by which authorities and lists documents are judged, each time that this changes, and when a
/// change was refused.
///
/// A change is in force before it is journaled: a revocation must not wait for a database that is locked. What could not
/// be written then is made good by the next change or the next start, which compare with the journal.
struct TrustJournal {
    /// Most characters of a reason in an entry.
    private static let reasonLength = 200
    let database: UnifiedDatabase
    let logger: Logger

    private static let kinds = [JournalKind.trustStoreChanged, .trustStoreRefused]

    /// Journals a store that documents are judged by from now on, unless the last entry tells of the same.
    ///
    /// - Parameter former: the store of before; nil at a start.
    func record(_ store: TrustStore, after former: TrustStore?) async {
        await record {
            let account = try store.account(after: former)
            return JournalEvent(
                .trustStoreChanged,
                details: account.merging(["occasion": former == nil ? "start" : "reload"]) { $1 })
        }
    }

    /// Journals a store that was not taken, and which one stays in use.
    func record(refused store: TrustStore, because reason: String, inUse: TrustStore) async {
        await record {
            JournalEvent(
                .trustStoreRefused,
                details: [
                    "digest": try store.digest(), "inUse": try inUse.digest(),
                    "reason": reason.shown(atMost: Self.reasonLength),
                ])
        }
    }

    private func record(_ event: () throws -> JournalEvent) async {
        do {
            let event = try event()
            let last = try await database.lastEvent(of: Self.kinds)
            // The same store as in the last entry, or a fault that is seen twice, is no news.
            guard last?.kind != event.kind || last?.details["digest"] != event.details["digest"] else { return }
            _ = try await database.append(event)
        } catch {
            logger.error("the trust store is not in the journal", metadata: ["reason": "\(error)"])
        }
    }
}
