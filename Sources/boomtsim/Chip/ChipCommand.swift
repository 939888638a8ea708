internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Simulators
internal import Support
internal import TableFiles
internal import TravelDocument

/// `boomtsim chip`: a passport of a profile on a virtual reader, for any PC/SC program.
struct ChipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chip", abstract: "Puts a virtual passport into a virtual PC/SC reader.",
        discussion: """
            The reader is vpcd's (apt-get install vsmartcard-vpcd): its first slot is "Virtual PCD 00 00" on port 35963. \
            The passport is issued by a test state of its own each time; --trust, --zone and --terminal write what a \
            program needs to judge it, to open it and to read its fingers. It lies on the reader until the command is \
            ended (Ctrl-C, SIGTERM). Exit code 2 for a profile that cannot be used, 3 without a virtual reader.
            """)

    @Option(help: "The profile, YAML; a passport with basic access control if left out.")
    var profile: String?

    @Flag(help: "Print a profile with every key, and end.")
    var profileExample = false

    @Flag(help: "Only check the profile and issue it.")
    var check = false

    @Option(help: "The TCP port on which vpcd waits for a card.")
    var port: UInt16 = 35963

    @Option(help: "A folder for the authority and its revocation list.")
    var trust: String?

    @Option(help: "A folder for the certificates and the key of a terminal that may read the fingers.")
    var terminal: String?

    @Option(help: "A file for the lines of the data page.")
    var zone: String?

    @Flag(help: "Print what was issued as JSON.")
    var json = false

    func run() throws {
        if profileExample { return print(ChipProfileExample.text, terminator: "") }
        let now = UnixTime.now().seconds
        let today = CivilDate(unixSeconds: now, utcOffsetSeconds: 8 * 3600)
        let issued = try issue(today, now)
        try write(issued)
        if check { return report(issued, to: "not inserted") }
        let link = VPCDLink(port: port)
        do throws(ReaderSimulationError) {
            try link.insert(issued.passport)
        } catch {
            let _: Never = try fail("\(error.what): is vsmartcard-vpcd installed and pcscd running?", code: 3)
        }
        report(issued, to: "on port \(port)")
        Self.waitForEnd()
        link.remove()
    }

    private func issue(_ today: CivilDate, _ now: Int64) throws -> IssuedChip {
        do {
            return try ChipProfileFile.profile(
                yaml: try text(), file: profile.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "profile",
                today: today
            ).issue(today: today, now: now)
        } catch let faults as TableFaults {
            for fault in faults.faults.dropLast() { Self.note("\(fault)") }
            return try fail(faults.faults.last.map { "\($0)" } ?? "the profile cannot be used", code: 2)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            return try fail("the profile cannot be issued: \(error)", code: 2)
        }
    }

    private func text() throws -> String {
        guard let profile else { return "{}" }
        guard let file = FileHandle(forReadingAtPath: profile) else {
            return try fail("\(profile) cannot be read", code: 2)
        }
        defer { try? file.close() }
        let data = try file.read(upToCount: ChipProfileFile.sizeLimit + 1) ?? Data()
        guard data.count <= ChipProfileFile.sizeLimit, let text = String(data: data, encoding: .utf8) else {
            return try fail("\(profile) is no text of at most \(ChipProfileFile.sizeLimit) bytes", code: 2)
        }
        return text
    }

    private func write(_ issued: IssuedChip) throws {
        do {
            for (folder, files) in [(trust, issued.trust), (terminal, issued.terminal)] {
                guard let folder else { continue }
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                for (name, bytes) in files {
                    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
                }
            }
            if let zone {
                try Data((issued.lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: zone))
            }
        } catch {
            let _: Never = try fail("cannot write: \(error.localizedDescription)", code: 2)
        }
    }

    private func report(_ issued: IssuedChip, to place: String) {
        if json {
            let lines = issued.lines.map { "\"\($0)\"" }.joined(separator: ",")
            print("{\"inserted\":\(!check),\"mrz\":[\(lines)],\"port\":\(port)}")
        } else {
            print(issued.lines.joined(separator: "\n") + "\n" + place)
        }
        // Whoever waits for this line reads a pipe.
        fflush(nil)
    }

    /// Waits for SIGINT or SIGTERM.
    private static func waitForEnd() {
        let ended = DispatchSemaphore(value: 0)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { ended.signal() }
            source.resume()
            return source
        }
        withExtendedLifetime(sources) { ended.wait() }
    }

    private func fail<Value>(_ message: String, code: Int32) throws -> Value {
        Self.note(message)
        throw ExitCode(code)
    }

    private static func note(_ message: String) {
        FileHandle.standardError.write(Data("boomtsim: \(message)\n".utf8))
    }
}
