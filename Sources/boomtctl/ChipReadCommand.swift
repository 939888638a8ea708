internal import ArgumentParser
internal import ChipReading
internal import DocumentTrust
internal import SmartCard
internal import Support
internal import TravelDocument

/// `boomtctl chip read`: reads and judges the chip on a reader.
struct ChipReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read the chip of the document on a reader and judge it.",
        discussion: """
            The printed zone or the card access number opens the chip; the number needs PACE. With both, the number opens \
            the chip and the zone is compared with it. A chip that offers PACE is not opened by BAC, unless \
            --allow-downgrade or --protocol bac asks for it; the result is never successful then. Progress goes to standard error. Exit code 0 only when the overall result is successful; 3 when the reader \
            or the PC/SC service is not there, or nothing lies on the reader.
            """)

    @Option(help: "The reader by PC/SC's name; see `boomtctl devices`.")
    var reader: String

    @Option(help: "A file with the printed zone, or - for standard input: it opens the chip.")
    var mrz: String?

    @Option(help: "The card access number that is printed on the document: it opens the chip by PACE.")
    var can: String?

    @Option(help: "A folder for the files of the chip and evidence.json; an earlier reading in it is replaced.")
    var out: String?

    @OptionGroup var trust: TrustOptions
    @OptionGroup var revocation: RevocationOption
    @OptionGroup var quirks: QuirkOptions

    @Option(name: .customLong("protocol"), help: "auto (PACE where the chip offers it, else BAC), bac or pace.")
    var accessProtocol = AccessPolicy.Choice.auto

    @Flag(help: "Open a chip by BAC after its PACE has failed; the result is undetermined then.")
    var allowDowngrade = false

    @Option(help: "A folder with card-verifiable certificates and the terminal's private key: DG3 is read with them.")
    var terminal: String?

    @Flag(help: "Read every data group, not only DG1 and DG2.")
    var all = false

    @OptionGroup var face: PictureOption
    @OptionGroup var fingers: FingerOptions
    @OptionGroup var sealing: EvidenceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let zone = try mrz.map { try MRZInput.zone($0, today: MRZInput.today()) }
        let key = try key(zone)
        let credentials = try terminal.map { try TerminalFolder.credentials($0) }
        let place = try sealing.place()
        let fingerPlace = try fingers.place()
        let store = try trust.store(revocation: revocation.revocation)
        let shelf = try quirks.shelf()
        let folder = out.map { ChipFolder($0) }
        try folder?.prepare()

        let known = shelf.quirks(on: MRZInput.today())
        let attempt = try await read(key: key, zone: zone, terminal: credentials, quirks: known)
        let time = UnixTime.now()
        guard case .whole(let reading) = attempt else {
            return try deliver(attempt, zone, place, store, known, at: time)
        }
        let evidence = ReadingEvidence(reading, printed: zone, reader: reader, at: time)
        try folder?.write(reading.files, evidence)
        let moment = InspectionMoment(unixSeconds: time.seconds)
        let report = DocumentInspection.inspect(
            files: reading.files, access: evidence.access, opticalMRZ: zone, trust: store, at: moment,
            quirks: known)
        try place?.write(
            EvidenceStatement(
                report, reading: evidence, printed: zone, files: reading.files, trust: store, at: moment,
                quirks: known),
            files: reading.files)
        try InspectionDocument(
            report, figures: evidence.figures,
            fingers: try fingerPlace.findings(reading.files, report, fault: reading.unreadable[.dg3]),
            details: try face.details(reading.files)
        ).deliver(output)
    }

    /// What broke off is aborted as a whole; evidence keeps what had come until then, and why it ended.
    private func deliver(
        _ attempt: ChipReadingAttempt, _ zone: MachineReadableZone?, _ place: EvidenceOptions.Place?,
        _ store: TrustStore, _ quirks: ChipQuirks, at time: UnixTime
    ) throws {
        guard case .broken(let error, let partial) = attempt else { return }
        let fault = ChipFault(error)
        let evidence = partial.map { ReadingEvidence($0, printed: zone, reader: reader, at: time, fault: fault) }
        let moment = InspectionMoment(unixSeconds: time.seconds)
        let report = fault.report(
            printed: zone, access: evidence?.access ?? ChipFault.access(accessProtocol), at: moment, quirks: quirks)
        if let place {
            let files = partial?.files ?? ChipFiles()
            try place.write(
                EvidenceStatement(
                    report, reading: evidence ?? ReadingEvidence(fault, report.access, zone, reader, at: time),
                    printed: zone, files: files, trust: store, at: moment, quirks: quirks),
                files: files)
        }
        try InspectionDocument(report, figures: evidence?.figures, fault: fault).deliver(output)
    }

    /// What opens the chip: the card access number, or the printed zone without one.
    private func key(_ zone: MachineReadableZone?) throws(CommandFailure) -> AccessKey {
        if let can {
            guard accessProtocol != .bac else {
                throw CommandFailure(.unusable, "--can opens chips by PACE only", advice: "leave --protocol bac out")
            }
            guard (4...16).contains(can.utf8.count), can.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw CommandFailure(.unusable, "the card access number has digits only, six as a rule")
            }
            return .can(can)
        }
        guard let zone else {
            throw CommandFailure(.unusable, "--mrz or --can is needed: the printed zone or number opens the chip")
        }
        if !zone.isValid { Output.note("a check digit of the printed zone is wrong: the chip may refuse its key") }
        return .mrz(bacKeyInput: zone.bacKeyInput)
    }

    /// Reads the chip with progress on standard error. A chip that is at fault is a result; a reader, a service or a
    /// chip that is not there is thrown.
    private func read(
        key: AccessKey, zone: MachineReadableZone?, terminal: TerminalCredentials?, quirks: ChipQuirks
    ) async throws(CommandFailure) -> ChipReadingAttempt {
        let card: CardConnection
        do throws(SmartCardError) {
            card = try await CardConnection.open(reader: reader)
        } catch {
            if let failure = notReachable(error) { throw failure }
            return .broken(ChipReadingError(error, step: .connect), nil)
        }
        let line = ProgressLine()
        let chip = ChipReader(
            channel: card, policy: AccessPolicy(choice: accessProtocol, allowsDowngrade: allowDowngrade),
            terminal: terminal, quirks: quirks,
            traits: ChipTraits(
                reader: reader, answerToReset: card.answerToReset, historicalBytes: card.historicalBytes
            ).with(zone), progress: { line.show($0) })
        let attempt = await chip.attempt(access: key, files: files(withFingers: terminal != nil))
        line.end()
        await card.close()
        return attempt
    }

    /// Which files are asked for; nil for the usual ones.
    private func files(withFingers: Bool) -> [LDSFile]? {
        if all { return LDSFile.allCases }
        return withFingers ? ChipReader.usualFiles + [.dg3] : nil
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

extension AccessPolicy.Choice: ExpressibleByArgument {}
