import Testing

/// Values that every rule would take for what they say, and that no document or finding can ever meet.
@Suite("Values of tables that mean nothing")
struct TableValueTests {
    private static let desk = "2017-05-29-desk.yaml"

    private func faults(_ file: String, _ find: String, _ put: String) throws -> [String] {
        let folder = try Folder(copying: Folder.shipped)
        let text = try folder.read(file)
        #expect(text.contains(find))
        // A table that is changed has a name of its own.
        let version = text.split(separator: "\n").first { $0.hasPrefix("version: ") } ?? ""
        try folder.write(
            file,
            text.replacing(find, with: put, maxReplacements: 1).replacing(version, with: "version: CHANGED"))
        return folder.faults()
    }

    @Test(
        arguments: [
            ("BX-6", "BX-6 names no rule"), ("EG-5", "EG-5 names no rule"), ("bx-06", "bx-06 names no rule"),
            ("\" BX-06\"", " BX-06 names no rule"), ("\"\"", " names no rule"),
            ("CH-10", "CH-10 finds nothing by itself (EG-07)"),
            (
                "LN-07 result=fail",
                "LN-07 result=fail can never be found: result is one of aborted, failed, undetermined"
            ),
            (
                "LN-07 result=successful",
                "LN-07 result=successful can never be found: result is one of aborted, failed, undetermined"
            ),
            ("LN-07 reslut=failed", "LN-07 reslut=failed can never be found: LN-07 tells check, code, result"),
            ("LN-05 result=failed", "LN-05 result=failed can never be found: LN-05 tells nothing"),
            ("LN-07 failed", "LN-07 failed can never be found: evidence is written name=value"),
            ("LN-07  result=failed", "LN-07  result=failed can never be found: evidence is written name=value"),
            (
                "BX-06 wanted.match=name",
                "BX-06 wanted.match=name can never be found: wanted.match is one of nameAndBirthDate, near, number"
            ),
        ])
    func `a second officer who would never be asked is named`(_ entry: String, _ reason: String) throws {
        let found = try faults(Self.desk, "[BX-06,", "[\(entry),")
        #expect(found == ["\(Self.desk):16: secondOfficerRules[0]: \(reason)"])
    }

    @Test(arguments: [
        "BX-00", "LN-01", "VF-01", "LN-07 check=sodSignature", "LN-07 code=1401", "LN-07 result=undetermined",
        "EG-05 restriction.ground=suspect", "BX-06 wanted.match=near", "BX-01 chip.overall=failed",
    ])
    func `a second officer may be asked for any finding`(_ entry: String) throws {
        #expect(try faults(Self.desk, "[BX-06,", "[\(entry),") == [])
    }
}
