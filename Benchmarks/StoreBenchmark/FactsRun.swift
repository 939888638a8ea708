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
        }
        var times: [Double] = []
        for round in 0..<3 {
            for number in 0..<travellers {
                let query = FactQuery(
                    document: try Invented.document(number), direction: .exit,
                    day: CivilDate(year: 2026, month: 3, day: 10) ?? .earliest, time: .now(), station: .eGate)
                let time = try await seconds { _ = try await database.gather(query) }
                if round > 0 { times.append(time) }
            }
        }
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
