internal import ArgumentParser
internal import Checkpoint

/// `boomtctl crossing`: the records of the lanes.
struct CrossingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crossing", abstract: "Look at the records of crossings.",
        subcommands: [
            CrossingListCommand.self, CrossingShowCommand.self, CrossingReplayCommand.self, CrossingDecideCommand.self,
            CrossingSettleCommand.self, CrossingDescribeCommand.self, CrossingGrantCommand.self,
            CrossingExportCommand.self,
        ])
}

/// `boomtctl crossing list`: the newest records.
struct CrossingListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the newest crossings, one a line.",
        discussion: """
            Without --officer and --purpose it names nobody; with them whole records are read, with documents and names, \
            and the journal has the reading first.
            """)

    @Option(help: "How many, at most 200.")
    var limit = 20

    @Option(help: "Only crossings older than the one with this id.")
    var before: CrossingID?

    @OptionGroup var reading: OptionalReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard (1...Limits.crossingsPerPage).contains(limit) else {
            throw CommandFailure(.unusable, "--limit takes 1 to \(Limits.crossingsPerPage)")
        }
        let path = "/v1/crossings?limit=\(limit)" + (before.map { "&before=\($0.text)" } ?? "")
        guard let query = try reading.query else {
            let lines = try control.client.ask([CrossingLine].self, "GET", path)
            return output.json ? try Output.document(lines) : Output.text(CrossingText.table(lines))
        }
        let records = try control.client.ask([CrossingRecord].self, "GET", "\(path)&\(query)")
        if output.json {
            try Output.document(records)
        } else {
            Output.text(CrossingText.table(records))
        }
    }
}

/// `boomtctl crossing show`: one record with everything it was judged by.
struct CrossingShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one crossing with everything it was judged by.",
        discussion: "Who reads it, and what for, is in the journal before it is shown.")

    @Argument(help: "The id of the crossing.")
    var id: CrossingID

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let file = try control.client.ask(CrossingFile.self, "GET", "/v1/crossings/\(id.text)?\(reading.query)")
        if output.json {
            try Output.document(file)
        } else {
            Output.text(CrossingText.whole(file.record))
            if let decision = file.decision {
                Output.text("\nШийдвэр гаргасан · Decided: \(CrossingText.words(decision))")
            }
            if let particulars = file.particulars {
                Output.text("\nНэмэлт · Particulars: \(CrossingText.words(particulars))")
            }
            if let grant = file.grant {
                Output.text("\nЗөвшөөрсөн хугацаа · Granted: \(CrossingText.words(grant))")
            }
            if let settlement = file.settlement {
                Output.text("\nШийдвэрлэсэн · Settled: \(CrossingText.words(settlement))")
            }
        }
    }
}

extension CrossingID: ExpressibleByArgument {
    /// An id of the command line.
    package init?(argument: String) {
        self.init(argument)
    }
}
