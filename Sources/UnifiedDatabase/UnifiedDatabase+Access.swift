internal import Checkpoint
internal import GRDB

extension UnifiedDatabase {
    /// One writing transaction, on the warrant of the caller: refused when its log-in has ended. A caller that is cancelled does not interrupt it: a half-told story is worse than a
    /// late one, and the answer decides whether a gate opens.
    ///
    /// - Parameter around: what this thread does before and after it calls the writing one, which takes its time to wake
    ///   up.
    func write<Value: Sendable>(
        _ what: String, around: (_ call: () -> Void) -> Void = { $0() },
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let warrant = Warrant.current
        let outcome: Result<Value, any Error> = await withCheckedContinuation { waiting in
            let onWarrant: @Sendable (Database) throws -> Value = { db in
                guard let warrant else { return try body(db) }
                try Self.require(warrant, in: db)
                // The thread that writes is not the caller's task.
                return try Warrant.$current.withValue(warrant) { try body(db) }
            }
            // Not `await pool.write`, which heeds cancellation.
            around { pool.asyncWrite(onWarrant) { _, outcome in waiting.resume(returning: outcome) } }
        }
        do {
            return try outcome.get()
        } catch {
            throw StoreError(error, while: what)
        }
    }

    /// One consistent look at the database; not interrupted by cancellation either, since it is short.
    func read<Value: Sendable>(
        _ what: String, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let outcome: Result<Value, any Error> = await withCheckedContinuation { waiting in
            pool.asyncRead { opened in waiting.resume(returning: Result { try body(opened.get()) }) }
        }
        do {
            return try outcome.get()
        } catch {
            throw StoreError(error, while: what)
        }
    }

    /// Merges the log into the file and empties it, so that what was deleted is gone from the disk at once.
    ///
    /// Without effect while a reader is at work: then the next merge does it, and until then only ciphertext is left.
    func emptyLog() async {
        let pool = pool
        _ = await Task { try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }.value
    }
}
