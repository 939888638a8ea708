internal import Support

/// Why somebody is not logged in.
package enum LogInFault: Error, Sendable, Equatable {
    /// Number or passphrase is not right; which, and why, nobody is told.
    case refused
    /// Too many were refused: no try is heard before so many seconds.
    case wait(seconds: Int64)
    case store(StoreError)
}

/// Logs officers in and out: the store proves and writes, the book of refusals keeps guessers waiting.
package actor LogInDesk {
    private let store: any LogInStore
    private let hours: Int
    private var book = RefusalBook()
    private let started = ContinuousClock.now

    /// - Parameter hours: how long a log-in lasts at most.
    package init(store: any LogInStore, hours: Int) {
        self.store = store
        self.hours = hours
    }

    /// Logs an officer in at a lane.
    package func logIn(
        _ officer: String, _ passphrase: Passphrase, at lane: LaneID
    ) async throws(LogInFault) -> (logIn: LogIn, token: LogInToken) {
        if let seconds = book.begin(officer, at: lane, moment) { throw .wait(seconds: seconds) }
        let more = book.takeUnheard(at: lane)
        let attempt = LogInAttempt(officer: officer, passphrase: passphrase, lane: lane, time: .now(), hours: hours)
        do throws(StoreError) {
            let done = try await store.logIn(attempt, more: more)
            book.end(officer, at: lane, moment, done == nil ? .refused : .loggedIn)
            if let done { return done }
        } catch {
            book.giveBack(more, at: lane)
            book.end(officer, at: lane, moment, .undecided)
            throw .store(error)
        }
        throw .refused
    }

    /// The log-in that a token stands for, or nil.
    package func logIn(with token: LogInToken) async throws(StoreError) -> LogIn? {
        try await store.logIn(with: token, at: .now())
    }

    /// Who is on duty at a lane.
    package func logIn(at lane: LaneID) async throws(StoreError) -> LogIn? {
        try await store.logIns(at: .now()).first { $0.lane == lane }
    }

    /// Who is on duty, by lane.
    package func logIns() async throws(StoreError) -> [LogIn] { try await store.logIns(at: .now()) }

    /// Logs an officer out.
    package func logOut(_ logIn: LogIn) async throws(StoreError) -> Bool {
        try await store.endLogIn(logIn.id, .loggedOut, by: nil, at: .now())
    }

    /// Frees a lane: ends its log-in, if there is one, and nobody has to wait there any more.
    package func free(_ lane: LaneID, by: String) async throws(StoreError) -> LogIn? {
        book.forget(lane: lane)
        guard let logIn = try await logIn(at: lane),
            try await store.endLogIn(logIn.id, .ended, by: by, at: .now())
        else { return nil }
        return logIn
    }

    /// Gives an officer a new passphrase.
    package func setPassphrase(
        _ passphrase: Passphrase, ofOfficer number: String, by: String
    ) async throws(StoreError) {
        try await store.setPassphrase(passphrase, ofOfficer: number, by: by, at: .now())
        book.forget(officer: number)
    }

    /// What is due from time to time: ends log-ins whose time is over, and tells the journal of tries that nobody
    /// listened to.
    package func tend() async throws(StoreError) {
        _ = try await store.endOverdueLogIns(at: .now())
        for (lane, count) in book.takeUnheard() {
            do throws(StoreError) {
                try await store.noteUnheardTries(count, at: lane)
            } catch {
                book.giveBack(count, at: lane)
                throw error
            }
        }
    }

    /// Milliseconds since the start, by a clock that nobody sets.
    private var moment: Int64 {
        let passed = (ContinuousClock.now - started).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
