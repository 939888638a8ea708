package import BorderLaw
package import Support
package import TravelDocument

/// A traveller who stands in the lane: what is known so far.
package struct Traveller: Sendable, Equatable {
    package let id: CrossingID
    package let direction: Direction
    package let startedAt: UnixTime
    package let mrzText: String
    /// Nil when the text is no MRZ; then `mrzFault` says why.
    package let mrz: MachineReadableZone?
    package let mrzFault: String?
    package var trip: Trip?
    package var chip: ChipEvidence?
    package var stored: StoredFacts?
    package var storeFault: StoreError?
    package var fingerTries: [FingerTry] = []
    /// Set when the scanner itself failed, as opposed to a finger that did not match.
    package var scannerFault: String?
}

/// Where a lane stands.
package enum LaneState: Sendable, Equatable {
    case idle
    case readingChip(Traveller)
    case gatheringFacts(Traveller)
    /// `attempt` counts from 1.
    case verifyingFinger(Traveller, attempt: Int)
    case committing(CrossingRecord)
    case gateOpen(CrossingRecord)
    case completing(CrossingRecord, CrossingState)
    /// Something is being written to the spool because the database did not take it.
    case spooling(SpooledEntry, lastRecord: CrossingRecord)
    /// Not even the spool takes the entry: nobody is served until it does.
    case outOfService(SpooledEntry, lastRecord: CrossingRecord)
    case stopped
}

/// What happens to a lane.
package enum LaneEvent: Sendable {
    case travellerArrived(id: CrossingID, mrzText: String, direction: Direction, trip: Trip? = nil)
    case chipProgress(percent: Int)
    case chipRead(ChipEvidence)
    case factsGathered(Result<StoredFacts, StoreError>)
    case fingerVerified(FingerTry)
    case fingerFailed(FingerFault)
    case recordCommitted
    case recordNotCommitted(StoreError)
    case passageReported(CrossingState)
    case crossingCompleted
    case crossingNotCompleted(StoreError)
    case entrySpooled
    case entryNotSpooled(StoreError)
    /// Somebody wants to cross, or the daemon goes down: one more try to store what waits in memory.
    case storingRetried
    /// The stage has lasted longer than it may.
    case stageTimedOut
    case stopRequested
}

/// What a lane wants done in the world; every effect but announcements and timers answers with an event.
package enum LaneEffect: Sendable, Equatable {
    case announce(LaneAnnouncement)
    case readChip(MachineReadableZone)
    case gatherFacts(FactQuery)
    case verifyFinger([EnrolledFinger])
    case commit(CrossingRecord)
    case complete(CrossingID, CrossingState)
    case spool(SpooledEntry)
    /// Ends a chip or finger operation that is under way; its answer is no longer wanted.
    case cancelDevices
    /// Replaces the running stage timer.
    case startTimer(seconds: Int)
    case cancelTimer
    /// A fact for the log: never personal data.
    case log(LaneLogEntry)
}

/// A line for the log.
package struct LaneLogEntry: Sendable, Equatable {
    package enum Severity: Sendable { case info, warning, error }

    package let severity: Severity
    package let message: String
    package let crossing: CrossingID?
    /// Rule ids, fault codes, counts.
    package let details: [String: String]

    package init(
        _ severity: Severity, _ message: String, crossing: CrossingID? = nil, details: [String: String] = [:]
    ) {
        self.severity = severity
        self.message = message
        self.crossing = crossing
        self.details = details
    }
}
