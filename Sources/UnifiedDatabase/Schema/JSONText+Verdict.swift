internal import BorderLaw
internal import TravelDocument

extension JSONText {
    /// The text of a verdict, as `JSONWriter` would write it.
    ///
    /// The findings are most of what a crossing tells, and always look the same: they are not asked how they tell
    /// themselves. Tests hold the two against each other.
    static func bytes(of verdict: Verdict) throws -> [UInt8] {
        var text = JSONText()
        text.write(between: #"{"findings":["#)
        var isFirst = true
        for finding in verdict.findings {
            if !isFirst { text.write(between: ",") }
            isFirst = false
            text.write(finding)
        }
        text.write(between: "]")
        if let numbers = verdict.numbers {
            text.write(between: #","numbers":"#)
            text.write(part: try JSONWriter.bytes(numbers))
        }
        text.write(between: #","rulebook":"#)
        text.write(quoted: verdict.rulebook)
        text.write(between: #","verdict":"#)
        text.write(quoted: verdict.outcome.rawValue)
        text.write(between: "}")
        return text.bytes
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
