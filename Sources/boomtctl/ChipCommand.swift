internal import ArgumentParser
internal import DocumentTrust
internal import Support
internal import TravelDocument

/// `boomtctl chip`: chips on a reader and their files on disk.
struct ChipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chip", abstract: "Read the chip of a document, or judge the files of one.",
        subcommands: [ChipReadCommand.self, ChipInspectCommand.self])
}

/// `boomtctl chip inspect`: judges files on disk.
struct ChipInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Judge the files of a chip on disk.",
        discussion: """
            The folder holds EF.COM.bin, EF.SOD.bin, DG1.bin … DG16.bin, EF.CardAccess.bin, EF.CardSecurity.bin and, \
            where a chip was read, evidence.json. Exit code 0 only when the overall result is successful.
            """)

    @Argument(help: "The folder with the files.")
    var folder: String

    @OptionGroup var trust: TrustOptions

    @Option(help: "The day to judge for, YYYY-MM-DD; now if left out.")
    var at: CivilDate?

    @Option(help: "A file with the printed zone, to compare with the chip; the one of evidence.json if left out.")
    var mrz: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let moment = at.map { InspectionMoment(date: $0) } ?? InspectionMoment(unixSeconds: UnixTime.now().seconds)
        let files = try ChipFolder(folder).files()
        let evidence = try ChipFolder(folder).evidence()
        var printed: MachineReadableZone?
        if let mrz {
            printed = try MRZInput.zone(mrz, today: moment.date)
        } else if let lines = evidence?.printedZone {
            printed = try? MachineReadableZone(parsing: lines.joined(separator: "\n"), today: moment.date)
        }
        let report = DocumentInspection.inspect(
            files: files, access: evidence?.access, opticalMRZ: printed, trust: try trust.store(), at: moment)
        try InspectionDocument(report).deliver(output)
    }
}
