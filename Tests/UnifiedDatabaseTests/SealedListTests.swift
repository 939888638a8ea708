import Foundation
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Lists, sealed")
struct SealedListTests {
    private let workspace: Workspace
    private let files: ListFiles

    init() throws {
        workspace = try Workspace()
        files = try ListFiles(workspace)
    }

    private func verify(_ name: String = "boomt.sqlite") throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(name))
    }

    private static let person = """
        "registerNumber":"АА85010121","documentNumber":"E1234567","primaryIdentifier":"Батбаяр",\
        "secondaryIdentifier":"Сарангэрэл","birthDate":"1985-01-01","decisionNumber":"DEC-77/26"
        """

    /// Everything that a list says of this person, and the forms in which it is searched.
    private static let words = [
        "АА85010121", "85010121", "E1234567", "Батбаяр", "Сарангэрэл", "BATBAYAR", "BATBAIAR", "1985-01-01",
        "DEC-77/26", "courtDecision", "ШШГЕГ", "entry-key-1",
    ]

    private func load(
        _ database: UnifiedDatabase, _ entries: [String], on list: BorderList = .exitRestrictions,
        version: String = "1"
    ) throws {
        try files.load(database, [ListFiles.header(list, version: version, entries: entries.count)] + entries)
    }

    /// What all rows of a list hold.
    private func rows(_ database: UnifiedDatabase, _ table: String = "exitRestriction") throws -> [Row] {
        try database.pool.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table) ORDER BY id") }
    }

    // MARK: - Secrecy

    @Test func `nothing that a list says of a person lies in the files in the clear, whichever way it came`()
        async throws
    {
        let database = try workspace.open()
        let issuer = #""issuer":"MNG","#
        try load(database, [ListFiles.entry("entry-key-1", Self.person)])
        try load(database, [ListFiles.entry("entry-key-1", Self.person)], on: .wantedPersons)
        try load(database, [ListFiles.entry("entry-key-1", issuer + Self.person)], on: .invalidDocuments)
        let delta = [
            ListFiles.header(version: "2", base: "1", entries: 1),
            ListFiles.entry("entry-key-2", #""primaryIdentifier":"Цэцэгмаа""#),
        ]
        try files.load(database, delta)
        #expect(try await database.gather(Samples.query()).exitRestrictions.map(\.key) == ["entry-key-1"])
        for word in Self.words + ["entry-key-2", "Цэцэгмаа"] {
            #expect(try workspace.rawBytes().range(of: Data(word.utf8)) == nil, "\(word)")
        }
        try await database.replaceExitRestrictions(
            [
                Samples.restriction(
                    register: "АА85010121", document: "E1234567", names: ("Батбаяр", "Сарангэрэл"),
                    birth: "1985-01-01")
            ], version: "3", loadedAt: Samples.noon)
        for word in Self.words {
            #expect(try workspace.rawBytes().range(of: Data(word.utf8)) == nil, "\(word)")
        }
    }

    @Test func `without the key a table tells nobody whether a given person is on the list`() async throws {
        let database = try workspace.open()
        let entries = [ListFiles.entry("a", Self.person), ListFiles.entry("b", Self.person)]
        var tags: [[Int64]] = []
        for (list, table, version) in [
            (BorderList.exitRestrictions, "exitRestriction", "1"), (.exitRestrictions, "exitRestriction", "2"),
            (.wantedPersons, "wantedPerson", "1"),
        ] {
            try load(database, entries, on: list, version: version)
            let rows = try rows(database, table)
            let columns = ListTable.clearColumns.filter { $0.hasSuffix("Tag") }
            // Within one load equal texts have equal tags; the entry's own key is another.
            for column in columns {
                #expect((rows[0][column] as Int64 == rows[1][column]) == (column != "entryTag"), "\(column)")
            }
            tags.append(columns.map { rows[0][$0] })
        }
        // No tag says the same as another, of whichever column, load or list.
        #expect(Set(tags.joined()).count == tags.joined().count)
    }

    @Test func `names of nearly the same length give rows of the same length`() async throws {
        let database = try workspace.open()
        try load(
            database,
            (1...20).map {
                ListFiles.entry(
                    "k\($0 % 10)\($0 / 10)", "\"primaryIdentifier\":\"\(String(repeating: "B", count: $0))\"")
            })
        let lengths = try await database.pool.read { db in
            try Set(Int.fetchAll(db, sql: "SELECT length(sealedEntry) FROM exitRestriction"))
        }
        #expect(lengths.count == 1)
    }

    @Test func `an entry opens only in its own row, as it was sealed, and the journal finds it elsewhere`() async throws
    {
        let statements = [
            "UPDATE exitRestriction SET sealedEntry = (SELECT sealedEntry FROM exitRestriction WHERE id = 3) WHERE id = 2",
            "UPDATE exitRestriction SET startDate = '2025-01-01' WHERE id = 2",
            "UPDATE exitRestriction SET outlineTag = 7 WHERE id = 2",
            "DELETE FROM exitRestriction WHERE id = 3; UPDATE exitRestriction SET id = 3 WHERE id = 2",
            "UPDATE exitRestriction SET sealedEntry = zeroblob(8) WHERE id = 2",
            "DELETE FROM columnKey WHERE use = 'list'",
            "UPDATE exitRestrictionLoad SET keyID = 1",
            "UPDATE columnKey SET sealed = (SELECT sealed FROM columnKey WHERE use = 'content') WHERE use = 'list'",
        ]
        for (index, statement) in statements.enumerated() {
            let name = "moved\(index).sqlite"
            let database = try workspace.open(name)
            try load(
                database,
                [
                    ListFiles.entry("a", Self.person),
                    ListFiles.entry("b", #""documentNumber":"E7654321","# + Self.other),
                ])
            let stranger = try workspace.stranger(name)
            try await stranger.write { try $0.execute(sql: statement) }
            try stranger.close()
            // As another process finds it.
            let again = try workspace.open(name)
            #expect(await Workspace.code { _ = try await again.gather(Samples.query()) } == .corrupt, "\(statement)")
            #expect(
                try verify(name).faults.map(\.subject)
                    == (statement.contains("columnKey") ? [] : ["exitRestrictions"]), "\(statement)")
        }
    }

    private static let other = #""primaryIdentifier":"Болд","secondaryIdentifier":"Дорж""#

    // MARK: - Keys

    private func keys(_ database: UnifiedDatabase) async throws -> [Int64] {
        try await database.pool.read { try Int64.fetchAll($0, sql: "SELECT id FROM columnKey WHERE use = 'list'") }
    }

    @Test func `the next load takes the key of the list before it along, and with it all copies of that list`()
        async throws
    {
        let database = try workspace.open()
        try load(database, [ListFiles.entry("a", Self.person)])
        try load(database, [ListFiles.entry("w", Self.person)], on: .wantedPersons)
        let before = try await keys(database)
        let old: Data = try rows(database)[0]["sealedEntry"]
        let sealedKey = try await database.pool.read { db in
            try Data.fetchOne(db, sql: "SELECT sealed FROM columnKey WHERE id = ?", arguments: [before[0]])
        }
        #expect(try workspace.rawBytes().range(of: #require(sealedKey)) != nil)
        try load(database, [ListFiles.entry("a", Self.person)], version: "2")
        let after = try await keys(database)
        #expect(after.count == 2 && after.contains(before[1]) && !after.contains(before[0]))
        // Gone from the file and its log, too.
        #expect(try workspace.rawBytes().range(of: #require(sealedKey)) == nil)
        let new: Data = try rows(database)[0]["sealedEntry"]
        #expect(new != old)
        try await workspace.stranger().write { db in
            try db.execute(
                sql: "UPDATE exitRestriction SET sealedEntry = ?", arguments: [old])
        }
        #expect(await Workspace.code { _ = try await database.gather(Samples.query()) } == .corrupt)
    }

    @Test func `loads that fail or are cut off leave no key behind`() async throws {
        let database = try workspace.open()
        try load(database, [ListFiles.entry("a", Self.person)])
        let before = try await keys(database)
        #expect(files.fault(database, [ListFiles.header(version: "2", entries: 2), ListFiles.entry("b")]) != nil)
        await #expect(throws: StoreError.self) {
            try await database.replaceExitRestrictions(
                [Samples.restriction(document: "<<<")], version: "2", loadedAt: Samples.noon)
        }
        #expect(try await keys(database) == before)
        // What a kill leaves.
        let lists = database.contentKeys.lists
        _ = try await database.pool.write { db in
            try db.execute(sql: ListTable.creation("exitRestrictionStaging"))
            return try lists.begin(.exitRestrictions, in: db)
        }
        #expect(try await keys(database).count == 2)
        try await database.discardInterruptedImports()
        #expect(try await keys(database) == before)
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }

    @Test func `a change of the database key leaves the rows as they are, and the list is read with the new one`()
        async throws
    {
        let database = try workspace.open()
        try load(database, [ListFiles.entry("a", Self.person)])
        let before = try rows(database)
        try database.close()
        let rotation = KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key"))
        // The keys of contents and of the list.
        #expect(try await rotation.rotate(.database, spool: workspace.path("spool"), by: "root").resealed == 2)
        let opened = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: workspace.journalKey)
        #expect(try rows(opened) == before)
        #expect(try await opened.gather(Samples.query()).exitRestrictions.map(\.key) == ["a"])
        #expect(try verify().isIntact)
    }

    @Test func `a list that another process loads is read by one that has the former list's key`() async throws {
        let reader = try await workspace.openWithOfficers()
        let writer = try workspace.open()
        for round in 1...20 {
            try load(writer, [ListFiles.entry("a\(round)", Self.person)], version: "\(round)")
            try load(writer, [ListFiles.entry("w\(round)", Self.person)], on: .wantedPersons, version: "\(round)")
            let facts = try await reader.gather(Samples.query())
            #expect(facts.exitRestrictions.map(\.key) == ["a\(round)"])
            #expect(facts.wanted?.map(\.key) == ["w\(round)"])
        }
        // And while it looks all the time.
        let looking = Task {
            var looks = 0
            while !Task.isCancelled {
                let facts = try await reader.gather(Samples.query())
                guard facts.exitRestrictions.count == 1, facts.wanted?.count == 1 else { return -1 }
                looks += 1
            }
            return looks
        }
        for round in 21...40 {
            try load(writer, [ListFiles.entry("a\(round)", Self.person)], version: "\(round)")
        }
        looking.cancel()
        #expect(try await looking.value > 0)
    }

    // MARK: - Lists of earlier versions

    /// A database as the version before wrote it, with a list of two entries and one that was loaded empty.
    private func former() async throws {
        let queue = try DatabaseQueue(path: workspace.path("old.sqlite"))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(queue, upTo: "10 sealed contents of crossings")
        try await queue.write { [workspace] db in
            try db.execute(
                sql: """
                    INSERT INTO exitRestriction VALUES
                        (2, 'entry-key-1', 'courtDecision', 'ШШГЕГ', 'DEC-77/26', '2026-01-01', NULL, ' аа85010121',
                         NULL, 'e1234567', 'Батбаяр', 'Сарангэрэл', '1985-01-01', 'АА85010121', 'E1234567',
                         'BATBAIAR SARANGEREL', 'BBGLNRRRST'),
                        (5, 'entry-key-2', 'courtDebt', 'ШШГЕГ', '', '2026-01-01', '2026-12-31', NULL, 'KOR',
                         'M7654321', NULL, NULL, NULL, NULL, 'M7654321', NULL, NULL);
                    INSERT INTO exitRestrictionLoad VALUES (4, '7', \(Samples.noon.milliseconds), 2, 'registry', x'01');
                    INSERT INTO wantedPersonLoad VALUES (1, '1', \(Samples.noon.milliseconds), 0, NULL, x'02');
                    CREATE TABLE exitRestrictionStaging AS SELECT * FROM exitRestriction;
                    """)
            for list in [BorderList.exitRestrictions, .wantedPersons] {
                try JournalWriter(db, workspace.journalKey).append(JournalEvent(.listReplaced), about: .list(list))
            }
        }
        try queue.close()
    }

    @Test func `lists of an earlier version are sealed, found as before, and keep their places in the journal`()
        async throws
    {
        try await former()
        #expect(try verify("old.sqlite").isIntact)
        #expect(try workspace.rawBytes("old.sqlite").range(of: Data("Сарангэрэл".utf8)) != nil)
        let opened = try workspace.open("old.sqlite")
        let result = try verify("old.sqlite")
        #expect(result.isIntact && result.rows >= 2)
        let facts = try await opened.gather(Samples.query())
        var entry = Samples.restriction(
            register: " аа85010121", document: "e1234567", names: ("Батбаяр", "Сарангэрэл"), birth: "1985-01-01")
        entry.decisionNumber = "DEC-77/26"
        entry.issuingBody = "ШШГЕГ"
        entry.key = "entry-key-1"
        entry.match = .number
        #expect(facts.exitRestrictions == [entry])
        #expect(facts.wanted == [])
        #expect(facts.invalidListLoadedAt == nil)
        #expect(try await opened.gather(Samples.query("E7654321")).exitRestrictions.count == 1)
        #expect(try await opened.listStatus(.exitRestrictions)?.version == "7")
        await opened.emptyLog()
        for word in Self.words + ["M7654321", "entry-key-2"] {
            #expect(try workspace.rawBytes("old.sqlite").range(of: Data(word.utf8)) == nil, "\(word)")
        }
        // A delta goes on from it.
        try files.load(
            opened,
            [
                ListFiles.header(version: "8", issued: "2026-03-10T04:00:00Z", base: "7", entries: 1),
                #"{"key":"entry-key-1","removed":true}"#,
            ])
        #expect(try await ListFiles.opened(opened).map(\.key) == ["entry-key-2"])
        #expect(try verify("old.sqlite").isIntact)
    }

    @Test func `a list that was changed before an update is found after it`() async throws {
        try await former()
        let stranger = try workspace.stranger("old.sqlite")
        try await stranger.write {
            try $0.execute(sql: "UPDATE exitRestriction SET endDate = '2026-01-02' WHERE id = 2")
        }
        try stranger.close()
        let opened = try workspace.open("old.sqlite")
        #expect(try verify("old.sqlite").faults.map(\.subject) == ["exitRestrictions"])
        #expect(try await opened.gather(Samples.query()).exitRestrictions.isEmpty)
    }
}
