internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl document`: what became of travel documents.
struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Enter what became of a document: valid, extended, lost, invalidated.",
        subcommands: [
            DocumentDeclareCommand.self, DeskBookListCommand<DocumentStatement>.self,
            DeskBookWithdrawCommand<DocumentStatement>.self,
        ])
}

/// `boomtctl document declare`: enters one statement.
struct DocumentDeclareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "declare", abstract: "Enter what was seen or found out about a document.",
        discussion: """
            valid needs --until, the printed last day, and may say --issued; extended needs --until, the new last day; \
            invalidated needs --cause. What is lost or invalid sends its bearer from the gate to an officer at once, \
            also when it is found again. Exit code 1 when the daemon refuses.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "valid, extended, lost or invalidated.")
    var kind: DocumentStatement.Kind

    @Option(help: "Day of issue of a valid document, YYYY-MM-DD.")
    var issued: CivilDate?

    @Option(help: "Last day of a valid or extended document.")
    var until: CivilDate?

    @Option(
        help: """
            nameChanged, registerNumberChanged, damaged, altered, courtDecision, citizenshipLost or holderDied.
            """)
    var cause: DocumentStatement.Cause?

    @Option(help: "Body that extended it or declared it invalid.")
    var body: String?

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let statement = DocumentStatement(
            document: try document.key(), kind: kind, issued: issued, until: until, cause: cause, body: body)
        try DocumentStatement.book(control, output).enter(statement, by: officer)
    }
}

extension DocumentStatement: ListedEntry {
    static var path: String { "/v1/documents/statements" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show what was entered about a document.", withdraw: "Take back a statement that was wrong.")
    }

    var summary: String {
        shownLine([kind.rawValue, cause?.rawValue, issued, until.map { "– \($0)" }, body])
    }
}

extension DocumentStatement.Kind: ExpressibleByArgument {}
extension DocumentStatement.Cause: ExpressibleByArgument {}
