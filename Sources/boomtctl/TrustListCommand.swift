internal import ArgumentParser
internal import DocumentTrust
internal import Support

/// `boomtctl trust list`: the sources of the trust folder and how fresh they are.
struct TrustListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sources of the trust folder, with origin, version, date and freshness.",
        discussion: """
            Lists that a timer brings are due after three working days, lists brought by hand after four weeks. Exit \
            code 1 when one of them is overdue.
            """)

    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try trust.store()
        let now = UnixTime.now().seconds
        let rows = store.sources.map { TrustSourceRow($0, now: now) }
        if output.json {
            for row in rows { try Output.line(row) }
        } else {
            var table = TextTable([
                "id", "kind", "version", "date", "imported", "certificates", "revoked", "defects", "state",
            ])
            for row in rows {
                table.add([
                    row.id, row.kind, row.version, row.date ?? "", row.imported, "\(row.certificates)",
                    row.revoked.map { "\($0)" } ?? "", row.defects.map { "\($0)" } ?? "", row.freshness?.state ?? "",
                ])
            }
            Output.text(table.text)
            Output.text("\(store.anchors.count) trusted authorities, \(store.revocationLists.count) revocation lists")
        }
        let overdue = rows.filter { $0.freshness?.state == Freshness.State.overdue.rawValue }
        for row in overdue { Output.note("overdue since \(row.freshness?.due ?? ""): \(row.id)") }
        if !overdue.isEmpty { throw ExitStatus.negative.exit }
    }
}

/// A source of the trust folder, for programs.
struct TrustSourceRow: Encodable {
    /// Whether it has to be brought up to date.
    struct Age: Encodable {
        var state: String
        var ageDays: Int
        var due: String
    }

    var id: String
    var kind: String
    var origin: String
    var version: String
    var date: String?
    var nextUpdate: String?
    var imported: String
    var upkeep: String
    var root: String?
    var certificates: Int
    var revoked: Int?
    var defects: Int?
    var refused: Int
    var freshness: Age?

    /// The row of a source at `now` in Unix seconds.
    init(_ source: TrustSource, now: Int64) {
        id = source.id
        kind = source.kind.rawValue
        origin = source.origin
        version = source.version
        date = source.date.map(Self.time)
        nextUpdate = source.nextUpdate.map(Self.time)
        imported = Self.time(source.imported)
        upkeep = source.upkeep.rawValue
        root = source.root
        certificates = source.certificates.count
        revoked = source.revoked
        defects = source.defects
        refused = source.refused
        freshness = source.freshness(at: now).map {
            Age(state: $0.state.rawValue, ageDays: $0.ageDays, due: Self.time($0.due))
        }
    }

    /// ISO 8601 in UTC.
    static func time(_ seconds: Int64) -> String { "\(UnixTime(seconds: seconds))" }
}
