package import BorderLaw
package import TravelDocument

/// A child's journey out of the country: who travels along, and the papers that the officer has seen (A/49).
package struct ChildJourney: DeskEntry {
    /// The child's own document.
    package var document: DocumentKey
    /// The day of leaving in Ulaanbaatar.
    package var day: CivilDate
    package var companionKind: CompanionKind
    /// The companion's document; nil only for a child who travels alone.
    package var companion: DocumentKey?
    /// Nationality of the companion, three letters.
    package var companionNationality: String?
    /// Given name of the companion as the zone prints it.
    package var companionGivenName: String?
    /// The kind of papers that the officer chose; nil only for a child who travels alone.
    package var branch: ChildBranch?
    /// Whether the state register names the companion as the child's parent.
    package var parentInRegister: Bool?
    package var birthRecord: BirthRecord?
    /// Whether the officer accepts a relative without a power of attorney.
    package var relativeAccepted: Bool?
    package var guardianDecision: GuardianDecision?
    package var powerOfAttorney: PowerOfAttorney?
    package var attachments: PowerOfAttorneyAttachments?
    package var travelsToEvent: Bool?
    package var policePermit: PolicePermit?
    /// Whether the companion confirmed the reminder of A/49 2.5.
    package var reminderAcknowledged: Bool?

    package init(
        document: DocumentKey, day: CivilDate, companionKind: CompanionKind, companion: DocumentKey?,
        branch: ChildBranch?
    ) {
        self.document = document
        self.day = day
        self.companionKind = companionKind
        self.companion = companion
        self.branch = branch
    }

    /// Whether somebody has to bring back papers when the child stays abroad (A/49 2.5): every companion who is no
    /// parent.
    package var needsFollowUp: Bool { companionKind != .parent && companionKind != .nobody }

    package func check(on today: CivilDate) throws(EntryFault) {
        guard day == today else { throw EntryFault("day", day > today ? .future : .implausible) }
        if companionKind == .nobody {
            try EntryCheck.refuse(companion, "companion")
            try EntryCheck.refuse(branch, "branch")
        } else {
            try EntryCheck.need(companion, "companion")
            try EntryCheck.need(branch, "branch")
        }
        if companion == document { throw EntryFault("companion", .same) }
        try EntryCheck.state(companionNationality, "companionNationality")
        try EntryCheck.optional(companionGivenName, "companionGivenName")
        try checkPapers(today)
        try checkAttachments(today)
    }

    private func checkPapers(_ today: CivilDate) throws(EntryFault) {
        if let paper = guardianDecision {
            try EntryCheck.text(paper.number, "guardianDecision.number")
            try EntryCheck.text(paper.issuer, "guardianDecision.issuer")
            try EntryCheck.past(paper.date, "guardianDecision.date", today: today)
        }
        if let paper = powerOfAttorney {
            try EntryCheck.optional(paper.notaryNumber, "powerOfAttorney.notaryNumber")
            try EntryCheck.past(paper.date, "powerOfAttorney.date", today: today)
            try EntryCheck.day(paper.validUntil, "powerOfAttorney.validUntil", today: today)
            if let date = paper.date, let until = paper.validUntil, until < date {
                throw EntryFault("powerOfAttorney.validUntil", .reversed)
            }
            try EntryCheck.optional(paper.childDocumentNumber, "powerOfAttorney.childDocumentNumber")
            try EntryCheck.optional(paper.companionDocumentNumber, "powerOfAttorney.companionDocumentNumber")
        }
        if let paper = policePermit {
            try EntryCheck.text(paper.number, "policePermit.number")
            try EntryCheck.past(paper.date, "policePermit.date", today: today)
        }
    }

    private func checkAttachments(_ today: CivilDate) throws(EntryFault) {
        guard let papers = attachments else { return }
        try EntryCheck.state(papers.destination, "attachments.destination")
        try EntryCheck.day(papers.childVisaUntil, "attachments.childVisaUntil", today: today)
        try EntryCheck.day(papers.companionVisaUntil, "attachments.companionVisaUntil", today: today)
        if let row = papers.visaFreeRow, !(1...999).contains(row) {
            throw EntryFault("attachments.visaFreeRow", .outOfRange)
        }
    }
}

/// How a follow-up ended: what an officer found out about a child who stayed abroad (A/49 2.5).
package struct ChildSettlement: DeskEntry {
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        /// The child came back, with somebody else or over another port.
        case childReturned
        /// The papers about the person who took over the child were received.
        case papersReceived
        /// The matter went to another authority, which the reason names.
        case handedOver
    }

    /// The child's document.
    package var document: DocumentKey
    /// The journey that it settles.
    package var journey: Int64
    package var outcome: Outcome

    package init(document: DocumentKey, journey: Int64, outcome: Outcome) {
        self.document = document
        self.journey = journey
        self.outcome = outcome
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        if journey < 1 { throw EntryFault("journey", .outOfRange) }
    }
}

/// A child who left with somebody who is no parent and is not back yet.
package struct OpenFollowUp: Codable, Sendable, Equatable {
    /// Number of the journey's entry.
    package var journey: Int64
    package var child: DocumentKey
    package var companionKind: CompanionKind
    package var companion: DocumentKey
    /// The day on which they left.
    package var leftOn: CivilDate
    /// The day on which the companion came back without the child; nil while both are abroad.
    package var companionBackOn: CivilDate?

    package init(
        journey: Int64, child: DocumentKey, companionKind: CompanionKind, companion: DocumentKey, leftOn: CivilDate,
        companionBackOn: CivilDate?
    ) {
        self.journey = journey
        self.child = child
        self.companionKind = companionKind
        self.companion = companion
        self.leftOn = leftOn
        self.companionBackOn = companionBackOn
    }
}

/// Who of the children that left is looked after.
package protocol ChildFollowUpStore: Sendable {
    /// Children who are still abroad and whose journey nobody has settled, the longest away first.
    func openFollowUps() async throws(StoreError) -> [OpenFollowUp]
}
