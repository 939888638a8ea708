package import BorderLaw
package import Support
package import TravelDocument

/// Whether the law lets an e-gate permission be granted (A/260 1.3 and 4.1; regulation 126): the rules that speak of the
/// applicant and of the document, asked as if the holder left through the gate on that day.
package enum PermissionReview {
    /// What a gate asks of its traveller that is known at enrolment already. A specimen, a kind of document, a child or a
    /// foreigner does not become another one until the crossing. BX-00 says that none of it could be asked.
    private static let gateRules: Set<String> = ["BX-00", "BX-03", "EG-01", "EG-03", "EG-07", "PA-05", "PA-08"]
    /// What only the desk asks: an extension that does not count on from the printed date.
    private static let deskRules: Set<String> = ["BX-00", "PA-09"]

    /// What stands against it; nothing when it may be granted.
    ///
    /// - Parameters:
    ///   - zone: of the document that the permission is for.
    ///   - stored: what is known of the document: whether it was declared invalid.
    ///   - rulebook: of the day.
    package static func obstacles(
        to permission: EGatePermission, zone: MachineReadableZone, stored: StoredFacts, rulebook: Rulebook,
        at time: UnixTime
    ) -> [Finding] {
        var facts = CrossingFacts(
            direction: .exit, date: UlaanbaatarCalendar.day(of: time), unixTime: time.seconds, station: .eGate,
            document: DocumentFacts(
                classCode: zone.documentCode, issuer: zone.issuer, nationality: zone.nationality,
                number: zone.documentNumber, expiryDate: zone.expiryDate.date, birthDateText: zone.birthDate.text,
                birthDate: zone.birthDate.date, sex: zone.sex, verifiedExtension: permission.verifiedExtension,
                mrzValid: zone.isValid),
            permission: .found(PermissionFacts(permission, on: UlaanbaatarCalendar.day(of: time))),
            invalidation: stored.invalidation.map { .found($0) } ?? .nothing, lastCrossing: .nothing, chip: .absent,
            finger: .notTaken)
        var findings = EGateRules.evaluate(facts, rulebook: rulebook, stage: .beforeFinger).findings
            .filter { gateRules.contains($0.rule) }
        facts.station = .desk
        findings += DeskRules.evaluate(facts, rulebook: rulebook, stage: .beforeFinger).findings
            .filter { deskRules.contains($0.rule) && !findings.contains($0) }
        return findings.filter { $0.outcome.needsOfficer }
    }
}
