internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Support

extension UnifiedDatabase {
    /// What binds the known text to its place.
    static let keyCheckContext = ["keyCheck"]
    static let keyCheckText = Array("boomt".utf8)

    /// Every column that is under the database key; a test holds it against the schema.
    static let sealedColumns: Set<String> = [
        "keyCheck.sealed", "finger.sealedTemplate", "sealedSubject.sealed", "columnKey.sealed",
        "officerPassphrase.sealedHash",
    ]

    /// Every column that is under a key of `columnKey`: a change of the database key seals that key anew. Another
    /// one begins for what crossings tell; lists begin one with each load.
    static let contentColumns: Set<String> = [
        "crossing.sealedContent", "exitRestriction.sealedEntry", "wantedPerson.sealedEntry",
        "invalidDocument.sealedEntry",
    ]

    /// Puts everything that is sealed under another key, in one transaction with the entry of the journal that tells of
    /// it. This object still has the old key and is of no use afterwards.
    func reseal(
        with new: DatabaseKey, by: String, progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws(StoreError) -> KeyRotation.Outcome {
        let resealing = Resealing(old: key, new: new)
        let journalKey = journalKey
        let (old, next) = (try key.identifier, try new.identifier)
        return try await write("change database key") { db in
            var batch = JournalBatch()
            let permissions = try Int64.fetchAll(db, sql: "SELECT DISTINCT permissionID FROM finger ORDER BY 1")
            var count = 0
            for (index, id) in permissions.enumerated() {
                try batch.willChange(.permission(id), in: db)
                count += try resealing.fingers(ofPermission: id, in: db)
                try batch.hasChanged(.permission(id), in: db)
                if index % 100 == 0 { progress(index, permissions.count) }
            }
            count += try resealing.subjects(in: db)
            count += try resealing.columnKeys(in: db)
            count += try Self.resealPassphrases(from: resealing.old, to: resealing.new, in: db, &batch)
            try db.execute(
                sql: "UPDATE keyCheck SET sealed = ? WHERE id = 1",
                arguments: [Blob(try new.seal(Self.keyCheckText, for: Self.keyCheckContext)).data])
            progress(permissions.count, permissions.count)
            let place = try JournalWriter(db, journalKey).append(
                JournalEvent(
                    .databaseKeyChanged, details: ["old": old, "new": next, "resealed": "\(count)", "by": by]),
                about: batch)
            return KeyRotation.Outcome(kind: .database, old: old, new: next, resealed: count, place: place)
        }
    }

    /// Hands the journal over to another key. This object still has the old one and is of no use afterwards.
    func signJournal(with new: JournalKey, by: String) async throws(StoreError) -> KeyRotation.Outcome {
        let old = journalKey
        return try await write("change journal key") { db in
            let place = try JournalWriter(db, old).append(changeTo: new, details: ["by": by])
            return KeyRotation.Outcome(
                kind: .journal, old: Hexadecimal.text(old.publicKey), new: Hexadecimal.text(new.publicKey),
                resealed: 0, place: place)
        }
    }

    /// Makes the key of a lane that the journal knows one of, unless its file is there; `constraint` for another lane.
    func prepareLaneKey(ofKnown lane: LaneID) async throws(StoreError) {
        guard try await keyInForce(of: lane) != nil else {
            throw StoreError(
                .constraint, "lane \(lane) has no key: it gets one with its first entry in the journal")
        }
        _ = try journalKey.lanes.key(of: lane)
    }

    /// Gives a lane another key. This object still has the old one and is of no use afterwards.
    func changeKey(of lane: LaneID, to seed: [UInt8], by: String) async throws(StoreError) -> KeyRotation.Outcome {
        let journalKey = journalKey
        let old = try await keyInForce(of: lane) ?? []
        return try await write("change key of lane") { db in
            let new = try Ed25519.PrivateKey(seed: seed)
            let place = try JournalWriter(db, journalKey).append(new, of: lane, details: ["by": by])
            return KeyRotation.Outcome(
                kind: .lane(lane), old: Hexadecimal.text(old), new: Hexadecimal.text(new.publicKey), resealed: 0,
                place: place)
        }
    }

    private func keyInForce(of lane: LaneID) async throws(StoreError) -> [UInt8]? {
        try await read("read key of lane") { try LaneKeys.inForce($0).inForce(for: lane.text) }
    }

    /// Whom a reading was about, under the present key: out of the entry, or out of the table of what was resealed.
    func subjectOfReading(_ sequence: Int64) async throws(StoreError) -> String? {
        let key = key
        return try await read("read subject") { db in
            try Resealing(old: key, new: key).subject(sequence, in: db).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

/// Takes values from one key to another.
private struct Resealing {
    let old: DatabaseKey
    let new: DatabaseKey

    func fingers(ofPermission id: Int64, in db: Database) throws -> Int {
        let rows = try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT document.issuer, document.number, permission.grantedAt, finger.position,
                        finger.sealedTemplate
                    FROM finger
                    JOIN permission ON permission.id = finger.permissionID
                    JOIN document ON document.id = permission.documentID
                    WHERE finger.permissionID = ?
                    """), arguments: [id])
        let update = try db.cachedStatement(
            sql: "UPDATE finger SET sealedTemplate = ? WHERE permissionID = ? AND position = ?")
        for row in rows {
            let position: Int = try row.decode(forColumn: "position")
            let place = FingerPlace(
                issuer: try row.decode(forColumn: "issuer"), documentNumber: try row.decode(forColumn: "number"),
                grantedAt: try row.time("grantedAt"), position: position)
            let template = try old.open(row.bytes("sealedTemplate"), for: place.context)
            try update.execute(arguments: [Blob(try new.seal(template, for: place.context)).data, id, position])
        }
        return rows.count
    }

    /// Entries of the journal never change: their subjects go into a table beside it.
    func subjects(in db: Database) throws -> Int {
        let sequences = try Int64.fetchAll(
            db, sql: "SELECT sequence FROM journal WHERE kind = ? ORDER BY sequence",
            arguments: [JournalKind.personRead.rawValue])
        var count = 0
        for sequence in sequences {
            guard let subject = try subject(sequence, in: db) else { continue }
            try db.execute(
                sql: """
                    INSERT INTO sealedSubject (sequence, sealed) VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET sealed = excluded.sealed
                    """, arguments: [sequence, Blob(try new.seal(subject, for: Self.context(sequence))).data])
            count += 1
        }
        return count
    }

    /// What they seal stays as it is; crossings that come from now on are under a key that nobody can have who had the old
    /// one, and so is each list that is loaded.
    func columnKeys(in db: Database) throws -> Int {
        let keys = try ColumnKey.Use.allCases.flatMap { try ColumnKey.all(for: $0, under: old, in: db) }
        for key in keys { try key.store(under: new, in: db) }
        _ = try ColumnKey(for: .content, under: new, in: db)
        return keys.count
    }

    func subject(_ sequence: Int64, in db: Database) throws -> [UInt8]? {
        if let row = try Row.fetchOne(
            db, sql: "SELECT sealed FROM sealedSubject WHERE sequence = ?", arguments: [sequence])
        {
            return try old.open(row.bytes("sealed"), for: Self.context(sequence))
        }
        guard
            let text = try String.fetchOne(
                db, sql: "SELECT details FROM journal WHERE sequence = ?", arguments: [sequence]),
            let sealed = Hexadecimal.bytes(
                try StoredJSON.value([String: String].self, of: text)["subject"] ?? ""), !sealed.isEmpty
        else { return nil }
        return try old.open(sealed, for: ["personRead"])
    }

    private static func context(_ sequence: Int64) -> [String] { ["sealedSubject", String(sequence)] }
}
