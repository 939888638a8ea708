internal import ArgumentParser
internal import Checkpoint
internal import UnifiedDatabase

/// `boomtctl list load`: imports a signed list file into the database itself, a million entries in some seconds.
struct ListLoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Import a signed list file, whole or as a delta.",
        discussion: """
            JSON lines or CSV. The first line is a header: {"list": "exitRestrictions" | "wantedPersons" | \
            "invalidDocuments", "version": …, "issuedAt": "2026-11-20T02:00:00Z", "kind": "full" | "delta", \
            "base": (of a delta), "entries": N}; in CSV behind "# ", with the names of the columns in the second line. \
            Columns: key, ground, issuingBody, decisionNumber, startDate, endDate, registerNumber, issuer, \
            documentNumber, primaryIdentifier, secondaryIdentifier, birthDate, and in a delta removed. \
            The signature (Ed25519) stands in FILE.sig as 128 hex digits, or alone in the last line: \
            {"signature": …}. A faulty file is refused as a whole with its line, exit code 1. Register numbers that no \
            citizen can have are taken and told of.
            """)

    @Argument(help: "The list file.")
    var file: String

    @Option(help: "A file of lines NAME KEY: whose signature counts, the key as 64 hex digits.")
    var signers = "/etc/boomt/list-signers"

    @Option(help: "The detached signature; FILE.sig when that is there.")
    var signature: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var list: String
        var version: String
        var entries: Int
        var signer: String?
        var strangeRegisters: StrangeNumbers?
    }

    private struct StrangeNumbers: Encodable {
        var count: Int
        /// The first of them.
        var lines: [Int]
    }

    func run() async throws {
        let known = try readSigners()
        let detached = try ListSignature.read(signature, besides: file)
        let database = try store.open()
        let progress = PercentLine("Жагсаалт уншиж байна · Importing the list")
        let outcome: ListImportOutcome
        do throws(ListImportError) {
            outcome = try database.importList(file: file, signature: detached, signers: known) {
                progress.show($0, of: $1)
            }
        } catch {
            progress.end()
            throw failure(error)
        }
        progress.end()
        let strange = outcome.strangeRegisters
        let answer = Answer(
            list: outcome.list.rawValue, version: outcome.version, entries: outcome.entries, signer: outcome.signer,
            strangeRegisters: strange.count == 0 ? nil : StrangeNumbers(count: strange.count, lines: strange.lines))
        if strange.count > 0 {
            let lines = strange.lines.map(String.init).joined(separator: ", ")
            let more = strange.count > strange.lines.count ? " …" : ""
            Output.note(
                "Анхаар: \(strange.count) бичлэгийн регистрийн дугаар иргэнийх байх боломжгүй (мөр \(lines)\(more)). "
                    + "Жагсаалт гаргасан байгууллагад мэдэгдэнэ үү.\n"
                    + "Attention: \(strange.count) entries have a register number that no citizen can have (lines "
                    + "\(lines)\(more)): no citizen is found by it. Tell whoever made the list.")
        }
        if output.json {
            try Output.document(answer)
        } else {
            Output.text(
                "Жагсаалт солигдсон · List replaced: \(answer.list) \(answer.version), \(answer.entries), "
                    + "\(answer.signer ?? "")")
        }
    }

    private func failure(_ error: ListImportError) -> CommandFailure {
        switch error {
        case .file(let fault):
            CommandFailure(
                fault.code == .unreadable ? .unusable : .negative, "\(file): \(fault)",
                advice: "nothing was changed; the list in force stays")
        case .store(let error): CommandFailure(error)
        }
    }

    private func readSigners() throws(CommandFailure) -> ListSigners {
        let text = String(decoding: try InputFile.read(signers, limit: Limits.signersBytes), as: UTF8.self)
        do throws(ListFault) {
            return try ListSigners(parsing: text)
        } catch {
            throw CommandFailure(.unusable, "\(signers): \(error)")
        }
    }
}

/// The detached signature of a list file.
enum ListSignature {
    /// - Parameters:
    ///   - path: where it was said to be.
    ///   - file: the list; `FILE.sig` is read when no path is given and it is there.
    static func read(_ path: String?, besides file: String) throws(CommandFailure) -> [UInt8]? {
        guard let path = path ?? (UnifiedDatabase.isPresent(at: file + ".sig") ? file + ".sig" : nil) else {
            return nil
        }
        let text = String(decoding: try InputFile.read(path, limit: Limits.signersBytes), as: UTF8.self)
        guard let bytes = ListSigners.signature(text) else {
            throw CommandFailure(.unusable, "\(path) is not 128 hex digits")
        }
        return bytes
    }
}

/// `boomtctl list sign`: the detached signature of a list file, for whoever delivers lists.
struct ListSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a list file: prints 128 hex digits for FILE.sig.",
        discussion: "The key file holds an Ed25519 seed as 64 hex digits and is readable by its owner only.")

    @Argument(help: "The list file.")
    var file: String

    @Option(help: "The signer's key file.")
    var keyFile: String

    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var signature: String
        var publicKey: String
    }

    func run() throws {
        let signer: ListSigner
        do throws(StoreError) {
            signer = try ListSigner(keyFile: keyFile)
        } catch {
            throw CommandFailure(.unusable, "\(keyFile): \(error)")
        }
        let signature: String
        do throws(ListFault) {
            signature = try signer.signature(ofFile: file)
        } catch {
            throw CommandFailure(.unusable, "\(file): \(error)")
        }
        if output.json {
            try Output.document(Answer(signature: signature, publicKey: signer.publicKey))
        } else {
            Output.text(signature)
            Output.note("Нийтийн түлхүүр · Public key: \(signer.publicKey)")
        }
    }
}

/// `boomtctl list status`: version, age and length of each list.
struct ListStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show version, age and length of each list.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    private struct Line: Encodable {
        var list: String
        var version: String?
        var issuedAt: String?
        var entries: Int?
        var signer: String?
    }

    func run() async throws {
        let database = try store.open()
        var lines: [Line] = []
        for list in BorderList.allCases {
            do throws(StoreError) {
                let status = try await database.listStatus(list)
                lines.append(
                    Line(
                        list: list.rawValue, version: status?.version, issuedAt: status.map { "\($0.loadedAt)" },
                        entries: status?.entryCount, signer: status?.signer))
            } catch {
                throw CommandFailure(error)
            }
        }
        if output.json { return try Output.document(lines) }
        var table = TextTable(["ЖАГСААЛТ · LIST", "ХУВИЛБАР · VERSION", "ОГНОО · ISSUED", "МӨР · ENTRIES", "SIGNER"])
        for line in lines {
            table.add([
                line.list, line.version ?? "-", line.issuedAt ?? "-", line.entries.map(String.init) ?? "-",
                line.signer ?? "-",
            ])
        }
        Output.text(table.text)
    }
}
