internal import ArgumentParser
internal import TravelDocument

/// `boomtctl mrz`: reads zones and checks their digits.
struct MRZCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mrz",
        abstract: "Read machine-readable zones (TD1, TD2, TD3, MRV-A, MRV-B) and check their digits.",
        discussion: """
            The lines of one zone stand one below the other; a blank line separates zones. With --json, one line of \
            JSON for each zone. Exit code 1 when a check digit or a format is wrong.
            """)

    @Argument(help: "A file, or - for standard input.")
    var file = "-"

    @Option(help: "The day of reading, YYYY-MM-DD, which decides the centuries; today if left out.")
    var at: CivilDate?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let blocks = MRZInput.blocks(try InputFile.read(file, limit: Limits.zonesBytes))
        guard !blocks.isEmpty else {
            throw CommandFailure(.unusable, "there is no machine-readable zone in the input")
        }
        let today = at ?? MRZInput.today()
        var allValid = true
        for (index, block) in blocks.enumerated() {
            let document = Self.read(block, today: today)
            allValid = allValid && document.isValid
            if output.json {
                try Output.line(document)
            } else {
                if index > 0 { Output.text("") }
                Output.text(document.text)
            }
        }
        guard allValid else { throw ExitStatus.negative.exit }
    }

    private static func read(_ block: String, today: CivilDate) -> MRZDocument {
        do throws(MRZError) {
            return .zone(try MachineReadableZone(parsing: block, today: today))
        } catch {
            return .unreadable(reason: error.description)
        }
    }
}

extension MRZDocument {
    /// The zone for people.
    var text: String {
        guard case .zone(let zone) = self else {
            guard case .unreadable(let reason) = self else { return "" }
            return "MRZ уншигдсангүй · not readable: \(reason)"
        }
        var table = TextTable()
        let failed = zone.failedCheckDigits.map(\.rawValue).joined(separator: ", ")
        let state = zone.isValid ? "зөв · valid" : "хяналтын цифр буруу · check digits wrong: \(failed)"
        table.add([zone.format.rawValue, state])
        table.add(["Баримт · Document", "\(zone.documentCode) \(zone.issuer) \(zone.documentNumber)"])
        table.add(["Нэр · Name", "\(zone.primaryIdentifier), \(zone.secondaryIdentifier)"])
        table.add(["Иргэншил · Nationality", zone.nationality])
        table.add(["Төрсөн · Born", Self.words(zone.birthDate)])
        table.add(["Хүйс · Sex", zone.sex.rawValue])
        table.add(["Дуусах · Expires", Self.words(zone.expiryDate)])
        let optional = [zone.optionalData, zone.optionalData2].filter { !$0.isEmpty }.joined(separator: " ")
        if !optional.isEmpty { table.add(["Нэмэлт · Optional", optional]) }
        if !zone.deviations.isEmpty {
            table.add(["Анхаарах · Note", zone.deviations.map(\.rawValue).joined(separator: ", ")])
        }
        return table.text
    }

    private static func words(_ date: MRZDate) -> String {
        date.date.map(\.description) ?? "тодорхойгүй · unknown (\(date.text))"
    }
}

extension CivilDate: ExpressibleByArgument {
    /// A date of the command line, `YYYY-MM-DD`.
    package init?(argument: String) {
        self.init(argument)
    }
}
