internal import ArgumentParser

/// `boomtctl trust`: the authorities and revocation lists that documents are judged by.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Import and show what documents are judged by.",
        discussion: "The daemon reads its trust folder when it starts.",
        subcommands: [TrustImportCommand.self, TrustListCommand.self, TrustShowCommand.self])
}
