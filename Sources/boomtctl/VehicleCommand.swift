internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl vehicle`: crossings of road vehicles, as the kiosks told their plates.
struct VehicleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vehicle", abstract: "Look up who crossed in a vehicle.",
        subcommands: [VehicleShowCommand.self])
}

/// `boomtctl vehicle show`: who crossed with a plate, drivers marked.
struct VehicleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List who crossed in a vehicle, by its plate, the newest first.",
        discussion: """
            The plate is the trip that was told at the start of a crossing (road); blanks, hyphens and small letters do \
            not matter. Who drove is what an officer has entered. Who reads it, and what for, is journaled first. Exit code 1 when the vehicle was never seen here.
            """)

    @Argument(help: "The number on the plate.")
    var plate: String

    @Option(help: "How many, at most 1000.")
    var limit = 50

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Line: Encodable {
        var driver: Bool
        var crossing: CrossingRecord
    }

    func run() async throws {
        guard let vehicle = Trip(.road, number: plate) else {
            throw CommandFailure(.unusable, "\(plate) is no plate", advice: "letters and digits, at most 16")
        }
        guard (1...1000).contains(limit) else { throw CommandFailure(.unusable, "--limit takes 1 to 1000") }
        let reader = try reading.reader
        let database = try store.open()
        let found: [VehicleCrossing]
        do throws(StoreError) {
            found = try await database.crossings(inVehicle: vehicle, limit: limit)
            try await database.note(
                PersonReading(of: "vehicles", subject: "road \(vehicle.number)", count: found.count, by: reader))
        } catch {
            throw CommandFailure(error)
        }
        if output.json {
            try Output.document(found.map { Line(driver: $0.isDriver, crossing: $0.record) })
        } else {
            Output.text(CrossingText.table(found.map(\.record)))
            for crossing in found where crossing.isDriver {
                Output.text("Жолооч · Driver: \(crossing.record.id.text)")
            }
        }
        guard !found.isEmpty else { throw ExitStatus.negative.exit }
    }
}
