/// Result of a chip inspection as a whole (BSI TR-03135: successful, failed, undetermined, not supported, aborted).
package enum ChipInspectionResult: String, Sendable, Codable, Hashable, CaseIterable {
    /// Every check that could be made succeeded.
    case successful
    /// A check failed: the chip was changed, or does not belong to this document.
    case failed
    /// A check could not be decided, such as a signer nobody knows.
    case undetermined
    /// No check could be made.
    case notSupported
    /// The inspection broke off.
    case aborted
}

/// What the chip of the document told.
///
/// JSON shape: `{"state":"absent"}`, `{"state":"unreadable","reason":"…"}`,
/// `{"state":"inspected","overall":"failed","failedChecks":["sodSignature"]}`.
package enum ChipFacts: Sendable, Hashable {
    /// Nobody has looked for a chip yet.
    case notExamined
    /// The document answered as one without a chip; most Mongolian passports have none.
    case absent
    /// There is a chip and it could not be read; the reason is an error code without personal data.
    case unreadable(reason: String)
    /// The chip was read and judged; the ids are those of checks that did not succeed.
    case inspected(overall: ChipInspectionResult, failedChecks: [String])
}

extension ChipFacts: Codable {
    private enum State: String, Codable {
        case notExamined, absent, unreadable, inspected
    }

    private enum CodingKeys: String, CodingKey {
        case state, reason, overall, failedChecks
    }

    /// Decodes the shape described at the type.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(State.self, forKey: .state) {
        case .notExamined: self = .notExamined
        case .absent: self = .absent
        case .unreadable:
            self = .unreadable(reason: try container.decodeIfPresent(String.self, forKey: .reason) ?? "")
        case .inspected:
            self = .inspected(
                overall: try container.decode(ChipInspectionResult.self, forKey: .overall),
                failedChecks: try container.decodeIfPresent([String].self, forKey: .failedChecks) ?? [])
        }
    }

    /// Encodes the shape described at the type.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .notExamined: try container.encode(State.notExamined, forKey: .state)
        case .absent: try container.encode(State.absent, forKey: .state)
        case .unreadable(let reason):
            try container.encode(State.unreadable, forKey: .state)
            try container.encode(reason, forKey: .reason)
        case .inspected(let overall, let failedChecks):
            try container.encode(State.inspected, forKey: .state)
            try container.encode(overall, forKey: .overall)
            try container.encode(failedChecks, forKey: .failedChecks)
        }
    }
}
