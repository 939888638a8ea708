internal import BorderLaw
internal import TravelDocument

extension JSONText {
    /// Tells what the rules looked at where a value belongs, as `JSONWriter` would write it.
    mutating func write(facts: CrossingFacts) throws {
        take()
        try write(object: facts) { text, facts in
            text.write(#""chip":"#, facts.chip) { $0.write(members: $1) }
            text.write(#""date":"#, facts.date.description)
            try text.write(#""desk":"#, telling: facts.desk)
            text.write(#""direction":"#, facts.direction.rawValue)
            text.write(#""document":"#, facts.document) { $0.write(members: $1) }
            text.write(#""finger":"#, facts.finger) { $0.write(members: $1) }
            text.write(#""invalidListAgeHours":"#, facts.invalidListAgeHours)
            text.write(#""invalidListMissing":"#, facts.invalidListMissing)
            try text.write(#""invalidation":"#, lookup: facts.invalidation) { try $0.write(telling: $1) }
            text.write(#""lastCrossing":"#, lookup: facts.lastCrossing) {
                $0.write(object: $1) { $0.write(members: $1) }
            }
            text.write(#""lastCrossingByZone":"#, lookup: facts.lastCrossingByZone) {
                $0.write(object: $1) { $0.write(members: $1) }
            }
            text.write(#""lastCrossingWithOtherDocument":"#, lookup: facts.lastCrossingWithOtherDocument) {
                $0.write(object: $1) { $0.write(members: $1) }
            }
            text.write(#""permission":"#, lookup: facts.permission) {
                $0.write(object: $1) { $0.write(members: $1) }
            }
            text.write(#""restrictions":"#, facts.restrictions) { $0.write(members: $1) }
            text.write(#""station":"#, facts.station.rawValue)
            text.write(#""unixTime":"#, facts.unixTime)
            try text.write(#""wanted":"#, lookup: facts.wanted) { try $0.write(telling: $1) }
            text.write(#""wantedListAgeHours":"#, facts.wantedListAgeHours)
            text.write(#""wantedListMissing":"#, facts.wantedListMissing)
        }
    }

    private mutating func write(members document: DocumentFacts) {
        write(#""birthDate":"#, document.birthDate?.description)
        write(#""birthDateText":"#, document.birthDateText)
        write(#""classCode":"#, document.classCode)
        write(#""expiryDate":"#, document.expiryDate?.description)
        write(#""issuer":"#, document.issuer)
        write(#""mrzValid":"#, document.mrzValid)
        write(#""nationality":"#, document.nationality)
        write(#""number":"#, document.number)
        write(#""sex":"#, document.sex.rawValue)
        write(#""verifiedExtension":"#, document.verifiedExtension?.description)
    }

    private mutating func write(members chip: ChipFacts) {
        switch chip {
        case .notExamined: write(#""state":"#, "notExamined")
        case .absent: write(#""state":"#, "absent")
        case .unreadable(let reason):
            write(#""reason":"#, reason)
            write(#""state":"#, "unreadable")
        case .inspected(let overall, let failedChecks):
            write(#""failedChecks":"#, failedChecks)
            write(#""overall":"#, overall.rawValue)
            write(#""state":"#, "inspected")
        }
    }

    private mutating func write(members finger: FingerFacts) {
        switch finger {
        case .notTaken: write(#""state":"#, "notTaken")
        case .matched(let score, let threshold, let attempts):
            write(#""attempts":"#, attempts)
            write(#""score":"#, figure: score)
            write(#""state":"#, "matched")
            write(#""threshold":"#, figure: threshold)
        case .mismatched(let bestScore, let threshold, let attempts):
            write(#""attempts":"#, attempts)
            write(#""score":"#, figure: bestScore)
            write(#""state":"#, "mismatched")
            write(#""threshold":"#, figure: threshold)
        case .scannerFailed(let reason):
            write(#""reason":"#, reason)
            write(#""state":"#, "scannerFailed")
        }
    }

    private mutating func write(members prior: PriorCrossing) {
        write(#""direction":"#, prior.direction.rawValue)
        write(#""documentNumber":"#, prior.documentNumber)
        write(#""issuer":"#, prior.issuer)
        write(#""outcome":"#, prior.outcome.rawValue)
        write(#""station":"#, prior.station?.rawValue)
        write(#""unixTime":"#, prior.unixTime)
    }

    private mutating func write(members permission: PermissionFacts) {
        write(#""birthDate":"#, permission.birthDate?.description)
        write(#""capacityDeclared":"#, permission.capacityDeclared)
        write(#""documentExpiry":"#, permission.documentExpiry?.description)
        write(#""documentNumber":"#, permission.documentNumber)
        write(#""enrolledFingers":"#, permission.enrolledFingers)
        write(#""status":"#, permission.status.rawValue)
    }

    private mutating func write(members restrictions: RestrictionFacts) {
        begin(#""found":"#)
        write(elements: restrictions.found) { $0.write(object: $1) { $0.write(members: $1) } }
        write(#""listAgeHours":"#, restrictions.listAgeHours)
    }

    private mutating func write(members restriction: ExitRestriction) {
        write(#""body":"#, restriction.body)
        write(#""documentNumber":"#, restriction.documentNumber)
        write(#""end":"#, restriction.end?.description)
        write(#""groundCode":"#, restriction.groundCode)
        write(#""key":"#, restriction.key)
        write(#""match":"#, restriction.match?.rawValue)
        write(#""start":"#, restriction.start?.description)
    }

    /// What was not asked is not there, what was asked and not found is `null`.
    private mutating func write<Value>(
        _ key: StaticString, lookup: Lookup<Value>, _ tell: (inout JSONText, Value) throws -> Void
    ) rethrows {
        switch lookup {
        case .unknown: return
        case .nothing:
            begin(key)
            write(between: "null")
        case .found(let value):
            begin(key)
            try tell(&self, value)
        }
    }
}
