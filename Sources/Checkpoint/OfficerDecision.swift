package import BorderLaw
package import Support
package import TravelDocument

/// What an officer decided about a traveller whom a lane referred: the system itself never refuses anybody.
///
/// The record of the lane stays as it is; the decision stands beside it, once and for ever.
package struct OfficerDecision: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// The traveller went on, over the findings in ``overridden``.
        case letPass
        /// The traveller was not let across the border.
        case refused
    }

    package var crossing: CrossingID
    package var kind: Kind
    /// Service number of the officer who answers for it.
    package var officer: String
    /// Service number of the supervisor who agreed; grave findings need one.
    package var secondOfficer: String?
    /// What it rests on.
    package var reason: String
    /// Of a refusal: the law or the decision of an authority that it carries out, with its paragraph.
    package var authority: String?
    /// The rules whose findings kept the lane from letting the traveller pass.
    package var overridden: [String]
    package var decidedAt: UnixTime

    package init(
        crossing: CrossingID, kind: Kind, officer: String, secondOfficer: String? = nil, reason: String,
        authority: String? = nil, overridden: [String], decidedAt: UnixTime
    ) {
        self.crossing = crossing
        self.kind = kind
        self.officer = officer
        self.secondOfficer = secondOfficer
        self.reason = reason
        self.authority = authority
        self.overridden = overridden
        self.decidedAt = decidedAt
    }
}

/// Why a decision cannot stand.
package enum DecisionFault: Error, Sendable, Equatable {
    /// The lane did not refer the traveller: there is nothing to decide.
    case notReferred(CrossingState)
    /// A citizen of Mongolia comes home: nobody may refuse that.
    case citizenIsNotRefusedEntry
    /// A refusal without the law or decision that it carries out.
    case authorityMissing
    /// Findings of these rules are passed over by two officers only.
    case secondOfficerNeeded([String])
    /// The document could not be read: it may be a citizen's, so a refusal of entry needs a second officer.
    case nationalityUnknown
    /// The second officer is the first one.
    case sameOfficer

    /// Short code for programs.
    package var code: String {
        switch self {
        case .notReferred: "notReferred"
        case .citizenIsNotRefusedEntry: "citizenIsNotRefusedEntry"
        case .authorityMissing: "authorityMissing"
        case .secondOfficerNeeded: "secondOfficerNeeded"
        case .nationalityUnknown: "nationalityUnknown"
        case .sameOfficer: "sameOfficer"
        }
    }

    /// What is wrong and what to do, for the officer.
    package var text: LocalizedText {
        switch self {
        case .notReferred(let state):
            LocalizedText(
                mn: "Энэ зорчигчийг ажилтанд шилжүүлээгүй (\(state.rawValue)): шийдвэр шаардлагагүй",
                en: "This traveller was not referred (\(state.rawValue)): there is nothing to decide")
        case .citizenIsNotRefusedEntry:
            LocalizedText(
                mn: "Монгол Улсын иргэний орохыг хориглож болохгүй",
                en: "A citizen of Mongolia is never refused entry")
        case .authorityMissing:
            LocalizedText(
                mn: "Үл нэвтрүүлэх үндэслэлийг хууль, зүйл заалтаар нь бичнэ үү",
                en: "Name the law or decision, with its paragraph, on which the refusal rests")
        case .secondOfficerNeeded(let rules):
            LocalizedText(
                mn: "Ноцтой зөрчил (\(rules.joined(separator: ", "))): ээлжийн ахлах мөн зөвшөөрөх ёстой",
                en: "Grave findings (\(rules.joined(separator: ", "))): a supervisor has to agree as second officer")
        case .nationalityUnknown:
            LocalizedText(
                mn: "Баримт бичиг уншигдаагүй тул иргэн байж болзошгүй: ээлжийн ахлах мөн шийдэх ёстой",
                en: "The document could not be read and may be a citizen's: a supervisor has to agree as second officer"
            )
        case .sameOfficer:
            LocalizedText(
                mn: "Хоёр дахь ажилтан өөр хүн байх ёстой", en: "The second officer has to be another person")
        }
    }
}

extension OfficerDecision {
    /// Whether a decision fits its record; the findings that it passes over are taken from there.
    ///
    /// - Parameters:
    ///   - record: what the lane wrote.
    ///   - rulebook: the tables of the day: which findings only two officers pass over, and whose citizens are never
    ///     refused entry.
    package static func make(
        _ kind: Kind, on record: CrossingRecord, officer: String, secondOfficer: String?, reason: String,
        authority: String?, rulebook: Rulebook, at time: UnixTime
    ) throws(DecisionFault) -> OfficerDecision {
        guard record.state == .referred else { throw .notReferred(record.state) }
        if let secondOfficer, secondOfficer == officer { throw .sameOfficer }
        var rules: [String] = []
        for finding in record.verdict.obstacles where !rules.contains(finding.rule) { rules.append(finding.rule) }
        switch kind {
        case .letPass:
            let grave = Set(record.verdict.obstacles.filter(rulebook.desk.needsSecondOfficer).map(\.rule))
            guard grave.isEmpty || secondOfficer != nil else {
                throw .secondOfficerNeeded(rules.filter(grave.contains))
            }
        case .refused:
            guard let authority, !authority.isEmpty else { throw .authorityMissing }
            guard record.direction == .entry else { break }
            guard let document = record.document else {
                guard secondOfficer != nil else { throw .nationalityUnknown }
                break
            }
            guard document.nationality != rulebook.parameters.nationalState else { throw .citizenIsNotRefusedEntry }
        }
        return OfficerDecision(
            crossing: record.id, kind: kind, officer: officer, secondOfficer: secondOfficer, reason: reason,
            authority: authority, overridden: kind == .letPass ? rules : [], decidedAt: time)
    }
}
