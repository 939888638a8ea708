import TravelDocument

/// The checks of machine-readable zones: the printed one and the one in DG1.
struct ZoneChecks {
    /// The printed zone, nil when it is not at hand.
    let printed: MachineReadableZone?
    /// The zone of DG1, nil when it was not read or is none.
    let chip: MachineReadableZone?
    /// Whether DG1 was read, whatever it holds.
    let hasDataGroup1: Bool
    /// Whether there is a chip at all.
    let hasChip: Bool
    /// Whether the reading of the chip went on to its end.
    let isComplete: Bool
    /// The day of the inspection.
    let date: CivilDate
    /// Pairs of characters that stand for an unknown part of a date.
    var dateFillers: [String] = []

    /// The check digits of every zone at hand, and whether its fields hold what the standard has for them.
    func consistency() -> Finding {
        guard printed != nil || chip != nil else { return Finding(.noMachineReadableZone) }
        if let wrong = printed?.failedCheckDigits, !wrong.isEmpty {
            return Finding(.printedCheckDigitsWrong, wrong.map(\.rawValue).joined(separator: ", "))
        }
        if let wrong = chip?.failedCheckDigits, !wrong.isEmpty {
            return Finding(.chipCheckDigitsWrong, wrong.map(\.rawValue).joined(separator: ", "))
        }
        for (zone, code) in [(printed, CheckCode.printedFieldsWrong), (chip, .chipFieldsWrong)] {
            let wrong = zone?.fieldsAgainstStandard ?? []
            if !wrong.isEmpty { return Finding(code, wrong.joined(separator: ", ")) }
        }
        return .good
    }

    /// The date of expiry, of DG1 where there is one: it is signed. The last day is still valid.
    func expiry() -> Finding {
        guard let zone = chip ?? printed else { return Finding(.noMachineReadableZone) }
        guard let end = zone.expiryDate.date else { return Finding(.expiryUnknown) }
        return end < date ? Finding(.expired) : .good
    }

    /// The printed zone against DG1. Unknown parts of the birth date on either side are passed over; a difference in
    /// optional data alone leaves the row undetermined, because some states print there what they do not store.
    func comparison() -> Finding {
        guard hasChip, let printed else { return Finding(.noPrintedZone) }
        guard hasDataGroup1 else { return Finding(isComplete ? .dataGroup1NotRead : .readingBroken) }
        guard let chip else { return Finding(.dataGroup1Malformed) }
        guard printed.format == chip.format else {
            return Finding(.zonesDiffer, "format")
        }
        let fields: [(String, Bool)] = [
            ("documentCode", printed.documentCode == chip.documentCode),
            ("issuer", printed.issuer == chip.issuer),
            ("documentNumber", printed.documentNumber == chip.documentNumber),
            ("nationality", printed.nationality == chip.nationality),
            ("birthDate", Self.agree(printed.birthDate.text, chip.birthDate.text)),
            ("sex", printed.sex == chip.sex),
            ("expiryDate", printed.expiryDate.text == chip.expiryDate.text),
            ("primaryIdentifier", printed.primaryIdentifier == chip.primaryIdentifier),
            ("secondaryIdentifier", printed.secondaryIdentifier == chip.secondaryIdentifier),
        ]
        let different = fields.filter { !$0.1 }.map(\.0)
        guard different.isEmpty else {
            if different == ["birthDate"], agreeButForFillers(printed.birthDate.text, chip.birthDate.text) {
                return Finding(.onlyDateFillersDiffer)
            }
            return Finding(.zonesDiffer, different.joined(separator: ", "))
        }
        guard printed.optionalData == chip.optionalData, printed.optionalData2 == chip.optionalData2 else {
            return Finding(.onlyOptionalDataDiffer)
        }
        return .good
    }

    /// Whether two dates are the same but for parts (year, month, day) that one of them fills with a known filler.
    private func agreeButForFillers(_ first: String, _ second: String) -> Bool {
        let (left, right) = (Array(first.utf8), Array(second.utf8))
        guard left.count == 6, right.count == 6 else { return false }
        let fillers = dateFillers.map { Array($0.utf8) }
        return stride(from: 0, to: 6, by: 2).allSatisfy { place in
            let parts = (Array(left[place..<place + 2]), Array(right[place..<place + 2]))
            return parts.0 == parts.1 || fillers.contains(parts.0) || fillers.contains(parts.1)
        }
    }

    /// Whether two dates are the same where both are known.
    private static func agree(_ first: String, _ second: String) -> Bool {
        first.utf8.count == second.utf8.count
            && zip(first.utf8, second.utf8).allSatisfy { left, right in
                left == right || [left, right].contains(UInt8(ascii: "<"))
            }
    }
}

extension MachineReadableZone {
    /// Fields whose content the standard does not have (ICAO 9303-3 §4.2.2), by their names.
    ///
    /// What documents in use are known for is none of them: unknown parts of a date (fillers, zeros, X), a single name,
    /// names that are cut or separated in an odd way, fillers inside a number, former and unknown codes of states, X for
    /// a sex that is not stated.
    fileprivate var fieldsAgainstStandard: [String] {
        let has = Set(deviations).contains
        let fields: [(String, Bool)] = [
            ("documentCode", has(.unexpectedDocumentCode)),
            ("issuer", !Self.isCode(issuer)),
            ("documentNumber", has(.documentNumberMissing)),
            ("nationality", !Self.isCode(nationality)),
            ("birthDate", has(.birthDateInvalid)),
            ("sex", has(.nonstandardSex) && !isSexLetterX),
            ("expiryDate", has(.expiryDateInvalid)),
            ("name", has(.digitInName) || (primaryIdentifier.isEmpty && secondaryIdentifier.isEmpty)),
        ]
        return fields.filter(\.1).map(\.0)
    }

    /// Whether the place of the sex holds an X, as the visual zone does (ICAO 9303-4 §4.2.2.2).
    private var isSexLetterX: Bool {
        lines.dropFirst().first?.utf8.dropFirst(format == .td1 ? 7 : 20).first == UInt8(ascii: "X")
    }

    /// Whether a text may be the code of a state: new states have codes that no table here knows.
    private static func isCode(_ text: String) -> Bool {
        (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
