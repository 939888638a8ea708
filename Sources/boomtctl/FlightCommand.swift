internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import Support
internal import TravelDocument
internal import UnifiedDatabase

/// `boomtctl flight`: flights of this checkpoint, who is on them, and who came.
struct FlightCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flight", abstract: "Import the carriers' passenger lists and hold them against who crossed.",
        subcommands: [FlightImportCommand.self, FlightListCommand.self, FlightShowCommand.self])
}

/// `boomtctl flight import`: lists of passengers and crew, all of them or none.
struct FlightImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import passenger lists (UN/EDIFACT PAXLST), whole lists only.",
        discussion: """
            Each file is one interchange as the guide of WCO, IATA and ICAO has it. Lists of passengers (BGM 745) and of \
            crew (250) are taken; a newer list takes the place of the one of its flight. What is cut off, has wrong \
            counts or references, or belongs to another airport is refused with the place, exit code 1, and nothing is \
            changed. OM301 and MGL301 are one flight, by the table of carriers. What is odd but readable is noted: everything in a list is the carrier's claim. Parts of one list \
            are given together.
            """)

    @Argument(help: "The files; - for standard input.")
    var files: [String]

    @Option(help: "Code of this checkpoint's airport, as the carriers write it.")
    var airport = "UBN"

    @Option(help: "Who answers for the import: the service number of an officer.")
    var officer: String

    @OptionGroup var rulebooks: RulebookOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard !files.isEmpty, files.count <= Limits.flightFiles else {
            throw CommandFailure(.unusable, "1 to \(Limits.flightFiles) files are taken at once")
        }
        guard !officer.isEmpty else { throw CommandFailure(.unusable, "--officer must say something") }
        let batch = try batch(files.map { try interchange($0) }, rulebooks.shelf())
        let database = try store.open()
        let outcomes: [PassengerListOutcome]
        do throws(PassengerListStoreError) {
            outcomes = try await database.importPassengerLists(batch)
        } catch {
            switch error {
            case .fault(let fault): throw refused(fault.reason)
            case .store(let error): throw CommandFailure(error)
            }
        }
        if output.json {
            return try Output.document(outcomes.map { ImportedListDocument($0) })
        }
        for outcome in outcomes {
            let flight = FlightText.line(outcome.flight)
            Output.text("\(FlightText.words(outcome.effect)): \(flight), \(FlightText.words(outcome.list))")
            let notes = FlightText.notes(outcome.list.notes)
            if !notes.isEmpty { Output.text(notes) }
        }
    }

    private func interchange(_ file: String) throws(CommandFailure) -> PassengerInterchange {
        let bytes = try InputFile.read(file, limit: TravelDocument.Limits.interchangeBytes)
        do throws(PassengerListError) {
            return try PassengerInterchange(parsing: bytes, today: UlaanbaatarCalendar.day(of: .now()))
        } catch {
            throw refused("\(file): \(error)")
        }
    }

    private func batch(
        _ interchanges: [PassengerInterchange], _ shelf: RulebookShelf
    ) throws(CommandFailure) -> PassengerListImport {
        do throws(PassengerListImportFault) {
            return try PassengerListImport(interchanges, airport: airport, officer: officer, rulebooks: shelf)
        } catch {
            throw refused(error.reason)
        }
    }

    private func refused(_ reason: String) -> CommandFailure {
        CommandFailure(.negative, reason, advice: "nothing was changed; ask the carrier for a whole and newer list")
    }
}

/// `boomtctl flight list`: the flights, the latest first.
struct FlightListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the flights and their passenger lists, the latest first.")

    @Option(help: "Only flights of this day here, YYYY-MM-DD.")
    var day: CivilDate?

    @Option(help: "How many, at most 1000.")
    var limit = 50

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard (1...Limits.flightsPerPage).contains(limit) else {
            throw CommandFailure(.unusable, "--limit takes 1 to \(Limits.flightsPerPage)")
        }
        let database = try store.open()
        let rows: [FlightRow]
        do throws(StoreError) {
            rows = try await database.flights(on: day, limit: limit)
        } catch {
            throw CommandFailure(error)
        }
        if output.json {
            try Output.document(rows.map { FlightListing($0) })
        } else {
            Output.text(FlightText.table(rows))
        }
    }
}

/// `boomtctl flight show`: expected against seen.
struct FlightShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show who of a flight crossed here, who did not, and who crossed and is on no list.",
        discussion: """
            Persons are found by document number and issuer; else by names, however they are spelled, and birth date; \
            else by names that look alike and the same birth date, which an officer looks at. A traveller may have named \
            the flight by either code of its carrier. Crossings count from twelve \
            hours before the time table to a day after it. Who reads it, and what for, is journaled first.
            """)

    @Argument(help: "The flight's id, from flight list.")
    var id: Int64

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var rulebooks: RulebookOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let shelf = try rulebooks.shelf()
        let reader = try reading.reader
        let database = try store.open()
        let report: FlightReport?
        do throws(StoreError) {
            report = try await database.flightReport(id, rulebooks: shelf)
            try await database.note(PersonReading(of: "flights/\(id)", count: report?.persons.count ?? 0, by: reader))
        } catch {
            throw CommandFailure(error)
        }
        guard let report else { throw CommandFailure(.negative, "There is no flight \(id)", advice: "see flight list") }
        if output.json {
            try Output.document(FlightReportDocument(report))
        } else {
            Output.text(FlightText.whole(report))
        }
    }
}
