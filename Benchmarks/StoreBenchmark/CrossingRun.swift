import BorderLaw
import Checkpoint
import Foundation
import GRDB
import Support
import TravelDocument
import UnifiedDatabase

/// What one durable crossing costs, with its entry in the journal, beside one transaction that inserts one small row
/// into a plain SQLite database on the same disk.
struct CrossingRun {
    let folder: String
    private let rounds = 300

    func run(_ database: UnifiedDatabase) async throws {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let plain = try DatabaseQueue(path: folder + "/plain.sqlite", configuration: configuration)
        try await plain.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        }
        var single: [Double] = []
        var crossing: [Double] = []
        let start = UnixTime.now()
        // In turns, so that both meet the same moods of the disk.
        for round in 0..<rounds {
            single.append(
                try await seconds {
                    try await plain.write { try $0.execute(sql: "INSERT INTO row (text) VALUES ('one row')") }
                })
            let record = try Invented.crossing(round, at: UnixTime(milliseconds: start.milliseconds + Int64(round)))
            crossing.append(try await seconds { try await database.commit(record) })
        }
        report("single-row transaction, median", percentile(single, 0.5) * 1000, "ms")
        report("durable crossing with journal, median", percentile(crossing, 0.5) * 1000, "ms")
        report("ratio of medians", percentile(crossing, 0.5) / percentile(single, 0.5), "(limit 1.5)")
    }
}
