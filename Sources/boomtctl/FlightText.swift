internal import BorderLaw
internal import TravelDocument
internal import UnifiedDatabase

/// Flights for officers: Mongolian first, English beside it.
enum FlightText {
    /// One line a flight.
    static func table(_ rows: [FlightRow]) -> String {
        guard !rows.isEmpty else { return "Нислэг алга · No flights" }
        var table = TextTable([
            "Id", "Нислэг/Flight", "Чиглэл/Direction", "Замнал/Route", "Цаг/Time", "Зорчигч/Passengers", "Баг/Crew",
        ])
        for row in rows {
            func count(_ kind: PassengerList.Kind) -> String {
                row.lists.first { $0.kind == kind }.map { "\($0.personCount)" } ?? "–"
            }
            table.add([
                "\(row.flight.id)", "\(row.flight.number)", words(row.flight.direction),
                "\(row.flight.sector.from)–\(row.flight.sector.to)", CrossingText.time(row.flight.scheduledAt),
                count(.passengers), count(.crew),
            ])
        }
        return table.text
    }

    /// A flight in one line.
    static func line(_ flight: StoredFlight) -> String {
        "\(flight.number) \(flight.day) \(flight.sector.from)–\(flight.sector.to) (\(words(flight.direction)), #\(flight.id))"
    }

    /// Expected against seen.
    static func whole(_ report: FlightReport) -> String {
        var parts = [line(report.flight)]
        for list in report.lists {
            parts.append(words(list))
            let text = notes(list.notes)
            if !text.isEmpty { parts.append(text) }
        }
        if report.lists.isEmpty { parts.append("Жагсаалт ирээгүй · No list has come") }
        let expected = report.persons.count { !$0.role.isInTransit }
        parts.append("")
        parts.append(
            "Хүлээгдэж буй \(expected), нэвтэрсэн \(report.crossed.count), ирээгүй \(report.missing.count), "
                + "жагсаалтад байхгүй \(report.unlisted.count)")
        parts.append(
            "Expected \(expected), crossed \(report.crossed.count), not yet \(report.missing.count), "
                + "not on the list \(report.unlisted.count)")
        if !report.persons.isEmpty { parts += ["", persons(report)] }
        if !report.unlisted.isEmpty {
            parts += ["", "ЖАГСААЛТАД БАЙХГҮЙ · NOT ON THE LIST", unlisted(report.unlisted)]
        }
        return parts.joined(separator: "\n")
    }

    private static func persons(_ report: FlightReport) -> String {
        var table = TextTable([
            "Нэр/Name", "Төрсөн/Born", "Баримт/Document", "Үүрэг/Role", "Байдал/State", "Таарсан/Found by",
        ])
        // Who is missing stands first: that is what the list is looked at for.
        for person in report.persons.sorted(by: { order($0) < order($1) }) {
            let document = person.documents.first.map { "\($0.issuer ?? "?") \($0.number)" } ?? "–"
            table.add([
                name(person.primaryIdentifier, person.secondaryIdentifier), person.birthDate?.description ?? "–",
                document, words(person.role), state(person, report.flight), person.match.map { words($0) } ?? "–",
            ])
        }
        return table.text
    }

    private static func name(_ primary: String, _ secondary: String) -> String {
        secondary.isEmpty ? primary : "\(primary), \(secondary)"
    }

    private static func order(_ person: ExpectedPerson) -> Int {
        switch person.seen?.result {
        case nil: person.role.isInTransit ? 4 : 0
        case .turnedBack: 1
        case .referred: 2
        case .crossed: 3
        }
    }

    private static func state(_ person: ExpectedPerson, _ flight: StoredFlight) -> String {
        guard let seen = person.seen else {
            return person.role.isInTransit ? "дамжин өнгөрөх/in transit" : "ирээгүй/not seen"
        }
        let time = CrossingText.time(seen.time).dropFirst(11)
        // Somebody who is on this list and said another flight is looked at.
        let other = seen.flight.map { $0 == "\(flight.number)" ? "" : " (\($0))" } ?? ""
        return "\(words(seen.result)) \(time)\(other)"
    }

    private static func unlisted(_ crossings: [SeenCrossing]) -> String {
        var table = TextTable(["Нэр/Name", "Төрсөн/Born", "Баримт/Document", "Байдал/State", "Id"])
        for crossing in crossings {
            table.add([
                crossing.primaryIdentifier.map { name($0, crossing.secondaryIdentifier ?? "") } ?? "–",
                crossing.birthDate?.description ?? "–",
                crossing.documentNumber.map { "\(crossing.issuer ?? "?") \($0)" } ?? "–",
                "\(words(crossing.result)) \(CrossingText.time(crossing.time).dropFirst(11))", crossing.id,
            ])
        }
        return table.text
    }

