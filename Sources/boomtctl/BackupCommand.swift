internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl backup`, and under the name `boomtctl database backup`: one consistent copy, examined before it gets its name.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database to a file while the lanes go on.",
        discussion: """
            The copy is examined before it gets its name, and its digest stands in the journal. It holds encrypted \
            columns: keep the key file apart from it, and the journal's public key with it.
            """)

    @Argument(help: "The file to make; it must not be there.")
    var file: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var file: String
        var sha256: String
        var journalPlace: String?
    }

    func run() async throws {
        let database = try store.open()
        let progress = PercentLine("Хуулж байна · Backing up")
        let outcome: BackupOutcome
        do throws(StoreError) {
            outcome = try await database.backUp(to: file) { progress.show(Int64($0), of: Int64($1)) }
        } catch {
            progress.end()
            throw CommandFailure(error)
        }
        progress.end()
        if output.json {
            try Output.document(
                Answer(file: file, sha256: outcome.digest, journalPlace: outcome.head?.description))
        } else {
            Output.text("Хуулбар · Backup: \(file)\nSHA-256: \(outcome.digest)")
            if let head = outcome.head { Output.text("Бүртгэлийн байр · Place in the journal: \(head)") }
        }
    }
}
