/// Interchanges of passenger lists for the fuzzers to begin with; flights and people are invented.
enum PassengerListSeeds {
    static var all: [[UInt8]] {
        let passengers = message("1", "745", persons: [passenger, inTransit], total: "42:2")
        let crew = message("2", "250+C", persons: [crewMember], total: "41:1")
        let first = message("1", "745", part: "+OM302+01:C", persons: [passenger], total: "42:2")
        let last = message("2", "745", part: "+OM302+02:F", persons: [inTransit], total: "42:2")
        let texts = [
            "UNA:+.? '" + text([passengers], terminator: "'\r\n"),
            text([passengers, crew], terminator: "'", isGrouped: true), text([first, last], terminator: "'"),
            "UNA:(.) -" + text([crew], terminator: "-").map { $0 == "+" ? "(" : "\($0)" }.joined(),
            text([crew], terminator: "'").replacing("UNOA", with: "UNOY").replacing("DORJ", with: "ДОРЖ"),
        ]
        return texts.map { Array($0.utf8) }
    }

    private static let passenger = [
        "NAD+FL+++O?'NEIL:ANNA:MARIA", "ATT+2++F", "DTM+329:900402", "GEI+4+173", "LOC+178+ICN", "NAT+2+IRL",
        "RFF+AVF:KX4Q7T", "DOC+P:110:111+PA0000001", "DTM+36:310401", "LOC+91+IRL", "DOC+V+V00001", "LOC+91+MNG",
    ]
    private static let inTransit = [
        "NAD+DDU+++GANBAATAR", "ATT+2++M", "DTM+329:19751231:102", "FTX+BAG+++OM123456:2", "NAT+2+MNG",
        "DOC+P+E7310001", "LOC+91+MNG",
    ]
    private static let crewMember = [
        "NAD+FM+++DORJ:TEMUULEN", "ATT+2++M", "DTM+329:800101", "EMP+1+CR1:110:111", "NAT+2+MNG", "DOC+AC+77",
    ]

    private static func message(
        _ reference: String, _ kind: String, part: String = "", persons: [[String]], total: String
    ) -> [String] {
        let body =
            [
                "UNH+\(reference)+PAXLST:D:05B:UN:IATA\(part)", "BGM+\(kind)", "RFF+TN:7", "NAD+MS+++OPERATIONS",
                "COM+976 11 0000:TE", "TDT+20+OM302+++OM", "LOC+125+ICN", "DTM+189:2611211340:201", "LOC+87+UBN",
                "DTM+232:2611211625:201",
            ] + persons.joined() + ["CNT+\(total)"]
        return body + ["UNT+\(body.count + 1)+\(reference)"]
    }

    private static func text(_ messages: [[String]], terminator: String, isGrouped: Bool = false) -> String {
        let body = Array(messages.joined())
        let count = isGrouped ? 1 : messages.count
        let group = isGrouped ? ["UNG+PAXLST+OM+MNAPIS+261121:0410+77+UN+D:05B"] : []
        let end = isGrouped ? ["UNE+\(messages.count)+77"] : []
        let segments =
            ["UNB+UNOA:4+OM:ZZ+MNAPIS:ZZ+261121:0410+1++APIS"] + group + body + end + ["UNZ+\(count)+1"]
        return segments.map { $0 + terminator }.joined()
    }
}
