internal import BorderLaw
internal import TravelDocument

extension JSONText {
    /// Tells what the rules looked at where a value belongs, as `JSONWriter` would write it.
    mutating func write(facts: CrossingFacts) throws {
        take()
        try write(object: facts) { text, facts in
            try text.write(#""chip":"#, telling: facts.chip)
            text.write(#""date":"#, facts.date.description)
            try text.write(#""desk":"#, telling: facts.desk)
            text.write(#""direction":"#, facts.direction.rawValue)
            text.write(#""document":"#, facts.document) { $0.write(members: $1) }
            try text.write(#""finger":"#, telling: facts.finger)
            text.write(#""invalidListAgeHours":"#, facts.invalidListAgeHours)
            text.write(#""invalidListMissing":"#, facts.invalidListMissing)
            try text.write(#""invalidation":"#, lookup: facts.invalidation)
            try text.write(#""lastCrossing":"#, lookup: facts.lastCrossing)
            try text.write(#""lastCrossingByZone":"#, lookup: facts.lastCrossingByZone)
            try text.write(#""lastCrossingWithOtherDocument":"#, lookup: facts.lastCrossingWithOtherDocument)
            try text.write(#""permission":"#, lookup: facts.permission)
            try text.write(#""restrictions":"#, telling: facts.restrictions)
            text.write(#""station":"#, facts.station.rawValue)
            text.write(#""unixTime":"#, facts.unixTime)
            try text.write(#""wanted":"#, lookup: facts.wanted)
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

    /// What was not asked is not there, what was asked and not found is `null`.
    private mutating func write(_ key: StaticString, lookup: Lookup<some Encodable>) throws {
        switch lookup {
        case .unknown: return
        case .nothing:
            begin(key)
            write(between: "null")
        case .found(let value): try write(key, telling: value)
        }
    }
}
