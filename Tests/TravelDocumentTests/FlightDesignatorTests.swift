import Testing

@testable import TravelDocument

@Suite("Numbers of flights")
struct FlightDesignatorTests {
    @Test(
        arguments: [
            ("OM301", "OM301"), ("OM0301", "OM301"), ("om 301", "OM301"), ("MGL301", "MGL301"), ("9W12", "9W12"),
            ("U21234", "U21234"), ("CA902A", "CA902A"), ("M01", "M01"), ("KE1", "KE1"),
        ])
    func `a number is read in whichever way it is written`(text: String, form: String) throws {
        #expect(try #require(FlightDesignator(text)).description == form)
    }

    @Test func `its parts are told apart`() throws {
        let flight = try #require(FlightDesignator("MGL0301B"))
        #expect((flight.carrier, flight.number, flight.suffix) == ("MGL", 301, "B"))
        #expect(FlightDesignator("OM301") != FlightDesignator("MGL301"))
    }

    @Test(
        arguments: [
            "", "OM", "OM0", "OM12345", "12345", "OMAN", "OM30AB", "O", "ОМ301", "OM3+1", "OM 301 301 301 301",
            "OM\u{0}301",
        ])
    func `what is no number is none`(text: String) {
        #expect(FlightDesignator(text) == nil)
    }
}
