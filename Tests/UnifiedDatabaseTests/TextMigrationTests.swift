import Foundation
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Texts of officers in databases of earlier versions")
struct TextMigrationTests {
    private let workspace: Workspace
    private static let name = "old.sqlite"
    private static let journeys = 400

    init() throws { workspace = try Workspace() }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(Self.name))
    }

    private func isTold() throws -> Bool {
        try workspace.rawBytes(Self.name).range(of: Data("diagnosis".utf8)) != nil
    }

    /// A database as the version before wrote it: rows in each table, and of some so many that they fill pages; the
    /// records of its crossings.
    private func former() async throws -> [CrossingRecord] {
        let queue = try DatabaseQueue(path: workspace.path(Self.name))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(queue, upTo: "10.1 sealed lists")
        let records = try (0..<60).map { try Samples.record("E0000001", at: Samples.minutes($0), state: .referred) }
        try await queue.write { [workspace] db in
            let keys = try ContentKeys(under: workspace.key, in: db)
            let journal = JournalWriter(db, workspace.journalKey)
            try db.execute(
                sql: """
                    INSERT INTO officer VALUES ('17', 'Д. Оюун', 'inspector', 0, 'admin', NULL, NULL);
                    INSERT INTO document VALUES (1, 'MNG', 'E0000001', NULL, 'diagnosis', 'diagnosis of the body');
                    INSERT INTO document VALUES (2, 'MNG', 'E0000002', 'АА85010121', NULL, NULL);
                    """)
            for row in [JournaledRow.officer("17"), .document(1), .document(2)] {
                try journal.append(JournalEvent(.rowAdopted), about: row)
            }
            for record in records {
                try db.execute(
                    sql: CrossingColumns.insertion,
                    arguments: StatementArguments(
                        CrossingColumns(record, content: CrossingContent.Telling(record).finish(), sealedWith: keys)
                            .values))
                let id = record.id.text
                try db.execute(
                    sql: """
                        INSERT INTO crossingSettlement VALUES (:id, 'passed', '17', 'diagnosis of the settlement', 0);
                        INSERT INTO officerDecision
                            VALUES (:id, 'refused', '17', NULL, 'diagnosis of the decision', 'diagnosis, law', '[]', 0);
                        INSERT INTO crossingParticulars
                            VALUES (:id, 1, 'diagnosis, treatment', NULL, 'KOR', 5, 0, 0, 0, NULL, NULL, '17', 0);
                        INSERT INTO crossingParticulars
                            VALUES (:id, 2, NULL, NULL, 'KOR', 5, 1, 0, 0, NULL, NULL, '17', 0);
                        INSERT INTO crossingGrant VALUES (:id, 1, 14, NULL, 'diagnosis of the grant', '17', 0);
                        """, arguments: ["id": id])
                for row in [
                    JournaledRow.crossing(id), .settlement(id), .decision(id), .particulars(id), .grant(id),
                ] { try journal.append(JournalEvent(.rowAdopted), about: row) }
            }
            try Self.enter(in: db, journal)
        }
        try queue.close()
        return records
    }

    private static func enter(in db: Database, _ journal: JournalWriter) throws {
        let ends = "'17', 'diagnosis of the reason', 0, 1, '18', 'diagnosis, withdrawn'"
        let head = "'MNG', 'E0000001'"
        let others = [
            """
            INSERT INTO stayRight (id, kind, issuer, documentNumber, number, category, officer, recordedAt, reason, withdrawnAt,
                withdrawnBy, withdrawalReason)
            VALUES (7, 'visa', \(head), 'V1', 'diagnosis class', '17', 0, 'diagnosis', 1, '18', 'diagnosis')
            """,
            "INSERT INTO documentStatement VALUES (7, \(head), 'lost', NULL, NULL, NULL, 'diagnosis', \(ends))",
            "INSERT INTO personNumber VALUES (7, \(head), 'civilID', '123456', \(ends))",
            "INSERT INTO personLink VALUES (7, \(head), 'MNG', 'E0000002', 'paper', \(ends))",
            """
            INSERT INTO borderCard VALUES (7, \(head), '2026-03-10', 'entry', 'diagnosis K23', 'KOR', 'diagnosis',
                'diagnosis, clinic', 5, 'diagnosis 7011', 'diagnosis, doctor', 1, 'traveller', NULL, \(ends))
            """,
            "INSERT INTO listFalseHit VALUES (7, \(head), 'wantedPersons', 'w-1', \(ends))",
            "INSERT INTO deskNote (id, issuer, documentNumber, day, officer, reason, recordedAt) "
                + "VALUES (7, \(head), '2026-03-10', '17', 's1.diagnosis', 0)",
        ]
        for sql in others { try db.execute(sql: sql) }
        for number in 1...journeys {
            try db.execute(
                sql: """
                    INSERT INTO childJourney (id, issuer, documentNumber, day, companionKind, companionIssuer,
                        companionNumber, companionGivenName, officer, reason, recordedAt)
                    VALUES (:id, \(head), '2026-03-10', 'guardian', 'MNG', 'E0000002', 'DIAGNOSIS diagnosis', '17',
                        'diagnosis \(String(repeating: "long ", count: number % 80))', 0);
                    INSERT INTO childPaper (journeyID, kind, number, issuer)
                    VALUES (:id, 'guardianDecision', 'A/7', 'diagnosis, court');
                    """, arguments: ["id": number])
        }
        try db.execute(sql: "DELETE FROM childPaper WHERE journeyID = \(journeys)")
        try db.execute(sql: "DELETE FROM childJourney WHERE id = \(journeys)")
        try db.execute(sql: "INSERT INTO childSettlement VALUES (7, \(head), 1, 'handedOver', \(ends))")
        let tables: [DeskTable] = [
            .stayRight, .documentStatement, .personNumber, .personLink, .borderCard, .listFalseHit, .deskNote,
            .childSettlement,
        ]
        for table in tables { try journal.append(JournalEvent(.rowAdopted), about: .desk(table, 7)) }
        for number in 1..<journeys {
            try journal.append(JournalEvent(.rowAdopted), about: .desk(.childJourney, Int64(number)))
        }
    }

    @Test func `texts are sealed, keep their places in the journal, and are gone from the file`() async throws {
        let records = try await former()
        #expect(try isTold())
        #expect(try verify().isIntact)
        let opened = try workspace.open(Self.name)
        #expect(try !isTold())
        let result = try verify()
        #expect(result.isIntact, "\(result.faults)")
        let id = records[59].id
        #expect(try await opened.decision(on: id)?.authority == "diagnosis, law")
        #expect(try await opened.decision(on: id)?.reason == "diagnosis of the decision")
        #expect(try await opened.settlement(of: id)?.reason == "diagnosis of the settlement")
        #expect(try await opened.particulars(of: id)?.purpose == nil)
        #expect(try await opened.stayGrant(at: id)?.authority == "diagnosis of the grant")
        #expect(
            try await opened.gather(Samples.query("E0000001")).invalidation
                == Invalidation(cause: "diagnosis", body: "diagnosis of the body"))
        let document = try DocumentKey(issuer: "MNG", number: "E0000001")
        let card = try #require(try await opened.borderCards.entries(of: document).first)
        #expect(card.entry.phone == "diagnosis 7011" && card.entry.address == "diagnosis, clinic")
        #expect(card.withdrawal?.reason == "diagnosis, withdrawn")
        // What somebody wrote that looks as if it were sealed is their text, too.
        #expect(try await opened.deskNotes.entries(of: document).map(\.note.reason) == ["s1.diagnosis"])
        #expect(try await opened.stayRights.entries(of: document).map(\.entry.category) == ["diagnosis class"])
        let journeys = try await opened.childJourneys.entries(of: document)
        #expect(journeys.count == Self.journeys - 1)
        #expect(journeys.allSatisfy { $0.entry.guardianDecision?.issuer == "diagnosis, court" })
        #expect(journeys.map(\.note.reason.utf8.count) == (1..<Self.journeys).map { 10 + 5 * ($0 % 80) })
        #expect(try await opened.personLinks.entries(of: document).map(\.entry.other.number) == ["E0000002"])
    }

    @Test func `tables are what they were, and numbers of entries go on`() async throws {
        _ = try await former()
        func schema(_ queue: some DatabaseReader) async throws -> [String] {
            try await queue.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT sql FROM sqlite_master
                        WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'grdb%' AND tbl_name NOT LIKE 'sqlite%'
                            -- A later step has others in their place.
                            AND name NOT IN ('crossingUnfinished', 'journalBySubject')
                        """
                ).sorted()
            }
        }
        let queue = try workspace.stranger(Self.name)
        let before = try await schema(queue)
        try queue.close()
        let opened = try workspace.open(Self.name)
        #expect(Set(before).isSubset(of: try await schema(opened.pool)))
        for table in ["crossingSettlement", "officerDecision", "crossingParticulars", "crossingGrant"] {
            await #expect(throws: StoreError.self, "\(table)") {
                try await opened.write("delete") { try $0.execute(sql: "DELETE FROM \(table)") }
            }
        }
        let number = try await opened.pool.read { try DeskTable.childJourney.nextNumber($0) }
        #expect(number == Int64(Self.journeys) + 1)
        let isSound = try await opened.pool.read { db in
            try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
                && String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"]
        }
        #expect(isSound)
    }

    @Test func `a row that was changed before an update is found after it`() async throws {
        let records = try await former()
        let stranger = try workspace.stranger(Self.name)
        try await stranger.write { db in
            try db.execute(
                sql: """
                    DROP TRIGGER decisionIsFinal;
                    UPDATE officerDecision SET reason = 'other diagnosis' WHERE crossingID = '\(records[3].id)';
                    UPDATE childPaper SET issuer = 'other diagnosis' WHERE journeyID = 9;
                    UPDATE borderCard SET phone = NULL
                    """)
        }
        try stranger.close()
        let opened = try workspace.open(Self.name)
        #expect(
            Set(try verify().faults.map(\.subject)) == ["decision:\(records[3].id)", "childJourney:9", "borderCard:7"])
        #expect(try await opened.decision(on: records[3].id)?.reason == "other diagnosis")
        #expect(try !isTold())
    }

    @Test func `a database without such texts is journaled nothing`() async throws {
        let opened = try workspace.open()
        let count = try await opened.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM journal WHERE kind = 'contentsSealed'")
        }
        #expect(count == 0)
    }
}
