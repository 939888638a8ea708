internal import ArgumentParser
internal import Checkpoint

/// `boomtctl permission`: the end, or the pause, of a permission to use the e-gates.
struct PermissionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permission", abstract: "Suspend, restore or withdraw a permission to use the e-gates.",
        subcommands: [PermissionSetCommand.self])
}

/// `boomtctl permission set`.
struct PermissionSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change the status of a permission.",
        discussion: """
            A withdrawal erases the finger templates at once, from the log of the database, too, and cannot be taken \
            back; the journal says which fingers were erased, with a digest of them. Exit code 1 when there is no such \
            permission, or a withdrawn one should become another.
            """)

    @Argument(help: "The number that enrol has told.")
    var permission: Int64

    @Option(help: "active, suspended or withdrawn.")
    var status: EGatePermission.Status

    @Option(help: "Who changes it.")
    var by: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    private struct Change: Encodable {
        var status: EGatePermission.Status
        var by: String
    }

    private struct Answer: Codable {
        var status: EGatePermission.Status
    }

    func run() throws {
        let answer = try control.client.ask(
            Answer.self, "PUT", "/v1/permissions/\(permission)/status", body: Change(status: status, by: by))
        if output.json {
            try Output.document(answer)
        } else {
            Output.text("Зөвшөөрөл · Permission \(permission): \(answer.status.rawValue)")
        }
    }
}

extension EGatePermission.Status: ExpressibleByArgument {}
