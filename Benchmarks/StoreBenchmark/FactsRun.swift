import BorderLaw
import Checkpoint
import Foundation
import GRDB
import Support
import TravelDocument
import UnifiedDatabase

/// How long the facts about one traveller take in a large store, warm.
struct FactsRun {
    let crossings: Int
    let path: String
    private let travellers = 2000

    func run(_ database: UnifiedDatabase, _ report: inout Report) async throws {
        let fill = try await seconds { try await self.fill(database) }
        report.add("\(crossings) crossings put in (in bulk)", fill, "s")
        report.add("size of the file", Double(try Self.length(path)) / 1_000_000, "MB")
        for number in stride(from: 0, to: travellers, by: 10) {
            _ = try await database.grant(try Invented.permission(number))
            // One traveller in ten has crossed with another passport, too.
            var other = try Invented.crossing(2_000_000 + number, at: .now())
            other.document = try Invented.document(8_000_000 + number, of: number + 5)
            other.state = .passed
            try await database.commit(other)
        }
        var times: [Double] = []
        var tied = 0
        for round in 0..<3 {
            for number in 0..<travellers {
                let query = FactQuery(
                    document: try Invented.document(number), direction: .exit,
                    day: CivilDate(year: 2026, month: 3, day: 10) ?? .earliest, time: .now(), station: .eGate)
                var facts = StoredFacts()
                let time = try await seconds { facts = try await database.gather(query) }
                guard round > 0 else { continue }
                times.append(time)
                if facts.lastCrossingByZone != nil { tied += 1 }
            }
        }
        report.add("of them with another passport by its zone", Double(tied) / Double(times.count), "")
        report.add("facts of one traveller, median", percentile(times, 0.5) * 1000, "ms")
        report.add("facts of one traveller, p99", percentile(times, 0.99) * 1000, "ms", limit: 1)
    }

    private static func length(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    /// Whole rows without entries in the journal: only their number and length matter here. Contents are the same bytes
    /// for all, which only the first one would open; no look at a traveller needs them.
    private func fill(_ database: UnifiedDatabase) async throws {
        let documents = max(travellers, crossings / 10)
        let sample = try Invented.crossing(1_000_000, at: .now(), chip: try Invented.inspectedChip())
        try await database.commit(sample)
        try await database.complete(sample.id, state: .passed, at: .now())
        let queue = try DatabaseQueue(path: path)
        for begin in stride(from: 0, to: crossings, by: 20_000) {
            try await queue.write { db in
                let statement = try db.makeStatement(sql: copy)
                for number in begin..<min(crossings, begin + 20_000) {
                    let time = UnixTime(milliseconds: 1_600_000_000_000 + Int64(number) * 1000)
                    var random = SystemRandomNumberGenerator()
                    try statement.execute(arguments: [
                        CrossingID(at: time, using: &random).text, time.milliseconds,
                        Invented.number(number % documents), sample.id.text,
                    ])
                }
            }
        }
        // Of each passport the register number in its zone, as a tag that nobody looks for.
        for begin in stride(from: 0, to: documents, by: 20_000) {
            try await queue.write { db in
                let statement = try db.makeStatement(sql: "INSERT INTO zoneTie (tag, number) VALUES (random(), ?)")
                for number in begin..<min(documents, begin + 20_000) {
                    try statement.execute(arguments: [Invented.number(number)])
                }
            }
        }
        try queue.close()
    }

    private let copy = """
        INSERT INTO crossing (
            id, lane, direction, startedAt, decidedAt, completedAt, state, outcome, rulebook, issuer,
            documentNumber, permissionID, softwareVersion, station, stayUntil, sealedContent)
        SELECT ?, lane, direction, startedAt, ?, completedAt, state, outcome, rulebook, issuer,
            ?, permissionID, softwareVersion, station, stayUntil, sealedContent
        FROM crossing WHERE id = ?
        """
}
