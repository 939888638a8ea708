/// The fingers of one person, one after the other, until enough of them are enrolled.
///
/// Two fingers are wanted, so that a cut in one does not send its owner to the officer. A finger that is missing or will
/// not do is passed over with its reason, and the next of the order is asked for.
package struct EnrolmentSession: Sendable {
    /// Why a finger was not taken.
    package enum Gap: String, Sendable, CaseIterable {
        /// The finger is not there.
        case amputated
        /// It is bandaged or hurt today.
        case bandaged
        /// It cannot be laid on the scanner.
        case unreachable
        /// Its impressions were poor or did not agree, as often as it was tried.
        case exhausted
        /// It gave the print of a finger that is enrolled already under another name.
        case sameFinger
    }

    /// What an impression led to; the finger that it belonged to stands in `asked` before the call.
    package enum Answer: Sendable, Equatable {
        /// What the finger's own enrolment says; its last word is one of the three below.
        case again(FingerEnrolment.Answer)
        /// The finger is enrolled.
        case enrolled(FingerTemplate.Position)
        /// The finger is passed over.
        case passedOver(FingerTemplate.Position, Gap)
        /// Nothing is asked for any more.
        case finished
    }

    /// Fingers in the order of BSI TR-03121-3 for single-finger scanners: index fingers carry the clearest prints and
    /// are the easiest to lay down, little fingers come last.
    package static let usualOrder: [FingerTemplate.Position] = [
        .rightIndex, .leftIndex, .rightThumb, .leftThumb, .rightMiddle, .leftMiddle, .rightRing, .leftRing,
        .rightLittle, .leftLittle,
    ]

    /// The finger to lay down now; nil when enough are enrolled or none is left.
    package private(set) var asked: FingerTemplate.Position?
    /// The prints to keep, each with its position.
    package private(set) var enrolled: [EnrolledPrint] = []
    /// The fingers that were passed over.
    package private(set) var gaps: [(position: FingerTemplate.Position, reason: Gap)] = []

    private let policy: FingerEnrolment.Policy
    private let wanted: Int
    private var order: [FingerTemplate.Position]
    private var current: FingerEnrolment

    /// A session that asks for the first finger of `order`.
    ///
    /// - Parameters:
    ///   - wanted: fingers to enrol, at least 1.
    ///   - order: the fingers that may be asked for; repeated ones count once.
    package init(
        policy: FingerEnrolment.Policy = .init(), wanted: Int = 2,
        order: [FingerTemplate.Position] = EnrolmentSession.usualOrder
    ) {
        self.policy = policy
        self.wanted = max(1, wanted)
        var seen: Set<FingerTemplate.Position> = []
        self.order = order.filter { $0 != .unknown && seen.insert($0).inserted }
        current = FingerEnrolment(policy: policy)
        advance()
    }

    /// Whether as many fingers as wanted are enrolled.
    package var isComplete: Bool { enrolled.count >= wanted }

    /// Weighs an impression of the finger that is asked for.
    package mutating func offer(_ extraction: FingerExtraction) -> Answer {
        guard let asked else { return .finished }
        let answer = current.offer(extraction)
        switch answer {
        case .accepted, .poor, .disagrees: return .again(answer)
        case .exhausted: return passOver(asked, .exhausted)
        case .enrolled(var print):
            let prepared = PreparedTemplate(print.template)
            let matcher = FingerMatcher()
            let isKnown = enrolled.contains {
                matcher.score(PreparedTemplate($0.template), prepared).value >= policy.leastAgreement
            }
            guard !isKnown else { return passOver(asked, .sameFinger) }
            print.template.position = asked
            enrolled.append(print)
            advance()
            return .enrolled(asked)
        }
    }

    /// Passes over the finger that is asked for.
    package mutating func skip(_ reason: Gap) -> Answer {
        guard let asked else { return .finished }
        return passOver(asked, reason)
    }

    private mutating func passOver(_ position: FingerTemplate.Position, _ reason: Gap) -> Answer {
        gaps.append((position, reason))
        advance()
        return .passedOver(position, reason)
    }

    private mutating func advance() {
        current = FingerEnrolment(policy: policy)
        asked = isComplete || order.isEmpty ? nil : order.removeFirst()
    }
}
