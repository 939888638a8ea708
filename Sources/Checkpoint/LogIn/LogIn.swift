package import Support

/// An officer's time at a lane, from the log-in on.
package struct LogIn: Codable, Sendable, Equatable {
    /// Why a log-in has ended.
    package enum Cause: String, Codable, Sendable, CaseIterable {
        /// The officer has logged out.
        case loggedOut
        /// An administrator has ended it.
        case ended
        /// Somebody has logged in at the lane after it, perhaps the same officer.
        case handedOver
        /// The officer has left the service.
        case retired
        /// The officer was given a new passphrase.
        case newPassphrase
        /// Its time was over.
        case expired
        /// A backup has taken the place of the database: whatever had ended since is not to go on.
        case restored
    }

    /// Number of the log-in at this checkpoint, as the journal names it.
    package let id: Int64
    /// Service number of the officer.
    package let officer: String
    package let lane: LaneID
    package let since: UnixTime
    /// When it ends at the latest.
    package let until: UnixTime

    package init(id: Int64, officer: String, lane: LaneID, since: UnixTime, until: UnixTime) {
        self.id = id
        self.officer = officer
        self.lane = lane
        self.since = since
        self.until = until
    }
}

/// What an officer's terminal shows to be believed: 256 random bits, given out once; only a hash of them is stored.
package struct LogInToken: Sendable, Equatable {
    /// 64 hex digits.
    package let text: String

    /// Nil for anything but 64 lower-case hex digits.
    package init?(_ text: some StringProtocol) {
        let digits = text.utf8
        guard digits.count == 64,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = String(text)
    }
}

extension LogInToken: CustomStringConvertible, CustomReflectable {
    package var description: String { "LogInToken" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A try to log in.
package struct LogInAttempt: Sendable {
    /// As it was given: perhaps nobody's number.
    package let officer: String
    package let passphrase: Passphrase
    package let lane: LaneID
    package let time: UnixTime
    /// How long the log-in is to last at most, in hours.
    package let hours: Int

    package init(officer: String, passphrase: Passphrase, lane: LaneID, time: UnixTime, hours: Int) {
        self.officer = officer
        self.passphrase = passphrase
        self.lane = lane
        self.time = time
        self.hours = hours
    }
}

/// Where passphrases and log-ins are kept. Whatever changes is journaled in the same transaction.
package protocol LogInStore: Sendable {
    /// Gives an officer a passphrase, in place of any former one, and ends the officer's log-ins.
    /// Nobody or not in service is `officer`.
    func setPassphrase(
        _ passphrase: Passphrase, ofOfficer number: String, by: String, at time: UnixTime
    ) async throws(StoreError)

    /// Logs an officer in, and whoever was at the lane out. Nil when it is refused, for whatever reason; that takes the
    /// same time for everybody.
    ///
    /// - Parameter more: tries at the lane that nobody listened to, for the journal.
    func logIn(_ attempt: LogInAttempt, more: Int) async throws(StoreError) -> (logIn: LogIn, token: LogInToken)?

    /// Tells the journal of tries at a lane that nobody listened to.
    func noteUnheardTries(_ count: Int, at lane: LaneID) async throws(StoreError)

    /// The log-in that a token stands for, if it has not ended.
    func logIn(with token: LogInToken, at time: UnixTime) async throws(StoreError) -> LogIn?

    /// Everybody's log-in that has not ended, by lane.
    func logIns(at time: UnixTime) async throws(StoreError) -> [LogIn]

    /// Ends a log-in, and says whether it had not ended before.
    ///
    /// - Parameter by: who ends it, of somebody else's.
    func endLogIn(_ id: Int64, _ cause: LogIn.Cause, by: String?, at time: UnixTime) async throws(StoreError) -> Bool

    /// Ends log-ins whose time is over; returns how many.
    func endOverdueLogIns(at time: UnixTime) async throws(StoreError) -> Int
}
