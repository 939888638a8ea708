import ChipReading
import Glibc
import Simulators
import SmartCard
import TravelDocument

/// Measures complete readings from a virtual chip through the real pcscd, beside the same protected commands sent raw:
/// COM, SOD, DG1 and a DG2 of 15 KB behind basic access control; and, with `--pace`, the same with DG14 behind PACE on
/// P-256 with AES-128, chip authentication and the judgement by a thousand authorities.
///
/// Exit code 1 when a target is missed. Usage: `ChipReadBenchmark [--json] [--runs N] [--extended] [--pace]`
@main struct ChipReadBenchmark {
    static let key = "UT0000001740101130010155"
    /// Wall time at most this many times the raw exchange with recorded answers, and the chip's own thinking.
    static let target = 1.5
    /// Memory at most this far above idle, in MB.
    static let memoryTarget = 20.0

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let runs = arguments.firstIndex(of: "--runs").flatMap { arguments.dropFirst($0).first }.flatMap { Int($0) }
        let report = try await measure(
            runs: max(1, runs ?? 50), extended: arguments.contains("--extended"), pace: arguments.contains("--pace"))
        print(arguments.contains("--json") ? report.json : report.table)
        exit(report.isMet ? 0 : 1)
    }

    private static func measure(runs: Int, extended: Bool, pace: Bool) async throws -> Report {
        let service = try PrivateReaderService(readers: 1)
        defer { service.discard() }
        try await service.start()
        let stage = Stage(reader: service.readers[0])

        // Nonces that repeat: recorded answers then fit to the commands of a second reading. Those of the chip are
        // others than ours, or both would make the same key.
        let fixed: @Sendable (Int) -> [UInt8] = { [UInt8](repeating: 0x5A, count: $0) }
        let fixedOfChip: @Sendable (Int) -> [UInt8] = { [UInt8](repeating: pace ? 0x3C : 0x5A, count: $0) }
        let idle = ResidentMemory.now()
        let genuine = pace ? try GenuinePassport() : nil
        var profile = genuine?.profile ?? PassportProfile(files: SampleFiles.files, bacKeyInput: key)
        profile.takesExtendedLength = extended
        let first = Reading(reader: stage.reader.name, extended: extended, genuine: genuine, random: fixed)
        var live = Pair(name: "live chip")
        var recorded = Pair(name: "recorded answers")
        var recording = Recording()
        let thinking = ChipTime()
        try await stage.with(TimedChip(VirtualPassport(profile, random: fixedOfChip), thinking)) {
            recording = try await first.record()
            try await first.alternate(&live, recording, runs: runs, thinking)
        }
        try await stage.with(TimedChip(ReplayChip(answers: recording.exchanges.map(\.answer)), thinking)) {
            try await first.alternate(&recorded, recording, runs: runs, thinking)
        }
        let allowed =
            Self.target * Pair.median(recorded.raw, \.wallMilliseconds)
            + Pair.median(live.reading, \.chipMilliseconds)
        return Report(
            name: pace ? "PACE-GM P-256 AES-128, CA, PA" : "BAC", apdus: recording.exchanges.count,
            bytes: recording.bytes, runs: runs, pairs: [live, recorded],
            memory: idle.flatMap { idle in ResidentMemory.peak().map { $0 - idle } },
            // Chips of short lengths are what the target is about.
            allowed: extended ? nil : allowed)
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
    /// What is read and judged; nil for files that mean nothing.
    let genuine: GenuinePassport?
    let random: @Sendable (Int) -> [UInt8]

    private func open() async throws -> CardConnection {
        try await CardConnection.open(
            reader: reader, limits: SmartCardLimits(extendedLength: extended ? .always : .never))
    }

    private func read(_ channel: any CardChannel) async throws {
        let reading = try await ChipReader(channel: channel, random: random).read(
            access: genuine?.key ?? .mrz(bacKeyInput: ChipReadBenchmark.key))
        guard reading.files == genuine?.files ?? SampleFiles.files else {
            throw SmartCardError(.protocolError, "files differ")
        }
        try genuine?.judge(reading)
    }

    func record() async throws -> Recording {
        let card = try await open()
        let channel = RecordingChannel(card)
        try await read(channel)
        await card.close()
        return Recording(exchanges: try channel.exchanges.map { (try $0.command.encoded(), $0.answer.encoded) })
    }

    /// Whole readings and raw exchanges in turn, so that other work of the machine meets both alike.
    func alternate(_ pair: inout Pair, _ recording: Recording, runs: Int, _ thinking: ChipTime) async throws {
        var buffer = [UInt8](repeating: 0, count: 65_548)
        for run in 0..<(runs + 3) {
            var (whole, raw) = (Measurement(), Measurement())
            let card = try await open()
            _ = thinking.take()
            try await whole.run { try await read(card) }
            whole.chipMilliseconds = thinking.take()
            await card.close()
            let bare = try RawCard(reader: reader)
            _ = thinking.take()
            try raw.run { try bare.replay(recording.exchanges, buffer: &buffer) }
            raw.chipMilliseconds = thinking.take()
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
