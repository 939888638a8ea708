import BorderLaw
import Checkpoint
import Foundation
import Support
import TravelDocument

/// Records of crossings as a daemon would give them.
enum SampleCrossing {
    static let id = "01930000-0000-7000-8000-000000000001"

    /// A citizen with a good passport, judged by the rules themselves.
    static func record(
        rulebook: Rulebook = .standard, finger: FingerFacts = .matched(score: 6, threshold: 3, attempts: 1),
        numbers: RulebookNumbers? = nil, lane: [Finding] = [], adjust: (inout CrossingRecord) -> Void = { _ in }
    ) throws -> CrossingRecord {
        let zoneText = try SampleDocument().zoneText
        let now = UnixTime.now()
        let day = UlaanbaatarCalendar.day(of: now)
        let zone = try MachineReadableZone(parsing: zoneText, today: day)
        let facts = CrossingFacts(
            direction: .exit, date: day, unixTime: now.seconds, station: .eGate,
            document: DocumentFacts(
                classCode: zone.documentCode, issuer: zone.issuer, nationality: zone.nationality,
                number: zone.documentNumber, expiryDate: zone.expiryDate.date, birthDateText: zone.birthDate.text,
                birthDate: zone.birthDate.date, sex: zone.sex, mrzValid: true),
            permission: .found(
                PermissionFacts(
                    status: .active, documentNumber: zone.documentNumber, capacityDeclared: true, enrolledFingers: 1)),
            invalidation: .nothing, restrictions: RestrictionFacts(found: [], listAgeHours: 1), lastCrossing: .nothing,
            lastCrossingWithOtherDocument: .nothing, chip: .absent, finger: finger)
        let stage: EvaluationStage = finger == .notTaken ? .beforeFinger : .final
        let lawful = EGateRules.evaluate(facts, rulebook: rulebook, stage: stage)
        let verdict = Verdict(findings: lane + lawful.findings, rulebook: lawful.rulebook, numbers: numbers)
        guard let id = CrossingID(id), let gate = LaneID("gate-1") else { throw CocoaError(.coderInvalidValue) }
        var record = CrossingRecord(
            id: id, lane: gate, direction: .exit, startedAt: now, decidedAt: now, completedAt: now,
            state: verdict.mayProceed ? .passed : .referred, mrzText: zoneText, document: CrossingDocument(zone),
            chip: .absent, fingerTries: [FingerTry(score: 6, quality: 80, finger: 2)], permissionID: 1, facts: facts,
            verdict: verdict, softwareVersion: "0.1.0")
        adjust(&record)
        return record
    }

    static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
}
