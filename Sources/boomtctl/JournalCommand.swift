internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl journal`: the signed account of everything that the checkpoint wrote.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Prove that nothing in the records was changed, removed or reordered.",
        subcommands: [JournalVerifyCommand.self, JournalShowCommand.self])
}

/// `boomtctl journal verify`: follows the journal from its first entry, and compares every row with what it says.
struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the journal of a database, and every record against it.",
        discussion: """
            Works on the database file itself, while the daemon runs or on a copy elsewhere; nothing is written. Keep \
            the public key and the last place that it prints apart from the machine: with --noted, entries cut off at \
            the end are found, too. Each lane signs what it tells with a key of its own, which the checkpoint's key vouches \
            for: the checkpoint's alone proves all. Where that was changed, the journal is followed through every \
            change, and any of its public keys proves the whole. Rows that were deleted when their time was over are counted by the entry \
            that says so. Exit code 1 when something does not agree.
            """)

    @Option(help: "The database file.")
    var database = "/var/lib/boomt/boomt.sqlite"

    @Option(help: "The daemon's journal key, where this machine has it: /var/lib/boomt/journal.key unless it is named.")
    var journalKeyFile: String?

    @Option(help: "The same, as it was called before; --journal-key-file goes before it.")
    var keyFile = "/var/lib/boomt/journal.key"

    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let verifier = try journal.verifier(orKeyIn: journalKeyFile ?? keyFile)
        let progress = Progress()
        let verification: JournalVerification
        do throws(StoreError) {
            verification = try verifier.verify(database: database) { progress.show($0, of: $1) }
        } catch {
            throw CommandFailure(
                .unusable, "\(database) cannot be read: \(error)", advice: "is it the daemon's database, and may you?")
        }
        progress.end()
        guard !verification.isOfAnotherKey else {
            throw CommandFailure(
                .unusable,
                "\(database): энэ түлхүүр энэ бүртгэлийнх биш, эсвэл бүртгэлийг бүхэлд нь шинээр бичсэн · "
                    + "no entry is signed with this key: it is not that of this journal, or all was written anew",
                advice: "give --public-key as it was kept apart from this machine; if it is that one, "
                    + "the journal is not to be believed"
            )
        }
        if output.json {
            try Output.document(JournalDocument(verification))
        } else {
            Output.text(Self.text(verification))
        }
        guard verification.isIntact else { throw ExitStatus.negative.exit }
    }

    private static func text(_ verification: JournalVerification) -> String {
        var lines = [
            verification.isIntact
                ? "Бүртгэл бүрэн бүтэн · The journal is intact"
                : "БҮРТГЭЛ ЗӨРСӨН · THE JOURNAL DOES NOT AGREE"
        ]
        lines.append("Бичлэг · Entries: \(verification.entries), мөр · rows: \(verification.rows)")
        if let head = verification.head { lines.append("Сүүлийн байр · Last place: \(head)") }
        if verification.keys.count > 1 {
            for key in verification.keys {
                let whose = key.lane ?? "боомт · checkpoint"
                lines.append("Түлхүүр · Key from № \(key.from), \(whose): \(key.publicKey)")
            }
        }
        for deletion in verification.deletions {
            lines.append(
                "№ \(deletion.sequence): хугацаа дууссан тул устгасан · deleted when their time was over: "
                    + "\(deletion.category), \(deletion.count)")
        }
        if !verification.faults.isEmpty {
            var table = TextTable(["№", "ЮУ · WHAT", "ХААНА · WHERE"])
            for fault in verification.faults {
                table.add([
                    fault.sequence.map(String.init) ?? "-", fault.kind.text, fault.subject ?? "",
                ])
            }
            lines.append(table.text)
        }
        return lines.joined(separator: "\n")
    }

    /// A line of progress on a terminal: a journal of years takes minutes.
    private final class Progress {
        private var percent: Int64 = -1

        func show(_ done: Int64, of total: Int64) {
            let now = total > 0 ? min(100, done * 100 / total) : 100
            guard Output.isWatched, now != percent else { return }
            percent = now
            Output.write("\rБүртгэл шалгаж байна · Verifying the journal \(now) %")
        }

        func end() {
            if percent >= 0 { Output.write("\r\u{1B}[K") }
        }
    }
}

/// What `journal verify --json` writes.
private struct JournalDocument: Encodable {
    struct Fault: Encodable {
        var kind: String
        var sequence: Int64?
        var subject: String?
    }

    struct Key: Encodable {
        var publicKey: String
        /// Nil for a key of the checkpoint.
        var lane: String?
        var from: Int64
    }

    struct Deletion: Encodable {
        var sequence: Int64
        var category: String
        var count: Int
    }

    var intact: Bool
    var entries: Int64
    var rows: Int64
    var head: String?
    var keys: [Key]
    var deletions: [Deletion]
    var faults: [Fault]

    init(_ verification: JournalVerification) {
        intact = verification.isIntact
        entries = verification.entries
        rows = verification.rows
        head = verification.head?.description
        keys = verification.keys.map { Key(publicKey: $0.publicKey, lane: $0.lane, from: $0.from) }
        deletions = verification.deletions.map {
            Deletion(sequence: $0.sequence, category: $0.category, count: $0.count)
        }
        faults = verification.faults.map {
            Fault(kind: $0.kind.rawValue, sequence: $0.sequence, subject: $0.subject)
        }
    }
}

extension JournalFault.Kind {
    /// For people.
    fileprivate var text: String {
        switch self {
        case .entryMissing: "өмнөх бичлэг алга · entries before it are missing"
        case .entryChanged: "бичлэг өөрчлөгдсөн · the entry was changed"
        case .linkBroken: "дараалал зөрсөн · it does not follow the entry before"
        case .signatureWrong: "гарын үсэг таарахгүй · the signature is not of this key"
        case .keyChangeForged: "түлхүүр солилт хуурамч · the change of the key is forged"
        case .foreignToLane: "эгнээнийх биш бичлэг · the lane signed what is not its own to tell"
        case .batchChanged: "хамт өөрчилсөн мөрүүд зөрсөн · the rows changed together are not those of the entry"
        case .rowChanged: "мөр өөрчлөгдсөн · the row is not as journaled"
        case .rowMissing: "мөр устсан · the row is gone"
        case .rowUnknown: "бүртгэлгүй мөр · a row that was never journaled"
        case .notedPlaceMissing: "тэмдэглэсэн байр алга · the noted place is not there"
        case .empty: "бүртгэл хоосон · there is no entry"
        }
    }
}
