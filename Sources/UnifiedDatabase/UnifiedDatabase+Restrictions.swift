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
        // Keys and digest are made before the transaction: lanes that commit a record wait for it.
        let rows = entries.map(\.columns)
        let key = journalKey
        let claim = try DatabaseClaim(.listImport, to: path)
        defer { claim.release() }
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
            for (index, row) in rows.enumerated() {
                try statement.execute(arguments: [index + 1, "row-\(index + 1)"] + row)
            }
            try db.execute(
                sql: """
                    INSERT INTO \(table.loads) (version, loadedAt, entryCount, signer, fileDigest)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    delivery.version, min(delivery.receivedAt, delivery.issuedAt).milliseconds, entries.count, signer,
                    Blob(digest).data,
                ])
            try JournalWriter(db, key).append(
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
    /// The values of a row, in the order of the insertion.
    fileprivate var columns: StatementArguments {
        let name = FoldedName(primaryIdentifier ?? "", secondaryIdentifier ?? "")
        return [
            ground, issuingBody, decisionNumber, startDate.column, endDate?.column, registerNumber, nil,
            documentNumber, primaryIdentifier, secondaryIdentifier, birthDate?.column,
            registerNumber.flatMap(SearchKey.register), documentNumber.flatMap(SearchKey.document), name?.key,
            birthDate == nil ? nil : name?.outline,
        ]
    }

    fileprivate var hasSoundFields: Bool {
        let texts = [
            ground, issuingBody, decisionNumber, registerNumber ?? "", documentNumber ?? "", primaryIdentifier ?? "",
            secondaryIdentifier ?? "",
        ]
        return texts.allSatisfy(Limits.isField)
    }

    /// An entry as its row has it, and by what it was found.
    init(row: Row) throws {
        self.init(
            ground: try row.decode(forColumn: "ground"),
            issuingBody: try row.decode(forColumn: "issuingBody"),
            decisionNumber: try row.decode(forColumn: "decisionNumber"),
            startDate: try row.day("startDate"),
            endDate: try row.optionalDay("endDate"),
            registerNumber: try row.decode(forColumn: "registerNumber"),
            documentNumber: try row.decode(forColumn: "documentNumber"),
            primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
            secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
            birthDate: try row.optionalDay("birthDate"))
        key = try row.decode(forColumn: "entryKey")
        match = try row.word("tier")
    }
}
