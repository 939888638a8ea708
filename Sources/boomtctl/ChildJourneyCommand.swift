internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import Support
internal import TravelDocument

/// `boomtctl child journey`: enters who travels with a child and which papers were seen.
struct ChildJourneyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journey", abstract: "Enter who leaves with a child today, and the papers that were seen.",
        discussion: """
            --issuer and --document name the child's document. Exactly one --branch fits: family (birth record, unless \
            the names or the register show the tie), guardian (decision), otherPerson (power of attorney with what \
            belongs to it). Papers that are shown later are entered anew, all together: the newest journey of the day \
            counts. Exit code 1 when it is refused.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "parent, relative, guardian, other or nobody.")
    var companion: CompanionKind

    @Option(help: "The issuing state of the companion's document.")
    var companionIssuer: String?

    @Option(help: "The number of the companion's document.")
    var companionDocument: String?

    @Option(help: "Nationality of the companion; without it, the issuing state.")
    var companionNationality: String?

    @Option(help: "Given name of the companion as the zone prints it.")
    var companionGivenName: String?

    @Option(help: "family, guardian or otherPerson.")
    var branch: ChildBranch?

    @Option(help: "Does the state register name the companion as the child's parent?")
    var parentInRegister: Answer?

    @Option(help: "Does the officer accept a relative without a power of attorney?")
    var relativeAccepted: Answer?

    @Option(help: "Does the child go to an international contest, art or culture event?")
    var event: Answer?

    @Option(help: "Was the companion reminded what to bring back (A/49 2.5)?")
    var reminded: Answer?

    @OptionGroup(title: "Papers") var papers: ChildPaperOptions
    @OptionGroup(title: "What belongs to a power of attorney") var attachments: ChildAttachmentOptions
    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var other: DocumentKey?
        if companionIssuer != nil || companionDocument != nil {
            other = try DocumentKey(
                option: companionIssuer ?? "", companionDocument ?? "",
                names: ("--companion-issuer", "--companion-document"))
        }
        var journey = ChildJourney(
            document: try document.key(), day: UlaanbaatarCalendar.day(of: .now()), companionKind: companion,
            companion: other, branch: branch)
        journey.companionNationality = companionNationality
        journey.companionGivenName = companionGivenName
        journey.parentInRegister = parentInRegister?.isYes
        journey.relativeAccepted = relativeAccepted?.isYes
        journey.travelsToEvent = event?.isYes
        journey.reminderAcknowledged = reminded?.isYes
        journey.birthRecord = papers.birth
        journey.guardianDecision = papers.decision
        journey.powerOfAttorney = papers.attorney
        journey.policePermit = papers.permit
        journey.attachments = attachments.value
        try ChildJourney.book(control, output).enter(journey, by: officer)
    }
}

/// The papers of A/49 2.1.
struct ChildPaperOptions: ParsableArguments {
    @Option(help: "original, notarisedCopy, electronicExtract or plainCopy.")
    var birthRecord: BirthRecord.Form?

    @Option(help: "Does the birth record show the tie to the companion?")
    var birthShowsTie: Answer?

    @Option(help: "Number of the decision that names the guardian.")
    var decisionNumber: String?

    @Option(help: "Day of that decision, YYYY-MM-DD.")
    var decisionDate: CivilDate?

    @Option(help: "Governor or court that decided.")
    var decisionIssuer: String?

    @Option(help: "Does it name this companion and this child?")
    var decisionNamesBoth: Answer?

    @Option(help: "The notary's number of the power of attorney.")
    var notaryNumber: String?

    @Option(help: "Day of the notary's certificate, YYYY-MM-DD.")
    var notaryDate: CivilDate?

    @Option(help: "Last day of the power of attorney, where it names one.")
    var notaryUntil: CivilDate?

    @Option(help: "Who signed it: bothParents, oneParent or guardian.")
    var signatories: PowerOfAttorney.Signatories?

    @Option(help: "Does the officer accept the signature of one parent?")
    var oneParentAccepted: Answer?

    @Option(help: "Number of the child's document in the power of attorney.")
    var attorneyChild: String?

    @Option(help: "Number of the companion's document in the power of attorney.")
    var attorneyCompanion: String?

    @Option(help: "Are the names in it those of the travellers?")
    var attorneyNamesAgree: Answer?

    @Option(help: "Number of the permission of the police unit against human trafficking.")
    var permitNumber: String?

    @Option(help: "Day of that permission, YYYY-MM-DD.")
    var permitDate: CivilDate?

    /// The birth record, if one was named.
    var birth: BirthRecord? { birthRecord.map { BirthRecord(form: $0, showsTie: birthShowsTie?.isYes) } }

    /// The decision, if a number was named.
    var decision: GuardianDecision? {
        decisionNumber.map {
            GuardianDecision(
                number: $0, date: decisionDate, issuer: decisionIssuer ?? "", namesBoth: decisionNamesBoth?.isYes)
        }
    }

    /// The power of attorney, if anything of it was named.
    var attorney: PowerOfAttorney? {
        guard notaryNumber != nil || notaryDate != nil || signatories != nil else { return nil }
        return PowerOfAttorney(
            notaryNumber: notaryNumber, date: notaryDate, validUntil: notaryUntil, signatories: signatories,
            oneParentAccepted: oneParentAccepted?.isYes, childDocumentNumber: attorneyChild,
            companionDocumentNumber: attorneyCompanion, namesAgree: attorneyNamesAgree?.isYes)
    }

    /// The permission of the police, if a number was named.
    var permit: PolicePermit? { permitNumber.map { PolicePermit(number: $0, date: permitDate) } }
}

/// What A/49 2.2 asks for beside a power of attorney.
struct ChildAttachmentOptions: ParsableArguments {
    @Option(help: "State of destination, three letters.")
    var destination: String?

    @Option(help: "Last day of the child's visa for it.")
    var childVisaUntil: CivilDate?

    @Option(help: "Last day of the companion's visa for it.")
    var companionVisaUntil: CivilDate?

    @Option(help: "Row of the agreement by which citizens of Mongolia need no visa there; compared with the table.")
    var visaFreeRow: Int?

    @Option(help: "Is the written and reasoned explanation there?")
    var explanation: Answer?

    @Option(help: "Are the parents abroad?")
    var parentsAbroad: Answer?

    @Option(help: "Did the power of attorney come through the ministry of foreign affairs?")
    var throughMinistry: Answer?

    /// Everything that was named; nil for nothing.
    var value: PowerOfAttorneyAttachments? {
        let value = PowerOfAttorneyAttachments(
            destination: destination, childVisaUntil: childVisaUntil, companionVisaUntil: companionVisaUntil,
            visaFreeRow: visaFreeRow, explanation: explanation?.isYes, parentsAbroad: parentsAbroad?.isYes,
            throughForeignMinistry: throughMinistry?.isYes)
        return value == PowerOfAttorneyAttachments() ? nil : value
    }
}

extension CompanionKind: ExpressibleByArgument {}
extension ChildBranch: ExpressibleByArgument {}
extension BirthRecord.Form: ExpressibleByArgument {}
extension PowerOfAttorney.Signatories: ExpressibleByArgument {}
