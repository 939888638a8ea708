package import TravelDocument

/// One row of an inspection: what was checked, what came out, and why.
package struct InspectionCheck: Sendable, Hashable, Codable {
    /// What was checked.
    package var id: CheckID
    /// What came out.
    package var result: CheckResult
    /// The reason as a stable number of `CheckCode`: 0 when all is well, otherwise from 1000.
    package var code: Int
    /// The reason for the officer.
    package var text: LocalizedText

    /// A row as it is, for records that are read back.
    package init(id: CheckID, result: CheckResult, code: Int, text: LocalizedText) {
        self.id = id
        self.result = result
        self.code = code
        self.text = text
    }

    /// The row for a finding.
    init(_ id: CheckID, _ finding: Finding) {
        self.init(
            id: id, result: finding.result, code: finding.code.rawValue,
            text: finding.code.text(for: id, detail: finding.detail))
    }
}

/// What a check found: the row of the report before it has words.
struct Finding: Sendable, Equatable {
    /// The reason, which decides the result.
    var code: CheckCode
    /// Names that belong into the text, such as data groups; never personal data.
    var detail: String

    /// A finding with an optional detail for its text.
    init(_ code: CheckCode, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// What comes out of it.
    var result: CheckResult { code.result }

    /// All is well.
    static let good = Finding(.good)
}
