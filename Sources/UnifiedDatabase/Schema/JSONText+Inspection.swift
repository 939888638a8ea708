internal import DocumentTrust
internal import TravelDocument

extension JSONText {
    /// The text of a chip's checks, as `JSONWriter` would write them if they told themselves.
    ///
    /// They are most of what a chip leaves in a record, and always look the same: they are not asked how they tell
    /// themselves. Tests hold the two against each other.
    mutating func write(checks: [InspectionCheck]) {
        take()
        write(between: "[")
        var isFirst = true
        for check in checks {
            write(between: isFirst ? #"{"code":"# : #",{"code":"#)
            isFirst = false
            write(part: Array(String(check.code).utf8))
            write(between: #","id":"#)
            write(quoted: check.id.rawValue)
            write(between: #","result":"#)
            write(quoted: check.result.rawValue)
            write(between: #","text":{"en":"#)
            write(quoted: check.text.en)
            write(between: #","mn":"#)
            write(quoted: check.text.mn)
            write(between: "}}")
        }
        write(between: "]")
    }
}
