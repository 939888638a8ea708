import BorderLaw
import Checkpoint
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

    /// Whole rows without entries in the journal: only their number and length matter here. Contents are the same bytes
    /// for all, which only the first one would open; no look at a traveller needs them.
    private func fill(_ database: UnifiedDatabase) async throws {
        let documents = max(travellers, crossings / 10)
        let sample = try Invented.crossing(1_000_000, at: .now())
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

/// Invented travellers.
enum Invented {
    static func number(_ number: Int) -> String { "E" + String(10_000_000 + number).suffix(7) }

    static func document(_ index: Int) throws -> CrossingDocument {
        let text =
            "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\n"
            + "\(number(index))<4MNG8501019F3001019AA85010121<<<<04"
        let today = CivilDate(year: 2026, month: 3, day: 10) ?? .earliest
        return CrossingDocument(try MachineReadableZone(parsing: text, today: today))
    }

    static func permission(_ index: Int) throws -> EGatePermission {
        let document = try document(index)
        return EGatePermission(
            issuer: "MNG", documentNumber: document.number, documentExpiry: document.expiryDate ?? .earliest,
            birthDate: document.birthDate ?? .earliest, primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "SARANGEREL", registerNumber: "АА" + String(85_010_000 + index),
            legalCapacityDeclared: true, documentHasChip: false,
            fingers: [EnrolledFinger(position: 2, template: [UInt8](repeating: 7, count: 400))], grantedAt: .now())
    }

    static func crossing(_ index: Int, at time: UnixTime) throws -> CrossingRecord {
        let document = try document(9_000_000 + index)
        let facts = CrossingFacts(
            direction: .exit, date: UlaanbaatarCalendar.day(of: time), unixTime: time.seconds, station: .eGate,
            document: DocumentFacts(
                classCode: "P", issuer: "MNG", nationality: "MNG", number: document.number,
                expiryDate: document.expiryDate, birthDateText: document.birthDateText,
                birthDate: document.birthDate, sex: document.sex, mrzValid: true),
            permission: .nothing, invalidation: .nothing, lastCrossing: .nothing, chip: .absent,
            finger: .matched(score: 5, threshold: 3, attempts: 1))
        var random = SystemRandomNumberGenerator()
        guard let lane = LaneID("gate-1") else { throw StoreError(.constraint, "lane") }
        return CrossingRecord(
            id: CrossingID(at: time, using: &random), lane: lane, direction: .exit, startedAt: time, decidedAt: time,
            completedAt: nil, state: .admitted, mrzText: "", document: document, chip: .absent,
            fingerTries: [FingerTry(score: 5, quality: 80, finger: 2)], permissionID: nil, facts: facts,
            verdict: EGateRules.evaluate(facts, rulebook: .standard, stage: .final), softwareVersion: "benchmark")
    }
}
