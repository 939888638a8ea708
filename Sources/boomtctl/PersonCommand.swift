internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl person`: what is held about one person.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Join the documents of one person; give out what is held about somebody.",
        subcommands: [
            PersonLinkCommand.self, PersonNumberCommand.self, PersonDocumentsCommand.self, PersonTiesCommand.self,
            PersonUnlinkCommand.self, PersonExportCommand.self,
        ])
}

/// `boomtctl person export`: everything about the holder of a document, for a stated purpose.
struct PersonExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write everything that is held about the holder of a document as JSON.",
        discussion: """
            Documents of the person, what officers have entered about them, permissions and crossings with their facts \
            and verdicts. Fingers are named; templates are never given. The reading is in the journal before the file \
            is written. People and programs get the same document. Exit code 1 when nothing is held.
            """)

    @Option(help: "The issuing state of the document, as its zone prints it.")
    var issuer: String

    @Option(help: "The number of the document.")
    var document: String

    @Option(help: "Who reads: the service number of an officer.")
    var officer: String

    @Option(help: "What for, for example the request of the person.")
    var purpose: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let reading = ReadingPurpose(officer: officer, purpose: purpose) else {
            throw CommandFailure(.unusable, "--officer and --purpose must say something")
        }
        let database = try store.open()
        let file: PersonFile
        do throws(StoreError) {
            file = try await database.personFile(issuer: issuer, documentNumber: document, for: reading)
        } catch {
            throw CommandFailure(error)
        }
        try Output.document(file)
    }
}
