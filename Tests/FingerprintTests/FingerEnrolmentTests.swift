import Fingerprint
import Testing

struct FingerEnrolmentTests {
    private static func blank() throws -> FingerExtraction {
        let grey = [UInt8](repeating: 220, count: 300 * 300)
        return try FingerExtractor().extract(
            FingerImage(width: 300, height: 300, pixelsPerInch: 500, pixels: grey))
    }

    @Test func `Three impressions that agree are enrolled, and the best one is kept`() throws {
        let extractions = Prints.ordinary[0]
        var enrolment = FingerEnrolment()
        #expect(enrolment.offer(extractions[0]) == .accepted(remaining: 2))
        #expect(enrolment.offer(extractions[1]) == .accepted(remaining: 1))
        guard case .enrolled(let print) = enrolment.offer(extractions[2]) else {
            Issue.record("not enrolled")
            return
        }
        #expect(extractions.map(\.template).contains(print.template))
        #expect(print.impressions == 3)
        #expect(print.lowestAgreement >= 4)
        // The kept one agrees with the others at least as well as each of them does.
        let matcher = FingerMatcher()
        let sums = extractions.map { one in
            extractions.reduce(0.0) { sum, other in
                one == other ? sum : sum + matcher.score(one.template, other.template).value
            }
        }
        let kept = try #require(extractions.firstIndex { $0.template == print.template })
        #expect(sums[kept] == sums.max())
    }

    @Test func `Two impressions are enough where the policy says so`() {
        var enrolment = FingerEnrolment(policy: .init(impressions: 2))
        #expect(enrolment.offer(Prints.ordinary[1][0]) == .accepted(remaining: 1))
        guard case .enrolled = enrolment.offer(Prints.ordinary[1][1]) else {
            Issue.record("not enrolled")
            return
        }
    }

    @Test func `A poor impression is told why and taken again, three times at most`() throws {
        let blank = try Self.blank()
        var enrolment = FingerEnrolment(policy: .init(impressions: 2, recaptures: 3))
        for left in [4, 3, 2, 1] {
            #expect(enrolment.offer(blank) == .poor(reasons: [.noFinger], recapturesLeft: left))
        }
        #expect(enrolment.offer(blank) == .exhausted)
    }

    @Test func `A usable image below the quality of the policy is poor, too`() {
        let good = Prints.ordinary[0][0]
        var enrolment = FingerEnrolment(policy: .init(leastQuality: good.quality + 1))
        guard case .poor = enrolment.offer(good) else {
            Issue.record("a low quality was taken")
            return
        }
    }

    @Test func `Another finger in between disagrees and does not spoil the enrolment`() {
        var enrolment = FingerEnrolment()
        #expect(enrolment.offer(Prints.ordinary[0][0]) == .accepted(remaining: 2))
        #expect(enrolment.offer(Prints.ordinary[0][1]) == .accepted(remaining: 1))
        #expect(enrolment.offer(Prints.ordinary[2][0]) == .disagrees(recapturesLeft: 3))
        guard case .enrolled(let print) = enrolment.offer(Prints.ordinary[0][2]) else {
            Issue.record("not enrolled")
            return
        }
        #expect(!Prints.ordinary[2].map(\.template).contains(print.template))
    }

    @Test func `A wrong first impression is outvoted`() {
        var enrolment = FingerEnrolment(policy: .init(impressions: 2))
        #expect(enrolment.offer(Prints.ordinary[3][0]) == .accepted(remaining: 1))
        // Which of the two is wrong nobody knows yet: the newer one is counted.
        #expect(enrolment.offer(Prints.ordinary[0][0]) == .accepted(remaining: 1))
        guard case .enrolled(let print) = enrolment.offer(Prints.ordinary[0][1]) else {
            Issue.record("not enrolled")
            return
        }
        #expect(Prints.ordinary[0].map(\.template).contains(print.template))
    }

    @Test func `Fingers that never agree use up their impressions`() {
        var enrolment = FingerEnrolment(policy: .init(impressions: 2, recaptures: 2))
        _ = enrolment.offer(Prints.ordinary[0][0])
        _ = enrolment.offer(Prints.ordinary[1][0])
        _ = enrolment.offer(Prints.ordinary[2][0])
        #expect(enrolment.offer(Prints.ordinary[3][0]) == .exhausted)
    }

    @Test func `A session takes two fingers and passes over a missing one with its reason`() {
        var session = EnrolmentSession(policy: .init(impressions: 2))
        #expect(session.asked == .rightIndex)
        #expect(session.skip(.bandaged) == .passedOver(.rightIndex, .bandaged))
        #expect(session.asked == .leftIndex)
        #expect(session.offer(Prints.ordinary[0][0]) == .again(.accepted(remaining: 1)))
        #expect(session.offer(Prints.ordinary[0][1]) == .enrolled(.leftIndex))
        #expect(session.asked == .rightThumb)
        _ = session.offer(Prints.ordinary[1][0])
        #expect(session.offer(Prints.ordinary[1][1]) == .enrolled(.rightThumb))
        #expect(session.asked == nil)
        #expect(session.isComplete)
        #expect(session.enrolled.map(\.template.position) == [.leftIndex, .rightThumb])
        #expect(session.gaps.map(\.position) == [.rightIndex])
        #expect(session.offer(Prints.ordinary[2][0]) == .finished)
        #expect(session.skip(.amputated) == .finished)
    }

    @Test func `The same finger under two names is not enrolled twice`() {
        var session = EnrolmentSession(policy: .init(impressions: 2), order: [.rightIndex, .leftIndex])
        _ = session.offer(Prints.ordinary[0][0])
        #expect(session.offer(Prints.ordinary[0][1]) == .enrolled(.rightIndex))
        _ = session.offer(Prints.ordinary[0][2])
        #expect(session.offer(Prints.ordinary[0][0]) == .passedOver(.leftIndex, .sameFinger))
        #expect(session.asked == nil)
        #expect(!session.isComplete)
    }
}
