internal import ArgumentParser
internal import Checkpoint
internal import Synchronization
internal import UnifiedDatabase

/// Where the unified database and its keys are, for commands that work on it themselves. The daemon may run meanwhile.
struct StoreOptions: ParsableArguments {
    private static let keyFile = "/var/lib/boomt/boomt.key"
    private static let journalKeyFile = "/var/lib/boomt/journal.key"

    @Option(help: "The database file.")
    var database = "/var/lib/boomt/boomt.sqlite"

    @Option(help: "The file with the key of encrypted columns.")
    var keyFile = Self.keyFile

    @Option(help: "The file with the key that signs the journal.")
    var journalKeyFile = Self.journalKeyFile

    @Option(help: "The folder with the keys of lanes; beside the journal's key file (FILE.lanes) when it is left out.")
    var laneKeys: String?

    /// Where the keys are, for a command that somebody is to type: nothing for the places that it would look at itself.
    var places: String {
        var text = ""
        if keyFile != Self.keyFile { text += " --key-file \(keyFile)" }
        if journalKeyFile != Self.journalKeyFile { text += " --journal-key-file \(journalKeyFile)" }
        if let laneKeys { text += " --lane-keys \(laneKeys)" }
        return text
    }

    /// A change of these keys.
    var rotation: KeyRotation {
        KeyRotation(database: database, keyFile: keyFile, journalKeyFile: journalKeyFile, laneKeys: laneKeys)
    }

    /// Opens the database; it has to be there, and so have the keys.
    func open() throws(CommandFailure) -> UnifiedDatabase {
        do throws(StoreError) {
            guard UnifiedDatabase.isPresent(at: database) else { throw StoreError(.notFound, "no such file") }
            return try UnifiedDatabase(
                path: database, key: try DatabaseKey.load(from: keyFile),
                journalKey: try JournalKey.load(from: journalKeyFile, laneKeys: laneKeys))
        } catch {
            guard error.code != .locked else { throw CommandFailure(.notReachable, error.message) }
            throw CommandFailure(
                .unusable, "\(database) cannot be opened: \(error)",
                // Where nobody may look into the folder of keys, the advice is the other one.
                advice: (try? rotation.isPending) == true
                    ? "a change of keys was cut off: start boomtd or run boomtctl key rotate, which finish it"
                    : "run as root or as the user of the daemon, with its files")
        }
    }
}

extension CommandFailure {
    /// What a store refused.
    init(_ error: StoreError) {
        let status: ExitStatus =
            switch error.code {
            case .notFound, .constraint, .officer, .logIn: .negative
            case .corrupt, .key: .unusable
            case .locked, .full, .inputOutput: .notReachable
            }
        self.init(status, error.code == .officer ? error.message : "\(error)")
    }
}

/// A line of progress in percent on a terminal.
final class PercentLine: Sendable {
    private let text: String
    private let percent = Mutex<Int64>(-1)

    init(_ text: String) { self.text = text }

    /// Shows how much is done, when the percentage is another one than before.
    func show(_ done: Int64, of total: Int64) {
        let now = total > 0 ? min(100, done * 100 / total) : 100
        let isNew = percent.withLock { last in
            defer { last = now }
            return now != last
        }
        guard Output.isWatched, isNew else { return }
        Output.write("\r\(text) \(now) %")
    }

    /// Clears the line.
    func end() {
        if Output.isWatched, percent.withLock({ $0 }) >= 0 { Output.write("\r\u{1B}[K") }
    }
}
