internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import Support
internal import TravelDocument

/// `boomtctl desk`: what the officer sees of a traveller today.
struct DeskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: "Note what the officer sees of a traveller and the book today.",
        subcommands: [DeskNoteCommand.self, DeskBookListCommand<DeskNote>.self, DeskBookWithdrawCommand<DeskNote>.self])
}

/// `boomtctl desk note`: enters what the officer has seen or asked; it holds for today.
struct DeskNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Enter what was seen or asked; it holds for the desk lanes today.",
        discussion: "Of several notes of a day the newest word on each point counts. Exit code 1 when it is refused.")

    @OptionGroup var document: DocumentOptions

    @Option(help: "Does the person of the photograph stand here?")
    var likeness: Answer?

    @Option(help: "Is there room left for marks?")
    var pagesLeft: Answer?

    @Option(help: "Is the book damaged?")
    var damaged: Answer?

    @Option(help: "Was it unlawfully altered?")
    var altered: Answer?

    @Option(help: "Does the state register hold another name or register number?")
    var dataChanged: Answer?

    @Option(help: "Why it stands in for the passport of the preceding crossing: lost, expired or returnCertificate.")
    var replaces: PassportReplacement.Cause?

    @Option(help: "Why a foreigner comes: visit, transit, residence or mission.")
    var purpose: TravelPurpose?

    @Option(help: "Class of the passport: diplomatic, official, ordinary or borderAreaPass.")
    var passportClass: PassportClass?

    @Option(help: "Territory of a passport with the code of China: CHN, HKG or MAC.")
    var territory: ChineseTerritory?

    @Option(help: "Was an official invitation shown?")
    var invitation: Answer?

    @Option(help: "Was travel on official duty confirmed?")
    var onDuty: Answer?

    @Option(help: "Does a resident leave for good?")
    var leavesForGood: Answer?

    @Option(help: "Was a resident who leaves for good taken off the register?")
    var deregistered: Answer?

    @Option(help: "Paper: passport, returnCertificate, foreignAuthorityLetter or borderAreaPass.")
    var paper: TravelPaper?

    @Option(help: "Out of turn: headOfState, guestOfHonour, delegation or escort; counts when a supervisor enters it.")
    var courtesy: Courtesy?

    @Option(help: "Have customs and inspection seen the traveller?")
    var otherChecks: Answer?

    @OptionGroup(title: "Remains") var remains: RemainsOptions
    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var note = DeskNote(document: try document.key(), day: UlaanbaatarCalendar.day(of: .now()))
        note.likeness = likeness?.isYes
        note.pagesLeft = pagesLeft?.isYes
        note.damaged = damaged?.isYes
        note.altered = altered?.isYes
        note.personalDataChanged = dataChanged?.isYes
        note.replacement = replaces
        note.purpose = purpose
        note.passportClass = passportClass
        note.territory = territory
        note.officialInvitation = invitation?.isYes
        note.onDuty = onDuty?.isYes
        note.leavesForGood = leavesForGood?.isYes
        note.deregistered = deregistered?.isYes
        note.travelPaper = paper
        note.courtesy = courtesy
        note.otherChecksDone = otherChecks?.isYes
        note.remains = try remains.value
        try DeskNote.book(control, output).enter(note, by: officer)
    }
}

/// Human remains and the papers that were seen (A/131 2.13); the document is that of the deceased.
struct RemainsOptions: ParsableArguments {
    @Option(help: "What is carried: remains or ashes.")
    var remains: RemainsFacts.Kind?

    @Option(help: "Was the statement of the police of the place of death seen?")
    var policeStatement: Answer?

    @Option(help: "Was the statement of the diplomatic mission seen?")
    var missionStatement: Answer?

    @Option(help: "Was the forensic conclusion seen?")
    var forensicConclusion: Answer?

    @Option(help: "Was the travel document of the deceased seen?")
    var travelDocument: Answer?

    @Option(help: "Was the travel document of a citizen marked invalid?")
    var markedInvalid: Answer?

    /// What was named; nil for a living traveller.
    var value: RemainsFacts? {
        get throws(CommandFailure) {
            guard let remains else {
                let papers = [policeStatement, missionStatement, forensicConclusion, travelDocument, markedInvalid]
                guard papers.allSatisfy({ $0 == nil }) else {
                    throw CommandFailure(
                        .unusable, "papers of remains without the remains", advice: "add --remains remains or ashes")
                }
                return nil
            }
            return RemainsFacts(
                kind: remains, policeStatement: policeStatement?.isYes, missionStatement: missionStatement?.isYes,
                forensicConclusion: forensicConclusion?.isYes, travelDocument: travelDocument?.isYes,
                markedInvalid: markedInvalid?.isYes)
        }
    }
}

extension DeskNote: ListedEntry {
    static var path: String { "/v1/desk/notes" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show the notes about the holder of a document.", withdraw: "Take back a wrong note.", noun: "note")
    }

    var summary: String {
        func said(_ name: String, _ answer: Bool?) -> String? { answer.map { "\(name)=\($0 ? "yes" : "no")" } }
        func said(_ name: String, _ word: (some RawRepresentable<String>)?) -> String? {
            word.map { "\(name)=\($0.rawValue)" }
        }
        return shownLine([
            day, said("likeness", likeness), said("pagesLeft", pagesLeft), said("damaged", damaged),
            said("altered", altered), said("dataChanged", personalDataChanged), said("replaces", replacement),
            said("purpose", purpose), said("passportClass", passportClass), said("territory", territory),
            said("invitation", officialInvitation), said("onDuty", onDuty), said("leavesForGood", leavesForGood),
            said("deregistered", deregistered), said("paper", travelPaper), said("courtesy", courtesy),
            said("otherChecks", otherChecksDone), said("remains", remains?.kind),
            said("policeStatement", remains?.policeStatement), said("missionStatement", remains?.missionStatement),
            said("forensicConclusion", remains?.forensicConclusion), said("travelDocument", remains?.travelDocument),
            said("markedInvalid", remains?.markedInvalid),
        ])
    }
}

extension PassportReplacement.Cause: ExpressibleByArgument {}
extension TravelPurpose: ExpressibleByArgument {}
extension PassportClass: ExpressibleByArgument {}
extension ChineseTerritory: ExpressibleByArgument {}
extension TravelPaper: ExpressibleByArgument {}
extension Courtesy: ExpressibleByArgument {}
extension RemainsFacts.Kind: ExpressibleByArgument {}
