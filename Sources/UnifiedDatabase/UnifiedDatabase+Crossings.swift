internal import BorderLaw
package import Checkpoint
internal import GRDB
package import Support

extension UnifiedDatabase: CrossingStore {
    /// Writes a record durably; see ``CrossingStore/commit(_:)``.
    package func commit(_ record: CrossingRecord) async throws(StoreError) {
        let draft = CrossingDraft(record, sealedWith: contentKeys)
        let (key, contents) = (journalKey, contentKeys)
        try await write("commit crossing", around: { draft.make(signedBy: key, calling: $0) }) { db in
            try Self.refuseSecondUse(record, in: db)
            // The row comes when the journal was asked for its end: so long it may still be made.
            try JournalWriter(db, key).append(of: record.lane) { previous, laneKey in
                try db.cachedStatement(sql: CrossingColumns.insertion).execute(
                    arguments: StatementArguments(stored: draft.values()))
                guard db.changesCount == 1 else {
                    throw StoreError(.constraint, "commit crossing: a completed record has this id")
                }
                return try draft.entry(after: previous, signedBy: laneKey)
            }
            if let trip = record.trip { try trip.store(with: record, in: db, key) }
            // Nobody waits at a gate for it; an admission is noted when it is completed.
            if record.state != .admitted, record.facts.document.mrzValid {
                try ZoneTies(db, contents).note(record.document)
            }
        }
    }

    /// An admission rests on the document's last crossing. If another lane has let the same document through since the
    /// facts were gathered, the decision no longer holds (A/131 2.12; EG-10): two gates never admit one passport.
    private static func refuseSecondUse(_ record: CrossingRecord, in db: Database) throws {
        guard record.state == .admitted, let document = record.document,
            let number = SearchKey.document(document.number),
            let last = try lastCrossing(issuer: document.issuer, number: number, in: db), last.id != record.id
        else { return }
        guard record.facts.lastCrossing.value?.unixTime == last.time.seconds else {
            throw StoreError(.constraint, "commit crossing: the document was used at another lane meanwhile")
        }
    }

    /// Completes an admitted crossing; see ``CrossingStore/complete(_:state:at:)``.
    package func complete(_ id: CrossingID, state: CrossingState, at time: UnixTime) async throws(StoreError) {
        guard state != .admitted else {
            throw StoreError(.constraint, "complete crossing: admitted is no final state")
        }
        let (key, contents) = (journalKey, contentKeys)
        try await write("complete crossing") { db in
            let rows = try Row.fetchAll(
                try db.cachedStatement(
                    sql: """
                        UPDATE crossing SET state = ?, completedAt = ? WHERE id = ? AND state = 'admitted'
                        RETURNING id, lane, issuer, sealedContent
                        """), arguments: [state.rawValue, time.milliseconds, id.text])
            if let row = rows.first {
                try JournalWriter(db, key).append(
                    JournalEvent(
                        .crossingCompleted, lane: LaneID(try row.decode(forColumn: "lane")),
                        details: ["state": state.rawValue]),
                    about: .crossing(id.text))
                // A record that cannot be opened is completed all the same.
                if try row.decode(String?.self, forColumn: "issuer") == Self.homeState,
                    let content = try? CrossingContent(row: row, with: contents)
                {
                    try ZoneTies(db, contents).note(try? content.document)
                }
                return
            }
            let isThere = try Bool.fetchOne(
                try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM crossing WHERE id = ?)"), arguments: [id.text]
            )
            throw isThere == true
                ? StoreError(.constraint, "complete crossing: it already has a final state")
                : StoreError(.notFound, "complete crossing: no such record")
        }
    }

    /// The newest crossings first; ids sort by time. At most ``Limits/crossingsPerPage`` whatever `limit` says.
    package func crossings(limit: Int, before: CrossingID?) async throws(StoreError) -> [CrossingRecord] {
        let count = min(max(limit, 0), Limits.crossingsPerPage)
        let rows = try await read("list crossings") { db in
            try Row.fetchAll(
                try db.cachedStatement(
                    sql: CrossingColumns.selection + " WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?"),
                arguments: [before?.text, before?.text, count]
            ).map { try CrossingColumns(row: $0) }
        }
        return try records(rows)
    }

    /// One crossing, or nil.
    package func crossing(_ id: CrossingID) async throws(StoreError) -> CrossingRecord? {
        let rows = try await read("read crossing") { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: CrossingColumns.selection + " WHERE id = ?"), arguments: [id.text]
            )
            .map { try CrossingColumns(row: $0) }
        }
        return try records(rows).first
    }

    private func records(_ rows: [CrossingColumns]) throws(StoreError) -> [CrossingRecord] {
        do {
            return try rows.map { try $0.record(openedWith: contentKeys) }
        } catch {
            throw StoreError(error, while: "decode crossing")
        }
    }
}
