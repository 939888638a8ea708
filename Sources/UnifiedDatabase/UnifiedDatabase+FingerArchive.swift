package import Checkpoint
internal import GRDB
internal import Support

extension UnifiedDatabase: FingerArchive {
    /// The next enrolled fingers; see ``FingerArchive/enrolledFingers(after:limit:)``.
    package func enrolledFingers(
        after permission: Int64, limit: Int
    ) async throws(StoreError) -> [ArchivedFinger] {
        let most = max(0, limit)
        return try await archived("search enrolled fingers") { db in
            try Row.fetchAll(
                db,
                sql: Self.archiveQuery(
                    """
                    permission.id IN (
                        SELECT id FROM permission WHERE id > ? AND status <> 'withdrawn' ORDER BY id LIMIT ?)
                    """), arguments: [permission, most])
        }
    }

    /// The fingers of some permissions; see ``FingerArchive/enrolledFingers(ofPermissions:)``.
    package func enrolledFingers(
        ofPermissions permissions: [Int64]
    ) async throws(StoreError) -> [ArchivedFinger] {
        // Ids come from the daemon's own index, so there are at most a few thousand; SQLite takes them as one document.
        let ids = "[" + permissions.map(String.init).joined(separator: ",") + "]"
        return try await archived("find enrolled fingers") { db in
            try Row.fetchAll(
                db,
                sql: Self.archiveQuery(
                    "permission.status <> 'withdrawn' AND permission.id IN (SELECT value FROM json_each(?))"),
                arguments: [ids])
        }
    }

    private static func archiveQuery(_ condition: String) -> String {
        """
        SELECT permission.id AS id, permission.grantedAt AS grantedAt, document.issuer AS issuer,
            document.number AS number, document.registerNumber AS registerNumber, finger.position AS position,
            finger.sealedTemplate AS sealedTemplate
        FROM permission
        JOIN document ON document.id = permission.documentID
        JOIN finger ON finger.permissionID = permission.id
        WHERE \(condition)
        ORDER BY permission.id, finger.position
        """
    }

    /// One finger as it lies in the file.
    private struct SealedFinger: Sendable {
        let permission: Int64
        let registerNumber: String?
        let place: FingerPlace
        let sealed: [UInt8]
    }

    private func archived(
        _ what: String, _ rows: @escaping @Sendable (Database) throws -> [Row]
    ) async throws(StoreError) -> [ArchivedFinger] {
        let sealed = try await read(what) { db in
            try rows(db).map { row in
                SealedFinger(
                    permission: try row.decode(Int64.self, forColumn: "id"),
                    registerNumber: try row.decode(String?.self, forColumn: "registerNumber"),
                    place: FingerPlace(
                        issuer: try row.decode(String.self, forColumn: "issuer"),
                        documentNumber: try row.decode(String.self, forColumn: "number"),
                        grantedAt: UnixTime(milliseconds: try row.decode(Int64.self, forColumn: "grantedAt")),
                        position: try row.decode(Int.self, forColumn: "position")),
                    sealed: try row.bytes("sealedTemplate"))
            }
        }
        var result: [ArchivedFinger] = []
        for finger in sealed {
            let template = try key.open(finger.sealed, for: finger.place.context)
            result.append(
                ArchivedFinger(
                    permission: finger.permission, registerNumber: finger.registerNumber,
                    finger: EnrolledFinger(position: finger.place.position, template: template)))
        }
        return result
    }
}
