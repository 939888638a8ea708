internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl database`: copies and examines the unified database while the daemon runs.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Back up and examine the unified database.",
        subcommands: [DatabaseBackupCommand.self, DatabaseCheckCommand.self])
}

/// `boomtctl database backup`: one consistent copy, examined before it gets its name.
struct DatabaseBackupCommand: AsyncParsableCommand {
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

/// `boomtctl database check`: whether the file is sound.
struct DatabaseCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Examine the database file; exit code 1 when it is damaged.",
        discussion: "Compares every index with its table. What was changed on purpose is found by journal verify.")

    @Flag(help: "Leave out the comparison of indexes.")
    var quick = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var sound: Bool
        var damage: [String]
    }

    func run() async throws {
        let database = try store.open()
        let damage: [String]
        do throws(StoreError) {
            damage = try await database.damage(thorough: !quick)
        } catch {
            guard error.code == .corrupt else { throw CommandFailure(error) }
            damage = ["\(error)"]
        }
        if output.json {
            try Output.document(Answer(sound: damage.isEmpty, damage: damage))
        } else if damage.isEmpty {
            Output.text("Өгөгдлийн сан бүрэн бүтэн · The database is sound")
        } else {
            Output.text("ӨГӨГДЛИЙН САН ГЭМТСЭН · THE DATABASE IS DAMAGED")
            for line in damage { Output.text(line) }
        }
        guard damage.isEmpty else { throw ExitStatus.negative.exit }
    }
}
