package import BorderLaw
package import Fingerprint
package import Support
package import TravelDocument

/// Why a store could not do what it was asked.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// Another process holds the database for longer than the busy limit.
        case locked
        /// No space on the disk, or the database has reached its size limit.
        case full
        /// The file is damaged or is not our database.
        case corrupt
        /// A constraint of the schema was broken, for example an id used twice.
        case constraint
        /// The key does not open an encrypted column or file, or its file is missing or readable by others.
        case key
        /// Nothing is stored under that id.
        case notFound
        /// Whoever answers for it may not: ``OfficerFault``, whose words are the message.
        case officer
        /// The log-in on which somebody acts has ended.
        case logIn
        case inputOutput
    }

    package let code: Code
    /// For logs: no personal data.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

/// By what the store finds what it knows of a traveller.
package struct FactQuery: Sendable, Equatable {
    package var document: CrossingDocument
    package var direction: Direction
    /// The civil day of the crossing in Ulaanbaatar.
    package var day: CivilDate
    package var time: UnixTime
    /// Only a desk is told what officers have entered for it.
    package var station: Station

    package init(
        document: CrossingDocument, direction: Direction, day: CivilDate, time: UnixTime, station: Station
    ) {
        self.document = document
        self.direction = direction
        self.day = day
        self.time = time
        self.station = station
    }
}

/// A crossing as the pair rule and the pass-back rule need it.
package struct PastCrossing: Codable, Sendable, Equatable {
    package var id: CrossingID
    package var direction: Direction
    package var time: UnixTime
    package var issuer: String
    package var documentNumber: String
    package var state: CrossingState
    /// Where it was; nil when the record does not say.
    package var station: Station?

    package init(
        id: CrossingID, direction: Direction, time: UnixTime, issuer: String, documentNumber: String,
        state: CrossingState, station: Station? = nil
    ) {
        self.id = id
        self.direction = direction
        self.time = time
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.state = state
        self.station = station
    }
}

/// Everything the store knows that the rules need, gathered in one access.
package struct StoredFacts: Sendable, Equatable {
    /// The permission for this very document, whatever its status.
    package var permission: EGatePermission?
    /// Restrictions in force on the day that may concern this traveller: by register number (on record, or with the
    /// digits of the machine-readable zone), by document number, or by folded names and birth date.
    package var exitRestrictions: [ExitRestrictionEntry]
    /// When the exit-restriction list was loaded; nil when it never was.
    package var exitListLoadedAt: UnixTime?
    /// When the lists of wanted persons and of invalid documents were loaded; nil when they never were.
    package var wantedListLoadedAt: UnixTime?
    package var invalidListLoadedAt: UnixTime?
    /// Entries of the list of wanted persons that may mean this traveller; nil when that list was never loaded.
    package var wanted: [WantedEntry]?
    /// What officers have entered for a desk, and the stays of a foreigner; nil for a gate.
    package var desk: DeskFacts?
    /// Last day after an extension that an officer has seen; nil when there is none.
    package var extendedUntil: CivilDate?
    /// Why the document was declared invalid before its time; nil when it was not.
    package var invalidation: Invalidation?
    /// The latest crossing with this document that let the traveller through: states `admitted`, `passed`,
    /// `interrupted`.
    package var lastCrossing: PastCrossing?
    /// The latest such crossing of the same person with another document: by register number, civil number, or a link
    /// that an officer has confirmed.
    package var lastCrossingOfPerson: PastCrossing?
    /// The latest such crossing with another document whose zone holds the same register number, where nothing of these
    /// ties the two.
    package var lastCrossingByZone: PastCrossing?

    package init(
        permission: EGatePermission? = nil, exitRestrictions: [ExitRestrictionEntry] = [],
        exitListLoadedAt: UnixTime? = nil, wantedListLoadedAt: UnixTime? = nil, invalidListLoadedAt: UnixTime? = nil,
        wanted: [WantedEntry]? = nil, desk: DeskFacts? = nil,
        extendedUntil: CivilDate? = nil, invalidation: Invalidation? = nil, lastCrossing: PastCrossing? = nil,
        lastCrossingOfPerson: PastCrossing? = nil, lastCrossingByZone: PastCrossing? = nil
    ) {
        self.permission = permission
        self.exitRestrictions = exitRestrictions
        self.exitListLoadedAt = exitListLoadedAt
        self.wantedListLoadedAt = wantedListLoadedAt
        self.invalidListLoadedAt = invalidListLoadedAt
        self.wanted = wanted
        self.desk = desk
        self.extendedUntil = extendedUntil
        self.invalidation = invalidation
        self.lastCrossing = lastCrossing
        self.lastCrossingOfPerson = lastCrossingOfPerson
        self.lastCrossingByZone = lastCrossingByZone
    }
}

