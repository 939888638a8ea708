import Testing

/// Values that every rule would take for what they say, and that no document or finding can ever meet.
@Suite("Values of tables that mean nothing")
struct TableValueTests {
    private static let desk = "2017-05-29-desk.yaml"
    private static let gate = "2017-11-20-eGate.yaml"
    private static let agreements = "2018-02-19-agreements.yaml"
    private static let passports = "2018-02-19-passports.yaml"

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

    @Test(
        arguments: [
            (gate, "specimenIssuers: [UTO]", "specimenIssuers: [uto]", "23: specimenIssuers[0]: uto"),
            (gate, "specimenIssuers: [UTO]", "specimenIssuers: [UTO, UT]", "23: specimenIssuers[1]: UT"),
            (gate, "nationalState: MNG ", "nationalState: mng ", "7: nationalState: mng"),
            (gate, "nationalState: MNG ", "nationalState: M0N ", "7: nationalState: M0N"),
            (agreements, "codes: [ARG]", "codes: [arg]", "28: rows[2].codes[0]: arg"),
            (agreements, "codes: [ARG]", "codes: [AR]", "28: rows[2].codes[0]: AR"),
            (agreements, "codes: [ARG]", "codes: [A R]", "28: rows[2].codes[0]: A R"),
            (agreements, "codes: [ARG]", "codes: [ARG, ARGE]", "28: rows[2].codes[1]: ARGE"),
            (agreements, "codes: [ARG]", "codes: [\"D<<\"]", "28: rows[2].codes[0]: D<<"),
            (agreements, "codes: [ARG]", "codes: [АRG]", "28: rows[2].codes[0]: АRG"),
            (passports, "issuer: \"SGP\"", "issuer: zz", "19: classes[6].issuer: zz"),
        ])
    func `a code of a state that no zone prints is refused`(
        _ file: String, _ find: String, _ put: String, _ place: String
    ) throws {
        #expect(
            try faults(file, find, put) == ["\(file):\(place) is no code of a state: three capital letters, or D"])
    }

    @Test(arguments: ["UNO", "EUE", "XXA", "RKS", "D", "GBN", "QQQ"])
    func `every code that a zone can print is taken`(_ code: String) throws {
        #expect(try faults(Self.gate, "specimenIssuers: [UTO]", "specimenIssuers: [\(code)]") == [])
    }

    @Test(
        arguments: [
            (gate, "[PD, PO, PS]", "[PD, PP]", "20: officialClasses[1]: PP is ordinary as well"),
            (
                gate, "specimenIssuers: [UTO]", "specimenIssuers: []",
                "23: specimenIssuers: must name a code while specimens are stopped: none would be known"
            ),
            (
                gate, "ordinaryClasses: [P, PP]", "ordinaryClasses: [P, p]",
                "19: ordinaryClasses[1]: p is no document code: a capital letter, and perhaps another one or a digit"
            ),
            (
                desk, "diplomaticClasses: [PD]", "diplomaticClasses: [PDX]",
                "8: diplomaticClasses[0]: PDX is no document code: a capital letter, and perhaps another one or a digit"
            ),
            (
                passports, "{issuer: \"*\", code: PD", "{issuer: \"*\", code: Pd",
                "15: classes[2].code: Pd is no document code"
            ),
            (
                passports, "hongKongPrefixes: [H, K]", "hongKongPrefixes: [\"\"]",
                "24: hongKongPrefixes: must be capital letters and digits, 1 to 9 of them"
            ),
        ])
    func `a class that no document has or that is two at once is refused`(
        _ file: String, _ find: String, _ put: String, _ fault: String
    ) throws {
        #expect(try faults(file, find, put) == ["\(file):\(fault)"])
    }
}
