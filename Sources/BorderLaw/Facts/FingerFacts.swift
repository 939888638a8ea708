/// What the comparison of the living finger with the enrolled template told.
///
/// Scores are estimates of -log10 of the false match rate: 3 means one stranger in a thousand.
/// JSON shape: `{"state":"matched","score":5.2,"threshold":3,"attempts":1}`, `{"state":"scannerFailed","reason":"…"}`.
package enum FingerFacts: Sendable, Hashable {
    /// No finger was asked for yet.
    case notTaken
    /// The finger matched.
    case matched(score: Double, threshold: Double, attempts: Int)
    /// No attempt matched; the best score, nil when no attempt gave a usable picture.
    case mismatched(bestScore: Double?, threshold: Double, attempts: Int)
    /// The scanner failed; the reason is an error code.
    case scannerFailed(reason: String)
}

extension FingerFacts: Codable {
    private enum State: String, Codable {
        case notTaken, matched, mismatched, scannerFailed
    }

    private enum CodingKeys: String, CodingKey {
        case state, score, threshold, attempts, reason
    }

    /// Decodes the shape described at the type.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(State.self, forKey: .state) {
        case .notTaken: self = .notTaken
        case .matched:
            self = .matched(
                score: try container.decode(Double.self, forKey: .score),
                threshold: try container.decode(Double.self, forKey: .threshold),
                attempts: try container.decode(Int.self, forKey: .attempts))
        case .mismatched:
            self = .mismatched(
                bestScore: try container.decodeIfPresent(Double.self, forKey: .score),
                threshold: try container.decode(Double.self, forKey: .threshold),
                attempts: try container.decode(Int.self, forKey: .attempts))
        case .scannerFailed:
            self = .scannerFailed(reason: try container.decodeIfPresent(String.self, forKey: .reason) ?? "")
        }
    }

    /// Encodes the shape described at the type.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .notTaken: try container.encode(State.notTaken, forKey: .state)
        case .matched(let score, let threshold, let attempts):
            try container.encode(State.matched, forKey: .state)
            try container.encode(score, forKey: .score)
            try container.encode(threshold, forKey: .threshold)
            try container.encode(attempts, forKey: .attempts)
        case .mismatched(let bestScore, let threshold, let attempts):
            try container.encode(State.mismatched, forKey: .state)
            try container.encodeIfPresent(bestScore, forKey: .score)
            try container.encode(threshold, forKey: .threshold)
            try container.encode(attempts, forKey: .attempts)
        case .scannerFailed(let reason):
            try container.encode(State.scannerFailed, forKey: .state)
            try container.encode(reason, forKey: .reason)
        }
    }
}
