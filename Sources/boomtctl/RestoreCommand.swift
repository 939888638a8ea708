internal import ArgumentParser
internal import Checkpoint
internal import FoundationEssentials
internal import Support
internal import UnifiedDatabase

/// `boomtctl database restore`: a backup takes the place of the database, whose file is kept.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database; boomtd must be stopped.",
        discussion: """
            The backup is copied and examined, its journal is verified with the public key, and the keys are tried; \
            only then it takes the place of the database, at once. The former files are never deleted: they stay beside \
            it as DATABASE.replaced-TIME. The restore is journaled. What came after the backup is counted and stays in \
            the former file; records in the spool stay where they are, and boomtd takes them at its next start. If the \
            command is cut off, the former or the new database is in its place, whole, or a text that says to run the \
            command again. Exit code 1 when the journal of the backup does not agree, 2 when the backup is damaged, no \
            database of boomt, of a newer version, or under other keys, 3 while boomtd or another command has the \
            database open.
            """)

    @Argument(help: "A file that boomtctl backup has made.")
    var backup: String

    @OptionGroup var journal: JournalOptions

    @Option(help: "The daemon's spool: what waits there is counted.")
    var spool = "/var/lib/boomt/spool"

    @Option(help: "Who restores, for the journal; the user of this session when it is left out.")
    var by: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let isPending: Bool
        do throws(StoreError) {
            isPending = try store.rotation.isPending
        } catch {
            throw CommandFailure(error)
        }
        guard !isPending else {
            throw CommandFailure(
                .unusable, "a change of keys was cut off", advice: "run boomtctl key rotate, which finishes it")
        }
        let environment = ProcessInfo.processInfo.environment
        let who = by ?? environment["SUDO_USER"] ?? environment["USER"] ?? "root"
        let outcome: RestoreOutcome
        // Each is as long as the others, and stands where the one before stood.
        let progress = [
            PercentLine("Хуулж байна · Copying                      "),
            PercentLine("Шалгаж байна · Examining                   "),
            PercentLine("Журнал шалгаж байна · Verifying the journal"),
        ]
        let verifier = try journal.verifier(orKeyIn: store.journalKeyFile)
        do throws(StoreError) {
            let restore = DatabaseRestore(
                database: store.database, key: try DatabaseKey.load(from: store.keyFile),
                journalKey: try JournalKey.load(from: store.journalKeyFile, laneKeys: store.laneKeys))
            outcome = try await restore.run(from: backup, verifiedBy: verifier, by: who) { phase, done, total in
                switch phase {
                case .copying: progress[0].show(done, of: total)
                case .examining: progress[1].show(done, of: total)
                case .verifyingJournal: progress[2].show(done, of: total)
                }
            }
        } catch {
            progress[0].end()
            throw failure(error)
        }
        progress[0].end()
        let waiting = EncryptedSpool.waitingCount(in: spool)
        if output.json {
            try Output.document(RestoreDocument(outcome, database: store.database, waiting: waiting))
        } else {
            Output.text(text(outcome, waiting: waiting))
        }
    }

    private func failure(_ error: StoreError) -> CommandFailure {
        let advice =
            switch error.code {
            case .locked: "stop it first: systemctl stop boomtd"
            case .key: "give the key files of the time of the backup: --key-file, --journal-key-file"
            case .constraint: "boomtctl journal verify --database \(backup) tells more; take another backup"
            case .corrupt, .notFound: "take another file that boomtctl backup has made"
            default: "run the same command again"
            }
        let status = error.code == .notFound ? ExitStatus.unusable : CommandFailure(error).status
        return CommandFailure(status, error.message, advice: advice)
    }

    // MARK: - For people

    private func text(_ outcome: RestoreOutcome, waiting: Int?) -> String {
        var lines = [
            "Сэргээсэн · Restored: \(store.database)", "SHA-256: \(outcome.digest)",
            "Журналын байр · Place in the journal: \(outcome.entry)",
        ]
        if let former = outcome.former {
            lines.append("Хуучин файл хэвээр · The former file is kept: \(former)")
            lines += lost(outcome.gap, in: former)
        } else {
            lines.append("Хуучин файл байгаагүй · There was no former file")
        }
        if waiting == nil {
            lines.append("Түр сан уншигдахгүй байна · The spool cannot be read: \(spool)")
        } else if let waiting, waiting > 0 {
            lines.append(
                "\(waiting) бичлэг түр санд хүлээж байна · records wait in the spool: boomtd takes them at its start")
        }
        return lines.joined(separator: "\n")
    }

    private func lost(_ gap: RestoreGap?, in former: String) -> [String] {
        guard let gap else {
            return [
                "Хуучин файл уншигдахгүй байна · The former file cannot be read: what came after the backup is unknown"
            ]
        }
        var lines = ["Нөөцөөс хойших нэвтрэлт · Crossings after the backup: \(gap.crossings)"]
        if gap.crossings > 0, let first = gap.first, let last = gap.last {
            lines += [
                "  \(CrossingText.time(first)) – \(CrossingText.time(last)), зөвхөн хуучин файлд · only in the former file:",
                "  boomtctl crossing export --database \(former)\(store.places) --from \(UlaanbaatarCalendar.day(of: first)) "
                    + "--until \(UlaanbaatarCalendar.day(of: last)) --officer NUMBER --purpose \"after a restore\"",
            ]
        }
        if !gap.continues {
            lines.append("Хуучин файл энэ нөөцийн үргэлжлэл биш · The former file does not go on from this backup")
        }
        let entered = gap.entries.compactMap { name, count in
            JournalKind(rawValue: name).flatMap(Self.words).map { "  \($0): \(count)" }
        }
        if !entered.isEmpty { lines += ["Дахин оруулах · To be entered again:"] + entered.sorted() }
        if gap.endings > 0 {
            lines.append(
                "Төгсгөл нь алдагдсан нэвтрэлт · Crossings whose end only the former file knows: \(gap.endings): "
                    + "boomtctl crossing settle")
        }
        if gap.declarations > 0 {
            lines.append(
                "Алга болсон, хүчингүй гэсэн мэдэгдэл алдагдсан, хаалга нээгдэнэ · Documents declared lost or invalid "
                    + "since, for which gates open again: \(gap.declarations): boomtctl document declare")
        }
        if !gap.retirements.isEmpty {
            lines.append(
                "Халагдсан боловч буцаж ирсэн албан хаагч · Officers who have left, and are in service again: "
                    + gap.retirements.joined(separator: ", ") + ": boomtctl officer retire")
        }
        if !gap.withdrawals.isEmpty {
            let numbers = gap.withdrawals.map(String.init).joined(separator: ", ")
            lines.append(
                "Цуцлагдсан, түдгэлзсэн боловч буцаж ирсэн зөвшөөрөл · Permissions withdrawn or suspended since, and in "
                    + "force again: \(numbers): boomtctl permission withdraw, suspend")
        }
        return lines
    }

    /// What is to be entered again, in plain words; nil for what nobody enters.
    private static func words(_ kind: JournalKind) -> String? {
        guard kind.isEntered else { return nil }
        return switch kind {
        case .crossingSettled: "нэвтрэлтийн төгсгөл · ends of crossings (crossing settle)"
        case .crossingDescribed: "нэвтрэлтийн тодруулга · particulars of crossings (crossing describe)"
        case .officerDecided: "албан хаагчийн шийдвэр · decisions of officers (crossing decide)"
        case .stayGranted: "олгосон хоног · days granted (crossing grant)"
        case .permissionGranted: "олгосон зөвшөөрөл · permissions given (enrol)"
        case .permissionChanged: "өөрчилсөн зөвшөөрөл · permissions changed (permission)"
        case .listReplaced: "жагсаалт · lists (list load)"
        case .stayRightRecorded: "оршин суух эрх · rights to stay (stay)"
        case .officerChanged: "албан хаагчийн бүртгэл · officers (officer)"
        case .passphraseSet: "албан хаагчийн нууц үг · passphrases of officers (officer passphrase)"
        case .passengerListImported: "зорчигчдын жагсаалт · lists of passengers (flight import)"
        case .deskEntryWithdrawn: "хүчингүй болгосон бичилт · entries withdrawn at the desk"
        default: "ажлын байрны бичилт · entries at the desk (\(kind.rawValue))"
        }
    }
}

/// What `database restore --json` writes.
private struct RestoreDocument: Encodable {
    struct Gap: Encodable {
        var crossings: Int
        var first: String?
        var last: String?
        var continues: Bool
        var journalEntries: [String: Int]
        var withdrawnPermissions: [Int64]
        var endedCrossings: Int
        var declaredDocuments: Int
        var retiredOfficers: [String]
    }

    var database: String
    var sha256: String
    var backupPlace: String?
    var journalPlace: String
    var former: String?
    var afterBackup: Gap?
    /// Null when the spool cannot be read.
    var spoolWaiting: Int?

    init(_ outcome: RestoreOutcome, database: String, waiting: Int?) {
        self.database = database
        sha256 = outcome.digest
        backupPlace = outcome.head?.description
        journalPlace = outcome.entry.description
        former = outcome.former
        afterBackup = outcome.gap.map {
            Gap(
                crossings: $0.crossings, first: $0.first.map { "\($0)" }, last: $0.last.map { "\($0)" },
                continues: $0.continues, journalEntries: $0.entries, withdrawnPermissions: $0.withdrawals,
                endedCrossings: $0.endings, declaredDocuments: $0.declarations, retiredOfficers: $0.retirements)
        }
        spoolWaiting = waiting
    }
}
