internal import ArgumentParser
internal import Fingerprint

/// `boomtctl finger enrol`: two fingers, each by two or three impressions that agree.
struct FingerEnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Take the fingers of one person until enough of them are enrolled.",
        discussion: """
            Asks for one finger after the other at the scanner; with --finger it takes images from files instead. Poor \
            impressions and such that do not agree are taken again, three times at most; then the next finger is asked \
            for. Writes one ISO/IEC 19794-2:2005 record a finger into the folder, which `boomtctl enrol` takes. Exit \
            code 1 when fewer fingers than wanted could be enrolled; what was enrolled is written all the same.
            """)

    @Option(help: "The folder for the templates; it must exist.")
    var out: String

    @Option(help: "POSITION=FILE, an image in place of the scanner; several a finger, in the order they were taken.")
    var finger: [EnrolledFile] = []

    @Option(
        help: "POSITION=REASON, a finger to pass over: amputated, bandaged or unreachable. May stand several times.")
    var missing: [MissingFinger] = []

    @Option(help: "Fingers to enrol, 1 to 10.")
    var fingers = 2

    @Option(help: "Impressions of a finger that must agree, 2 or 3.")
    var impressions = 3

    @Option(help: "The scanner's id; see `boomtctl devices`. May be left out when there is only one.")
    var scanner: String?

    @Option(help: "How long to wait for a finger, in seconds.")
    var timeout = 20

    @Option(help: "Pixels per inch of images that do not tell.")
    var dpi = Resolution.usual

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try Resolution.check(dpi)
        try check()
        var order = EnrolmentSession.usualOrder
        if !finger.isEmpty {
            // Files say themselves which fingers there are, and in which order they were laid down.
            var seen: Set<FingerTemplate.Position> = []
            order = finger.map(\.position).filter { seen.insert($0).inserted }
        }
        let policy = FingerEnrolment.Policy(impressions: impressions)
        var session = EnrolmentSession(policy: policy, wanted: fingers, order: order)
        if finger.isEmpty {
            let scanner = try await ScannerUse(id: scanner)
            let fault = await enrol(&session, at: scanner)
            await scanner.close()
            if let fault { throw fault }
        } else {
            try enrolFromFiles(&session)
        }
        try report(session)
        guard session.isComplete else { throw ExitStatus.negative.exit }
    }

    private func check() throws(CommandFailure) {
        guard (1...10).contains(fingers) else { throw CommandFailure(.unusable, "--fingers takes 1 to 10") }
        guard (2...3).contains(impressions) else { throw CommandFailure(.unusable, "--impressions takes 2 or 3") }
        guard (1...Limits.fingerSeconds).contains(timeout) else {
            throw CommandFailure(.unusable, "--timeout takes 1 to \(Limits.fingerSeconds)")
        }
    }

    private func enrolFromFiles(_ session: inout EnrolmentSession) throws(CommandFailure) {
        var waiting = finger
        while let position = session.asked {
            if let gap = missing.first(where: { $0.position == position }) {
                tell(session.skip(gap.reason))
                continue
            }
            guard let next = waiting.firstIndex(where: { $0.position == position }) else {
                tell(session.skip(.exhausted))
                continue
            }
            let file = waiting.remove(at: next)
            guard case .image(let image) = try FingerInput(path: file.path, dpi: dpi) else {
                throw CommandFailure(.unusable, "\(file.path) is a template: impressions are compared as images")
            }
            tell(session.offer(try FingerInput.extract(image, path: file.path)))
        }
    }

    /// Asks until the session has what it wants; the fault that ended it, if one did.
    private func enrol(_ session: inout EnrolmentSession, at scanner: ScannerUse) async -> CommandFailure? {
        while let position = session.asked {
            if let gap = missing.first(where: { $0.position == position }) {
                tell(session.skip(gap.reason))
                continue
            }
            Output.note(EnrolmentText.name(position))
            do throws(CommandFailure) {
                let image = try ScannerUse.image(await scanner.capture(seconds: timeout))
                tell(session.offer(try FingerInput.extract(image, path: "the image")))
            } catch {
                return error
            }
        }
        return nil
    }

    private func tell(_ answer: EnrolmentSession.Answer) {
        if let text = EnrolmentText.words(answer) { Output.note(text) }
    }

    private struct Report: Encodable {
        struct Enrolled: Encodable {
            var position: UInt8
            var name: String
            var file: String
            var quality: UInt8
            var minutiae: Int
            var impressions: Int
            var lowestAgreement: Double
        }

        struct PassedOver: Encodable {
            var position: UInt8
            var name: String
            var reason: String
        }

        var complete: Bool
        var enrolled: [Enrolled]
        var passedOver: [PassedOver]
    }

    private func report(_ session: EnrolmentSession) throws(CommandFailure) {
        var report = Report(complete: session.isComplete, enrolled: [], passedOver: [])
        for print in session.enrolled {
            let template = print.template
            let path = "\(out)/\(template.position).iso"
            try OutputFile.write(template.iso19794_2Record(), to: path)
            report.enrolled.append(
                .init(
                    position: template.position.rawValue, name: "\(template.position)", file: path,
                    quality: template.quality, minutiae: template.minutiae.count, impressions: print.impressions,
                    lowestAgreement: (print.lowestAgreement * 100).rounded() / 100))
        }
        report.passedOver = session.gaps.map { gap in
            .init(position: gap.position.rawValue, name: "\(gap.position)", reason: gap.reason.rawValue)
        }
        if output.json { try Output.document(report) } else { Output.text(Self.text(session, report)) }
    }

    private static func text(_ session: EnrolmentSession, _ report: Report) -> String {
        var table = TextTable()
        for (print, line) in zip(session.enrolled, report.enrolled) {
            table.add([
                EnrolmentText.name(print.template.position), "чанар · quality \(line.quality)", line.file,
            ])
        }
        for gap in session.gaps { table.add([EnrolmentText.name(gap.position), EnrolmentText.words(gap.reason)]) }
        let verdict =
            report.complete
            ? "Хурууны хээ бүртгэгдсэн · The fingers are enrolled"
            : "Хангалттай хуруу бүртгэгдсэнгүй · Not enough fingers could be enrolled"
        return table.text + "\n" + verdict
    }
}

/// `POSITION=REASON` of the command line.
struct MissingFinger: ExpressibleByArgument {
    /// Which finger.
    let position: FingerTemplate.Position
    /// Why it is passed over.
    let reason: EnrolmentSession.Gap

    /// Reads `rightIndex=bandaged` or `2=bandaged`.
    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let position = EnrolledFile.position(parts[0]),
            let reason = EnrolmentSession.Gap(rawValue: String(parts[1])),
            [.amputated, .bandaged, .unreachable].contains(reason)
        else { return nil }
        self.position = position
        self.reason = reason
    }
}
