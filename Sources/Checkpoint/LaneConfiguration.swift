package import BorderLaw
internal import Fingerprint

/// What a lane is told when it is set up; fixed while it runs.
package struct LaneConfiguration: Sendable, Equatable {
    package var lane: LaneID
    package var station: Station
    /// The tables of all days; a crossing is judged by those of its day.
    package var rulebooks: RulebookShelf
    /// Stands in every record, so that a decision can be replayed by the program that took it.
    package var softwareVersion: String
    /// How long a finger is waited for, at each try.
    package var fingerTimeoutSeconds: Int
    /// From which score an image counts as a presentation attack; above 1 none does.
    package var presentationThreshold: Double
    /// How long the gate stays open for its traveller.
    package var passageTimeoutSeconds: Int
    /// Backstops over the devices' own limits: a lane never waits for ever.
    package var chipStageSeconds: Int
    package var databaseStageSeconds: Int
    /// How often a lane that cannot store its last record tries again.
    package var storingRetrySeconds: Int

    package init(
        lane: LaneID, station: Station = .eGate, rulebooks: RulebookShelf, softwareVersion: String,
        fingerTimeoutSeconds: Int = 15, passageTimeoutSeconds: Int = 30, chipStageSeconds: Int = 45,
        databaseStageSeconds: Int = 15, storingRetrySeconds: Int = 10,
        presentationThreshold: Double = PresentationCheck.defaultThreshold
    ) {
        self.lane = lane
        self.station = station
        self.rulebooks = rulebooks
        self.softwareVersion = softwareVersion
        self.fingerTimeoutSeconds = fingerTimeoutSeconds
        self.passageTimeoutSeconds = passageTimeoutSeconds
        self.chipStageSeconds = chipStageSeconds
        self.databaseStageSeconds = databaseStageSeconds
        self.storingRetrySeconds = storingRetrySeconds
        self.presentationThreshold = presentationThreshold
    }

    /// The same with one edition for all days.
    package init(
        lane: LaneID, station: Station = .eGate, rulebook: Rulebook, softwareVersion: String,
        fingerTimeoutSeconds: Int = 15, passageTimeoutSeconds: Int = 30, databaseStageSeconds: Int = 15
    ) {
        self.init(
            lane: lane, station: station, rulebooks: RulebookShelf(always: rulebook), softwareVersion: softwareVersion,
            fingerTimeoutSeconds: fingerTimeoutSeconds, passageTimeoutSeconds: passageTimeoutSeconds,
            databaseStageSeconds: databaseStageSeconds)
    }

    /// The tables by which a traveller is judged who arrived at this moment.
    func rulebook(for traveller: Traveller) -> Rulebook {
        rulebooks.rulebook(on: UlaanbaatarCalendar.day(of: traveller.startedAt))
    }
}
