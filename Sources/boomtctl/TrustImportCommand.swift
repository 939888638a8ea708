internal import ArgumentParser
internal import DocumentTrust
internal import Support

/// `boomtctl trust import`: takes master lists, certificates, revocation lists and LDIF into the trust folder.
struct TrustImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take master lists, certificates, revocation lists, defect lists and LDIF files.",
        discussion: """
            A master list is taken when its signer descends from the certificate of --signer, or else from an authority \
            that was put into the folder by itself; a revocation list when an authority of the folder signed it; a \
            link certificate when an authority of the folder certifies it; a defect list only with --signer, when that \
            certificate or one that it issued signed it. A single self-signed authority is taken as \
            it is: compare its fingerprint before. Exit code 1 when something was refused as a whole, 2 when a file \
            cannot be read.
            """)

    @Argument(help: "The files: .ml, .cer, .der, .pem, .crl, .ldif.")
    var files: [String]

    @OptionGroup var trust: TrustOptions

    @Option(help: "The certificate of the authority above the signer of a list, DER or PEM.")
    var signer: String?

    @Flag(help: "A timer brings these files, not a person: they are due after three working days, not four weeks.")
    var automatic = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = trust.folder
        let root = try signer.map { try InputFile.read($0, limit: Limits.zoneFileBytes) }
        let contents = try files.map { path in
            let name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
            return (origin: name, bytes: try InputFile.read(path, limit: Limits.trustFileBytes))
        }
        let directory = TrustDirectory(path: folder)
        var taken: TrustImport
        do throws(TrustDirectory.Fault) {
            try directory.create()
            let store = TrustStore(directory: folder, now: UnixTime.now().seconds)
            guard
                let empty = TrustImport(
                    into: store, rootFile: root, upkeep: automatic ? .automatic : .byHand, now: UnixTime.now().seconds)
            else { throw TrustDirectory.Fault(reason: "\(signer ?? "") is no certificate") }
            taken = empty
            taken.add(contents)
            try directory.write(taken)
        } catch {
            throw CommandFailure(.unusable, error.reason)
        }
        let document = TrustImportDocument(folder: folder, taken)
        if output.json { try Output.document(document) } else { Output.text(document.text) }
        for outcome in taken.outcomes where outcome.status == .unreadable {
            Output.note("boomtctl: \(outcome.origin): \(outcome.refusals.first?.reason ?? "")")
        }
        if taken.outcomes.contains(where: { $0.status == .unreadable }) { throw ExitStatus.unusable.exit }
        if taken.outcomes.contains(where: { $0.status == .refused }) { throw ExitStatus.negative.exit }
    }
}

/// What an import did, for programs and for people.
struct TrustImportDocument: Encodable {
    /// One thing that was not taken.
    struct Refusal: Encodable {
        var file: String
        var subject: String?
        var fingerprint: String?
        var reason: String
    }

    /// One thing that a file held.
    struct Item: Encodable {
        var file: String
        var status: String
        var id: String?
        var kind: String?
        var version: String?
        var replaces: String?
        var certificates: Int
        var revoked: Int?
        var defects: Int?
        var refused: Int
    }

    var trust: String
    var imported: Int
    var files: [Item]
    var refused: [Refusal]

    /// The document of an import into a folder.
    init(folder: String, _ taken: TrustImport) {
        trust = folder
        imported = taken.outcomes.reduce(0) { $0 + ($1.source?.certificates.count ?? 0) }
        files = taken.outcomes.map { outcome in
            Item(
                file: outcome.origin, status: outcome.status.rawValue, id: outcome.source?.id,
                kind: outcome.source?.kind.rawValue, version: outcome.source?.version, replaces: outcome.replaces,
                certificates: outcome.source?.certificates.count ?? 0, revoked: outcome.source?.revoked,
                defects: outcome.source?.defects, refused: outcome.refusals.count)
        }
        refused = taken.outcomes.flatMap { outcome in
            outcome.refusals.map {
                Refusal(
                    file: outcome.origin, subject: $0.subject, fingerprint: $0.fingerprint, reason: $0.reason)
            }
        }
    }

    /// A line for each thing and one for each refusal.
    var text: String {
        var lines: [String] = []
        for item in files where item.status == TrustImportDocument.imported {
            let revoked =
                (item.revoked.map { ", \($0) revoked" } ?? "")
                + (item.defects.map { ", \($0) signers with defects" } ?? "")
            lines.append(
                "\(item.file): \(item.id ?? "") \(item.version ?? ""), \(item.certificates) certificates\(revoked), "
                    + "\(item.refused) refused")
        }
        for refusal in refused {
            lines.append("refused: \(refusal.file): \(refusal.subject.map { "\($0): " } ?? "")\(refusal.reason)")
        }
        return lines.joined(separator: "\n")
    }

    private static let imported = ImportOutcome.Status.imported.rawValue
}
