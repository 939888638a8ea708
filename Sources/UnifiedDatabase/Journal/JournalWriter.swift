internal import Checkpoint
internal import Cryptography
internal import GRDB

/// Appends to the journal inside a transaction of the caller: what is journaled and what it tells of are there
/// together, or neither.
struct JournalWriter {
    private let db: Database
    private let key: JournalKey

    init(_ db: Database, _ key: JournalKey) {
        self.db = db
        self.key = key
    }

    /// Appends an entry about an event, or about a row as it stands now.
    ///
    /// - Parameter entriesDigest: for a list whose entries the caller has just written, their digest.
    @discardableResult
    func append(
        _ event: JournalEvent, about row: JournaledRow? = nil, entriesDigest: [UInt8]? = nil
    ) throws -> JournalPlace {
        let digest: [UInt8]? =
            if case .list(let list) = row {
                try JournaledRow.digest(ListTable(list: list), db, entriesDigest: entriesDigest)
            } else { try row?.digest(db) }
        return try append(event.kind, lane: event.lane, subject: row?.subject, digest) { _ in event.details }
    }

    /// Appends the entry that the caller makes for the place after the last one and signs with the given key: that of the
    /// lane, which is made and told before the first entry of the lane, or the checkpoint's.
    @discardableResult
    func append(
        of lane: LaneID?, _ make: (_ previous: JournalPlace, _ key: Ed25519.PrivateKey) throws -> JournalEntry
    ) throws -> JournalPlace {
        let previous = try newestPlace()
        guard let lane else { return try insert(make(previous, key.own), after: previous) }
        let laneKey = try key.lanes.key(of: lane)
        let known = try lanesInForce(after: previous)
        guard known.inForce(for: lane.text) != laneKey.publicKey else {
            return try insert(make(previous, laneKey), after: previous, lanes: known)
        }
        let told = try append(laneKey, of: lane)
        return try insert(make(told, laneKey), after: told)
    }

    /// Which keys the lanes have. Nobody is asked while what was written last is known here.
    func lanesInForce(after previous: JournalPlace? = nil) throws -> LaneKeys {
        let known = key.lanesInForce
        if let known, known.at == previous { return known.keys }
        return try LaneKeys.inForce(db, since: known)
    }

    /// Reads the keys of lanes, or makes them; see ``UnifiedDatabase/prepareLaneKeys(_:)``.
    func prepare(_ lanes: [LaneID]) throws {
        let newest = try newestPlace()
        var known = try lanesInForce(after: newest)
        key.remember(newest, after: newest, lanes: known)
        for lane in lanes {
            let laneKey = try key.lanes.key(of: lane)
            guard known.add(laneKey.publicKey, of: lane.text) else { throw key.lanes.isElsewhere(lane) }
        }
    }

    /// Gives a lane its key, or another one. Entries of the lane are signed by it from the next one on.
    ///
    /// Throws `key` for a key that is or was another lane's.
    @discardableResult
    func append(
        _ laneKey: Ed25519.PrivateKey, of lane: LaneID, details: [String: String] = [:]
    ) throws -> JournalPlace {
        let previous = try newestPlace()
        var known = try lanesInForce(after: previous)
        guard known.add(laneKey.publicKey, of: lane.text) else {
            throw key.lanes.isElsewhere(lane)
        }
        let announcement = try LaneKeyAnnouncement(laneKey, of: lane, after: previous)
        let event = JournalEvent(.laneKeyAdded, details: details.merging(announcement.details) { $1 })
        return try insert(
            JournalEntry(event, subject: nil, rowDigest: nil, after: previous, signedBy: key.own), after: previous,
            lanes: known)
    }

    /// Appends one entry about many rows, which stand beside it.
    @discardableResult
    func append(_ event: JournalEvent, about batch: JournalBatch) throws -> JournalPlace {
        let details = event.details.merging(try batch.details()) { $1 }
        let place = try append(event.kind, lane: event.lane, subject: nil, nil) { _ in details }
        try batch.store(place.sequence, in: db)
        return place
    }

    /// Hands the journal over to another key: the last entry of this one.
    @discardableResult
    func append(changeTo new: JournalKey, details: [String: String]) throws -> JournalPlace {
        try append(.journalKeyChanged, lane: nil, subject: nil, nil) { previous in
            details.merging(
                try JournalKeyChange(
                    to: new, from: key.publicKey, sequence: previous.sequence + 1, previousHash: previous.hash
                ).details
            ) { $1 }
        }
    }

    private func append(
        _ kind: JournalKind, lane: LaneID?, subject: String?, _ digest: [UInt8]?,
        details: (_ previous: JournalPlace) throws -> [String: String]
    ) throws -> JournalPlace {
        // Nobody would believe it.
        guard lane == nil || kind.isOfLane else {
            throw StoreError(.constraint, "append to journal: \(kind.rawValue) is not a lane's to tell")
        }
        return try append(of: lane) { previous, key in
            try JournalEntry(
                JournalEvent(
                    kind, lane: lane, details: details(previous).merging(Warrant.current?.details ?? [:]) { $1 }),
                subject: subject, rowDigest: digest,
                after: previous, signedBy: key)
        }
    }

    /// The last entry's place; of an empty journal, the place before the first.
    private func newestPlace() throws -> JournalPlace {
        let row = try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1"))
        return try row.map {
            JournalPlace(sequence: try $0.decode(forColumn: "sequence"), hash: try $0.bytes("hash"))
        } ?? JournalPlace(sequence: 0, hash: JournalEntry.origin)
    }

    private func insert(
        _ entry: JournalEntry, after previous: JournalPlace, lanes: LaneKeys? = nil
    ) throws -> JournalPlace {
        try db.cachedStatement(
            sql: """
                INSERT INTO journal (
                    sequence, recordedAt, kind, lane, subject, rowDigest, details, previousHash, hash, signature
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.sequence, entry.recordedAt, entry.kind, entry.lane, entry.subject,
            entry.rowDigest.map { Blob($0).data }, entry.details, Blob(entry.previousHash).data,
            Blob(entry.hash).data, Blob(entry.signature).data,
        ])
        let place = JournalPlace(sequence: entry.sequence, hash: entry.hash)
        key.remember(place, after: previous, lanes: lanes)
        return place
    }

    /// Begins the journal: every row that is there already is taken over as it is.
    func begin() throws {
        let rows = try JournaledRow.all(db)
        try append(JournalEvent(.journalBegun, details: ["rows": "\(rows.count)"]))
        for row in rows { try append(JournalEvent(.rowAdopted), about: row) }
    }
}
