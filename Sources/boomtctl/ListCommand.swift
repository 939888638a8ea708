internal import ArgumentParser
internal import Checkpoint
internal import FoundationEssentials
internal import Support
internal import TravelDocument

/// `boomtctl list`: the lists that lanes look into.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Load the lists that the lanes look into.",
        subcommands: [
            ListImportCommand.self, ListLoadCommand.self, ListSignCommand.self, ListStatusCommand.self,
            FalseHitCommand.self,
        ])
}

/// `boomtctl list import`: replaces the exit-restriction list (A/260 3.4).
struct ListImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Replace the list of exit restrictions by a file.",
        discussion: """
            The file is JSON: {"version": …, "issuedAt": "2026-11-20T02:00:00Z", "entries": [{"ground", "issuingBody", "decisionNumber", "startDate", \
            "endDate", "registerNumber", "documentNumber", "primaryIdentifier", "secondaryIdentifier", \
            "birthDate"}, …]}; an empty list also says "confirmedEmpty": true. The whole list is replaced, or nothing; \
            one that is older than the list in force is refused. The signature (see `list sign`) stands in FILE.sig as \
            128 hex digits; boomtd knows the signers (lists.signers). Only where lists.unsigned is set may an officer \
            answer for an unsigned list (--officer).
            """)

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Option(help: "The detached signature; FILE.sig when that is there.")
    var signature: String?

    @Option(help: "Service number of the officer who answers for an unsigned list.")
    var officer: String?

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard signature == nil || officer == nil else {
            throw ValidationError("a list is signed, or an officer answers for it: not both")
        }
    }

    /// The file, and what the daemon takes.
    private struct RestrictionList: Codable {
        var version: String
        var issuedAt: UnixTime
        var confirmedEmpty: Bool?
        var entries: [ExitRestrictionEntry]
    }

    private struct Loaded: Decodable {
        var entries: Int
    }

    private struct Answer: Encodable {
        var list = "exitRestrictions"
        var version: String
        var entries: Int
    }

    func run() throws {
        let text = try InputFile.read(file, limit: Limits.listBytes)
        let list = try Self.decode(text, name: file)
        // To the byte: that is what was signed.
        let loaded = try control.client.ask(
            Loaded.self, "PUT", "/v1/lists/exit-restrictions" + (try warrant()), json: text)
        if output.json {
            try Output.document(Answer(version: list.version, entries: loaded.entries))
        } else {
            Output.text("Жагсаалт солигдсон · List replaced: \(list.version), \(loaded.entries)")
        }
    }

    /// Who answers for the list, as the daemon is told.
    private func warrant() throws(CommandFailure) -> String {
        if let officer {
            return "?officer=" + officer.utf8.map { "%" + Self.hex($0) }.joined()
        }
        guard let bytes = try ListSignature.read(signature, besides: file) else { return "" }
        return "?signature=" + bytes.map(Self.hex).joined()
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    /// Reads the list and refuses entries that nobody could be found by.
    private static func decode(_ bytes: [UInt8], name: String) throws(CommandFailure) -> RestrictionList {
        let list: RestrictionList
        do {
            list = try JSONDecoder().decode(RestrictionList.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw CommandFailure(.unusable, "\(name) is not a list of exit restrictions: \(DecodingPlace.text(error))")
        } catch {
            throw CommandFailure(.unusable, "\(name) is not a list of exit restrictions")
        }
        guard !list.version.isEmpty else { throw CommandFailure(.unusable, "\(name): version is empty") }
        for (index, entry) in list.entries.enumerated() {
            let keys = [entry.registerNumber, entry.documentNumber, entry.primaryIdentifier, entry.secondaryIdentifier]
            guard keys.contains(where: { $0?.isEmpty == false }) else {
                throw CommandFailure(
                    .unusable, "\(name): entries[\(index)] has no key",
                    advice: "registerNumber, documentNumber or a name is needed")
            }
        }
        return list
    }
}
