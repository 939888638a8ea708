internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl person link`: says that two documents belong to one person.
struct PersonLinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Confirm that two documents belong to one person (A/131 2.12).",
        discussion: """
            From then on crossings and stays with one count for the other. Refused when register numbers, civil numbers \
            or, with --basis sameData, the birth date or sex on record differ. Exit code 1 when it is refused.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "The issuing state of the other document.")
    var otherIssuer: String

    @Option(help: "The number of the other document.")
    var otherDocument: String

    @Option(help: "What it was found out by: sameData, finger, paper or bothShown.")
    var basis: PersonLink.Basis

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let other = try DocumentKey(
            option: otherIssuer, otherDocument, names: ("--other-issuer", "--other-document"))
        try PersonLink.book(control, output).enter(
            PersonLink(document: document.key(), other: other, basis: basis), by: officer)
    }
}

/// `boomtctl person number`: says by which number a state knows the holder of a document.
struct PersonNumberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number", abstract: "Enter the register or civil number of the holder of a document.",
        discussion: "All documents with the same number belong to one person. Exit code 1 when it is refused.")

    @OptionGroup var document: DocumentOptions

    @Option(help: "registerNumber (two Cyrillic letters and eight digits) or civilID (digits).")
    var kind: PersonNumber.Kind

    @Option(help: "The number.")
    var number: String

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try PersonNumber.book(control, output).enter(
            PersonNumber(document: document.key(), kind: kind, number: number), by: officer)
    }
}

/// `boomtctl person documents`: the documents that are known to belong to one person.
struct PersonDocumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Show the documents that are known to belong to one person.")

    @OptionGroup var document: DocumentOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let key = try document.key()
        let person = try control.client.ask(
            PersonDocuments.self, "GET",
            "/v1/persons/documents?issuer=\(key.issuer)&number=\(key.number)&\(reading.query)")
        if output.json { return try Output.document(person) }
        var table = TextTable()
        for document in person.documents { table.add(["Баримт бичиг · Document", "\(document)"]) }
        if let number = person.registerNumber { table.add(["Регистрийн дугаар · Register number", number]) }
        if let number = person.civilID { table.add(["Иргэний бүртгэлийн дугаар · Civil number", number]) }
        Output.text(table.text)
    }
}

/// `boomtctl person ties`: the numbers and links that were entered for a document.
struct PersonTiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ties", abstract: "Show the numbers, or with --links the links, that were entered for a document.")

    @OptionGroup var document: DocumentOptions

    @Flag(help: "Show links to other documents instead of numbers.")
    var links = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        if links {
            try PersonLink.book(control, output).list(of: document.key(), for: reading)
        } else {
            try PersonNumber.book(control, output).list(of: document.key(), for: reading)
        }
    }
}

/// `boomtctl person unlink`: takes a link or a number back.
struct PersonUnlinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Take back a wrong link, or with --number a wrong number.")

    @Argument(help: "The number of the entry, as ties shows it.")
    var id: Int64

    @Flag(help: "The entry is a register or civil number.")
    var number = false

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        if number {
            try PersonNumber.book(control, output).withdraw(id, by: officer)
        } else {
            try PersonLink.book(control, output).withdraw(id, by: officer)
        }
    }
}

extension PersonLink: ShownEntry {
    static var path: String { "/v1/persons/links" }
    var summary: String { shownLine([other, basis.rawValue]) }
}

extension PersonNumber: ShownEntry {
    static var path: String { "/v1/persons/numbers" }
    var summary: String { shownLine([kind.rawValue, number]) }
}

extension PersonLink.Basis: ExpressibleByArgument {}
extension PersonNumber.Kind: ExpressibleByArgument {}
