import Cryptography
import Foundation
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Texts that officers write, sealed")
struct SealedTextTests {
    private let workspace: Workspace
    private static let today = Samples.date("2026-03-10")
    /// A part of all texts that these tests have somebody write.
    private static let secret = "оношлогдсон-diagnosis"

    init() throws { workspace = try Workspace() }

    private func verify(_ name: String = "boomt.sqlite") throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(name))
    }

    private func isTold(_ name: String = "boomt.sqlite") throws -> Bool {
        let bytes = try workspace.rawBytes(name)
        return ["diagnosis", "оношлогдсон"].contains { bytes.range(of: Data($0.utf8)) != nil }
    }

    private static func secret(_ what: String) -> String { "\(secret) \(what)" }

    private func note(_ what: String, by officer: String = "17") throws -> OfficerNote {
        try OfficerNote(officer: officer, reason: Self.secret(what), at: Samples.noon)
    }

    private func passport(_ number: String) throws -> DocumentKey { try DocumentKey(issuer: "MNG", number: number) }

    // MARK: - What is sealed

    @Test func `every text column is sealed or stands in the clear for a reason`() async throws {
        let database = try workspace.open()
        let columns = try await database.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT tables.name AS tableName, columns.name AS columnName
                    FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
                    WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
                        AND columns.type NOT IN ('INTEGER', 'INT', 'REAL', 'BLOB')
                    """
            ).map {
                (
                    try $0.decode(String.self, forColumn: "tableName"),
                    try $0.decode(String.self, forColumn: "columnName")
                )
            }
        }
        var found: [String: Set<String>] = [:]
        for (table, column) in columns { found[table, default: []].insert(column) }
        for (table, names) in found.sorted(by: { $0.key < $1.key }) where TextColumns.wholeTables[table] == nil {
            let classes = try #require(TextColumns.tables[table], "nobody has classified the table \(table)")
            let classified = [classes.sealed] + Array(classes.clear.values)
            #expect(classified.reduce(into: Set()) { $0.formUnion($1) } == names, "\(table)")
            #expect(classified.reduce(0) { $0 + $1.count } == names.count, "\(table): a column is of two classes")
        }
        #expect(Set(TextColumns.tables.keys).subtracting(found.keys).isEmpty)
        #expect(Set(TextColumns.tables.keys).isDisjoint(with: TextColumns.wholeTables.keys))
    }

    /// Columns of all tables, each with its texts.
    private static func texts(_ db: Database, sealed: Bool) throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        for (table, classes) in TextColumns.tables {
            let columns = sealed ? classes.sealed : classes.clear.values.reduce(into: []) { $0.formUnion($1) }
            for column in columns {
                found["\(table).\(column)"] = try String.fetchAll(
                    db, sql: "SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
            }
        }
        return found
    }

    /// Writes into each column that is sealed; the records of two crossings.
    private func fill(_ database: UnifiedDatabase) async throws -> [CrossingRecord] {
        let referred = try Samples.record("E1111111", state: .referred)
        let interrupted = try Samples.record("E2222222", state: .interrupted)
        var entry = try Samples.record("K1234567", .entry, state: .passed)
        entry.document?.issuer = "SGP"
        entry.document?.nationality = "SGP"
        for record in [referred, interrupted, entry] { try await database.commit(record) }
        try await database.decide(decision(on: referred))
        try await database.settle(settlement(of: interrupted))
        for what in ["first", "second"] {
            try await database.describe(interrupted.id, particulars(what))
            try await database.grantStay(grant(at: entry, what))
        }
        try await database.invalidate(
            issuer: "MNG", documentNumber: "E3333333",
            Invalidation(cause: Self.secret("cause"), body: Self.secret("body")))
        try await fillDesk(database)
        return [referred, interrupted, entry]
    }

    private func decision(on record: CrossingRecord) -> OfficerDecision {
        OfficerDecision(
            crossing: record.id, kind: .refused, officer: "17", reason: Self.secret("decision"),
            authority: Self.secret("authority"), overridden: ["EG-08"], decidedAt: Samples.noon)
    }

    private func settlement(of record: CrossingRecord) -> CrossingSettlement {
        CrossingSettlement(
            crossing: record.id, outcome: .passed, officer: "17", reason: Self.secret("settlement"),
            settledAt: Samples.noon)
    }

    private func particulars(_ what: String) -> CrossingParticulars {
        CrossingParticulars(purpose: Self.secret(what), isDriver: true, officer: "17", recordedAt: Samples.noon)
    }

    private func grant(at record: CrossingRecord, _ what: String) -> EntryGrant {
        EntryGrant(
            crossing: record.id, days: 14, authority: Self.secret(what), officer: "17", recordedAt: Samples.noon)
    }

    private func card() throws -> BorderCard {
        var card = BorderCard(
            document: try passport("E1111111"), day: Self.today, direction: .entry, legible: true, writer: .traveller)
        card.travelNumber = Self.secret("train")
        card.country = "KOR"
        card.purpose = Self.secret("purpose")
        card.address = Self.secret("address")
        card.stayDays = 5
        card.phone = Self.secret("phone")
        card.occupation = Self.secret("occupation")
        return card
    }

    private func journey() throws -> ChildJourney {
        var journey = ChildJourney(
            document: try passport("E1111111"), day: Self.today, companionKind: .guardian,
            companion: try passport("E2222222"), branch: .guardian)
        journey.companionGivenName = Self.secret("companion")
        journey.guardianDecision = GuardianDecision(number: "A/7", date: nil, issuer: Self.secret("court"))
        return journey
    }

    private func fillDesk(_ database: UnifiedDatabase) async throws {
        func enter<Entry: DeskEntry>(_ entry: Entry, in book: any DeskBook<Entry>) async throws {
            let record = try await book.enter(entry, by: note("entered"))
            _ = try await book.withdraw(record.id, by: note("withdrawn", by: "18"))
            _ = try await book.enter(entry, by: note("entered again"))
        }
        let child = try passport("E1111111")
        try await enter(
            StayRight(
                document: Samples.foreign(), kind: .visa, number: "V1", category: Self.secret("class"),
                validFrom: Self.today,
                validUntil: Samples.date("2026-06-01")), in: database.stayRights)
        try await enter(
            DocumentStatement(document: child, kind: .invalidated, cause: .courtDecision, body: Self.secret("body")),
            in: database.documentStatements)
        var seen = DeskNote(document: child, day: Self.today)
        seen.likeness = true
        try await enter(seen, in: database.deskNotes)
        try await enter(PersonNumber(document: child, kind: .civilID, number: "123456"), in: database.personNumbers)
        try await enter(
            PersonLink(document: child, other: passport("E4444444"), basis: .bothShown), in: database.personLinks)
        try await enter(card(), in: database.borderCards)
        try await enter(journey(), in: database.childJourneys)
        try await enter(
            ChildSettlement(document: child, journey: 2, outcome: .handedOver), in: database.childSettlements)
        try await database.replaceExitRestrictions(
            ListDelivery(
                version: "1", issuedAt: Samples.noon, entries: [Samples.restriction(document: "E1111111")],
                warrant: .signed(by: "registry"), file: [], receivedAt: Samples.noon))
        let hits = try await database.gather(Samples.query("E1111111")).exitRestrictions
        try await enter(
            FalseHit(document: child, list: .exitRestrictions, entryKey: #require(hits.first?.key)),
            in: database.falseHits)
    }

    @Test func `no word that officers write lies in the files in the clear, and all of them are read again`()
        async throws
    {
        let database = try await workspace.openWithOfficers()
        let records = try await fill(database)
        #expect(try !isTold())
        await database.emptyLog()
        #expect(try !isTold())
        let (sealed, clear) = try await database.pool.read { db in
            (try Self.texts(db, sealed: true), try Self.texts(db, sealed: false))
        }
        for (column, texts) in sealed {
            #expect(!texts.isEmpty && texts.allSatisfy { $0.hasPrefix(RowTexts.mark) }, "\(column)")
            // Not even equal texts are equal.
            #expect(Set(texts).count == texts.count, "\(column)")
        }
        for (column, texts) in clear { #expect(!texts.contains { $0.hasPrefix(RowTexts.mark) }, "\(column)") }

        #expect(try await database.decision(on: records[0].id) == decision(on: records[0]))
        #expect(try await database.settlement(of: records[1].id) == settlement(of: records[1]))
        #expect(try await database.particulars(of: records[1].id) == particulars("second"))
        #expect(try await database.stayGrant(at: records[2].id) == grant(at: records[2], "second"))
        let child = try passport("E1111111")
        let cards = try await database.borderCards.entries(of: child)
        #expect(cards.map(\.entry) == [try card(), try card()])
        #expect(cards.map(\.note) == [try note("entered"), try note("entered again")])
        #expect(cards.map(\.withdrawal) == [try note("withdrawn", by: "18"), nil])
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "request"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "E1111111", for: purpose)
        let document = try #require(file.documents.first { $0.number == "E1111111" })
        #expect(document.crossings.map(\.decision?.authority) == [Self.secret("authority")])
        #expect(document.statements.map(\.entry.body) == [Self.secret("body"), Self.secret("body")])
        #expect(document.journeys.map(\.entry) == [try journey(), try journey()])
        #expect(document.falseHits.map(\.note.reason) == [Self.secret("entered"), Self.secret("entered again")])
        let invalid = try await database.personFile(issuer: "MNG", documentNumber: "E3333333", for: purpose)
        #expect(invalid.documents.first?.invalidationCause == Self.secret("cause"))
        #expect(
            try await database.gather(Samples.query("E3333333")).invalidation
                == Invalidation(cause: Self.secret("cause"), body: Self.secret("body")))
        #expect(try verify().isIntact)
    }

    @Test func `a reason that says nothing is refused`() async throws {
        let database = try await workspace.openWithOfficers()
        let record = try Samples.record(state: .interrupted)
        try await database.commit(record)
        let code = await Workspace.code {
            try await database.settle(
                CrossingSettlement(
                    crossing: record.id, outcome: .passed, officer: "17", reason: "", settledAt: Samples.noon))
        }
        #expect(code == .constraint)
        #expect(try await database.settlement(of: record.id) == nil)
    }

    // MARK: - Where a text opens

    @Test(
        arguments: [
            "address = (SELECT address FROM borderCard WHERE id = 1)",  // of another row
            "address = phone",  // of another column
            "address = 'Ulaanbaatar'", "address = ''", "address = 's1.'", "address = 's1.AAAAAAAAAAAAAAAA'",
            "address = substr(address, 1, 40)", "address = replace(address, 's1.', 's1.A')",
        ])
    func `a text opens only where it was written, and nothing is taken for one`(_ change: String) async throws {
        let database = try await workspace.openWithOfficers()
        for _ in 0..<2 { _ = try await database.borderCards.enter(card(), by: note("entered")) }
        try await workspace.stranger().write {
            try $0.execute(sql: "UPDATE borderCard SET \(change) WHERE id = 2")
        }
        let document = try passport("E1111111")
        #expect(await Workspace.code { _ = try await database.borderCards.entries(of: document) } == .corrupt)
        #expect(try verify().faults.map(\.subject) == ["borderCard:2"])
    }

    @Test func `a number is not given again, so that no text of a row that is gone opens in another`() async throws {
        let database = try await workspace.openWithOfficers()
        let cards = database.borderCards
        for number: Int64 in 1...3 { #expect(try await cards.enter(card(), by: note("entered")).id == number) }
        try await database.write("delete") { try $0.execute(sql: "DELETE FROM borderCard WHERE id >= 2") }
        #expect(try await cards.enter(card(), by: note("entered")).id == 4)
        let used = try await database.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'borderCard'")
        }
        #expect(used == 4)
    }

    @Test func `a look at a traveller opens no text that it does not tell`() async throws {
        let database = try await workspace.openWithOfficers()
        let records = try await fill(database)
        let query = try Samples.query("E1111111", .entry)
        let before = try await database.gather(query)
        #expect(before.desk?.borderCard.value?.complete == true)
        try await workspace.stranger().write { db in
            for table in DeskTable.allCases { try db.execute(sql: "UPDATE \(table.rawValue) SET reason = 'x'") }
            try db.execute(sql: "UPDATE borderCard SET address = 'x', phone = 'x'; UPDATE childPaper SET issuer = 'x'")
        }
        #expect(try await database.gather(query) == before)
        // Whoever leaves with a child is compared by name.
        #expect(await Workspace.code { _ = try await database.gather(Samples.query("E1111111", .exit)) } == .corrupt)
        #expect(try await database.crossing(records[0].id) == records[0])
    }

    @Test func `after a change of the key old texts stay as they are, and new ones are under a key of their own`()
        async throws
    {
        let database = try await workspace.openWithOfficers()
        let records = try await fill(database)
        let before = try await database.pool.read { try Self.texts($0, sealed: true) }
        try database.close()
        let rotation = KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key"))
        _ = try await rotation.rotate(.database, spool: workspace.path("spool"), by: "root")
        let opened = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: workspace.journalKey)
        #expect(try await opened.pool.read { try Self.texts($0, sealed: true) } == before)
        #expect(try await opened.decision(on: records[0].id) == decision(on: records[0]))
        _ = try await opened.borderCards.enter(card(), by: note("entered"))
        let cards = try await opened.borderCards.entries(of: passport("E1111111"))
        #expect(cards.map(\.entry.address) == Array(repeating: Self.secret("address"), count: 3))
        let keys = try await opened.pool.read { db in
            try String.fetchAll(db, sql: "SELECT address FROM borderCard ORDER BY id").map {
                ColumnKey.id(of: [UInt8](try #require(Data(base64Encoded: String($0.dropFirst(RowTexts.mark.count))))))
            }
        }
        // The second key is that of the list.
        #expect(keys == [1, 1, 3])
        #expect(try verify().isIntact)
    }
}
