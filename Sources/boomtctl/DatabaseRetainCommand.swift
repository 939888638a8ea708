internal import ArgumentParser
internal import Checkpoint

/// `boomtctl database retain`: the daemon deletes what has outlived its time, as it does once a day by itself.
struct DatabaseRetainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain", abstract: "Delete what has outlived its time; the daemon does it once a day, too.",
        discussion: """
            The periods are those of the daemon's settings (retention). Each deletion is an entry of the journal with \
            category, count, range and a digest of what was deleted; journal verify counts it by its entry. Templates \
            of withdrawn permissions are not waited for: they go with the withdrawal. What the desk has entered goes after its \
            own days; the visa of somebody in the country, a child that is followed up, a lost passport, a false hit \
            whose entry is still listed, and ties of a person with crossings stay.
            """)

    @Flag(help: "Only count.")
    var dryRun = false

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    private struct Run: Encodable {
        var dryRun: Bool
    }

    func run() throws {
        let outcomes = try control.client.ask(
            [RetentionOutcome].self, "POST", "/v1/retention", body: Run(dryRun: dryRun))
        guard !output.json else { return try Output.document(outcomes) }
        var table = TextTable(["ЮУ · WHAT", "ТОО · COUNT", "ЭХНИЙ · FIRST", "СҮҮЛИЙН · LAST", "БҮРТГЭЛ · ENTRIES"])
        for outcome in outcomes {
            table.add([
                outcome.category.words, "\(outcome.count)", outcome.from ?? "-", outcome.to ?? "-",
                outcome.entries.isEmpty ? "-" : outcome.entries.map(String.init).joined(separator: ", "),
            ])
        }
        Output.text(dryRun ? "Юу ч устгаагүй · Nothing was deleted" : "Устгав · Deleted")
        Output.text(table.text)
    }
}

extension RetentionCategory {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .expiredTemplates: "хугацаа дууссан паспортын хурууны хээ · templates of expired documents"
        case .endedPermissions: "дууссан зөвшөөрөл · ended permissions"
        case .crossings: "хил нэвтрэлт · crossings"
        case .listedPersons: "жагсаалтын зорчигчид · persons on passenger lists"
        case .stayRights: "дууссан виз, зөвшөөрөл, бүртгэл · ended visas, permits, registrations"
        case .documentStatements: "баримт бичгийн тэмдэглэл · statements about documents"
        case .deskNotes: "ширээний тэмдэглэл · notes of the desk"
        case .borderCards: "хилийн карт · border cards"
        case .falseHits: "андуурлын тэмдэглэл · false hits"
        case .personTies: "хүний холбоос · ties of persons"
        case .childJourneys: "хүүхдийн аялал · children's journeys"
        }
    }
}
