internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import TravelDocument

/// `boomtctl lane`: the lanes of this machine, and which trips they serve.
struct LaneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lane", abstract: "Show the lanes, and tell them which flight or train they serve.",
        subcommands: [LaneListCommand.self, LaneServeCommand.self, LaneReleaseCommand.self])
}

/// `boomtctl lane list`.
struct LaneListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the lanes, whether each is free, and the trip that it serves.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    private struct Row: Codable {
        var lane: String
        var idle: Bool
        var trip: Trip?
        var direction: Direction?
    }

    func run() throws {
        let rows = try control.client.ask([Row].self, "GET", "/v1/lanes")
        guard !output.json else { return try Output.document(rows) }
        var table = TextTable(["ЭГНЭЭ · LANE", "СУЛ · FREE", "АЯЛАЛ · TRIP"])
        for row in rows {
            let trip = row.trip.flatMap { trip in row.direction.map { LaneText.words(trip, $0) } }
            table.add([row.lane, row.idle ? "тийм/yes" : "үгүй/no", trip ?? "–"])
        }
        Output.text(table.text)
    }
}

/// `boomtctl lane serve`: crossings at the lane belong to this trip unless the kiosk tells another.
struct LaneServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Tell a lane the flight or train whose travellers it serves.",
        discussion: """
            Crossings in that direction get the trip in their record, unless the kiosk tells one of its own. It counts \
            from the day before the trip to the day after, until another is told, release, or the end of the daemon. It \
            stands in the journal with the officer. Exit code 1 when the daemon refuses.
            """)

    @Argument(help: "The lane.")
    var lane: LaneID

    @Option(help: "The number of the flight.")
    var flight: String?

    @Option(help: "The number of the train.")
    var train: String?

    @Option(help: "Day of the time table here, YYYY-MM-DD; today when it is left out.")
    var day: CivilDate?

    @Option(help: "entry for arrivals, exit for departures.")
    var direction: Direction

    @Option(help: "Who sets it: the service number of an officer.")
    var officer: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    private struct Assignment: Encodable {
        var trip: Trip
        var direction: Direction
        var officer: String
    }

    func run() throws {
        guard (flight == nil) != (train == nil) else {
            throw CommandFailure(.unusable, "one of --flight and --train is needed")
        }
        let (transport, number): (Trip.Transport, String) =
            flight.map { (.air, $0) } ?? (.rail, train ?? "")
        guard let trip = Trip(transport, number: number, day: day) else {
            throw CommandFailure(.unusable, flight == nil ? "--train is no number of a train" : "--flight is no flight")
        }
        let served = try control.client.ask(
            LaneTrip.self, "PUT", "/v1/lanes/\(lane)/trip",
            body: Assignment(trip: trip, direction: direction, officer: officer))
        if output.json {
            try Output.document(served)
        } else {
            Output.text("\(lane): \(LaneText.words(served.trip, served.direction))")
        }
    }
}

/// `boomtctl lane release`: the lane serves no trip of its own any more.
struct LaneReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let a lane serve no trip of its own any more.")

    @Argument(help: "The lane.")
    var lane: LaneID

    @Option(help: "Who ends it: the service number of an officer.")
    var officer: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    private struct Release: Encodable {
        var officer: String

        private enum CodingKeys: CodingKey {
            case trip, officer
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeNil(forKey: .trip)
            try container.encode(officer, forKey: .officer)
        }
    }

    private struct Released: Codable {
        var released: String
    }

    func run() throws {
        let done = try control.client.ask(
            Released.self, "PUT", "/v1/lanes/\(lane)/trip", body: Release(officer: officer))
        if output.json {
            try Output.document(done)
        } else {
            Output.text("\(lane): аялалгүй · no trip")
        }
    }
}

/// Trips of lanes for people.
private enum LaneText {
    static func words(_ trip: Trip, _ direction: Direction) -> String {
        let transport = trip.transport == .rail ? "галт тэрэг · train" : "нислэг · flight"
        let way = direction == .entry ? "ирэх · arrivals" : "явах · departures"
        return "\(transport) \(trip.number)" + (trip.day.map { ", \($0)" } ?? "") + ", \(way)"
    }
}

extension LaneID: ExpressibleByArgument {
    /// As the settings name it.
    package init?(argument: String) { self.init(argument) }
}
