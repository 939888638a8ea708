import Testing

@testable import TravelDocument

@Suite("Faulty passenger lists")
struct PassengerListFaultTests {
    /// One segment changed, added behind, or taken away.
    private static func changed(_ from: String, to: String) -> String {
        PassengerListSample().text.replacing(from + "'", with: to.isEmpty ? "" : to + "'")
    }

    @Test(
        arguments: [
            ("UNT+22+1", "UNT+21+1", PassengerListError.Code.count, "UNT"),
            ("UNT+22+1", "UNT+22+2", .reference, "UNT"),
            ("UNT+22+1", "UNT++1", .count, "UNT"),
            ("UNZ+1+2611210410", "UNZ+2+2611210410", .count, "UNZ"),
            ("UNZ+1+2611210410", "UNZ+1+2611210411", .reference, "UNZ"),
            ("UNZ+1+2611210410", "", .cutOff, ""),
            ("UNZ+1+2611210410", "UNZ+1+2611210410'UNZ+1+2611210410", .order, "UNZ"),
            ("UNT+22+1", "", .order, "UNZ"),
            ("BGM+745", "BGM+745+CP", .kind, "BGM"),
            ("BGM+745", "BGM+266+CLOB", .kind, "BGM"),
            ("BGM+745", "RFF+TN:1", .kind, "UNT"),
            ("BGM+745", "BGM+745'BGM+745", .order, "BGM"),
            ("TDT+20+OM302+++OM", "TDT+34+OM302+++OM", .flight, "TDT"),
            ("TDT+20+OM302+++OM", "TDT+20+OM+++OM", .flight, "TDT"),
            ("TDT+20+OM302+++OM", "", .order, "NAD"),
            ("LOC+125+ICN", "LOC+125+SEOUL", .dateTime, "DTM"),
            ("DTM+232:2611211625:201", "DTM+232:2611312525:201", .dateTime, "DTM"),
            ("DTM+232:2611211625:201", "DTM+232:2611212460:201", .dateTime, "DTM"),
            ("NAD+FL+++GANBAATAR:NARANTUYA", "NAD+XX+++GANBAATAR:NARANTUYA", .person, "NAD"),
            ("CNT+42:1", "CNT+42:1'NAD+FL+++LATE:COMER", .order, "NAD"),
            ("CNT+42:1", "UNH+2+PAXLST:D:02B:UN", .order, "UNH"),
            ("ATT+2++F", "ATT+2++F\u{7}", .characters, "ATT"),
            ("ATT+2++F", "ATT+2++Ж", .characters, "ATT"),
            ("ATT+2++F", "att+2++F", .syntax, ""),
            ("ATT+2++F", "ATT:2++F", .syntax, "ATT"),
            ("ATT+2++F", "ATT" + String(repeating: "+", count: 40), .tooLarge, "ATT"),
            ("ATT+2++F", "ATT+" + String(repeating: ":", count: 40), .tooLarge, "ATT"),
            ("ATT+2++F", "ATT+" + String(repeating: "X", count: 600), .tooLarge, "ATT"),
        ])
    func `what does not hold together is refused with its place`(
        from: String, to: String, code: PassengerListError.Code, tag: String
    ) throws {
        var text = Self.changed(from, to: to)
        if code == .dateTime, from.hasPrefix("LOC") {
            // A place that is none leaves its time without a place: noted. The other time is broken here.
            text = text.replacing("2611211625", with: "2611219925")
        }
        #expect(PassengerListSample().text != text)
        let fault = try #require(PassengerListSample.fault(text))
        #expect(fault.code == code && fault.tag == tag, "\(fault)")
        #expect(!fault.description.contains("GANBAATAR") && !fault.description.contains("E7310001"))
    }

    @Test(
        arguments: [
            ("UNOA:4", "UNOX:4", PassengerListError.Code.characters), ("261121:0410", "261321:0410", .dateTime),
            ("261121:0410", "261121:2460", .dateTime), ("PAXLST", "CUSRES", .kind), (":D:02B", ":S:02B", .kind),
            ("OM:ZZ+MNAPIS", "+MNAPIS", .reference), ("UNH+1+", "UNH++", .reference), ("UNB+", "UNH+", .order),
            ("UNA:+.? '", "", .separators), ("UNA:+.? '", "UNA::.? '", .separators),
            ("UNA:+.? '", "UNA:A.? '", .separators), ("UNA:+.? '", "UNA:+.?'", .separators),
            ("UNA:+.? '", "UNA:+.?*'", .syntax), ("UNA:+.? '", "QK ULNKKOM\r\n", .separators),
        ])
    func `an envelope that is none is refused`(from: String, to: String, code: PassengerListError.Code) throws {
        var sample = PassengerListSample()
        var text = sample.text.replacing(from, with: to)
        if to.isEmpty { text = "SOH " + text }
        if to.hasSuffix("*'") {
            sample.persons[0][0] = "NAD+FL+++GANBAATAR*X:N"
            text = sample.text.replacing(from, with: to)
        }
        #expect(PassengerListSample.fault(text)?.code == code)
    }

