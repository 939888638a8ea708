internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument
internal import UnifiedDatabase

/// `boomtctl crossing export`: the records of some days, with the state's names of fields.
struct CrossingExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give out the crossings of some days, one JSON document a line.",
        discussion: """
            Fields are named as in the state's database of passengers (passportNum, passDate, travelNumber, isBack, \
            trusteeSurname ...), with what an officer has added and decided; what is not known is left out. Who asks, \
            for which days and what for is in the journal before the first line. People and programs get the same \
            lines.
            """)

    @Option(help: "The first day, YYYY-MM-DD in Ulaanbaatar.")
    var from: CivilDate

    @Option(help: "The last day; the first one by itself when it is left out.")
    var until: CivilDate?

    @Option(help: "Who asks: the service number of an officer.")
    var officer: String

    @Option(help: "What for.")
    var purpose: String

    @OptionGroup var rulebooks: RulebookOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let last = until ?? from
        guard last >= from else { throw CommandFailure(.unusable, "--until lies before --from") }
        guard let reading = ReadingPurpose(officer: officer, purpose: purpose) else {
            throw CommandFailure(.unusable, "--officer and --purpose must say something")
        }
        let shelf = try rulebooks.shelf()
        let database = try store.open()
        let count: Int
        do {
            count = try await database.exportCrossings(of: from...last, for: reading, rulebooks: shelf) { records in
                for record in records { try Output.line(record) }
            }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
        Output.note("\(count) бүртгэл · records")
    }
}
