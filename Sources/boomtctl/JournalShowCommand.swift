internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl journal show`: the newest entries of the journal.
struct JournalShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the newest entries of the journal, the newest first.",
        discussion: """
            Reads the database file itself, while the daemon runs or on a copy elsewhere. Entries name rows by their \
            numbers and hold no personal data. Nothing is proved by reading them: journal verify does that.
            """)

    @Option(help: "The database file.")
    var database = "/var/lib/boomt/boomt.sqlite"

    @Option(help: "Only entries of this kind, for example trustStoreChanged, settingsChanged, listReplaced.")
    var kind: JournalKind?

    @Option(help: "How many, at most \(Limits.journalEntries).")
    var limit = 20

    @Option(help: "Only entries before the one with this number.")
    var before: Int64?

    @OptionGroup var output: OutputOptions

    func run() throws {
        guard (1...Limits.journalEntries).contains(limit) else {
            throw CommandFailure(.unusable, "--limit takes 1 to \(Limits.journalEntries)")
        }
        let lines: [JournalLine]
        do throws(StoreError) {
            lines = try JournalReader.entries(database: database, kind: kind, before: before, limit: limit)
        } catch {
            throw CommandFailure(
                .unusable, "\(database) cannot be read: \(error)", advice: "is it the daemon's database, and may you?")
        }
        if output.json { try Output.document(lines) } else { Output.text(lines.map(Self.text).joined(separator: "\n")) }
    }

    private static func text(_ line: JournalLine) -> String {
        let head = ["№ \(line.sequence)", "\(line.recordedAt)", line.kind, line.lane, line.subject].compactMap { $0 }
        let details = line.details.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)" }
        return ([head.joined(separator: "  ")] + details).joined(separator: "\n")
    }
}

extension JournalKind: ExpressibleByArgument {}
