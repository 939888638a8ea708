internal import BorderLaw
internal import Checkpoint
internal import DocumentTrust
internal import Support
internal import TravelDocument

/// Crossing records for officers: Mongolian first, English beside it.
enum CrossingText {
    /// One line a crossing.
    static func table(_ records: [CrossingRecord]) -> String {
        guard !records.isEmpty else { return "Бүртгэл алга · No crossings" }
        var table = TextTable([
            "Хугацаа/Time", "Эгнээ/Lane", "Чиглэл/Direction", "Баримт/Document", "Төлөв/State", "Шалтгаан/Reason", "Id",
        ])
        for record in records {
            let document = record.document.map { "\($0.issuer) \($0.number)" } ?? "–"
            let reasons = unique(record.verdict.obstacles.map(\.rule)).joined(separator: " ")
            table.add([
                time(record.startedAt), record.lane.text, words(record.direction), document, words(record.state),
                reasons.isEmpty ? "–" : reasons, record.id.text,
            ])
        }
        return table.text
    }

    /// One line a crossing, without whom it is about.
    static func table(_ lines: [CrossingLine]) -> String {
        guard !lines.isEmpty else { return "Бүртгэл алга · No crossings" }
        var table = TextTable([
            "Хугацаа/Time", "Эгнээ/Lane", "Чиглэл/Direction", "Төлөв/State", "Шалтгаан/Reason", "Id",
        ])
        for line in lines {
            table.add([
                time(line.startedAt), line.lane.text, words(line.direction), words(line.state),
                line.rules.isEmpty ? "–" : line.rules.joined(separator: " "), line.id.text,
            ])
        }
        return table.text
    }

    /// Everything about one crossing.
    static func whole(_ record: CrossingRecord) -> String {
        var table = TextTable()
        table.add(["Id", record.id.text])
        table.add(["Хугацаа · Time", "\(time(record.startedAt)) – \(time(record.completedAt ?? record.decidedAt))"])
        table.add(["Эгнээ · Lane", record.lane.text])
        table.add(["Чиглэл · Direction", words(record.direction)])
        table.add(["Төлөв · State", words(record.state)])
        if let remains = record.facts.desk?.remains { table.add(["Төрөл · Type", words(remains.kind)]) }
        if let trip = record.trip { table.add(["Аялал · Trip", words(trip)]) }
        if let document = record.document {
            table.add(["Баримт · Document", "\(document.documentCode) \(document.issuer) \(document.number)"])
            table.add(["Нэр · Name", "\(document.primaryIdentifier), \(document.secondaryIdentifier)"])
            table.add(["Иргэншил · Nationality", document.nationality])
            table.add(["Төрсөн · Born", document.birthDate?.description ?? document.birthDateText])
            table.add(["Дуусах · Expires", document.expiryDate?.description ?? "тодорхойгүй · unknown"])
        }
        table.add(["Чип · Chip", words(record.chip)])
        for (index, attempt) in record.fingerTries.enumerated() {
            table.add([index == 0 ? "Хурууны хээ · Finger" : "", words(attempt)])
        }
        if let permission = record.permissionID { table.add(["Зөвшөөрөл · Permission", "\(permission)"]) }
        table.add(["Шийдвэр · Verdict", words(record.verdict.outcome)])
        let numbers = record.verdict.numbers == nil ? "" : " (тоо нь тохиргооноос · numbers of the settings)"
        table.add(["Журам · Rulebook", "\(record.verdict.rulebook)\(numbers), boomt \(record.softwareVersion)"])
        return table.text + "\n\n" + findings(record.verdict)
    }

    private static func findings(_ verdict: Verdict) -> String {
        verdict.findings.map { finding in
            """
            \(finding.outcome.needsOfficer ? "X" : "+") \(finding.rule)  \(finding.citation)  (\(finding.outcome.rawValue))
                \(finding.reason.mn)
                \(finding.reason.en)
            """
        }.joined(separator: "\n")
    }

    /// A moment as clocks at the border show it (UTC+8), to the second.
    static func time(_ time: UnixTime) -> String {
        let local = UnixTime(seconds: time.seconds + 8 * 3600).description
        return "\(local.prefix(10)) \(local.dropFirst(11).prefix(8))"
    }

    private static func unique(_ rules: [String]) -> [String] {
        var seen: Set<String> = []
        return rules.filter { seen.insert($0).inserted }
    }

    private static func words(_ direction: Direction) -> String {
        switch direction {
        case .entry: "орох/entry"
        case .exit: "гарах/exit"
        }
    }

    private static func words(_ trip: Trip) -> String {
        let transport =
            switch trip.transport {
            case .air: "нислэг/flight"
            case .rail: "галт тэрэг/train"
            case .road: "тээврийн хэрэгсэл/vehicle"
            }
        return "\(transport) \(trip.number)" + (trip.day.map { ", \($0)" } ?? "")
    }

    private static func words(_ remains: RemainsFacts.Kind) -> String {
        switch remains {
        case .remains: "шарил · remains"
        case .ashes: "чандар · ashes"
        }
    }

    private static func words(_ state: CrossingState) -> String {
        switch state {
        case .admitted: "гарц нээсэн/admitted"
        case .passed: "нэвтэрсэн/passed"
        case .turnedBack: "буцсан/turned back"
        case .referred: "ажилтанд шилжүүлсэн/referred"
        case .interrupted: "тасалдсан/interrupted"
        }
    }

    /// A verdict in words.
    static func words(_ outcome: Outcome) -> String {
        switch outcome {
        case .allow: "зөвшөөрсөн · allow"
        case .record: "бүртгэх · record"
        case .remind: "сануулах · remind"
        case .priority: "ээлж харгалзахгүй · priority"
        case .gateShut: "гарц нээгээгүй · gate shut"
        case .refer: "ажилтан шийднэ · refer"
        }
    }

    private static func words(_ chip: ChipEvidence) -> String {
        switch chip.presence {
        case .notExamined: "шалгаагүй · not examined"
        case .absent: "алга · absent"
        case .readerUnavailable: "уншигч алга · no reader (\(chip.faultCode ?? "–"))"
        case .unreadable: "уншигдсангүй · unreadable (\(chip.faultCode ?? "–"))"
        case .read:
            "\(chip.inspection?.overall.words ?? "–"), \(chip.apduCount) APDU, \(chip.bytesRead) bytes, "
                + "\(chip.milliseconds) ms" + (chip.quirks.map { ", \($0)" } ?? "")
        }
    }

    private static func words(_ attempt: FingerTry) -> String {
        var parts: [String] = []
        if let score = attempt.score { parts.append("оноо/score \((score * 100).rounded() / 100)") }
        if let quality = attempt.quality { parts.append("чанар/quality \(quality)") }
        if let finger = attempt.finger { parts.append("хуруу/finger \(finger)") }
        if let fault = attempt.faultCode { parts.append(fault) }
        if let presentation = attempt.presentation, presentation > 0 {
            parts.append("сэжиг/presentation \((presentation * 100).rounded() / 100)")
        }
        return parts.joined(separator: ", ")
    }
}
