@testable import TravelDocument

/// Interchanges for tests: flights and people are invented.
struct PassengerListSample {
    var advice = "UNA:+.? '"
    var characters = "UNOA:4"
    var release = "02B"
    var kind = "745"
    var transport = [
        "TDT+20+OM302+++OM", "LOC+125+ICN", "DTM+189:2611211340:201", "LOC+87+UBN", "DTM+232:2611211625:201",
    ]
    var persons = [Self.person]
    var totals = ["CNT+42:1"]
    var isGrouped = false
    /// Behind the message reference: common access reference and part.
    var more = ""

    static let today = CivilDate(year: 2026, month: 11, day: 21) ?? .earliest

    static let person = [
        "NAD+FL+++GANBAATAR:NARANTUYA", "ATT+2++F", "DTM+329:900402", "GEI+4+173", "LOC+178+ICN", "LOC+179+UBN",
        "NAT+2+MNG", "RFF+AVF:KX4Q7T", "DOC+P:110:111+E7310001", "DTM+36:310401", "LOC+91+MNG",
    ]

    static func person(
        _ surname: String, _ given: String, number: String, role: String = "FL", birth: String = "900402",
        nationality: String = "MNG"
    ) -> [String] {
        [
            "NAD+\(role)+++\(surname):\(given)", "ATT+2++M", "DTM+329:\(birth)", "NAT+2+\(nationality)",
            "DOC+P+\(number)", "DTM+36:310401", "LOC+91+\(nationality)",
        ]
    }

    /// The segments of a message, with its trailer.
    func message(_ reference: String = "1") -> [String] {
        let body =
            [
                "UNH+\(reference)+PAXLST:D:\(release):UN:IATA\(more)", "BGM+\(kind)", "NAD+MS+++OPERATIONS",
                "COM+976 11 0000:TE",
            ] + transport + persons.joined() + totals
        return body + ["UNT+\(body.count + 1)+\(reference)"]
    }

    /// The segments of an interchange with these messages.
    static func interchange(
        _ messages: [[String]], characters: String = "UNOA:4", isGrouped: Bool = false
    ) -> [String] {
        let header = ["UNB+\(characters)+OM:ZZ+MNAPIS:ZZ+261121:0410+2611210410++APIS"]
        let trailer = ["UNZ+\(isGrouped ? 1 : messages.count)+2611210410"]
        guard isGrouped else { return header + messages.joined() + trailer }
        return header + ["UNG+PAXLST+OM:ZZ+MNAPIS:ZZ+261121:0410+77+UN+D:02B"] + messages.joined()
            + ["UNE+\(messages.count)+77"] + trailer
    }

    var segments: [String] { Self.interchange([message()], characters: characters, isGrouped: isGrouped) }

    var text: String { advice + segments.map { $0 + "'" }.joined(separator: "\r\n") + "\r\n" }

    func parsed() throws -> PassengerInterchange { try Self.parse(text) }

    static func parse(_ text: String) throws -> PassengerInterchange {
        try PassengerInterchange(parsing: Array(text.utf8), today: today)
    }

    /// The error that a text is refused with; nil when it is not.
    static func fault(_ text: String) -> PassengerListError? {
        do throws(PassengerListError) {
            _ = try PassengerInterchange(parsing: Array(text.utf8), today: today)
            return nil
        } catch {
            return error
        }
    }
}
