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
        for (index, entry) in entries.enumerated() {
            guard let fault = entry.fault else { continue }
            throw StoreError(.constraint, "replace exit restrictions: entry \(index + 1): \(fault)")
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
            var uses: [String: Int] = [:]
            return try entries.enumerated().map { index, entry in
                // The same line twice is the same decision told twice; each row needs a key of its own.
                let key = try entry.contentKey
                let use = uses[key, default: 0] + 1
                uses[key] = use
                let row = ListEntry(entry, key: use == 1 ? key : "\(key)-\(use)")
                return try sealer.row(row, at: Int64(index + 1)).values
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
                "file": Hexadecimal.text(digest), "signer": "none", "issuedAt": delivery.issuedAt.description,
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
            let insertion = try RowInsertion(ListTable.insertion(table.name), in: db)
            for row in rows { try insertion.insert(row) }
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
    /// Names an entry by all that it says: a place on the list would name another one on the next list.
    fileprivate var contentKey: String {
        get throws {
            let texts: [String?] = [
                ground, issuingBody, decisionNumber, startDate.column, endDate?.column, registerNumber, documentNumber,
                primaryIdentifier, secondaryIdentifier, birthDate?.column,
            ]
            let bytes = texts.reduce(into: [UInt8]()) { $0.append(field: $1?.utf8) }
            return "e-" + Hexadecimal.text(Array(try HashAlgorithm.sha256.digest(bytes).prefix(8)))
        }
    }

    fileprivate var fault: String? {
        let texts = [
            ground, issuingBody, decisionNumber, registerNumber ?? "", documentNumber ?? "", primaryIdentifier ?? "",
            secondaryIdentifier ?? "",
        ]
        guard texts.allSatisfy(Limits.isField) else { return "a field is too long or holds NUL" }
        if let key = documentNumber.flatMap(SearchKey.document), !SearchKey.isPrintable(key) {
            return "documentNumber holds letters that no passport prints"
        }
        return nil
    }
}

extension ListEntry {
    /// An entry whose list gives it no key.
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
