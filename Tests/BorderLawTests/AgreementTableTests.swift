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

    @Test func `a destination has one row under any code of its state`() {
        let table = AgreementTable.edition2018
        #expect(table.row(destination: "HKG")?.row == 13)
        #expect(table.row(destination: "MAC")?.row == 28)
        #expect(table.row(destination: "CHN")?.row == 8)
        #expect(table.row(destination: "DEU")?.row == 47)
        #expect(table.row(destination: "AUS") == nil)
        #expect(table.row(destination: "") == nil)
    }

    @Test func `the notation of terms goes there and back`() {
        for row in AgreementTable.edition2018.rows {
            for terms in [row.here, row.abroad] {
                for term in terms.diplomatic + terms.official + terms.ordinary {
                    #expect(AgreementTerm(term.text) == term)
                }
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
        table.rows[2].here.ordinary = []
        table.rows[3].abroad.official = []
        #expect(table.faults.count == 5)
        #expect(table.faults.map(\.description).contains("rows[3].abroad: row 4 says nothing of one class"))
        var classes = PassportClassTable()
        classes.entries.append(classes.entries[0])
        classes.macaoPrefixes = ["H"]
        #expect(classes.faults.count == 2)
        var stay = StayParameters()
        stay.visaPermissionDays = 0
        stay.registrationWorkingDays = 0
        #expect(
            stay.faults.map(\.description) == [
                "visaPermissionDays: must be 1...3660", "registrationWorkingDays: must be 1...60",
            ])
        let rulebook = Rulebook(version: "x", parameters: EGateParameters())
        #expect(rulebook.deskFaults == [])
    }
}
