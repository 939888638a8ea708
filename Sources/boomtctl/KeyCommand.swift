internal import ArgumentParser
internal import Checkpoint
internal import FoundationEssentials
internal import UnifiedDatabase

/// `boomtctl key`: the keys of the unified database.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Change the keys of the unified database.", subcommands: [KeyRotateCommand.self])
}

/// `boomtctl key rotate`: new keys, and nothing that the old ones open.
struct KeyRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give the database, the journal and its lanes new keys; boomtd must be stopped.",
        discussion: """
            The database key: fingers are put under a new key in one transaction, and so is the key of what crossings \
            tell, which gets a successor for what comes; then the old key is overwritten. The journal key: the journal \
            hands over to a new key by an entry that the old one signs; note the new public key. A lane's key: the \
            journal names the new one. All are journaled. If the command is cut off, boomtd finishes at its next \
            start, or this command when it is run again. Make a new backup at once: what an older one holds encrypted, \
            records of crossings among it, is not read any more.
            """)

    @Option(help: "Only some of the keys: database, journal or lanes.")
    var only: Choice?

    @Option(help: "Only the key of this lane.")
    var lane: LaneID?

    enum Choice: String, ExpressibleByArgument, CaseIterable { case database, journal, lanes }

    @Option(help: "The daemon's spool: records that wait there go into the database first.")
    var spool = "/var/lib/boomt/spool"

    @Option(help: "Who changes the keys, for the journal; the user of this session when it is left out.")
    var by: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var key: String
        var old: String
        var new: String
        var resealed: Int
        var journalPlace: String
    }

    func validate() throws {
        guard lane == nil || only == nil else { throw ValidationError("--only and --lane exclude each other") }
    }

    func run() async throws {
        guard UnifiedDatabase.isPresent(at: store.database) else {
            throw CommandFailure(.unusable, "\(store.database): no such file")
        }
        let environment = ProcessInfo.processInfo.environment
        let who = by ?? environment["SUDO_USER"] ?? environment["USER"] ?? "root"
        var answers: [Answer] = []
        for kind in try kinds() {
            let progress = PercentLine("Шинэ түлхүүрт шилжүүлж байна · Putting under the new key")
            defer { progress.end() }
            do throws(StoreError) {
                let outcome = try await store.rotation.rotate(kind, spool: spool, by: who) {
                    progress.show(Int64($0), of: Int64($1))
                }
                answers.append(
                    Answer(
                        key: kind.description, old: outcome.old, new: outcome.new, resealed: outcome.resealed,
                        journalPlace: outcome.place.description))
            } catch {
                throw Self.failure(error, store)
            }
        }
        guard !output.json else { return try Output.document(answers) }
        for answer in answers {
            Output.text(
                "Түлхүүр солигдлоо · Key changed: \(answer.key)\n  \(answer.old) → \(answer.new), \(answer.resealed)\n"
                    + "  Бүртгэлийн байр · Place in the journal: \(answer.journalPlace)")
        }
        if answers.contains(where: { $0.key == KeyRotation.Kind.database.description }) {
            Output.text(
                "Хуучин нөөц хуулбар цаашид нээгдэхгүй: одоо шинийг хийнэ үү · Older backups open no more: make one now\n"
                    + "  boomtctl database backup FILE")
        }
    }

    /// What was asked for; a lane only if the journal knows a key of it.
    private func kinds() throws(CommandFailure) -> [KeyRotation.Kind] {
        if let lane { return [.lane(lane)] }
        let all: [KeyRotation.Kind]
        do throws(StoreError) {
            all = try store.rotation.kinds()
        } catch {
            throw Self.failure(error, store)
        }
        return all.filter { kind in
            switch kind {
            case .database: only == nil || only == .database
            case .journal: only == nil || only == .journal
            case .lane: only == nil || only == .lanes
            }
        }
    }

    private static func failure(_ error: StoreError, _ store: StoreOptions) -> CommandFailure {
        switch error.code {
        case .locked:
            CommandFailure(.notReachable, error.message, advice: "systemctl stop boomtd, and try again")
        case .constraint: CommandFailure(.negative, error.message)
        default:
            CommandFailure(
                .unusable, "\(store.database): \(error)", advice: "nothing was changed, or boomtd finishes it")
        }
    }
}
