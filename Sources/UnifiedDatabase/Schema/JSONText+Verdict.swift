internal import BorderLaw
internal import TravelDocument

extension JSONText {
    /// The text of a verdict, as `JSONWriter` would write it.
    ///
    /// The findings are most of what a crossing tells, and always look the same: they are not asked how they tell
    /// themselves. Tests hold the two against each other.
    static func bytes(of verdict: Verdict) throws -> [UInt8] {
        var text = JSONText()
        try text.write(verdict: verdict)
        return text.bytes
    }

    /// Tells a verdict where a value belongs.
    mutating func write(verdict: Verdict) throws {
        take()
        try write(object: verdict) { text, verdict in
            text.begin(#""findings":"#)
            text.write(elements: verdict.findings) { $0.write(object: $1) { $0.write(members: $1) } }
            try text.write(#""numbers":"#, telling: verdict.numbers)
            text.write(#""rulebook":"#, verdict.rulebook)
            text.write(#""verdict":"#, verdict.outcome.rawValue)
        }
    }

    private mutating func write(members finding: Finding) {
        write(#""citation":"#, finding.citation)
        write(#""evidence":"#, finding.evidence)
        write(#""outcome":"#, finding.outcome.rawValue)
        write(#""reason":"#, finding.reason) { $0.write(members: $1) }
        write(#""rule":"#, finding.rule)
    }
}
