import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Carriers under both codes")
struct CarrierTableTests {
    private let table = CarrierTable.standard

    @Test(
        arguments: [
            ("OM301", "OM301"), ("MGL301", "OM301"), ("mgl 0301", "OM301"), ("MGL301A", "OM301A"), ("MNG12", "M012"),
            ("M0012", "M012"), ("MML7", "MR7"), ("JJA5503", "7C5503"), ("THY236", "TK236"),
            // A carrier that is not in the table stays as it is given.
            ("XYZ301", "XYZ301"), ("ZZ301", "ZZ301"),
        ])
    func `a flight has one number under either code of its carrier`(_ text: String, _ common: String) throws {
        let flight = try #require(FlightDesignator(text))
        #expect(table.forms(of: flight).first?.description == common)
    }

    @Test func `forms go there and back for every carrier and any number`() throws {
        var random = SplitMix(seed: 0x0B00_0301)
        for carrier in table.carriers {
            let number = 1 + random.next() % 9999
            let suffix = random.next() % 2 == 0 ? "" : "B"
            let forms = try [carrier.iata, carrier.icao].map { code in
                table.forms(of: try #require(FlightDesignator("\(code)\(number)\(suffix)")))
            }
            #expect(forms[0] == forms[1])
            #expect(forms[0].map(\.carrier) == [carrier.iata, carrier.icao])
            #expect(forms[0].allSatisfy { $0.number == Int(number) && $0.suffix == suffix })
        }
    }

    @Test func `an inconsistent table is named`() {
        #expect(table.faults == [])
        var faulty = table
        faulty.carriers.append(Carrier(iata: "OM", icao: "OMX", name: ""))
        faulty.carriers.append(Carrier(iata: "12", icao: "A1C", name: "x"))
        #expect(
            faulty.faults.map(\.description) == [
                "carriers[14].iata: OM stands twice", "carriers[14].name: OM has no name",
                "carriers[15].iata: 12 is no code of 2 characters", "carriers[15].icao: A1C is no code of 3 characters",
            ])
    }
}
