internal import ArgumentParser
internal import Checkpoint

/// `boomtctl officer`: who may decide at this checkpoint.
struct OfficerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer", abstract: "Enter officers, list them, end their service; passphrases and log-ins.",
        discussion: """
            Wherever a command takes --officer, the number is held against these: one that nobody has, or of somebody \
            whose service has ended, is refused with exit code 1, and nothing is written.
            """,
        subcommands: [
            OfficerAddCommand.self, OfficerListCommand.self, OfficerRetireCommand.self,
            OfficerPassphraseCommand.self, OfficerLogInsCommand.self, OfficerLogOutCommand.self,
        ])
}

/// `boomtctl officer add`.
struct OfficerAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enter an officer by service number.",
        discussion: "A number is never given twice, not even after a retirement: exit code 1.")

    private struct NewOfficer: Encodable {
        var number: String
        var name: String
        var role: Officer.Role
        var by: String
    }

    @Argument(help: "The service number.")
    var number: String

    @Option(help: "The name.")
    var name: String

    @Option(help: "inspector, or supervisor: may be the second officer of a grave decision.")
    var role: Officer.Role

    @Option(help: "Who enters the officer.")
    var by: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let added = try control.client.ask(
            Officer.self, "POST", "/v1/officers", body: NewOfficer(number: number, name: name, role: role, by: by))
        if output.json {
            try Output.document(added)
        } else {
            Output.text("Бүртгэв · Entered: \(added.number) \(added.name), \(added.role.words)")
        }
    }
}

/// `boomtctl officer list`.
struct OfficerListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all officers, those who have retired too.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let officers = try control.client.ask([Officer].self, "GET", "/v1/officers")
        guard !output.json else { return try Output.document(officers) }
        guard !officers.isEmpty else { return Output.text("Ажилтан бүртгээгүй · No officers entered") }
        var table = TextTable(["Дугаар/Number", "Нэр/Name", "Үүрэг/Role", "Бүртгэсэн/Since", "Чөлөөлсөн/Until"])
        for officer in officers {
            table.add([
                officer.number, officer.name, officer.role.words, CrossingText.time(officer.addedAt),
                officer.retiredAt.map(CrossingText.time) ?? "–",
            ])
        }
        Output.text(table.text)
    }
}

/// `boomtctl officer retire`.
struct OfficerRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "End an officer's service; earlier decisions stay.")

    private struct Retirement: Codable {
        var number: String
        var by: String
    }

    private struct Retired: Codable {
        var retired: String
    }

    @Argument(help: "The service number.")
    var number: String

    @Option(help: "Who ends it.")
    var by: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let done = try control.client.ask(
            Retired.self, "POST", "/v1/officers/retirements", body: Retirement(number: number, by: by))
        if output.json {
            try Output.document(done)
        } else {
            Output.text("Чөлөөлөв · Retired: \(done.retired)")
        }
    }
}

extension Officer.Role: ExpressibleByArgument {
    /// The role in words.
    fileprivate var words: String {
        switch self {
        case .inspector: "шалгагч/inspector"
        case .supervisor: "ээлжийн ахлах/supervisor"
        }
    }
}
