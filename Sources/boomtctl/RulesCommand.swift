internal import ArgumentParser
internal import BorderLaw
internal import FoundationEssentials
internal import TravelDocument

/// `boomtctl rules`: the law as code, without the daemon.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Show the rules of the border and judge facts by them.",
        subcommands: [RulesListCommand.self, RulesExplainCommand.self, RulesCheckCommand.self])
}

/// `boomtctl rules list`: every rule with its paragraph, and the paragraphs without a rule.
struct RulesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all rules with their paragraphs, and what no rule decides.")

    @OptionGroup var tables: RulebookDayOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let rulebook: String
        let rules: [RuleCatalogue.Entry]
        let uncovered: [RuleCatalogue.Gap]
        /// Kinds of tables that lack on the day.
        let missing: [TablesOfDay.Lack]
    }

    func run() throws {
        let tables = try self.tables.tables()
        let rulebook = tables.rulebook
        let entries = RuleCatalogue.entries(rulebook)
        guard !output.json else {
            try Output.document(
                Answer(
                    rulebook: rulebook.deskVersion, rules: entries, uncovered: RuleCatalogue.gaps,
                    missing: tables.lacking))
            return
        }
        var rules = TextTable(["Дүрэм/Rule", "Заалт/Paragraph", "Агуулга/What it asks"])
        for entry in entries { rules.add([entry.rule, entry.citation, "\(entry.title.mn) · \(entry.title.en)"]) }
        var gaps = TextTable(["Дүрэмгүй заалт/Without a rule", "Шалтгаан/Reason"])
        for gap in RuleCatalogue.gaps { gaps.add([gap.citation, "\(gap.reason.mn) · \(gap.reason.en)"]) }
        let lacking = tables.lacking.map { "\nХүснэгт · Table: \($0.reason.mn) · \($0.reason.en)" }.joined()
        Output.text("\(rules.text)\n\n\(gaps.text)\n\nЖурам · Rulebook: \(rulebook.deskVersion)\(lacking)")
    }
}

/// `boomtctl rules explain`: one rule, its source and its numbers.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain one rule: what it asks of whom, its source and its parameters.",
        discussion: "Exit code 1 when there is no rule of this identifier.")

    @Argument(help: "The identifier, such as EG-03.")
    var rule: String

    @OptionGroup var tables: RulebookDayOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let rule: String
        let rulebook: String
        let entries: [RuleCatalogue.Entry]
        /// The tables that the parameters come from.
        let tables: [TablesOfDay.Origin]
        /// Those that lack on the day, so that their parameters have no value.
        let missing: [TablesOfDay.Lack]
    }

    func run() throws {
        let tables = try self.tables.tables()
        let rulebook = tables.rulebook
        let entries = RuleCatalogue.entries(rulebook).filter { $0.rule == rule.uppercased() }
        guard let first = entries.first else {
            throw CommandFailure(
                .negative, "there is no rule of this identifier", advice: "boomtctl rules list shows all of them")
        }
        guard !output.json else {
            let kinds = Set(entries.flatMap(\.tables))
            try Output.document(
                Answer(
                    rule: first.rule, rulebook: rulebook.deskVersion, entries: entries,
                    tables: tables.origins.filter { kinds.contains($0.table) },
                    missing: tables.lacking.filter { kinds.contains($0.table) }))
            return
        }
        Output.text(entries.map { Self.text($0, tables) }.joined(separator: "\n\n"))
    }

    private static func text(_ entry: RuleCatalogue.Entry, _ tables: TablesOfDay) -> String {
        var table = TextTable()
        table.add(["Дүрэм · Rule", entry.rule])
        table.add(["Заалт · Source", "\(entry.citation) (\(entry.rank.rawValue))"])
        if let day = entry.validFrom { table.add(["Хүчинтэй · In force", "\(day)–"]) }
        table.add(["Агуулга · Asks", entry.title.mn])
        table.add(["", entry.title.en])
        table.add(["Хэнд · Whom", "\(entry.who.mn) · \(entry.who.en)"])
        table.add(["Хаана · Where", entry.stations.map(words).joined(separator: ", ")])
        if let other = entry.appliedBy { table.add(["Хэрэгжүүлэгч · Applied by", other]) }
        if !entry.needs.isEmpty { table.add(["Баримт · Facts", entry.needs.joined(separator: ", ")]) }
        for (name, value) in entry.parameters.sorted(by: { $0.key < $1.key }) {
            table.add(["Тохиргоо · Parameter", "\(name) = \(value)"])
        }
        for origin in tables.origins where entry.tables.contains(origin.table) {
            let days = "\(origin.validFrom)–\(origin.validUntil?.description ?? "")"
            table.add(["Хүснэгт · Table", "\(origin.table.rawValue) \(origin.version), \(days): \(origin.source)"])
        }
        for lack in tables.lacking where entry.tables.contains(lack.table) {
            table.add(["Хүснэгт · Table", lack.reason.mn])
            table.add(["", lack.reason.en])
        }
        return table.text
    }

    private static func words(_ station: Station) -> String {
        switch station {
        case .eGate: "цахим гарц/e-gate"
        case .desk: "ажилтны ширээ/desk"
        }
    }
}

/// `boomtctl rules check`: judges facts of a file.
struct RulesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Judge the facts of a crossing; findings and verdict.",
        discussion: """
            The file is JSON as the records of crossings hold it: direction, date, unixTime, station (eGate or desk), \
            document, and what else is known; what is left out is unknown. Judged by the tables of \
            the day of the facts. Exit code 1 when the verdict leads to an \
            officer.
            """)

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Option(help: "Judge up to here: beforeFinger or final.")
    var stage = EvaluationStage.final

    @OptionGroup var rulebooks: RulebookOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let facts = try Self.decode(try InputFile.read(file, limit: Limits.factsBytes), name: file)
        let verdict = DeskRules.evaluate(facts, rulebook: try rulebooks.shelf().rulebook(on: facts.date), stage: stage)
        if output.json { try Output.document(verdict) } else { Output.text(Self.text(verdict)) }
        guard verdict.mayProceed else { throw ExitStatus.negative.exit }
    }

    private static func text(_ verdict: Verdict) -> String {
        var lines = verdict.findings.flatMap { finding in
            let mark = finding.outcome.needsOfficer ? "X" : "+"
            return [
                "\(mark) \(finding.rule)  \(finding.citation)  (\(finding.outcome.rawValue))",
                "    \(finding.reason.mn)",
                "    \(finding.reason.en)",
            ] + (finding.evidence.isEmpty ? [] : ["    \(finding.evidence.joined(separator: ", "))"])
        }
        lines += [
            "", "Шийдвэр · Verdict: \(CrossingText.words(verdict.outcome))", "Журам · Rulebook: \(verdict.rulebook)",
        ]
        return lines.joined(separator: "\n")
    }

    private static func decode(_ bytes: [UInt8], name: String) throws(CommandFailure) -> CrossingFacts {
        do {
            return try JSONDecoder().decode(CrossingFacts.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw CommandFailure(
                .unusable, "\(name) does not hold the facts of a crossing: \(DecodingPlace.text(error))")
        } catch {
            throw CommandFailure(.unusable, "\(name) does not hold the facts of a crossing")
        }
    }
}

extension EvaluationStage: ExpressibleByArgument {}
