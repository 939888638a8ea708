import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

/// Travellers, permissions and records for tests; all invented.
enum Samples {
    /// 2026-03-10T04:00:00Z.
    static let noon = UnixTime(seconds: 1_773_115_200)

    static func date(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> CivilDate {
        guard let date = CivilDate(text) else {
            Issue.record("not a date: \(text)", sourceLocation: sourceLocation)
            return CivilDate.earliest
        }
        return date
    }

    static func minutes(_ count: Int64) -> UnixTime {
        UnixTime(milliseconds: noon.milliseconds + count * 60_000)
    }

    /// A data page; check digits do not matter here.
    static func document(
        _ number: String = "E1234567", name: String = "BATBAYAR<<SARANGEREL", optional: String = ""
    ) throws -> CrossingDocument {
        let first = "P<MNG" + name
        let text =
            first + String(repeating: "<", count: 44 - first.utf8.count) + "\n"
            + number + String(repeating: "<", count: 9 - number.utf8.count) + "4MNG8501019F3001019" + optional
            + String(repeating: "<", count: 14 - optional.utf8.count) + "04"
        return CrossingDocument(try MachineReadableZone(parsing: text, today: date("2026-03-10")))
    }

    static func identifier(_ time: UnixTime) -> CrossingID {
        var random = SystemRandomNumberGenerator()
        return CrossingID(at: time, using: &random)
    }

    static func record(
        _ number: String = "E1234567", _ direction: Direction = .exit, at time: UnixTime = noon,
        state: CrossingState = .admitted, score: Double = 5.5, id: CrossingID? = nil
    ) throws -> CrossingRecord {
        let document = try document(number)
        let facts = CrossingFacts(
            direction: direction, date: date("2026-03-10"), unixTime: time.seconds, station: .eGate,
            document: DocumentFacts(
                classCode: document.documentCode, issuer: document.issuer, nationality: document.nationality,
                number: document.number, expiryDate: document.expiryDate, birthDateText: document.birthDateText,
                birthDate: document.birthDate, sex: document.sex, mrzValid: true),
            permission: .nothing, invalidation: .nothing, lastCrossing: .unknown,
            chip: .inspected(overall: .failed, failedChecks: ["sodSignature"]),
            finger: .matched(score: score, threshold: 3, attempts: 2))
        return CrossingRecord(
            id: id ?? identifier(time), lane: try #require(LaneID("gate-1")), direction: direction, startedAt: time,
            decidedAt: time, completedAt: state == .admitted ? nil : time, state: state,
            mrzText: "P<MNGBATBAYAR<<SARANGEREL", document: document,
            chip: ChipEvidence(presence: .unreadable, faultCode: "cardRemoved", apduCount: 7, bytesRead: 900),
            fingerTries: [FingerTry(faultCode: "noFinger"), FingerTry(score: score, quality: 71, finger: 2)],
            permissionID: 4_711, facts: facts,
            verdict: EGateRules.evaluate(facts, rulebook: .standard, stage: .final), softwareVersion: "0.1-test")
    }

    static func permission(
        _ number: String = "E1234567", register: String? = "АА85010121", fingers: [EnrolledFinger] = [finger(2)],
        at time: UnixTime = noon
    ) -> EGatePermission {
        EGatePermission(
            issuer: "MNG", documentNumber: number, documentExpiry: date("2030-01-01"), birthDate: date("1985-01-01"),
            primaryIdentifier: "BATBAYAR", secondaryIdentifier: "SARANGEREL", registerNumber: register,
            legalCapacityDeclared: true, documentHasChip: false, verifiedExtension: date("2031-01-01"),
            fingers: fingers, grantedAt: time)
    }

    static func finger(_ position: Int, _ seed: UInt8 = 0x5A) -> EnrolledFinger {
        EnrolledFinger(
            position: position, template: (0..<400).map { UInt8(truncatingIfNeeded: $0 &* 37) ^ seed })
    }

    static func query(
        _ number: String = "E1234567", _ direction: Direction = .exit, day: String = "2026-03-10",
        name: String = "BATBAYAR<<SARANGEREL", optional: String = "", at station: Station = .desk
    ) throws -> FactQuery {
        FactQuery(
            document: try document(number, name: name, optional: optional), direction: direction, day: date(day),
            time: noon,
            station: station)
    }

    /// A foreigner's passport.
    static func foreign(_ number: String = "C1234567") throws -> DocumentKey {
        try DocumentKey(issuer: "D", number: number)
    }

    static func note(_ officer: String = "17", at time: UnixTime = noon) throws -> OfficerNote {
        try OfficerNote(officer: officer, reason: "seen in the passport", at: time)
    }

    static func restriction(
        from start: String = "2026-01-01", to end: String? = nil, register: String? = nil, document: String? = nil,
        names: (String, String)? = nil, birth: String? = nil
    ) -> ExitRestrictionEntry {
        ExitRestrictionEntry(
            ground: "courtDecision", issuingBody: "ШШГЕГ", decisionNumber: "123/45", startDate: date(start),
            endDate: end.map { date($0) }, registerNumber: register, documentNumber: document,
            primaryIdentifier: names?.0, secondaryIdentifier: names?.1, birthDate: birth.map { date($0) })
    }
}