    @Test func `a list that was cut off anywhere is not taken`() throws {
        let bytes = Array(PassengerListSample().text.utf8.dropLast(2))
        for length in 0..<bytes.count {
            #expect(throws: PassengerListError.self) {
                try PassengerInterchange(parsing: Array(bytes[..<length]), today: PassengerListSample.today)
            }
        }
    }

    @Test func `messages of one interchange have references of their own`() {
        let message = PassengerListSample().message("1")
        let text = PassengerListSample.interchange([message, message]).map { $0 + "'" }.joined()
        #expect(PassengerListSample.fault(text)?.code == .reference)
    }

    @Test func `more than any aircraft carries is refused`() throws {
        var sample = PassengerListSample()
        sample.persons = (0...2000).map { PassengerListSample.person("BAT", "N", number: "E\($0)") }
        sample.totals = ["CNT+42:2001"]
        #expect(PassengerListSample.fault(sample.text)?.code == .tooLarge)
        sample.persons.removeLast()
        sample.totals = ["CNT+42:2000"]
        #expect(try sample.parsed().lists.first?.persons.count == 2000)
        let large = [UInt8](repeating: 0x20, count: Limits.interchangeBytes + 1)
        #expect(throws: PassengerListError.self) {
            try PassengerInterchange(parsing: large, today: PassengerListSample.today)
        }
    }

    @Test(
        arguments: [
            ("ATT+2++F", "ATT+2++Q", PassengerListNote.Code.sexUnknown), ("ATT+2++F", "GEI+4+174", .sexMissing),
            ("DTM+329:900402", "DTM+329:900431", .birthDateInvalid),
            ("DTM+329:900402", "DTM+329:20990402:102", .birthDateInvalid),
            ("DTM+329:900402", "FTX+BAG+++OM123456:2", .birthDateMissing),
            ("NAT+2+MNG", "NAT+2+QQQ", .countryUnknown), ("NAT+2+MNG", "MEA+CT++:2", .nationalityMissing),
            ("DOC+P:110:111+E7310001", "DOC+P", .documentNumberMissing),
            ("DOC+P:110:111+E7310001", "DOC+V+77", .documentMissing),
            ("LOC+91+MNG", "LOC+174+MNG", .documentIssuerMissing), ("DTM+36:310401", "DTM+36:310231", .expiryInvalid),
            ("DTM+36:310401", "DTM+36:260401", .documentExpired), ("CNT+42:1", "CNT+42:2", .countDiffers),
            ("CNT+42:1", "CNT+6:2", .countMissing), ("NAD+FL+++GANBAATAR:N", "NAD+FM+++GANBAATAR:N", .roleOfOtherList),
            ("NAD+FL+++GANBAATAR:NARANTUYA", "NAD+FL", .nameMissing), ("RFF+AVF:KX4Q7T", "PCI+1", .unexpectedSegment),
            ("GEI+4+173", "LOC+91+MNG", .unexpectedSegment), ("PAXLST:D:02B", "PAXLST:D:21A", .otherRelease),
            ("NARANTUYA", "Narantuya", .characterOutsideSet),
        ])
    func `what is odd about the content is noted, and the list is used`(
        from: String, to: String, code: PassengerListNote.Code
    ) throws {
        let text = PassengerListSample().text.replacing(from, with: to)
        let list = try #require(try PassengerListSample.parse(text).lists.first)
        #expect(list.persons.count == 1)
        #expect(list.notes.map(\.code).contains(code), "\(list.notes)")
    }

    @Test func `a document of two persons and too many of one are noted`() throws {
        var sample = PassengerListSample()
        sample.persons.append(sample.persons[0])
        sample.persons[1][0] = "NAD+FL+++OTHER:PERSON"
        sample.totals = ["CNT+42:2"]
        #expect(try sample.parsed().lists.first?.notes.map(\.code) == [.documentTwice])
        sample = PassengerListSample()
        for number in 0..<12 { sample.persons[0] += ["DOC+V+\(number)", "DTM+36:310401", "LOC+91+MNG"] }
        let list = try #require(try sample.parsed().lists.first)
        #expect(list.persons.first?.documents.count == 8)
        #expect(list.persons.first?.documents.first?.code == "P")
        #expect(list.notes.map(\.code) == [.tooManyDocuments])
    }

    @Test func `somebody without a name and without a document is refused`() throws {
        var sample = PassengerListSample()
        sample.persons = [["NAD+FL", "ATT+2++F"]]
        #expect(PassengerListSample.fault(sample.text)?.code == .person)
    }

    @Test func `faults name neither people nor documents`() throws {
        let fault = try #require(PassengerListSample.fault(Self.changed("UNT+22+1", to: "UNT+9+1")))
        #expect(fault.description == "segment 24 (UNT): counts other than the 22 that are there")
        #expect((fault.segment, fault.tag) == (24, "UNT"))
    }
}
