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
        write(between: #"{"findings":["#)
        var isFirst = true
        for finding in verdict.findings {
            if !isFirst { write(between: ",") }
            isFirst = false
            write(finding)
        }
        write(between: "]")
        if let numbers = verdict.numbers {
            write(between: #","numbers":"#)
            write(part: try JSONWriter.bytes(numbers))
        }
        write(between: #","rulebook":"#)
        write(quoted: verdict.rulebook)
        write(between: #","verdict":"#)
        write(quoted: verdict.outcome.rawValue)
        write(between: "}")
    }

    private mutating func write(_ finding: Finding) {
        write(between: #"{"citation":"#)
        write(quoted: finding.citation)
        write(between: #","evidence":["#)
        var isFirst = true
        for fact in finding.evidence {
            if !isFirst { write(between: ",") }
            isFirst = false
            write(quoted: fact)
        }
        write(between: #"],"outcome":"#)
        write(quoted: finding.outcome.rawValue)
        write(between: #","reason":{"en":"#)
        write(quoted: finding.reason.en)
        write(between: #","mn":"#)
        write(quoted: finding.reason.mn)
        write(between: #"},"rule":"#)
        write(quoted: finding.rule)
        write(between: "}")
    }
}
