internal import ArgumentParser
internal import ChipReading
internal import DocumentTrust
internal import SmartCard
internal import Support
internal import TravelDocument

/// `boomtctl chip read`: reads and judges the chip on a reader.
struct ChipReadCommand: AsyncParsableCommand {
    /// How to open the chip.
    enum AccessProtocol: String, CaseIterable, ExpressibleByArgument {
        case auto, bac, pace
    }

    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read the chip of the document on a reader and judge it.",
        discussion: """
            Progress goes to standard error. Exit code 0 only when the overall result is successful; 3 when the reader \
            or the PC/SC service is not there, or nothing lies on the reader.
            """)

    @Option(help: "The reader by PC/SC's name; see `boomtctl devices`.")
    var reader: String

    @Option(help: "A file with the printed zone, or - for standard input: it opens the chip.")
    var mrz: String?

    @Option(help: "The card access number (PACE; not yet in this version).")
    var can: String?

    @Option(help: "A folder for the files of the chip and evidence.json; an earlier reading in it is replaced.")
    var out: String?

    @OptionGroup var trust: TrustOptions

    @Option(name: .customLong("protocol"), help: "auto, bac or pace (not yet in this version).")
    var accessProtocol = AccessProtocol.auto

    @Flag(help: "Read every data group, not only DG1 and DG2.")
    var all = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard can == nil, accessProtocol != .pace else {
            throw CommandFailure(
                .unusable, "PACE is not yet in this version", advice: "use --mrz FILE, with --protocol bac or auto")
        }
        guard let mrz else { throw CommandFailure(.unusable, "--mrz is needed: the printed zone opens the chip") }
        let zone = try MRZInput.zone(mrz, today: MRZInput.today())
        if !zone.isValid { Output.note("a check digit of the printed zone is wrong: the chip may refuse its key") }
        let store = try trust.store()
        let folder = out.map { ChipFolder($0) }
        try folder?.prepare()

        let reading: ChipReading
        switch try await read(key: .mrz(bacKeyInput: zone.bacKeyInput)) {
        case .success(let whole): reading = whole
        case .failure(let fault):
            let moment = InspectionMoment(unixSeconds: UnixTime.now().seconds)
            try InspectionDocument(fault.report(printed: zone, at: moment), fault: fault).deliver(output)
            return
        }
        let time = UnixTime.now()
        let evidence = ReadingEvidence(reading, printed: zone, reader: reader, at: time)
        try folder?.write(reading.files, evidence)
        let report = DocumentInspection.inspect(
            files: reading.files, access: evidence.access, opticalMRZ: zone, trust: store,
            at: InspectionMoment(unixSeconds: time.seconds))
        try InspectionDocument(report, figures: evidence.figures).deliver(output)
    }

    /// Reads the chip with progress on standard error. A chip that is at fault is a result; a reader, a service or a
    /// chip that is not there is thrown.
    private func read(key: AccessKey) async throws(CommandFailure) -> Result<ChipReading, ChipFault> {
        let card: CardConnection
        do throws(SmartCardError) {
            card = try await CardConnection.open(reader: reader)
        } catch {
            if let failure = notReachable(error) { throw failure }
            return .failure(ChipFault(ChipReadingError(error, step: .connect)))
        }
        let line = ProgressLine()
        let chip = ChipReader(channel: card, progress: { line.show($0) })
        do throws(ChipReadingError) {
            let reading = try await chip.read(access: key, files: all ? LDSFile.allCases : nil)
            line.end()
            await card.close()
            return .success(reading)
        } catch {
            line.end()
            await card.close()
            return .failure(ChipFault(error))
        }
    }

    /// What to do about something that is not there; nil for a chip that is there and at fault.
    private func notReachable(_ error: SmartCardError) -> CommandFailure? {
        switch error.code {
        case .cardRemoved:
            CommandFailure(
                .notReachable, "nothing lies on the reader \"\(reader)\"", advice: "place the document and try again")
        case .readerRemoved:
            CommandFailure(
                .notReachable, "there is no reader \"\(reader)\"", advice: "boomtctl devices names those that are there"
            )
        case .serviceUnavailable:
            CommandFailure(
                .notReachable, "the PC/SC service does not run", advice: "start it: systemctl start pcscd.socket")
        case .sharingViolation:
            CommandFailure(
                .notReachable, "another program holds the chip on \"\(reader)\"",
                advice: "the daemon may be reading it: use another reader or stop the lane")
        case .tooManyHungReaders, .systemError:
            CommandFailure(.notReachable, "the reader \"\(reader)\" does not work: \(error)")
        default: nil
        }
    }
}
