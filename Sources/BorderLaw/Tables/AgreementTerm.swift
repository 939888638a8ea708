/// What an agreement asks of one class of passports.
package struct AgreementTerm: Sendable, Hashable {
    /// Whether a visa is needed.
    package enum Visa: String, Sendable, Hashable, CaseIterable {
        /// No visa for the stay given.
        case free
        /// A visa is needed.
        case required
        /// The row is silent: treated as required.
        case notStated
        /// The class does not exist.
        case none
    }

    /// What has to be met beside the class.
    package enum Condition: String, Sendable, Hashable, CaseIterable {
        /// A passport with a chip that proved genuine.
        case biometric
        /// An official invitation.
        case invitation
        /// Travel on official duty.
        case duty
        /// The text is in doubt: an officer decides.
        case doubtful
    }

    /// Whether a visa is needed.
    package var visa: Visa
    /// How long without one; set exactly when `visa` is `free`.
    package var limit: StayLimit?
    /// What else has to be met, sorted by name.
    package var conditions: [Condition]

    /// Reads the notation of the tables: `free 30`, `free 90/180d`, `free 30 90/180d fromFirstEntry`,
    /// `free 90/6m biometric`, `required`, `required doubtful`, `notStated`, `none`. Nil for anything else.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first, let visa = Visa(rawValue: first) else { return nil }
        var limit = StayLimit()
        var anchor: StayWindow.Anchor?
        var found: Set<Condition> = []
        for word in words.dropFirst() {
            if let condition = Condition(rawValue: word) {
                guard found.insert(condition).inserted else { return nil }
            } else if let named = StayWindow.Anchor(rawValue: word) {
                guard anchor == nil else { return nil }
                anchor = named
            } else if let days = Int(word) {
                guard limit.continuousDays == nil else { return nil }
                limit.continuousDays = days
            } else {
                guard limit.totalDays == nil, let (total, window) = Self.sum(word) else { return nil }
                limit.totalDays = total
                limit.window = window
            }
        }
        if let anchor {
            guard limit.window != nil else { return nil }
            limit.window?.anchor = anchor
        }
        guard visa == .free ? limit.fault == nil : limit == StayLimit() else { return nil }
        self.visa = visa
        self.limit = visa == .free ? limit : nil
        conditions = Condition.allCases.filter(found.contains)
    }

    /// `90/180d`: 90 days in 180 days.
    private static func sum(_ word: String) -> (Int, StayWindow)? {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let total = Int(parts[0]), let letter = parts[1].last,
            let unit = StayWindow.Unit(rawValue: String(letter)), let length = Int(parts[1].dropLast())
        else { return nil }
        return (total, StayWindow(length: length, unit: unit, anchor: .unspecified))
    }

    /// The notation of the tables.
    package var text: String {
        var words = [visa.rawValue]
        if let days = limit?.continuousDays { words.append("\(days)") }
        if let total = limit?.totalDays, let window = limit?.window {
            words.append("\(total)/\(window.length)\(window.unit.rawValue)")
            if window.anchor != .unspecified { words.append(window.anchor.rawValue) }
        }
        return (words + conditions.map(\.rawValue)).joined(separator: " ")
    }
}

extension AgreementTerm: Codable {
    /// Decodes the notation of the tables.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let term = AgreementTerm(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a term of an agreement")
        }
        self = term
    }

    /// Encodes the notation of the tables.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
