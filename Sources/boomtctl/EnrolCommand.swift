internal import ArgumentParser
internal import Checkpoint
internal import Fingerprint
internal import FoundationEssentials
internal import TravelDocument

/// `boomtctl enrol`: grants an e-gate permission (A/260 3.1).
struct EnrolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Grant an e-gate permission: a document and the fingers of its holder.",
        discussion: """
            Positions are 1 (right thumb) to 10 (left little finger), or names such as rightIndex. Exit code 1 when an \
            image is not good enough, a check digit of the zone is wrong or the daemon refuses. It does where the law \
            does not let the permission be granted (EG-01, EG-03, EG-07, PA-05, PA-08, PA-09: it names the rule), when a \
            finger is enrolled for another person (look at both, and name that permission with --examined if they are \
            two), and when the register number does not fit the document (--register-number-examined if it is the \
            holder's for certain).
            """)

    @Option(help: "A file with the printed zone of the document, or - for standard input.")
    var mrz: String

    @Option(help: "POSITION=FILE, an image or a template; may stand several times.")
    var finger: [EnrolledFile]

    @Flag(help: "The officer declares that the applicant has full legal capacity (A/260 1.3).")
    var capacityDeclared = false

    @Option(help: "Which text the applicant agreed to (Personal Data Protection Law 8): its version.")
    var consentText: String

    @Option(help: "How: written or electronic.")
    var consentWay: Consent.Way

    @Option(help: "Who took the consent and enrols: the service number of an officer.")
    var officer: String

    @Option(help: "The register number, two Cyrillic letters and eight digits.")
    var registerNumber: String

    @Flag(help: "The document has a chip that could be read: the gate will expect it.")
    var chip = false

    @Option(help: "The passport was extended, which the officer has seen: the day until which, YYYY-MM-DD (PA-09).")
    var extendedUntil: CivilDate?

    @Option(help: "The number of a permission with a like finger that belongs to another person for certain.")
    var examined: [Int64] = []

    @Flag(
        name: .customLong("register-number-examined"),
        help: "The register number is the holder's for certain, although the document speaks against it.")
    var registerNumberExamined = false

    @Option(help: "Pixels per inch of images that do not tell.")
    var dpi = Resolution.usual

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Resolution.check(dpi)
        guard capacityDeclared else {
            throw CommandFailure(
                .unusable, "--capacity-declared is needed: full legal capacity is a condition of A/260 1.3")
        }
        guard (1...Limits.fingers).contains(finger.count) else {
            throw CommandFailure(.unusable, "--finger is needed once to \(Limits.fingers) times")
        }
        guard Set(finger.map(\.position)).count == finger.count else {
            throw CommandFailure(.unusable, "--finger names a position twice")
        }
        let zone = try MRZInput.zone(mrz, today: MRZInput.today())
        guard zone.isValid else {
            throw CommandFailure(.negative, "a check digit of the zone is wrong", advice: "read the zone again")
        }
        let number = try register()
        let application = PermissionApplication(
            mrz: zone.lines.joined(separator: "\n"), registerNumber: number, legalCapacityDeclared: true,
            documentHasChip: chip, verifiedExtension: extendedUntil,
            fingers: try finger.map { try $0.enrolled(dpi: dpi) },
            consent: .init(textVersion: consentText, way: consentWay, officer: officer),
            examinedDuplicates: examined.isEmpty ? nil : examined,
            examinedRegisterNumber: registerNumberExamined ? true : nil)
        let granted = try control.client.ask(GrantedPermission.self, "POST", "/v1/permissions", body: application)
        if output.json {
            try Output.document(granted)
        } else {
            Output.text("Зөвшөөрөл олгосон · Permission granted: \(granted.permission)")
        }
    }

    /// The register number in its exact form. Whether it fits the document is the daemon's to say.
    private func register() throws(CommandFailure) -> String {
        do throws(RegisterNumberError) {
            return try RegisterNumber(parsing: registerNumber).text
        } catch {
            throw CommandFailure(.unusable, error.description)
        }
    }
}

extension Consent.Way: ExpressibleByArgument {}

/// `POSITION=FILE` of the command line.
struct EnrolledFile: ExpressibleByArgument {
    /// Which finger.
    let position: FingerTemplate.Position
    /// An image or a template.
    let path: String

    /// Reads `2=index.png` or `rightIndex=index.png`.
    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "=") else { return nil }
        let name = argument[..<equals]
        let path = argument[argument.index(after: equals)...]
        guard let position = Self.position(name), !path.isEmpty else { return nil }
        self.position = position
        self.path = String(path)
    }

    /// A finger by its code of ISO/IEC 19794-2 or by its name.
    static func position(_ text: Substring) -> FingerTemplate.Position? {
        let named = FingerTemplate.Position.allCases.first { "\($0)" == text }
        let position = named ?? UInt8(text).flatMap(FingerTemplate.Position.init(rawValue:))
        return position == .unknown ? nil : position
    }

    /// The finger as the daemon takes it; an image that is not good enough ends the command with 1.
    func enrolled(dpi: Int) throws(CommandFailure) -> PermissionApplication.Finger {
        var template: FingerTemplate
        switch try FingerInput(path: path, dpi: dpi) {
        case .template(let ready): template = ready
        case .image(let image):
            let extraction = try FingerInput.extract(image, path: path)
            guard extraction.isUsable else {
                throw CommandFailure(
                    .negative, "\(path) is not good enough to enrol", advice: FingerReport.advice(extraction.reasons))
            }
            template = extraction.template
        }
        template.position = position
        return PermissionApplication.Finger(
            position: Int(position.rawValue), template: Data(template.iso19794_2Record()).base64EncodedString())
    }
}
