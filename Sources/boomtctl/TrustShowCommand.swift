internal import ArgumentParser
internal import DocumentTrust
internal import Support

/// `boomtctl trust show`: a source with its certificates, a certificate, or all authorities of a country.
struct TrustShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a source, a certificate or the authorities of a country.",
        discussion: "Exit code 1 when nothing has this name.")

    @Argument(help: "The id of a source, the first digits (eight or more) of a fingerprint, or a country such as MN.")
    var id: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    /// The JSON document.
    private struct Answer: Encodable {
        var source: TrustSourceRow?
        var certificates: [TrustCertificateRow]
        var defects: [DefectSummary]?
    }

    func run() throws {
        let store = try trust.store()
        let now = UnixTime.now().seconds
        let source = store.sources.first { $0.id == id }
        let found =
            source.map { store.authorities(of: $0) }
            ?? (id.utf8.count == 2 ? store.authorities(country: id) : store.authorities(fingerprint: id))
        let rows = found.map { TrustCertificateRow($0, now: now) }
        guard source != nil || !rows.isEmpty else {
            Output.note("boomtctl: the trust store has nothing named \(id)")
            throw ExitStatus.negative.exit
        }
        let defects = source.map { store.defects(of: $0) }
        let answer = Answer(
            source: source.map { TrustSourceRow($0, now: now) }, certificates: rows,
            defects: defects?.isEmpty == false ? defects : nil)
        if output.json {
            try Output.document(answer)
            return
        }
        var table = TextTable()
        if let row = answer.source {
            table.add(["id", row.id])
            table.add(["kind", row.kind])
            table.add(["origin", row.origin])
            table.add(["version", row.version])
            table.add(["date", row.date ?? ""])
            table.add(["imported", "\(row.imported), \(row.upkeep)"])
            if let root = row.root { table.add(["root", root]) }
            if let revoked = row.revoked { table.add(["revoked", "\(revoked)"]) }
            if let defects = row.defects { table.add(["defects", "\(defects)"]) }
            if let age = row.freshness { table.add(["freshness", "\(age.state), due \(age.due)"]) }
        }
        for row in answer.defects ?? [] {
            table.add(["signer", "\(row.signer): \(row.defects.joined(separator: ", "))"])
        }
        for row in rows {
            table.add([])
            table.add(["subject", row.subject])
            table.add(["issuer", row.issuer])
            table.add(["serial", row.serial])
            table.add(["validity", "\(row.notBefore) – \(row.notAfter)"])
            if let end = row.signsUntil { table.add(["signs until", end]) }
            table.add(["key", "\(row.key), \(row.algorithm ?? "")"])
            table.add(["fingerprint", row.fingerprint])
            table.add(["standing", row.standing])
            table.add(["sources", row.sources.joined(separator: ", ")])
        }
        Output.text(table.text)
    }
}

/// An authority of the trust store, for programs.
struct TrustCertificateRow: Encodable {
    var fingerprint: String
    var country: String?
    var subject: String
    var issuer: String
    var serial: String
    var notBefore: String
    var notAfter: String
    /// The end of the private key's use (ICAO 9303-12 §7.1.1), after which it should issue nothing.
    var signsUntil: String?
    var key: String
    var algorithm: String?
    var standing: String
    var isValid: Bool
    var sources: [String]

    /// The row of an authority at `now` in Unix seconds.
    init(_ authority: AuthoritySummary, now: Int64) {
        fingerprint = authority.fingerprint
        country = authority.country
        subject = authority.subject
        issuer = authority.issuer
        serial = authority.serial
        notBefore = TrustSourceRow.time(authority.notBefore)
        notAfter = TrustSourceRow.time(authority.notAfter)
        signsUntil = authority.signsUntil.map(TrustSourceRow.time)
        key = authority.key
        algorithm = authority.algorithm
        standing = authority.standing.rawValue
        isValid = authority.notBefore <= now && now <= authority.notAfter
        sources = authority.sources
    }
}