/// The unified database, as the lanes need it.
package protocol CrossingStore: Sendable {
    /// Everything known of a traveller, read in one consistent access.
    func gather(_ query: FactQuery) async throws(StoreError) -> StoredFacts

    /// Writes a record durably: when this returns, a loss of power does not lose it.
    ///
    /// A record whose id is already there replaces it while that one is still `admitted` (an earlier write had reached
    /// the disk although it reported an error, and the lane has decided anew); otherwise it is an error (`constraint`).
    func commit(_ record: CrossingRecord) async throws(StoreError)

    /// Completes an admitted crossing. Completing one that already has a final state is an error (`constraint`).
    func complete(_ id: CrossingID, state: CrossingState, at time: UnixTime) async throws(StoreError)

    /// Records still `admitted`: the daemon went down while a gate was open.
    func unfinishedCrossings() async throws(StoreError) -> [CrossingID]

    /// The newest crossings first, at most `limit`, older than `before` if given.
    func crossings(limit: Int, before: CrossingID?) async throws(StoreError) -> [CrossingRecord]

    /// One crossing, or nil.
    func crossing(_ id: CrossingID) async throws(StoreError) -> CrossingRecord?
}

/// Permissions and lists: what enrolment and list import write.
package protocol PermissionStore: Sendable {
    /// Stores a new permission and returns its id. An active one for the same document is an error (`constraint`).
    func grant(_ permission: EGatePermission) async throws(StoreError) -> Int64

    /// Suspends, resumes or withdraws. A withdrawal erases the templates at once and is final (`constraint`).
    func change(_ change: PermissionChange, ofPermission id: Int64) async throws(StoreError)

    /// The permissions for a document, newest first.
    func permissions(issuer: String, documentNumber: String) async throws(StoreError) -> [PermissionSummary]

    /// Marks a document as invalid before its time (lost, damaged, name changed); a second time replaces the cause.
    func invalidate(issuer: String, documentNumber: String, _ invalidation: Invalidation) async throws(StoreError)
}

/// All fingers of permissions in force: what a new enrolment is searched in.
package protocol FingerArchive: Sendable {
    /// The fingers of the next permissions after `permission` (0 for the first), at most `limit` permissions, in order
    /// of their ids. Withdrawn permissions have none.
    func enrolledFingers(after permission: Int64, limit: Int) async throws(StoreError) -> [ArchivedFinger]

    /// The fingers of these permissions; those that are withdrawn or unknown are left out.
    func enrolledFingers(ofPermissions permissions: [Int64]) async throws(StoreError) -> [ArchivedFinger]
}

/// A finger in the archive and whom it belongs to.
package struct ArchivedFinger: Sendable, Equatable {
    /// The permission that it was enrolled with.
    package var permission: Int64
    /// Register number of its owner; nil when unknown.
    package var registerNumber: String?
    package var finger: EnrolledFinger

    package init(permission: Int64, registerNumber: String?, finger: EnrolledFinger) {
        self.permission = permission
        self.registerNumber = registerNumber
        self.finger = finger
    }
}

/// The list of restricted exits.
package protocol RestrictionStore: Sendable {
    /// Replaces the whole list in one transaction. A list that is older than the one in force, that comes from the
    /// future, or whose officer is not in service, is an error (`constraint`, `officer`).
    func replaceExitRestrictions(_ delivery: ListDelivery) async throws(StoreError)
}

/// What waits outside the database because it could not be written.
package enum SpooledEntry: Codable, Sendable, Equatable {
    case record(CrossingRecord)
    case completion(CrossingID, CrossingState, UnixTime)
}

/// Keeps records that the database did not take (locked, full, damaged) until it takes them: encrypted files, each
/// written and synced before `keep` returns. Nothing is lost, and order is kept.
package protocol RecordSpool: Sendable {
    func keep(_ entry: SpooledEntry) async throws(StoreError)

    /// Moves everything into the store, oldest first; stops when the store fails. Returns how many were moved. An
    /// entry that cannot be read is set aside, and one that does not fit yet waits: neither holds up those behind it.
    /// An entry that the store already has in a final state (`constraint` on the same id) counts as moved.
    func drain(into store: any CrossingStore) async throws(StoreError) -> Int
}

/// The chip reader of a lane.
package protocol ChipPort: Sendable {
    /// Reads the chip that lies on the lane's reader. Never throws: a fault is evidence, too.
    ///
    /// - Parameter progress: percent of the bytes, 0 to 100, rising.
    func readChip(mrz: MachineReadableZone, at time: UnixTime, progress: @escaping @Sendable (Int) -> Void) async
        -> ChipEvidence
}

/// Why no finger image came.
package struct FingerFault: Error, Sendable, Equatable {
    /// Short code, for example `noFinger`, `unplugged`, `notFound`.
    package let code: String
    /// Whether the traveller may simply try again (no finger, moved) or the device is at fault.
    package let isTravellerSide: Bool

    package init(code: String, isTravellerSide: Bool) {
        self.code = code
        self.isTravellerSide = isTravellerSide
    }
}

/// The finger scanner of a lane.
package protocol FingerPort: Sendable {
    /// Waits for a finger and takes its image.
    func captureFinger(timeoutSeconds: Int) async -> Result<FingerImage, FingerFault>
}
