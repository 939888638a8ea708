/// How alike two prints are, in terms of the error it would be to call them the same finger.
package struct MatchScore: Sendable, Equatable, Comparable {
    /// Estimate of -log10 of the false match rate: 3.0 means that one pair of different fingers in a thousand scores
    /// as high. 0 for "nothing in common" and for templates that cannot be compared.
    package let value: Double

    /// The estimated share of pairs of different fingers that score at least as high, 0...1.
    package var falseMatchRate: Double { Elementary.exponential(-value * 2.302585092994046) }

    /// A score; `value` is held at 0 or more.
    package init(value: Double) { self.value = value > 0 ? value : 0 }

    package static func < (a: MatchScore, b: MatchScore) -> Bool { a.value < b.value }
}

/// Compares templates with bit cylinders and a global check. Stateless and reentrant; `score(a, b) == score(b, a)`.
package struct FingerMatcher: Sendable {
    /// Threshold at an estimated false match rate of 0.1 %, the rate that BSI TR-03121-3.1 asks for.
    package static let defaultThreshold = 3.0

    /// Fewest minutiae that a print needs to be compared at all.
    private static let leastMinutiae = 6
    /// Weight of the local similarity without any global agreement.
    private static let base: Float = 0.2
    /// Weight of the global agreement beside its square. The square matters at low error rates: prints of one class
    /// agree by chance up to a third.
    private static let slope: Float = 0.5

    /// A matcher; it has no settings.
    package init() {}

    /// Compares two templates, preparing both. Keep `PreparedTemplate`s when one of them is used again.
    package func score(_ probe: FingerTemplate, _ candidate: FingerTemplate) -> MatchScore {
        score(PreparedTemplate(probe), PreparedTemplate(candidate))
    }

    /// Compares two prepared templates.
    package func score(_ probe: PreparedTemplate, _ candidate: PreparedTemplate) -> MatchScore {
        MatchScore(value: ScoreCalibration.estimate(raw: rawSimilarity(probe, candidate)))
    }

    /// Similarity before calibration, 0...1.7.
    package func rawSimilarity(_ probe: PreparedTemplate, _ candidate: PreparedTemplate) -> Double {
        guard min(probe.minutiae.count, candidate.minutiae.count) >= Self.leastMinutiae,
            !probe.cylinders.isEmpty, !candidate.cylinders.isEmpty
        else { return 0 }
        let (a, b) = Self.isOrdered(probe, candidate) ? (probe, candidate) : (candidate, probe)
        let pairs = PairRelaxation.strongest(of: CylinderPairing.greedyPairs(a, b), a, b)
        guard !pairs.isEmpty else { return 0 }
        // Fewer pairs than the templates should give count as pairs without any similarity.
        let wanted = PairRelaxation.wanted(min(a.minutiae.count, b.minutiae.count))
        let local = pairs.reduce(Float(0)) { $0 + $1.relaxed } / Float(max(pairs.count, wanted))
        var agreement = GlobalAgreement(a, b)
        let shared = agreement.best(seeds: pairs)
        return Double(local * (Self.base + shared * (Self.slope + shared)))
    }

    /// A fixed order of any two templates, which makes the comparison symmetric.
    private static func isOrdered(_ a: PreparedTemplate, _ b: PreparedTemplate) -> Bool {
        guard a.minutiae.count == b.minutiae.count else { return a.minutiae.count < b.minutiae.count }
        for (p, q) in zip(a.minutiae, b.minutiae) where p != q {
            return (p.x, p.y, p.angle, p.quality) < (q.x, q.y, q.angle, q.quality)
        }
        return true
    }
}
