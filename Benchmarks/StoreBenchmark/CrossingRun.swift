import BorderLaw
import Checkpoint
import Foundation
import GRDB
import Support
import TravelDocument
import UnifiedDatabase

/// What one durable crossing costs, with its entry in the journal, beside one transaction on the same disk that inserts
/// one row into a plain SQLite database: a row as long as what the crossing tells, and a row of two words. Once for a
/// passport whose chip was read and inspected, once for one without a chip.
struct CrossingRun {
    let folder: String
    private let rounds = 1000
    private let limit = 1.5

    func run(_ database: UnifiedDatabase, _ report: inout Report) async throws {
        try await run(database, Invented.inspectedChip(), "with a chip", firstTraveller: 0, &report)
        try await run(database, .absent, "without a chip", firstTraveller: rounds, &report)
    }

    private func run(
        _ database: UnifiedDatabase, _ chip: ChipEvidence, _ name: String, firstTraveller: Int,
        _ report: inout Report
    ) async throws {
        let plain = try await plainDatabase(name)
        let length = try Invented.crossing(0, at: .now(), chip: chip).toldLength
        let text = String(repeating: "x", count: length)
        var times: [[Double]] = [[], [], []]
        let start = UnixTime.now()
        for round in 0..<rounds {
            let record = try Invented.crossing(
                firstTraveller + round, at: UnixTime(milliseconds: start.milliseconds + Int64(round)), chip: chip)
            // In turns that change, so that all meet the same moods of the disk and none always comes after another.
            for turn in 0..<3 {
                let kind = (round + turn) % 3
                let time = try await seconds {
                    switch kind {
                    case 0: try await Self.insert("one row", into: plain)
                    case 1: try await Self.insert(text, into: plain)
                    default: try await database.commit(record)
                    }
                }
                times[kind].append(time)
            }
        }
        let medians = times.map { percentile($0, 0.5) * 1000 }
        report.add("transaction of a short row, median", medians[0], "ms")
        report.add("transaction of one row of \(length) bytes, median", medians[1], "ms")
        report.add("durable crossing \(name) with journal, median", medians[2], "ms")
        report.add("ratio to the short row", medians[2] / medians[0], "")
        report.add("ratio to the row of its length", medians[2] / medians[1], "", limit: limit)
    }

    private func plainDatabase(_ name: String) async throws -> DatabaseQueue {
        let plain = try DatabaseQueue(path: folder + "/plain \(name).sqlite")
        try await plain.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        }
        return plain
    }

    private static func insert(_ text: String, into plain: DatabaseQueue) async throws {
        try await plain.write { try $0.execute(sql: "INSERT INTO row (text) VALUES (?)", arguments: [text]) }
    }
}

extension CrossingRecord {
    /// How many bytes it tells, as JSON: what a row without packing would take.
    fileprivate var toldLength: Int {
        get throws {
            let encoder = JSONEncoder()
            return try encoder.encode(document).count + encoder.encode(chip).count + encoder.encode(fingerTries).count
                + encoder.encode(facts).count + encoder.encode(verdict).count
        }
    }
}
