import Testing

@testable import TravelDocument

@Suite("Passenger lists")
struct PassengerListTests {
    @Test func `a list is read with its flight and its persons`() throws {
        let interchange = try PassengerListSample().parsed()
        #expect((interchange.sender, interchange.recipient, interchange.reference) == ("OM", "MNAPIS", "2611210410"))
        #expect(interchange.preparedAt.description == "2026-11-21T04:10")
        let list = try #require(interchange.lists.first)
        #expect(interchange.lists.count == 1)
        #expect(list.kind == .passengers && list.flight.description == "OM302" && list.announced == 1)
        #expect(list.part == nil && list.notes.isEmpty)
        let sector = try #require(list.sectors.first)
        #expect((sector.from, sector.to) == ("ICN", "UBN"))
        #expect(sector.departure?.description == "2026-11-21T13:40")
        #expect(sector.arrival?.description == "2026-11-21T16:25")
        let person = try #require(list.persons.first)
        #expect((person.primaryIdentifier, person.secondaryIdentifier) == ("GANBAATAR", "NARANTUYA"))
        #expect(person.role == .passenger && person.sex == .female && person.nationality == "MNG")
        #expect(person.birthDate?.description == "1990-04-02")
        #expect(
            person.documents == [
                ListedDocument(
                    code: "P", number: "E7310001", issuer: "MNG", expiryDate: CivilDate("2031-04-01"))
            ])
    }

    @Test func `groups, several messages and crew are read`() throws {
        var crew = PassengerListSample()
        crew.kind = "250+C"
        crew.totals = ["CNT+41:2"]
        crew.persons = [
            PassengerListSample.person("DORJ", "TEMUULEN", number: "E7310002", role: "FM"),
            PassengerListSample.person("SUKH", "ANU", number: "E7310003", role: "DDT"),
        ]
        let messages = [PassengerListSample().message("1"), crew.message("2")]
        let segments = PassengerListSample.interchange(messages, isGrouped: true)
        let lists = try PassengerListSample.parse(segments.map { $0 + "'" }.joined()).lists
        #expect(lists.map(\.kind) == [.passengers, .crew])
        #expect(lists.last?.persons.map(\.role) == [.crew, .transitCrew])
        #expect(lists.last?.notes.isEmpty == true)
    }

    @Test(
        arguments: [
            ("UNA:+.? '", ":", "+", "?", "'"), ("UNA;*.! ~", ";", "*", "!", "~"), ("UNA:(.) -", ":", "(", ")", "-"),
            ("UNA\u{1F}\u{1D}.  \u{1C}", "\u{1F}", "\u{1D}", "", "\u{1C}"),
        ])
    func `separators may be others`(
        advice: String, component: String, element: String, release: String, terminator: String
    ) throws {
        var sample = PassengerListSample()
        sample.persons[0][0] = "NAD+FL+++O?'NEIL?+SONS:AN?:NA??"
        let usual = try sample.parsed()
        #expect(usual.lists.first?.persons.first?.primaryIdentifier == "O'NEIL+SONS")
        #expect(usual.lists.first?.persons.first?.secondaryIdentifier == "AN:NA?")
        let plain = sample.segments.joined(separator: "\u{0}").replacing("?'", with: "\u{1}")
            .replacing("?+", with: "\u{2}").replacing("?:", with: "\u{3}").replacing("??", with: "\u{4}")
        var text = ""
        for character in plain {
            switch character {
            case "\u{0}": text += terminator
            case ":": text += component
            case "+": text += element
            default:
                let meant = ["\u{1}": "'", "\u{2}": "+", "\u{3}": ":", "\u{4}": "?"][character] ?? "\(character)"
                if [component, element, terminator, release].contains(meant) { text += release }
                text += meant
            }
        }
        let other = try PassengerListSample.parse(advice + text + terminator)
        #expect(other.lists == usual.lists)
    }

    @Test func `without UNA the usual separators hold, or those of level B`() throws {
        var sample = PassengerListSample()
        sample.advice = ""
        let usual = try sample.parsed()
        let text = sample.segments.map { $0 + "\u{1C}" }.joined().replacing("+", with: "\u{1D}")
            .replacing(":", with: "\u{1F}")
        let other = try PassengerListSample.parse(text)
        #expect(other.lists.first?.persons.first?.documents == usual.lists.first?.persons.first?.documents)
    }

    @Test(
        arguments: [
            ("UNOC:4", [0x4D, 0xDC, 0x4C, 0x4C, 0x45, 0x52], "MÜLLER"),
            ("UNOE:4", [0xB1, 0xD0, 0xE2, 0xB1, 0xF1], "БатБё"),
            ("UNOY:4", Array("Бат-Өлзий".utf8), "Бат-Өлзий"), ("UNOW:4", Array("ЖАРГАЛ".utf8), "ЖАРГАЛ"),
            ("UNOB:4", Array("van Dijk".utf8), "van Dijk"),
        ] as [(String, [UInt8], String)])
    func `names are read in the set that the interchange announces`(
        characters: String, bytes: [UInt8], name: String
    ) throws {
        var sample = PassengerListSample()
        sample.characters = characters
        let parts = sample.text.split(separator: "GANBAATAR", maxSplits: 1)
        let whole = Array(parts[0].utf8) + bytes + Array(parts[1].utf8)
        let list = try #require(
            try PassengerInterchange(parsing: whole, today: PassengerListSample.today).lists.first)
        #expect(list.persons.first?.primaryIdentifier == name)
        #expect(list.notes.isEmpty)
    }

    @Test func `parts of a long list say which they are`() throws {
        var sample = PassengerListSample()
        for (more, part) in [
            ("+OM302", nil), ("+OM302+01:F", nil), ("+OM302+1", nil),
            ("+OM302+01:C", PassengerList.Part(number: 1, isLast: false)),
            ("+OM302+2", PassengerList.Part(number: 2, isLast: false)),
            ("+OM302+03:F", PassengerList.Part(number: 3, isLast: true)),
        ] {
            sample.more = more
            let list = try #require(try sample.parsed().lists.first)
            #expect(list.part == part, "\(more)")
            #expect(list.accessReference == "OM302")
        }
        sample.more = "+OM302+0:C"
        #expect(PassengerListSample.fault(sample.text)?.code == .order)
    }

    @Test func `every sector of a flight is told`() throws {
        var sample = PassengerListSample()
        sample.transport += ["LOC+92+HVD", "DTM+232:2611212010:201"]
        #expect(try sample.parsed().lists.first?.sectors.map { "\($0.from)-\($0.to)" } == ["ICN-UBN", "UBN-HVD"])
        sample.transport = [
            "TDT+20+302+++OM", "LOC+125+FRA", "LOC+92+IST", "TDT+20+OM302", "LOC+92+IST", "DTM+189:202611211340:203",
            "LOC+87+UBN",
        ]
        let list = try #require(try sample.parsed().lists.first)
        #expect(list.flight.description == "OM302")
        #expect(list.sectors.map { "\($0.from)-\($0.to)" } == ["FRA-IST", "IST-UBN"])
        #expect(list.sectors.last?.departure?.description == "2026-11-21T13:40")
        #expect(list.sectors.last?.arrival == nil)
    }

    @Test(
        arguments: [
            ("DTM+329:900402", "1990-04-02"), ("DTM+329:261121", "2026-11-21"), ("DTM+329:261122", "1926-11-22"),
            ("DTM+329:000229", "2000-02-29"), ("DTM+329:19900402:102", "1990-04-02"),
            ("DTM+329:900402:101", "1990-04-02"),
        ])
    func `a birth date is the latest that is not ahead`(segment: String, day: String) throws {
        var sample = PassengerListSample()
        sample.persons[0][2] = segment
        let list = try #require(try sample.parsed().lists.first)
        #expect(list.persons.first?.birthDate?.description == day)
        #expect(list.notes.isEmpty)
    }
}
