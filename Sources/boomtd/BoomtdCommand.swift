internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import DocumentTrust
internal import Foundation
internal import Logging
internal import RulebookFiles
internal import Support
internal import TableFiles

/// `boomtd`: the passport-control daemon.
@main
struct BoomtdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boomtd",
        abstract: "Passport control of one checkpoint machine: chips, fingers, the law, the record, the gate.",
        discussion: """
            Reads its settings once, serves kiosks over HTTP and boomtctl over a Unix socket, and stops cleanly on \
            SIGTERM: a crossing under way ends in a recorded state.

            Exit codes: 0 stopped cleanly, 2 the settings cannot be used, 3 a store or device cannot be opened.
            """,
        version: Daemon.version)

    @Option(help: "Settings file (YAML).")
    var config = "/etc/boomt/boomt.yaml"

    @Flag(
        help: """
            Only check the settings, list every fault, and warn of what of the trust store is not taken and of tables that \
            do not hold today.
            """)
    var check = false

    @Flag(help: "With --check: print the result as JSON.")
    var json = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings: Settings
        do {
            settings = try Settings(yaml: try readSettings(), environment: environment)
        } catch let faults as SettingsFaults {
            report(faults.faults.map(\.description))
            throw ExitCode(2)
        } catch {
            report(["\(error)"])
            throw ExitCode(2)
        }
        let rulebooks: RulebookShelf
        do {
            rulebooks = try settings.rulebooks()
            _ = try settings.quirks()
        } catch {
            report(error.faults.map(\.description))
            throw ExitCode(2)
        }
        guard !check else {
            reportGood(rulebooks.warnings(on: UlaanbaatarCalendar.day(of: .now())) + settings.trustStore().warnings)
            return
        }
        // A limit on file sizes or a vanished reader of our output is an error to handle, not a reason to die.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let logger = makeLogger(settings)
        do {
            try await Daemon(settings: settings, logger: logger, environment: environment).run()
        } catch {
            logger.critical("boomtd cannot go on", metadata: ["reason": "\(error)"])
            throw ExitCode(3)
        }
    }

    private func readSettings() throws -> String {
        guard let file = FileHandle(forReadingAtPath: config) else {
            throw StartError(reason: "\(config): cannot be read. Copy config/boomt.yaml there, or give --config FILE.")
        }
        defer { try? file.close() }
        let data = try file.read(upToCount: Settings.sizeLimit + 1) ?? Data()
        guard data.count <= Settings.sizeLimit, let text = String(data: data, encoding: .utf8) else {
            throw StartError(reason: "\(config): is not a text of at most \(Settings.sizeLimit) bytes")
        }
        return text
    }

    /// Good settings. What is warned of keeps nobody from starting.
    private func reportGood(_ warnings: [String]) {
        if json {
            print("{\"faults\":[],\"valid\":true,\"warnings\":\(Self.list(warnings))}")
        } else {
            let text = warnings.map { "boomtd: warning: \($0)\n" }.joined()
            FileHandle.standardError.write(Data(text.utf8))
            print("\(config): good")
        }
    }

    private static func list(_ texts: [String]) -> String {
        "[\(texts.map(JSONLogHandler.quoted).joined(separator: ","))]"
    }

    private func report(_ faults: [String]) {
        if check && json {
            print("{\"faults\":\(Self.list(faults)),\"valid\":false}")
        } else {
            let text = faults.map { "boomtd: \(config): \($0)\n" }.joined()
            FileHandle.standardError.write(Data(text.utf8))
        }
    }

    private func makeLogger(_ settings: Settings) -> Logger {
        let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        let format = settings.logFormat
        return Logger(label: "boomtd") { label in
            switch format {
            case .json: JSONLogHandler(label: label, level: level)
            case .text:
                {
                    var handler = StreamLogHandler.standardError(label: label)
                    handler.logLevel = level
                    return handler
                }()
            }
        }
    }
}
