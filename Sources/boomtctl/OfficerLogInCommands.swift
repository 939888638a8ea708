internal import ArgumentParser
internal import Checkpoint
internal import FoundationEssentials
internal import Glibc
internal import Support

/// `boomtctl officer passphrase`.
struct OfficerPassphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase", abstract: "Set what an officer logs in with.",
        discussion: """
            Asks for it twice without showing it, or takes one line of standard input; at least 8 characters, at most 256 \
            bytes. Upper and lower case and blanks count. A new one replaces the former, ends the officer's log-ins, \
            and lets an officer who was made to wait after wrong tries go on. It stands in the journal that one was set, \
            and by whom. Exit code 1 for a number that nobody in service has.
            """)

    private struct NewPassphrase: Encodable {
        var number: String
        var passphrase: String
        var by: String
    }

    private struct Done: Codable {
        var passphraseOf: String
    }

    @Argument(help: "The service number.")
    var number: String

    @Option(help: "Who sets it.")
    var by: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let passphrase = try PassphraseInput.read()
        let done = try control.client.ask(
            Done.self, "POST", "/v1/officers/passphrases",
            body: NewPassphrase(number: number, passphrase: passphrase, by: by))
        if output.json {
            try Output.document(done)
        } else {
            Output.text("Нууц үг тогтоов · Passphrase set: \(done.passphraseOf)")
        }
    }
}

/// `boomtctl officer logins`.
struct OfficerLogInsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logins", abstract: "List who is on duty at which lane.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let logIns = try control.client.ask([LogIn].self, "GET", "/v1/officers/log-ins")
        guard !output.json else { return try Output.document(logIns) }
        guard !logIns.isEmpty else { return Output.text("Хэн ч нэвтрээгүй · Nobody is logged in") }
        var table = TextTable(["Эгнээ/Lane", "Ажилтан/Officer", "Нэвтэрсэн/Since", "Хүртэл/Until"])
        for logIn in logIns {
            table.add([
                logIn.lane.text, logIn.officer, CrossingText.time(logIn.since), CrossingText.time(logIn.until),
            ])
        }
        Output.text(table.text)
    }
}

/// `boomtctl officer log-out`.
struct OfficerLogOutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log-out", abstract: "End the log-in at a lane.",
        discussion: """
            For a terminal that was left behind. Nobody has to wait at the lane after wrong tries any more, either. \
            Exit code 1 when nobody is logged in there.
            """)

    private struct Done: Codable {
        var loggedOut: String
    }

    @Argument(help: "The lane.")
    var lane: LaneID

    @Option(help: "Who ends it.")
    var by: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let done = try control.client.ask(
            Done.self, "DELETE", "/v1/lanes/\(lane)/officer?by=\(QueryText.escaped(by))")
        if output.json {
            try Output.document(done)
        } else {
            Output.text("Гаргав · Logged out at \(lane): \(done.loggedOut)")
        }
    }
}
