import ChipReading
import Simulators
import SmartCard
import TravelDocument

/// Measures a complete reading of COM, SOD, DG1 and a DG2 of 15 KB from a virtual chip through the real pcscd, beside
/// the same protected commands sent raw.
///
/// Usage: `ChipReadBenchmark [--json] [--runs N] [--extended]`
@main struct ChipReadBenchmark {
    static let key = "UT0000001740101130010155"

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let runs = arguments.firstIndex(of: "--runs").flatMap { arguments.dropFirst($0).first }.flatMap { Int($0) }
        let report = try await measure(runs: max(1, runs ?? 50), extended: arguments.contains("--extended"))
        print(arguments.contains("--json") ? report.json : report.table)
    }

    private static func measure(runs: Int, extended: Bool) async throws -> Report {
        let service = try PrivateReaderService(readers: 1)
        defer { service.discard() }
        try await service.start()
        let stage = Stage(reader: service.readers[0])

        // Nonces that repeat: recorded answers then fit to the commands of a second reading.
        let fixed: @Sendable (Int) -> [UInt8] = { [UInt8](repeating: 0x5A, count: $0) }
        var profile = PassportProfile(files: SampleFiles.files, bacKeyInput: key)
        profile.takesExtendedLength = extended
        let first = Reading(reader: stage.reader.name, extended: extended, random: fixed)
        var live = Pair(name: "live chip")
        var recorded = Pair(name: "recorded answers")
        var recording = Recording()
        try await stage.with(VirtualPassport(profile, random: fixed)) {
            recording = try await first.record()
            try await first.alternate(&live, recording, runs: runs)
        }
        try await stage.with(ReplayChip(answers: recording.exchanges.map(\.answer))) {
            try await first.alternate(&recorded, recording, runs: runs)
        }
        return Report(apdus: recording.exchanges.count, bytes: recording.bytes, runs: runs, pairs: [live, recorded])
    }
}

/// What one reading sent and got.
struct Recording: Sendable {
    var exchanges: [(command: [UInt8], answer: [UInt8])] = []
    var bytes: Int { exchanges.reduce(0) { $0 + $1.command.count + $1.answer.count } }
}

/// A reading with the same nonces each time.
struct Reading: Sendable {
    let reader: String
    let extended: Bool
    let random: @Sendable (Int) -> [UInt8]

    private func open() async throws -> CardConnection {
        try await CardConnection.open(
            reader: reader, limits: SmartCardLimits(extendedLength: extended ? .always : .never))
    }

    private func read(_ channel: any CardChannel) async throws {
        let reading = try await ChipReader(channel: channel, random: random).read(
            access: .mrz(bacKeyInput: ChipReadBenchmark.key))
        guard reading.files == SampleFiles.files else { throw SmartCardError(.protocolError, "files differ") }
    }

    func record() async throws -> Recording {
        let card = try await open()
        let channel = RecordingChannel(card)
        try await read(channel)
        await card.close()
        return Recording(exchanges: try channel.exchanges.map { (try $0.command.encoded(), $0.answer.encoded) })
    }

    /// Whole readings and raw exchanges in turn, so that other work of the machine meets both alike.
    func alternate(_ pair: inout Pair, _ recording: Recording, runs: Int) async throws {
        var buffer = [UInt8](repeating: 0, count: 65_548)
        for run in 0..<(runs + 3) {
            var (whole, raw) = (Measurement(), Measurement())
            let card = try await open()
            try await whole.run { try await read(card) }
            await card.close()
            let bare = try RawCard(reader: reader)
            try raw.run { try bare.replay(recording.exchanges, buffer: &buffer) }
            // The first runs warm up.
            guard run >= 3 else { continue }
            pair.reading.append(whole)
            pair.raw.append(raw)
        }
    }
}

/// A reader into which chips are put.
struct Stage {
    let reader: PrivateReaderService.Reader

    func with(
        _ chip: any VirtualChip, _ body: () async throws -> Void
    ) async throws {
        let monitor = ReaderMonitor()
        let running = Task { await monitor.run() }
        let events = monitor.events()
        let link = VPCDLink(port: reader.port)
        try link.insert(chip)
        for await event in events {
            if case .cardInserted(reader.name, _) = event { break }
        }
        try await body()
        link.remove()
        for await event in events where event == .cardRemoved(reader: reader.name) { break }
        running.cancel()
        await running.value
    }
}
