package import Checkpoint
internal import Cryptography
internal import GRDB
package import Support
internal import TravelDocument

/// How old the exit-restriction list is.
package struct RestrictionListStatus: Sendable, Equatable {
    /// Version as it came with the list.
    package let version: String
    /// When it was loaded.
    package let loadedAt: UnixTime
    /// How many entries it has.
    package let entryCount: Int
}

extension UnifiedDatabase: RestrictionStore {
    /// Replaces the whole list in one transaction: readers see the old list or the new one. An entry without any key
    /// (register number, document number or names) fails the whole list: `constraint`. See also
    /// ``RestrictionStore/replaceExitRestrictions(_:)``.
    package func replaceExitRestrictions(_ delivery: ListDelivery) async throws(StoreError) {
        let entries = delivery.entries
        guard entries.count <= Limits.restrictionEntries, Limits.isField(delivery.version) else {
            throw StoreError(.constraint, "replace exit restrictions: the list or its version is too long")
        }
        for (index, entry) in entries.enumerated() where !entry.hasSoundFields {
            throw StoreError(
                .constraint, "replace exit restrictions: a field of entry \(index + 1) is too long or holds NUL")
        }
        let table = ListTable(list: .exitRestrictions)
        let journalKey = journalKey
        let lists = contentKeys.lists
        let claim = try DatabaseClaim(.listImport, to: path)
        defer { claim.release() }
        let key = try await write("begin exit restrictions") { try lists.begin(table.list, in: $0) }
        do {
            try await replace(table, delivery, try Self.sealed(entries, key), key, journalKey)
        } catch {
            // The old list stays, and nobody needs the key of the new one.
            try? await write("give up exit restrictions") { try ListKeys.removeOthers(in: $0) }
            throw error
        }
        await emptyLog()
    }

    /// The rows of a list: made before the transaction, since lanes that commit a record wait for it.
    private static func sealed(
        _ entries: [ExitRestrictionEntry], _ key: ListKey
    ) throws(StoreError) -> [[DatabaseValue]] {
        do {
            let sealer = try ListSealer(key)
            return try entries.enumerated().map { index, entry in
                try sealer.row(ListEntry(entry, key: "row-\(index + 1)"), at: Int64(index + 1))
            }
        } catch {
            throw StoreError(error, while: "seal exit restrictions")
        }
    }

    private func replace(
        _ table: ListTable, _ delivery: ListDelivery, _ rows: [[DatabaseValue]], _ key: ListKey,
        _ journalKey: JournalKey
    ) async throws(StoreError) {
        try await write("replace exit restrictions") { db in
            let digest = try HashAlgorithm.sha256.digest(delivery.file)
            let last = try table.lastOrder(db)
            do throws(ListFault) {
                try table.checkOrder(issuedAt: delivery.issuedAt, after: last, delivery.receivedAt)
            } catch {
                throw StoreError(.constraint, "replace exit restrictions: \(error.reason)")
            }
            var details = [
                "list": table.list.rawValue, "version": delivery.version, "entries": "\(rows.count)",
                "file": Hexadecimal.text(digest), "signer": "none",
            ]
            var signer: String?
            switch delivery.warrant {
            case .signed(let name):
                signer = name
                details["signer"] = name
            case .officer(let number):
                try Officer.require(number, in: db)
                details["officer"] = number
            }
            try db.execute(sql: "DELETE FROM \(table.name)")
            let statement = try db.makeStatement(sql: ListTable.insertion(table.name))
            for row in rows { try statement.execute(arguments: StatementArguments(row)) }
            try table.tell(
                delivery.version, min(delivery.receivedAt, delivery.issuedAt), entries: rows.count, signer: signer,
                file: digest, key, in: db)
            try JournalWriter(db, journalKey).append(
                JournalEvent(.listReplaced, details: details), about: .list(.exitRestrictions))
        }
    }

    /// Version, load time and length of the list; nil when it was never loaded.
    package func exitRestrictionStatus() async throws(StoreError) -> RestrictionListStatus? {
        try await read("read list status") { db in
            try Row.fetchOne(db, sql: "SELECT * FROM exitRestrictionLoad ORDER BY id DESC LIMIT 1").map { row in
                RestrictionListStatus(
                    version: try row.decode(forColumn: "version"), loadedAt: try row.time("loadedAt"),
                    entryCount: try row.decode(forColumn: "entryCount"))
            }
        }
    }
}

extension ExitRestrictionEntry {
    fileprivate var hasSoundFields: Bool {
        let texts = [
            ground, issuingBody, decisionNumber, registerNumber ?? "", documentNumber ?? "", primaryIdentifier ?? "",
            secondaryIdentifier ?? "",
        ]
        return texts.allSatisfy(Limits.isField)
    }
}

extension ListEntry {
    /// An entry that has no key of its own.
    fileprivate init(_ entry: ExitRestrictionEntry, key: String) {
        self.init { column in
            switch column {
            case .key: key
            case .ground: entry.ground
            case .issuingBody: entry.issuingBody
            case .decisionNumber: entry.decisionNumber
            case .startDate: entry.startDate.column
            case .endDate: entry.endDate?.column
            case .registerNumber: entry.registerNumber
            case .documentNumber: entry.documentNumber
            case .primaryIdentifier: entry.primaryIdentifier
            case .secondaryIdentifier: entry.secondaryIdentifier
            case .birthDate: entry.birthDate?.column
            case .issuer, .removed: nil
            }
        }
    }
}
