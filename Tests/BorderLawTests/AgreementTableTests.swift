import Testing

@testable import BorderLaw

@Suite("The tables on foreigners")
struct AgreementTableTests {
    @Test func `the compiled table has every row and is without fault`() {
        let table = AgreementTable.edition2018
        #expect(table.rows.map(\.row) == Array(1...54))
        #expect(ForeignerTables().faults == [])
        #expect(table.rows(nationality: "CHN").compactMap(\.territory) == [.mainland, .hongKong, .macao])
        #expect(table.rows(nationality: "DEU") == table.rows(nationality: "D"))
    }

    @Test func `the notation of terms goes there and back`() {
        for row in AgreementTable.edition2018.rows {
            for term in row.diplomatic + row.official + row.ordinary {
                #expect(AgreementTerm(term.text) == term)
            }
        }
    }

    @Test(arguments: [
        "", "free", "free x", "free 0", "free 400", "free 30 30", "free 90/", "free /180d", "free 90/180",
        "free 90/180w",
        "free 180/180d", "free 90/180d 90/180d", "free 30 fromEntry", "required 30", "none 90/180d", "maybe 30",
        "free 30 biometric biometric", "free -1", "free 9223372036854775808", "free 1/9223372036854775807m",
    ])
    func `what is no term is refused`(_ text: String) {
        #expect(AgreementTerm(text) == nil)
    }

    @Test func `an inconsistent table is named`() {
        var table = AgreementTable.edition2018
        table.rows.append(table.rows[0])
        table.rows[1].codes = []
        table.rows[2].ordinary = []
        #expect(table.faults.count == 4)
        var classes = PassportClassTable()
        classes.entries.append(classes.entries[0])
        classes.macaoPrefixes = ["H"]
        #expect(classes.faults.count == 2)
        var stay = StayParameters()
        stay.visaPermissionDays = -1
        stay.registrationWorkingDays = 0
        #expect(stay.faults.count == 2)
        let rulebook = Rulebook(version: "x", parameters: EGateParameters())
        #expect(rulebook.deskFaults == [])
    }
}
