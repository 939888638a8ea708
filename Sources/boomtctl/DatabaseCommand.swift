internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl database`: copies and examines the unified database while the daemon runs, and restores it.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Back up, restore and examine the unified database, delete what has outlived its time.",
        subcommands: [
            BackupCommand.self, RestoreCommand.self, DatabaseCheckCommand.self, DatabaseRetainCommand.self,
        ])
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
