internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl permission`: e-gate permissions after they were granted.
struct PermissionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permission", abstract: "Look at e-gate permissions; suspend, resume or withdraw them.",
        subcommands: [
            PermissionListCommand.self, PermissionSuspendCommand.self, PermissionResumeCommand.self,
            PermissionWithdrawCommand.self,
        ])
}

/// `boomtctl permission list`.
struct PermissionListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the permissions for a document with their consents.",
        discussion: "Who reads, and what for, is journaled first. Exit code 1 when there is none.")

    @Option(help: "The issuing state of the document, as its zone prints it.")
    var issuer = CountryCode.mongolia.text

    @Option(help: "The number of the document.")
    var document: String

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard [issuer, document].allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }) else {
            throw CommandFailure(.unusable, "--issuer and --document take letters and digits")
        }
        let rows = try control.client.ask(
            [PermissionSummary].self, "GET", "/v1/permissions?issuer=\(issuer)&document=\(document)&\(reading.query)")
        guard !rows.isEmpty else { throw CommandFailure(.negative, "this document has no permission") }
        guard !output.json else { return try Output.document(rows) }
        var table = TextTable([
            "№", "Төлөв/Status", "Нэр/Name", "Олгосон/Granted", "Дуусах/Expires", "Хуруу/Fingers", "Зөвшөөрөл/Consent",
        ])
        for row in rows {
            table.add([
                "\(row.id)", row.status.words, "\(row.primaryIdentifier), \(row.secondaryIdentifier)",
                CrossingText.time(row.grantedAt), "\(row.documentExpiry)",
                row.fingers.isEmpty ? "–" : row.fingers.map(String.init).joined(separator: " "),
                row.consent.map { "\($0.textVersion), \($0.way.rawValue), \($0.officer)" } ?? "–",
            ])
        }
        Output.text(table.text)
    }
}

/// What every change of a permission asks for.
struct PermissionChangeOptions: ParsableArguments {
    @Argument(help: "The number of the permission.")
    var permission: Int64

    @Option(help: "holder, document, decision or correction.")
    var cause: PermissionChange.Cause

    @Option(help: "Who does it: the service number of an officer.")
    var officer: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func make(_ status: EGatePermission.Status) throws {
        let done = try control.client.ask(
            PermissionChange.self, "PUT", "/v1/permissions/\(permission)/status",
            body: PermissionChange(status, cause: cause, officer: officer))
        if output.json {
            try Output.document(done)
        } else {
            Output.text("Зөвшөөрөл · Permission \(permission): \(done.status.words)")
        }
    }
}

/// `boomtctl permission suspend`.
struct PermissionSuspendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspend a permission: its holder goes to an officer until it is resumed.")

    @OptionGroup var change: PermissionChangeOptions

    func run() throws { try change.make(.suspended) }
}

/// `boomtctl permission resume`.
struct PermissionResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Put a suspended permission into force again.")

    @OptionGroup var change: PermissionChangeOptions

    func run() throws { try change.make(.active) }
}

/// `boomtctl permission withdraw`.
struct PermissionWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw a permission and erase its fingerprints, at once and for ever.",
        discussion: """
            The holder may ask for it at any time and needs no reason (Personal Data Protection Law 8.7). The journal \
            tells how many templates were erased. Exit code 1 when there is no such permission.
            """)

    @OptionGroup var change: PermissionChangeOptions

    func run() throws { try change.make(.withdrawn) }
}

extension PermissionChange.Cause: ExpressibleByArgument {}

extension EGatePermission.Status {
    /// The status in words.
    fileprivate var words: String {
        switch self {
        case .active: "хүчинтэй/active"
        case .suspended: "түдгэлзүүлсэн/suspended"
        case .withdrawn: "цуцалсан/withdrawn"
        }
    }
}
