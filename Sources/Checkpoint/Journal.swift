/// What the journal tells of: each is written once and never changes.
package enum JournalKind: String, Codable, Sendable, CaseIterable {
    /// The journal begins; nothing older is known to it.
    case journalBegun
    /// A row that was there before the journal.
    case rowAdopted
    case daemonStarted
    case daemonStopped
    /// The daemon has started with other settings than at the last start.
    case settingsChanged
    /// Documents are judged by other authorities, lists or sources than before: at a start, or while the daemon runs.
    case trustStoreChanged
    /// The trust store has changed and cannot be used: that of before stays.
    case trustStoreRefused
    /// A decision by which the gate opens, with everything that it rests on; what became of it follows.
    case crossingAdmitted
    /// A decision by which no gate opens, with everything that it rests on; of former versions, any decision.
    case crossingRecorded
    /// What became of the traveller: the gate shut behind somebody, or nobody.
    case crossingCompleted
    /// No crossing that was told of before this entry is admitted any more: a start looks for open ones from here on.
    case admissionsEnded
    case crossingSettled
    case permissionGranted
    case permissionChanged
    /// The holder of a permission agreed to the use of their fingerprints.
    case consentGiven
    case documentChanged
    case listReplaced
    /// An officer has found out that an entry of a list means somebody else.
    case falseHitNoted
    /// A copy of the database was written to a file.
    case backupWritten
    /// A backup has taken the place of the database.
    case databaseRestored
    /// What crossings tell or officers had written, which stood there in the clear, was sealed: the program was updated.
    case contentsSealed
    /// Sensitive columns are under another key.
    case databaseKeyChanged
    /// Entries from the next one on are signed by the key that this one names.
    case journalKeyChanged
    /// Entries that name the lane are signed by the key that this one names, from the next one on.
    case laneKeyAdded
    /// Somebody has read what is held about a person, and for what purpose.
    case personRead
    /// What has outlived its time was deleted.
    case retentionApplied
    /// A visa, a residence permit or another right to stay was entered.
    case stayRightRecorded
    /// An officer granted how long a foreigner who entered may stay.
    case stayGranted
    /// An officer was entered, or has left the service.
    case officerChanged
    /// An officer was given a passphrase to log in with, in place of any former one.
    case passphraseSet
    /// The passphrase of an officer who has left the service was erased.
    case passphraseErased
    /// An officer has begun work at a lane.
    case officerLoggedIn
    /// Somebody was not logged in; with `more`, how many tries nobody listened to.
    case officerLogInRefused
    /// An officer has ended work at a lane, or a log-in has ended by itself; with the cause.
    case officerLoggedOut
    /// An officer let a referred traveller pass, or refused.
    case officerDecided
    /// An officer added to a record what no device tells: purpose, companion, crew.
    case crossingDescribed
    /// Records of a period were given out.
    case crossingsExported
    /// An officer has entered something else about the holder of a document.
    case deskEntryRecorded
    /// An entry of an officer was taken out of force.
    case deskEntryWithdrawn
    /// A list of passengers of a carrier was imported.
    case passengerListImported
    /// A newer list has taken the place of a list of passengers, whose persons are erased.
    case passengerListReplaced
    /// A flight was entered, or its time table has changed.
    case flightRecorded
    /// With what a traveller came or goes.
    case tripRecorded
    /// An officer has told a lane which flight or train it serves, or that it serves none.
    case laneTripChanged

    /// Whether somebody has entered what the entry tells of and would have to enter it again, if it were lost.
    package var isEntered: Bool {
        switch self {
        case .crossingSettled, .permissionGranted, .permissionChanged, .listReplaced, .falseHitNoted,
            .stayRightRecorded,
            .stayGranted, .officerChanged, .passphraseSet, .officerDecided, .crossingDescribed, .deskEntryRecorded,
            .deskEntryWithdrawn,
            .passengerListImported:
            true
        case .journalBegun, .rowAdopted, .daemonStarted, .daemonStopped, .settingsChanged, .trustStoreChanged,
            .trustStoreRefused, .crossingAdmitted, .crossingRecorded, .crossingCompleted, .admissionsEnded,
            .consentGiven, .documentChanged, .backupWritten,
            .databaseRestored, .contentsSealed, .databaseKeyChanged, .journalKeyChanged, .laneKeyAdded, .personRead,
            .retentionApplied,
            .crossingsExported, .passengerListReplaced, .flightRecorded, .tripRecorded, .laneTripChanged,
            .passphraseErased, .officerLoggedIn, .officerLogInRefused, .officerLoggedOut:
            false
        }
    }
}

extension JournalKind {
    /// Whether a lane tells of it, with its own key: what happens there. The checkpoint's tells of everything else.
    package var isOfLane: Bool {
        switch self {
        case .crossingAdmitted, .crossingRecorded, .crossingCompleted, .tripRecorded, .laneTripChanged,
            .officerLoggedIn, .officerLogInRefused, .officerLoggedOut:
            true
        default: false
        }
    }
}

/// Something that the journal is to tell and that stands in no table of its own.
package struct JournalEvent: Sendable, Equatable {
    package var kind: JournalKind
    /// The lane that tells it, and signs; only for kinds ``JournalKind/isOfLane``.
    package var lane: LaneID?
    /// Short words by name; no personal data, since the journal is never shortened.
    package var details: [String: String]

    package init(_ kind: JournalKind, lane: LaneID? = nil, details: [String: String] = [:]) {
        self.kind = kind
        self.lane = lane
        self.details = details
    }
}

/// One place in the journal: the number of an entry and its hash. Whoever has noted one can prove later that nothing
/// before it was changed or cut off.
package struct JournalPlace: Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1, without gaps.
    package let sequence: Int64
    /// SHA-256 over the entry and the hash of the one before.
    package let hash: [UInt8]

    package init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    /// `12:9f86d0…`, as `init(_:)` takes it.
    package var description: String {
        let digits = Array("0123456789abcdef")
        return "\(sequence):" + String(hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// Parses `description`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0, parts[1].utf8.count == 64 else {
            return nil
        }
        let nibbles = parts[1].compactMap { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard nibbles.count == 64 else { return nil }
        self.init(sequence: sequence, hash: stride(from: 0, to: 64, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
    }
}

/// The append-only journal. What changes a table is journaled by the store itself, in the same transaction.
package protocol JournalStore: Sendable {
    /// Writes an event durably and returns its place.
    func append(_ event: JournalEvent) async throws(StoreError) -> JournalPlace
}
