internal import ArgumentParser
internal import Glibc
internal import Support

/// The command line of boomt: documents, chips and fingers by itself, crossings and permissions through the daemon.
///
/// Exit codes are those of `ExitStatus` for every command; the parser's own code for wrong usage (64) is turned into 2.
@main
struct Boomtctl: AsyncParsableCommand {
    /// Stands behind `--version` and in `evidence.json`.
    static let version = ProgramVersion.text

    static let configuration = CommandConfiguration(
        commandName: "boomtctl",
        abstract: "Travel documents, fingers and the records of a border checkpoint, from the command line.",
        discussion: """
            Exit codes: 0 done, 1 done with a negative answer, 2 wrong usage or unreadable input, 3 a device or the \
            daemon cannot be reached. Messages go to standard error, results to standard output.
            """,
        version: version,
        subcommands: [
            MRZCommand.self, ChipCommand.self, FingerCommand.self, DevicesCommand.self, CrossingCommand.self,
            EnrolCommand.self, ListCommand.self, RulesCommand.self, TrustCommand.self, JournalCommand.self,
            BackupCommand.self, DatabaseCommand.self, KeyCommand.self, PermissionCommand.self, PersonCommand.self,
            OfficerCommand.self, FlightCommand.self, StayCommand.self, DocumentCommand.self, DeskCommand.self,
            CardCommand.self, ChildCommand.self, VehicleCommand.self, LaneCommand.self,
        ])

    /// Runs the command that the arguments name and ends the process with its code.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        if let failure = error as? CommandFailure {
            Output.note("boomtctl: \(failure.message)")
            if let advice = failure.advice { Output.note("  \(advice)") }
            exit(withStatus: failure.status)
        }
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        if code == .success {
            Output.text(text)
            exit(withStatus: .done)
        }
        if !text.isEmpty { Output.note(text) }
        exit(withStatus: code == .validationFailure ? .unusable : ExitStatus(rawValue: code.rawValue) ?? .unusable)
    }

    private static func exit(withStatus status: ExitStatus) -> Never {
        Glibc.exit(status.rawValue)
    }
}
