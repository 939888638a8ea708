internal import ArgumentParser
internal import DocumentTrust
internal import Support
internal import TravelDocument

/// `boomtctl chip inspect`: judges files on disk, or sealed evidence.
struct ChipInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Judge the files of a chip on disk, or sealed evidence.",
        discussion: """
            A folder holds EF.COM.bin, EF.SOD.bin, DG1.bin … DG16.bin, EF.CardAccess.bin, EF.CardSecurity.bin and, \
            where a chip was read, evidence.json. Nobody signs that: proofs of the chip that it tells of are undetermined, \
            failed ones failed. Sealed evidence is one file, as --evidence writes it: signed by one \
            of --evidence-signer it is judged for the moment, by the authorities and with the printed zone of that \
            day, and has to come out the same; without, only its chip files are judged. Exit code 0 only when the \
            overall result is successful and the evidence is as it was signed.
            """)

    @Argument(help: "The folder with the files, or the file with sealed evidence.")
    var folder: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var revocation: RevocationOption
    @OptionGroup var quirks: QuirkOptions

    @Option(help: "The day to judge for, YYYY-MM-DD; now if left out, for sealed evidence its own.")
    var at: CivilDate?

    @Option(help: "A file with the printed zone, to compare with the chip; the one of the evidence if left out.")
    var mrz: String?

    @Option(help: "The public key of a signer of evidence, 64 hex digits; may be given several times.")
    var evidenceSigner: [String] = []

    @OptionGroup var face: PictureOption
    @OptionGroup var fingers: FingerOptions
    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let place = try evidence.place()
        let fingerPlace = try fingers.place()
        if InputFile.isFolder(folder) {
            try judge(ChipFolder(folder), place, fingerPlace)
        } else {
            guard place == nil else {
                throw CommandFailure(.unusable, "\(folder) is no folder: evidence is made of a chip or its files")
            }
            try judge(try EvidenceFile(folder, signers: evidenceSigner), fingerPlace)
        }
    }

    private func judge(
        _ folder: ChipFolder, _ place: EvidenceOptions.Place?, _ fingers: FingerOptions.Place
    ) throws {
        let moment = at.map { InspectionMoment(date: $0) } ?? InspectionMoment(unixSeconds: UnixTime.now().seconds)
        let files = try folder.files()
        let reading = try folder.evidence()
        let printed = try printed(reading?.printedZone ?? [], moment)
        let store = try trust.store(revocation: revocation.revocation)
        let known = try quirks.shelf().quirks(on: moment.date)
        let report = DocumentInspection.inspect(
            files: files, access: reading?.access, opticalMRZ: printed, trust: store, at: moment, quirks: known)
        try place?.write(
            EvidenceStatement(
                report, reading: reading, printed: printed, files: files, trust: store, at: moment, quirks: known),
            files: files)
        try InspectionDocument(
            report, fingers: try fingers.findings(files, report), details: try face.details(files)
        ).deliver(output)
    }

    private func judge(_ evidence: EvidenceFile, _ fingers: FingerOptions.Place) throws {
        var evidence = evidence
        let statement = evidence.statement
        let moment =
            at.map { InspectionMoment(date: $0) }
            ?? InspectionMoment(unixSeconds: (statement?.judgedFor ?? UnixTime.now()).seconds)
        var store: TrustStore
        if let statement, trust.trust == nil {
            store = TrustStore(statement.trust)
            store.policy.revocation = revocation.revocation ?? store.policy.revocation
        } else {
            store = try trust.store(revocation: revocation.revocation)
        }
        // Evidence of before the tables has none: it was judged by what is compiled in.
        let ownQuirks = quirks.folder == nil && statement != nil ? statement?.quirks ?? .standard : nil
        let zone = try printed(statement?.printedZone ?? [], moment)
        let known = try ownQuirks ?? quirks.shelf().quirks(on: moment.date)
        let report: InspectionReport
        if let reading = statement?.reading, let fault = reading.fault {
            report = fault.report(printed: zone, access: reading.access, at: moment, quirks: known)
        } else {
            report = DocumentInspection.inspect(
                files: evidence.files, access: statement?.reading?.access, opticalMRZ: zone, trust: store, at: moment,
                quirks: known)
        }
        let isAsThen = trust.trust == nil && revocation.revocation == nil && quirks.folder == nil
        if at == nil, mrz == nil, isAsThen { evidence.compare(with: report) }
        try InspectionDocument(
            report, fault: statement?.reading?.fault, fingers: try fingers.findings(evidence.files, report),
            evidence: evidence.facts, details: try face.details(evidence.files)
        ).deliver(output)
    }

    private func printed(_ lines: [String], _ moment: InspectionMoment) throws -> MachineReadableZone? {
        if let mrz { return try MRZInput.zone(mrz, today: moment.date) }
        guard !lines.isEmpty else { return nil }
        return try? MachineReadableZone(parsing: lines.joined(separator: "\n"), today: moment.date)
    }
}
