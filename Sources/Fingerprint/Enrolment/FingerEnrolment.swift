/// One finger laid on the scanner again and again until two or three impressions agree.
///
/// An enrolled print meets its owner for years, so a poor or a mistaken one is never taken: each impression must be good
/// enough by itself, and the impressions must agree with each other far better than strangers do. Which of two that
/// disagree is the wrong one shows only with a third; so nothing is thrown away before the end.
package struct FingerEnrolment: Sendable {
    /// What is asked of the impressions.
    package struct Policy: Sendable, Equatable {
        /// Impressions that must agree, 2 or 3.
        package let impressions: Int
        /// Impressions that may be taken beyond those, for poor and for disagreeing ones.
        package let recaptures: Int
        /// Least quality of an impression, 0...100.
        package let leastQuality: Int
        /// Least score between any two impressions, an estimate of -log10 of the false match rate.
        package let leastAgreement: Double

        /// A policy; the number of impressions is held to 2...3, that of further ones to 0...9.
        package init(
            impressions: Int = 3, recaptures: Int = 3, leastQuality: Int = 30, leastAgreement: Double = 4
        ) {
            self.impressions = min(max(impressions, 2), 3)
            self.recaptures = min(max(recaptures, 0), 9)
            self.leastQuality = leastQuality
            self.leastAgreement = leastAgreement
        }
    }

    /// What an impression led to.
    package enum Answer: Sendable, Equatable {
        /// It counts; so many more are needed.
        case accepted(remaining: Int)
        /// It is not good enough, for these reasons; so many more may be taken.
        case poor(reasons: [FingerQuality.Reason], recapturesLeft: Int)
        /// It disagrees with the ones before: another finger, or another part of it.
        case disagrees(recapturesLeft: Int)
        /// Enough impressions agree; this is the one to keep.
        case enrolled(EnrolledPrint)
        /// All impressions are used up: take another finger.
        case exhausted
    }

    private let policy: Policy
    private let matcher = FingerMatcher()
    private var good: [(extraction: FingerExtraction, prepared: PreparedTemplate)] = []
    private var scores: [[Double]] = []
    private var taken = 0

    /// An enrolment that has seen nothing.
    package init(policy: Policy = Policy()) {
        self.policy = policy
    }

    /// Impressions that may still be taken beyond those that are needed.
    package var recapturesLeft: Int { max(0, policy.impressions + policy.recaptures - taken) }

    /// Weighs the next impression.
    package mutating func offer(_ extraction: FingerExtraction) -> Answer {
        taken += 1
        guard extraction.isUsable, extraction.quality >= policy.leastQuality else {
            return recapturesLeft > 0
                ? .poor(reasons: extraction.reasons, recapturesLeft: recapturesLeft) : .exhausted
        }
        let prepared = PreparedTemplate(extraction.template)
        let row = good.map { matcher.score($0.prepared, prepared).value }
        good.append((extraction, prepared))
        scores.append(row)
        let group = largestGroup()
        if group.count >= policy.impressions { return .enrolled(best(of: group)) }
        guard recapturesLeft > 0 else { return .exhausted }
        return group.contains(good.count - 1)
            ? .accepted(remaining: policy.impressions - group.count)
            : .disagrees(recapturesLeft: recapturesLeft)
    }

    /// Agreement of two impressions.
    private func agreement(_ a: Int, _ b: Int) -> Double { scores[max(a, b)][min(a, b)] }

    /// The largest set of impressions of which each two agree, the later one of equals; at most twelve impressions, and
    /// groups of three at most are looked for, so trying all is cheap.
    private func largestGroup() -> [Int] {
        var best = good.isEmpty ? [] : [good.count - 1]
        for a in good.indices {
            for b in 0..<a where agreement(a, b) >= policy.leastAgreement {
                if best.count <= 2 { best = [b, a] }
                guard policy.impressions > 2 else { continue }
                for c in 0..<b
                where agreement(a, c) >= policy.leastAgreement && agreement(b, c) >= policy.leastAgreement {
                    best = [c, b, a]
                }
            }
        }
        return best
    }

    /// The impression that agrees best with the others of its group; quality decides between equals.
    private func best(of group: [Int]) -> EnrolledPrint {
        func sum(_ index: Int) -> Double {
            group.reduce(0) { $1 == index ? $0 : $0 + agreement(index, $1) }
        }
        let chosen =
            group.max { a, b in
                let (left, right) = (sum(a), sum(b))
                return left != right ? left < right : good[a].extraction.quality < good[b].extraction.quality
            } ?? group[0]
        var lowest = Double.infinity
        for a in group { for b in group where b < a { lowest = min(lowest, agreement(a, b)) } }
        return EnrolledPrint(
            template: good[chosen].extraction.template, impressions: taken, lowestAgreement: lowest)
    }
}

/// The print that an enrolment keeps of a finger.
package struct EnrolledPrint: Sendable, Equatable {
    /// The best impression.
    package var template: FingerTemplate
    /// Impressions that were taken for it, poor ones included.
    package let impressions: Int
    /// The lowest score between any two of the impressions that agreed.
    package let lowestAgreement: Double
}
