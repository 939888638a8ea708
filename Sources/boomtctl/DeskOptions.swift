internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// The document that a command is about.
struct DocumentOptions: ParsableArguments {
    @Option(help: "The issuing state of the document, as its zone prints it.")
    var issuer: String

    @Option(help: "The number of the document.")
    var document: String

    /// The document by its key.
    func key() throws(CommandFailure) -> DocumentKey {
        try DocumentKey(option: issuer, document, names: ("--issuer", "--document"))
    }
}

/// Who answers for what a command writes.
struct OfficerOptions: ParsableArguments {
    @Option(help: "Who answers for it: the service number of an officer.")
    var officer: String

    @Option(help: "What it rests on, for example the paper that was seen.")
    var reason: String
}

/// Who reads what is held about a person, and what for: every reading is in the journal before it is given out.
struct ReadingOptions: ParsableArguments {
    @Option(help: "Who reads: the service number of an officer.")
    var officer: String

    @Option(help: "What for, for example the question of the traveller.")
    var purpose: String

    /// Who reads, and what for.
    var reader: ReadingPurpose { get throws(CommandFailure) { try ReadingQuery.reader(officer, purpose) } }

    /// The part of a path behind `?` or `&`.
    var query: String { get throws(CommandFailure) { try ReadingQuery.text(officer, purpose) } }
}

/// The same, for what also says something without it.
struct OptionalReadingOptions: ParsableArguments {
    @Option(help: "Who reads: the service number of an officer.")
    var officer: String?

    @Option(help: "What for, for example the question of the traveller.")
    var purpose: String?

    /// The part of a path behind `?` or `&`; nil when nobody reads about persons.
    var query: String? {
        get throws(CommandFailure) {
            officer == nil && purpose == nil ? nil : try ReadingQuery.text(officer ?? "", purpose ?? "")
        }
    }
}

private enum ReadingQuery {
    static func reader(_ officer: String, _ purpose: String) throws(CommandFailure) -> ReadingPurpose {
        guard let reader = ReadingPurpose(officer: officer, purpose: purpose) else {
            throw CommandFailure(.unusable, "--officer and --purpose must say something, on one line and in few words")
        }
        return reader
    }

    static func text(_ officer: String, _ purpose: String) throws(CommandFailure) -> String {
        let reader = try reader(officer, purpose)
        return "officer=\(QueryText.escaped(reader.officer))&purpose=\(QueryText.escaped(reader.purpose))"
    }
}

/// Text in the query of an address.
enum QueryText {
    /// RFC 3986 §2: what is not unreserved stands as `%` and two digits.
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}

/// An answer of yes or no.
enum Answer: String, CaseIterable, ExpressibleByArgument {
    case yes, no

    /// Whether it is yes.
    var isYes: Bool { self == .yes }
}

extension DocumentKey {
    /// Takes what an option says and names it when it is wrong.
    init(
        option issuer: String, _ number: String, names: (issuer: String, number: String)
    ) throws(CommandFailure) {
        do throws(EntryFault) {
            try self.init(issuer: issuer, number: number)
        } catch {
            let name = error.field == "issuer" ? names.issuer : names.number
            throw CommandFailure(.unusable, "\(name): \(error.text.mn) · \(error.text.en)")
        }
    }
}

/// An entry of the desk as a line for people.
protocol ShownEntry: DeskEntry {
    /// The path of its book.
    static var path: String { get }
    /// What it says, without the document.
    var summary: String { get }
}

extension ShownEntry {
    /// The book behind the commands.
    static func book(_ control: ControlOptions, _ output: OutputOptions) -> DeskBookClient<Self> {
        DeskBookClient(control: control, output: output)
    }
}

/// One book of the desk behind the daemon's control socket.
struct DeskBookClient<Entry: ShownEntry> {
    let control: ControlOptions
    let output: OutputOptions
    private var path: String { Entry.path }

    /// What the daemon takes.
    private struct Submission: Encodable {
        var entry: Entry
        var officer: String
        var reason: String
    }

    private struct Withdrawal: Encodable {
        var officer: String
        var reason: String
    }

    /// Enters something and shows it.
    func enter(_ entry: Entry, by officer: OfficerOptions) throws {
        let record = try control.client.ask(
            DeskRecord<Entry>.self, "POST", path,
            body: Submission(entry: entry, officer: officer.officer, reason: officer.reason))
        try show(record, "Бүртгэсэн · Entered")
    }

    /// Shows all entries about a document.
    func list(of document: DocumentKey, for reading: ReadingOptions) throws {
        let records = try control.client.ask(
            [DeskRecord<Entry>].self, "GET",
            "\(path)?issuer=\(document.issuer)&number=\(document.number)&\(reading.query)")
        if output.json { return try Output.document(records) }
        var table = TextTable(["№", "ХҮЧИНТЭЙ · IN FORCE", "БҮРТГЭЛ · ENTRY", "АЖИЛТАН · OFFICER", "ОГНОО · ENTERED"])
        for record in records {
            table.add([
                "\(record.id)", record.withdrawal == nil ? "тийм/yes" : "үгүй/no", record.entry.summary,
                record.note.officer, "\(record.note.time)",
            ])
        }
        Output.text(table.text)
    }

    /// Takes an entry out of force and shows it.
    func withdraw(_ id: Int64, by officer: OfficerOptions) throws {
        let record = try control.client.ask(
            DeskRecord<Entry>.self, "PUT", "\(path)/\(id)/withdrawal",
            body: Withdrawal(officer: officer.officer, reason: officer.reason))
        try show(record, "Хүчингүй болгосон · Withdrawn")
    }

    private func show(_ record: DeskRecord<Entry>, _ word: String) throws {
        if output.json { return try Output.document(record) }
        Output.text("\(word): \(record.id)  \(record.entry.document)  \(record.entry.summary)")
    }
}

/// Joins what is there to a line.
func shownLine(_ parts: [(any CustomStringConvertible)?]) -> String {
    parts.compactMap { $0.map { "\($0)" } }.joined(separator: "  ")
}
