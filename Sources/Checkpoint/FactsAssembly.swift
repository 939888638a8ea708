internal import BorderLaw
internal import DocumentTrust
internal import Support
internal import TravelDocument

/// Makes the facts that the rules judge from what a lane has learnt.
extension CrossingFacts {
    /// - Parameter finger: the outcome of the finger stage, `notTaken` before it.
    init(of traveller: Traveller, configuration: LaneConfiguration, finger: FingerFacts) {
        let stored = traveller.stored
        self.init(
            direction: traveller.direction,
            date: UlaanbaatarCalendar.day(of: traveller.startedAt),
            unixTime: traveller.startedAt.seconds,
            station: configuration.station,
            document: DocumentFacts(of: traveller, at: configuration.station),
            permission: lookup(stored) { facts in
                facts.permission.map { PermissionFacts($0, on: UlaanbaatarCalendar.day(of: traveller.startedAt)) }
            },
            invalidation: Self.invalidation(stored),
            restrictions: RestrictionFacts(
                found: stored?.exitRestrictions.map(ExitRestriction.init(entry:)) ?? [],
                listAgeHours: stored?.exitListLoadedAt.map { hours(from: $0, to: traveller.startedAt) }),
            // A list that was never loaded has not been asked.
            wanted: stored?.wanted.map { .found($0) } ?? .unknown,
            wantedListAgeHours: stored?.wantedListLoadedAt.map { hours(from: $0, to: traveller.startedAt) },
            invalidListAgeHours: stored?.invalidListLoadedAt.map { hours(from: $0, to: traveller.startedAt) },
            wantedListMissing: stored.flatMap { $0.wantedListLoadedAt == nil ? true : nil },
            invalidListMissing: stored.flatMap { $0.invalidListLoadedAt == nil ? true : nil },
            lastCrossing: lookup(stored) { $0.lastCrossing.map(PriorCrossing.init(past:)) },
            lastCrossingWithOtherDocument: lookup(stored) { $0.lastCrossingOfPerson.map(PriorCrossing.init(past:)) },
            lastCrossingByZone: lookup(stored) { $0.lastCrossingByZone.map(PriorCrossing.init(past:)) },
            chip: ChipFacts(traveller.chip, expected: stored?.permission?.documentHasChip ?? false),
            finger: finger,
            desk: configuration.station == .desk ? stored?.desk : nil)
    }

    /// What an officer has declared counts without the list; that nothing was found says nothing without it.
    private static func invalidation(_ stored: StoredFacts?) -> Lookup<Invalidation> {
        let found = lookup(stored) { $0.invalidation }
        return found == .nothing && stored?.invalidListLoadedAt == nil ? .unknown : found
    }
}

/// "The store was not asked or failed" stays apart from "the store has nothing".
private func lookup<Value>(_ stored: StoredFacts?, _ value: (StoredFacts) -> Value?) -> Lookup<Value> {
    guard let stored else { return .unknown }
    return value(stored).map { .found($0) } ?? .nothing
}

/// Whole hours, rounded up; negative for a list that was loaded in the future, which the rules take for a wrong clock.
private func hours(from start: UnixTime, to end: UnixTime) -> Int {
    let seconds = end.seconds - start.seconds
    return Int(seconds >= 0 ? (seconds + 3599) / 3600 : (seconds - 3599) / 3600)
}

extension DocumentFacts {
    /// A gate heeds an extension that was verified at enrolment (A/260 4.1), a desk also one that an officer has seen.
    fileprivate init(of traveller: Traveller, at station: Station) {
        guard let mrz = traveller.mrz else {
            self.init(
                classCode: "", issuer: "", nationality: "", number: "", expiryDate: nil, birthDateText: "",
                birthDate: nil, sex: .unspecified, mrzValid: false)
            return
        }
        let enrolled = traveller.stored?.permission?.verifiedExtension
        let seen = station == .desk ? traveller.stored?.extendedUntil : nil
        self.init(
            classCode: mrz.documentCode, issuer: mrz.issuer, nationality: mrz.nationality, number: mrz.documentNumber,
            expiryDate: mrz.expiryDate.date, birthDateText: mrz.birthDate.text, birthDate: mrz.birthDate.date,
            sex: mrz.sex, verifiedExtension: [enrolled, seen].compactMap { $0 }.max(), mrzValid: mrz.isValid)
    }
}

extension PermissionFacts {
    /// A permission ends with its document: past the document's last day an active one is expired (A/260 1.3).
    init(_ permission: EGatePermission, on day: CivilDate) {
        let lastDay = max(permission.documentExpiry, permission.verifiedExtension ?? permission.documentExpiry)
        let status: PermissionStatus =
            switch permission.status {
            case .suspended: .suspended
            case .withdrawn: .withdrawn
            case .active: day > lastDay ? .expired : .active
            }
        self.init(
            status: status, documentNumber: permission.documentNumber,
            capacityDeclared: permission.legalCapacityDeclared, enrolledFingers: permission.fingers.count,
            birthDate: permission.birthDate, documentExpiry: permission.documentExpiry)
    }
}

extension ExitRestriction {
    fileprivate init(entry: ExitRestrictionEntry) {
        self.init(
            groundCode: entry.ground, body: entry.issuingBody, documentNumber: entry.decisionNumber,
            start: entry.startDate, end: entry.endDate, key: entry.key, match: entry.match)
    }
}

extension PriorCrossing {
    fileprivate init(past: PastCrossing) {
        let outcome: PriorOutcome =
            switch past.state {
            case .passed: .passed
            case .admitted, .interrupted: .unresolved
            case .turnedBack: .turnedBack
            case .referred: .referred
            }
        self.init(
            direction: past.direction, unixTime: past.time.seconds, issuer: past.issuer,
            documentNumber: past.documentNumber, outcome: outcome, station: past.station)
    }
}

extension ChipFacts {
    /// - Parameter expected: the document had a chip when it was enrolled, so that its silence is no absence but a
    ///   chip that was shielded or broken.
    fileprivate init(_ evidence: ChipEvidence?, expected: Bool) {
        guard let evidence else {
            self = .notExamined
            return
        }
        switch evidence.presence {
        case .notExamined: self = .notExamined
        case .absent: self = expected ? .unreadable(reason: "expectedChipSilent") : .absent
        case .unreadable, .readerUnavailable: self = .unreadable(reason: evidence.faultCode ?? "unknown")
        case .read:
            guard let report = evidence.inspection,
                let overall = ChipInspectionResult(rawValue: report.overall.rawValue)
            else {
                self = .unreadable(reason: "notJudged")
                return
            }
            let open = report.checks.filter { $0.result != .successful && $0.result != .notSupported }
            self = .inspected(overall: overall, failedChecks: open.map { "\($0.id)" })
        }
    }
}
