internal import BorderLaw
internal import DocumentTrust
internal import TravelDocument

/// Findings of the lane itself, beside those of the law: what the devices and the stores did. ``LaneRule`` names them.
enum LaneFinding {
    /// Cited where no order names the case: GE-01 of the border law (17.2) lets nobody pass unrecorded.
    private static let houseRule = "boomt"

    static func mrzUnreadable(_ fault: String) -> Finding {
        Finding(
            rule: LaneRule.unreadableZone.rawValue, citation: houseRule, outcome: .refer,
            reason: LocalizedText(
                mn: "MRZ уншигдсангүй. Паспортыг дахин уншуулж эсвэл гараар шалгана уу",
                en: "The MRZ could not be read. Read the passport again or check it by hand"),
            evidence: ["mrzFault=\(fault)"])
    }

    static func chipFault(_ evidence: ChipEvidence) -> Finding? {
        guard let code = evidence.faultCode, let text = evidence.faultText else { return nil }
        return Finding(
            rule: LaneRule.chipFault.rawValue, citation: houseRule, outcome: .refer, reason: text,
            evidence: ["chipFault=\(code)"])
    }

    /// The checks of the chip that did not succeed, in the inspection's own words. BX-01 says what follows: where it
    /// accepts the chip all the same (the old date in an extended passport), they are told and stop nobody.
    static func inspection(_ report: InspectionReport, lawful: Verdict) -> [Finding] {
        let isAccepted = lawful.findings.contains { $0.rule == "BX-01" && $0.outcome == .allow }

        return report.checks.filter { $0.result != .successful && $0.result != .notSupported }.map { check in
            Finding(
                rule: LaneRule.inspection.rawValue, citation: "BSI TR-03135", outcome: isAccepted ? .record : .refer,
                reason: check.text,
                evidence: ["check=\(check.id.rawValue)", "result=\(check.result.rawValue)", "code=\(check.code)"])
        }
    }

    static func databaseUnavailable(_ error: StoreError) -> Finding {
        Finding(
            rule: LaneRule.databaseUnavailable.rawValue, citation: houseRule, outcome: .refer,
            reason: LocalizedText(
                mn: "Нэгдсэн сан хариу өгсөнгүй. Системийн ажилтанд мэдэгдэнэ үү",
                en: "The unified database does not answer. Tell the system administrator"),
            evidence: ["storeFault=\(error.code.rawValue)"])
    }

    static func recordNotStored(_ error: StoreError) -> Finding {
        Finding(
            rule: LaneRule.recordNotStored.rawValue, citation: "Хилийн тухай хууль 17.2", outcome: .refer,
            reason: LocalizedText(
                mn: "Бүртгэл нэгдсэн санд бичигдсэнгүй: бүртгэлгүй зорчигчид гарц нээгдэхгүй",
                en: "The record could not be written to the unified database: without a record the gate stays shut"),
            evidence: ["storeFault=\(error.code.rawValue)"])
    }

    static func serviceStopping() -> Finding {
        Finding(
            rule: LaneRule.serviceStopping.rawValue, citation: houseRule, outcome: .refer,
            reason: LocalizedText(
                mn: "Шалгалт дуусахаас өмнө систем зогссон", en: "The system was stopped before the check was complete"),
            evidence: [])
    }

    static func scannerFault(_ code: String) -> Finding {
        let reason =
            switch code {
            case "unplugged":
                LocalizedText(
                    mn: "Хурууны хээ уншигч салсан. Кабелийг шалгана уу",
                    en: "The finger scanner was unplugged. Check its cable")
            case "notFound":
                LocalizedText(
                    mn: "Хурууны хээ уншигч олдсонгүй. Холболтыг шалгана уу",
                    en: "No finger scanner was found. Check its connection")
            case "accessDenied":
                LocalizedText(
                    mn: "Хурууны хээ уншигчид хандах эрхгүй. udev дүрмийг шалгана уу",
                    en: "The finger scanner may not be opened. Check the udev rules")
            default:
                LocalizedText(
                    mn: "Хурууны хээ уншигч ажиллахгүй байна", en: "The finger scanner does not work")
            }
        return Finding(
            rule: LaneRule.scannerFault.rawValue, citation: houseRule, outcome: .refer, reason: reason,
            evidence: ["scannerFault=\(code)"])
    }

    /// The image of the finger looked played back or made: an officer looks at the finger itself.
    static func presentation(_ score: Double) -> Finding {
        Finding(
            rule: LaneRule.presentation.rawValue, citation: "ISO/IEC 30107-1; \(houseRule)", outcome: .refer,
            reason: LocalizedText(
                mn: "Хурууны дүрс сэжигтэй: уншигчийн шил болон хурууг өөрийн нүдээр шалгана уу",
                en: "The image of the finger is suspicious: look at the scanner's window and at the finger yourself"),
            evidence: ["finger.presentation=\((score * 100).rounded() / 100)"])
    }
}
