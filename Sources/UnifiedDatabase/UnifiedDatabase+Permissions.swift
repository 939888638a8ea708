package import BorderLaw
package import Checkpoint
internal import Cryptography
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase: PermissionStore {
    /// Stores a new permission with its templates encrypted; see ``PermissionStore/grant(_:)``.
    package func grant(_ permission: EGatePermission) async throws(StoreError) -> Int64 {
        try Self.check(permission)
        let number = SearchKey.document(permission.documentNumber) ?? ""
        var fingers: [(position: Int, sealed: [UInt8])] = []
        for finger in permission.fingers {
            let place = FingerPlace(
                issuer: permission.issuer, documentNumber: number, grantedAt: permission.grantedAt,
                position: finger.position)
            fingers.append((finger.position, try key.seal(finger.template, for: place.context)))
        }
        let sealedFingers = fingers
        let journalKey = journalKey
        return try await write("grant permission") { db in
            let document = try Self.document(
                issuer: permission.issuer, number: number,
                registerNumber: permission.registerNumber.flatMap(SearchKey.register), in: db)
            if let id = try Int64.fetchOne(
                db, sql: "SELECT id FROM permission WHERE documentID = ? AND status = 'active'", arguments: [document])
            {
                throw StoreError(
                    .constraint,
                    "энэ паспортод зөвшөөрөл өгсөн байна · this passport has permission \(id) already: withdraw that first"
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO permission (
                        documentID, status, documentExpiry, birthDate, primaryIdentifier, secondaryIdentifier,
                        legalCapacityDeclared, documentHasChip, verifiedExtension, grantedAt
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    document, permission.status.rawValue, permission.documentExpiry.column,
                    permission.birthDate.column, permission.primaryIdentifier, permission.secondaryIdentifier,
                    permission.legalCapacityDeclared, permission.documentHasChip,
                    permission.verifiedExtension?.column, permission.grantedAt.milliseconds,
                ])
            let id = db.lastInsertedRowID
            for finger in sealedFingers {
                try db.execute(
                    sql: "INSERT INTO finger (permissionID, position, sealedTemplate) VALUES (?, ?, ?)",
                    arguments: [id, finger.position, Blob(finger.sealed).data])
            }
            let journal = JournalWriter(db, journalKey)
            try journal.append(JournalEvent(.documentChanged), about: .document(document))
            try journal.append(
                JournalEvent(.permissionGranted, details: ["fingers": "\(sealedFingers.count)"]),
                about: .permission(id))
            try permission.consent?.store(for: id, in: db, journal)
            return id
        }
    }

    /// Changes the status. Withdrawal deletes the templates (Personal Data Protection Law 8.7, 15.1) and cannot be
    /// taken back: `constraint`. The entry of the journal says which fingers went, with a digest of what was erased.
    package func change(_ change: PermissionChange, ofPermission id: Int64) async throws(StoreError) {
        let key = journalKey
        let status = change.status
        try await write("set permission status") { db in
            try Officer.require(change.officer, in: db)
            let present = try String.fetchOne(db, sql: "SELECT status FROM permission WHERE id = ?", arguments: [id])
            guard let present else { throw StoreError(.notFound, "set permission status: no such permission") }
            guard present != EGatePermission.Status.withdrawn.rawValue || status == .withdrawn else {
                throw StoreError(.constraint, "set permission status: a withdrawn permission stays withdrawn")
            }
            try db.execute(
                sql: "UPDATE permission SET status = ? WHERE id = ?", arguments: [status.rawValue, id])
            var details = ["status": status.rawValue, "cause": change.cause.rawValue, "officer": change.officer]
            if status == .withdrawn {
                details.merge(try Self.erased(id, in: db)) { $1 }
                try db.execute(sql: "DELETE FROM finger WHERE permissionID = ?", arguments: [id])
                details["fingersErased"] = "\(db.changesCount)"
            }
            try JournalWriter(db, key).append(
                JournalEvent(.permissionChanged, details: details), about: .permission(id))
        }
        guard status == .withdrawn else { return }
        await emptyLog()
    }

    /// Which fingers a permission has, and a digest of their ciphertexts.
    private static func erased(_ id: Int64, in db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT position, sealedTemplate FROM finger WHERE permissionID = ? ORDER BY position",
            arguments: [id])
        guard !rows.isEmpty else { return [:] }
        let digest = try HashAlgorithm.sha256.digest(
            rows.flatMap { JournaledRow.bytes(of: Array($0.databaseValues)) })
        let positions = try rows.map { String(try $0.decode(Int.self, forColumn: "position")) }
        return ["positions": positions.joined(separator: ","), "erasedDigest": Hexadecimal.text(digest)]
    }

    /// Marks a document as invalid before its time; see ``PermissionStore/invalidate(issuer:documentNumber:_:)``.
    package func invalidate(
        issuer: String, documentNumber: String, _ invalidation: Invalidation
    ) async throws(StoreError) {
        guard let number = SearchKey.document(documentNumber), !issuer.isEmpty, !invalidation.cause.isEmpty else {
            throw StoreError(.constraint, "invalidate document: issuer, number or cause is missing")
        }
        let (key, contents) = (journalKey, contentKeys)
        try await write("invalidate document") { db in
            let document = try Self.document(issuer: issuer, number: number, registerNumber: nil, in: db)
            let texts = RowTexts("document", [String(document)], contents)
            try db.execute(
                sql: "UPDATE document SET invalidationCause = ?, invalidationBody = ? WHERE id = ?",
                arguments: [
                    try texts.seal(invalidation.cause, "invalidationCause"),
                    try texts.sealOptional(invalidation.body, "invalidationBody"), document,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.documentChanged, details: ["change": "invalidated"]), about: .document(document))
        }
    }

    /// The row of a document, made if it is new; a register number that was unknown is filled in, another one is an
    /// error (`constraint`), because it would give one person's document to another.
    static func document(
        issuer: String, number: String, registerNumber: String?, in db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO document (issuer, number, registerNumber) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [issuer, number, registerNumber])
        let row = try Row.fetchOne(
            db, sql: "SELECT id, registerNumber FROM document WHERE issuer = ? AND number = ?",
            arguments: [issuer, number])
        guard let row else { throw StoreError(.corrupt, "find document: it is not there") }
        let id = try row.decode(Int64.self, forColumn: "id")
        guard let registerNumber else { return id }
        switch try row.decode(String?.self, forColumn: "registerNumber") {
        case registerNumber: return id
        case nil:
            try db.execute(
                sql: "UPDATE document SET registerNumber = ? WHERE id = ?", arguments: [registerNumber, id])
            return id
        default:
            throw StoreError(.constraint, "find document: it belongs to another register number")
        }
    }

    private static func check(_ permission: EGatePermission) throws(StoreError) {
        let texts = [
            permission.issuer, permission.documentNumber, permission.primaryIdentifier,
            permission.secondaryIdentifier, permission.registerNumber ?? "", permission.consent?.textVersion ?? "",
            permission.consent?.officer ?? "",
        ]
        guard texts.allSatisfy(Limits.isField) else {
            throw StoreError(.constraint, "grant permission: a field is too long or holds NUL")
        }
        guard !permission.issuer.isEmpty, SearchKey.document(permission.documentNumber) != nil else {
            throw StoreError(.constraint, "grant permission: issuer or document number is missing")
        }
        guard permission.fingers.count <= Limits.fingers,
            permission.fingers.allSatisfy({ (1...Limits.templateBytes).contains($0.template.count) })
        else {
            throw StoreError(.constraint, "grant permission: too many fingers, or a template empty or too large")
        }
    }
}

/// Where a template belongs: it opens nowhere else.
struct FingerPlace {
    let issuer: String
    let documentNumber: String
    let grantedAt: UnixTime
    let position: Int

    /// The parts that are bound to the ciphertext.
    var context: [String] {
        ["finger", issuer, documentNumber, String(grantedAt.milliseconds), String(position)]
    }
}