    /// A list in one line.
    static func words(_ list: StoredPassengerList) -> String {
        let kind = list.kind == .crew ? "багийн жагсаалт · crew list" : "зорчигчийн жагсаалт · passenger list"
        let announced = list.announced.map { $0 == list.personCount ? "" : " (\($0))" } ?? ""
        return "\(kind): \(list.personCount)\(announced), \(list.sender) \(list.interchange), \(list.preparedAt)"
    }

    /// What is odd about a list: each kind once, with how often and where first; empty when nothing is.
    static func notes(_ notes: [PassengerListNote]) -> String {
        var lines: [String] = []
        for code in PassengerListNote.Code.allCases {
            let found = notes.filter { $0.code == code }
            guard let first = found.first else { continue }
            let place = first.segment > 0 ? ", сегмент/segment \(first.segment)" : ""
            lines.append("  ! \(code.text.mn) · \(code.text.en) (\(found.count)\(place))")
        }
        return lines.joined(separator: "\n")
    }

    static func words(_ effect: PassengerListOutcome.Effect) -> String {
        switch effect {
        case .imported: "Бүртгэсэн · Imported"
        case .replaced: "Солигдсон · Replaced"
        case .unchanged: "Өөрчлөгдөөгүй · Unchanged"
        }
    }

    private static func words(_ direction: Direction) -> String { direction == .entry ? "орох/entry" : "гарах/exit" }

    private static func words(_ role: ListedPerson.Role) -> String {
        switch role {
        case .passenger: "зорчигч/passenger"
        case .crew: "баг/crew"
        case .transitPassenger: "дамжин өнгөрөх/transit"
        case .transitCrew: "дамжин өнгөрөх баг/transit crew"
        }
    }

    private static func words(_ result: SeenCrossing.Result) -> String {
        switch result {
        case .crossed: "нэвтэрсэн/crossed"
        case .referred: "ажилтанд шилжүүлсэн/referred"
        case .turnedBack: "буцсан/turned back"
        }
    }

    private static func words(_ tier: ListMatchTier) -> String {
        switch tier {
        case .number: "дугаар/number"
        case .nameAndBirthDate: "нэр, төрсөн огноо/name, birth date"
        case .near: "төстэй нэр: шалгана уу/similar name: look"
        }
    }
}

extension PassengerListNote.Code {
    /// What is odd, in words.
    var text: LocalizedText {
        switch self {
        case .characterOutsideSet:
            LocalizedText(mn: "зарлаагүй тэмдэгт", en: "characters outside of the announced set")
        case .otherRelease: LocalizedText(mn: "мессежийн өөр хувилбар", en: "another release of the message")
        case .unexpectedSegment: LocalizedText(mn: "танихгүй сегмент", en: "a segment that was passed over")
        case .countMissing: LocalizedText(mn: "хүний тоо заагаагүй", en: "no count of persons")
        case .countDiffers:
            LocalizedText(
                mn: "хүний тоо зөрсөн: хэн нэгэн дутуу байж болзошгүй", en: "counts other persons: some may be missing")
        case .roleOfOtherList: LocalizedText(mn: "өөр жагсаалтын хүн", en: "somebody of the other list")
        case .nameMissing: LocalizedText(mn: "нэргүй", en: "no name")
        case .birthDateMissing: LocalizedText(mn: "төрсөн огноогүй", en: "no birth date")
        case .birthDateInvalid: LocalizedText(mn: "төрсөн огноо буруу", en: "no possible birth date")
        case .sexMissing: LocalizedText(mn: "хүйс заагаагүй", en: "no sex")
        case .sexUnknown: LocalizedText(mn: "хүйс тодорхойгүй", en: "sex is none of F, M, U and X")
        case .nationalityMissing: LocalizedText(mn: "иргэншилгүй", en: "no nationality")
        case .countryUnknown: LocalizedText(mn: "улсын код танигдсангүй", en: "a country that no table knows")
        case .documentMissing: LocalizedText(mn: "баримт бичиггүй", en: "no travel document")
        case .documentNumberMissing: LocalizedText(mn: "баримтын дугааргүй", en: "a document without a number")
        case .documentIssuerMissing: LocalizedText(mn: "баримт олгосон улсгүй", en: "a document without its issuer")
        case .expiryInvalid: LocalizedText(mn: "дуусах огноо буруу", en: "no possible expiry date")
        case .documentExpired: LocalizedText(mn: "хугацаа дууссан баримт", en: "a document that has expired")
        case .documentTwice: LocalizedText(mn: "нэг баримт хоёр хүнд", en: "one document of two persons")
        case .tooManyDocuments: LocalizedText(mn: "хэт олон баримт", en: "more documents than are kept")
        }
    }
}
