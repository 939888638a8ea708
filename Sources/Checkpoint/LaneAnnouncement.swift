package import BorderLaw
package import Support
package import TravelDocument

/// What a lane tells its kiosk: one server-sent event each, as JSON.
package struct LaneAnnouncement: Codable, Sendable, Equatable {
    package enum Event: String, Codable, Sendable {
        /// The lane waits for a traveller.
        case ready
        /// A crossing has begun.
        case started
        /// A step goes on; `step` and, for the chip, `percent` say how far.
        case progress
        /// The traveller should do something; `step` says what.
        case instruction
        /// The decision is recorded; `outcome` is `admitted` or `referred`, with reasons.
        case decision
        /// The kiosk opens or closes the gate now; `gate` is `open` or `close`.
        case gate
        /// The crossing is over; `outcome` is its final state.
        case completed
        /// Records cannot be stored: no traveller is served.
        case outOfService
        /// The daemon goes down.
        case stopping
    }

    /// A reason that the kiosk may show on its screen, where others can read it: what the rule asks, and nothing of the
    /// person. The finding itself (another passport's number, the ground of a restriction) is the officer's, and
    /// stands in the record.
    package struct Reason: Codable, Sendable, Equatable {
        package var rule: String
        package var citation: String
        package var text: LocalizedText

        private static let titles = Dictionary(
            (EGateRules.descriptions + DeskRules.descriptions).map { ($0.rule, $0.title) },
            uniquingKeysWith: { first, _ in first })

        package init(_ finding: Finding) {
            rule = finding.rule
            citation = finding.citation
            text = Self.titles[finding.rule] ?? finding.reason
        }
    }

    package var event: Event
    package var crossing: CrossingID?
    package var step: String?
    package var percent: Int?
    package var attempt: Int?
    package var outcome: String?
    package var gate: String?
    /// With `gate` `open`: the kiosk that reads this later leaves the gate shut.
    package var openUntil: UnixTime?
    package var text: LocalizedText
    package var reasons: [Reason]?

    package init(
        _ event: Event, crossing: CrossingID? = nil, step: String? = nil, percent: Int? = nil, attempt: Int? = nil,
        outcome: String? = nil, gate: String? = nil, openUntil: UnixTime? = nil, text: LocalizedText,
        reasons: [Reason]? = nil
    ) {
        self.event = event
        self.crossing = crossing
        self.step = step
        self.percent = percent
        self.attempt = attempt
        self.outcome = outcome
        self.gate = gate
        self.openUntil = openUntil
        self.text = text
        self.reasons = reasons
    }
}

/// The sentences of the kiosk, Mongolian first.
enum KioskText {
    static let ready = LocalizedText(mn: "Паспортаа уншигч дээр тавина уу", en: "Place your passport on the reader")
    static let started = LocalizedText(mn: "Бичиг баримтыг шалгаж байна", en: "Checking the document")
    static let checking = LocalizedText(mn: "Бүртгэлийг шалгаж байна", en: "Checking the register")
    static let placeFinger = LocalizedText(
        mn: "Бүртгүүлсэн хуруугаа уншигч дээр дарна уу", en: "Place your enrolled finger on the scanner")
    static let placeFingerAgain = LocalizedText(
        mn: "Хуруугаа дахин дарна уу", en: "Place your finger again")
    static let comparing = LocalizedText(mn: "Хурууны хээг тулгаж байна", en: "Comparing the fingerprint")
    static let admitted = LocalizedText(mn: "Нэвтэрнэ үү", en: "You may pass")
    static let referred = LocalizedText(mn: "Ажилтанд хандана уу", en: "Please go to the officer")
    static let gateOpens = LocalizedText(mn: "Гарц нээгдлээ", en: "The gate is open")
    static let gateCloses = LocalizedText(mn: "Гарц хаагдлаа", en: "The gate is closed")
    static let passed = LocalizedText(mn: "Аян замдаа сайн яваарай", en: "Have a good journey")
    static let turnedBack = LocalizedText(mn: "Зорчигч буцсан", en: "The traveller turned back")
    static let passageUnknown = LocalizedText(
        mn: "Нэвтэрсэн эсэх тодорхойгүй тул ажилтан шалгана уу",
        en: "Whether the traveller passed is unknown: an officer must check")
    static let outOfService = LocalizedText(
        mn: "Гарц түр ажиллахгүй байна. Ажилтанд хандана уу",
        en: "This gate is out of service. Please go to the officer")
    static let stopping = LocalizedText(mn: "Гарц хаагдаж байна", en: "The gate is shutting down")

    static func readingChip(_ percent: Int) -> LocalizedText {
        LocalizedText(mn: "Чип уншиж байна: \(percent) %", en: "Reading chip \(percent) %")
    }
}
