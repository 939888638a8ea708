internal import ArgumentParser
internal import Cryptography
internal import Fingerprint
internal import Foundation
internal import Simulators
internal import Support
internal import TravelDocument

/// `boomtsim demo`: the main job, traveller by traveller, on the real PC/SC, libusb, SQLite and daemon.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Sends travellers through one e-gate and shows what happens.",
        discussion: """
            Run it through scripts/demo, which installs and builds what it needs. Exit code 0 means that every \
            traveller fared as the law says; 1 that somebody did not; 3 that the station could not be set up.
            """)

    @Option(help: "The daemon.")
    var boomtd: String

    @Option(help: "The command-line tool.")
    var boomtctl: String

    @Flag(help: "Print one JSON line for each traveller instead of the steps.")
    var json = false

    func run() async throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var wrong = 0
        do {
            let cast = try DemoCast(today: Self.today())
            let bus = try VirtualUSBBus()
            defer { bus.close() }
            let readers = try PrivateReaderService(readers: 1)
            defer { readers.discard() }
            try await readers.start()
            let station = try Station(
                executable: boomtd, folder: folder, readers: readers,
                scanner: VirtualScanner(on: bus, firmware: VirtualSensor(fingersLeave: true)),
                anchors: [cast.authority.certificate.der],
                revocationLists: [try cast.authority.currentRevocationList()],
                settings: "finger:\n  timeoutSeconds: 10\n")
            try await station.daemon.start()
            try cast.prepare(station, boomtctl: boomtctl)
            let stage = DemoStage(json: json)
            stage.opening(travellers: cast.scenes.count)
            for (index, scene) in cast.scenes.enumerated() {
                stage.announce(scene, number: index + 1)
                let passage = try await station.serve(scene.traveller) { stage.show($0) }
                let reasons = try station.reasons(of: passage.crossing)
                if !stage.close(scene, passage, reasons: reasons) { wrong += 1 }
            }
            try showRecords(station)
            wrong += try RulesWalk(boomtctl: boomtctl, folder: folder, json: json).run()
            let status = station.daemon.stop()
            if !json { Terminal.say("\nboomtd stopped with exit code \(status ?? -1).") }
            if status != 0 { wrong += 1 }
        } catch {
            FileHandle.standardError.write(Data("boomtsim: the demonstration cannot go on: \(error)\n".utf8))
            throw ExitCode(3)
        }
        if wrong > 0 {
            FileHandle.standardError.write(Data("boomtsim: \(wrong) went otherwise than expected\n".utf8))
            throw ExitCode(1)
        }
    }

    /// Shows the records with the tool that an officer would use.
    private func showRecords(_ station: Station) throws {
        guard !json else { return }
        Terminal.say(
            "\n\(Terminal.style(1))The records in the unified database (boomtctl crossing list)\(Terminal.style(0))\n")
        let tool = Process()
        tool.executableURL = URL(fileURLWithPath: boomtctl)
        tool.arguments = [
            "crossing", "list", "--officer", Station.officer, "--purpose", "demonstration", "--socket",
            station.daemon.folder + "/control.sock",
        ]
        try tool.run()
        tool.waitUntilExit()
        guard tool.terminationStatus == 0 else { throw StationError("boomtctl failed") }
    }

    /// A short path: the control socket's name has to fit into 107 bytes.
    private func makeFolder() throws -> String {
        var template = Array("/tmp/boomt-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StationError("no folder in /tmp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func today() throws -> CivilDate {
        CivilDate(unixSeconds: UnixTime.now().seconds, utcOffsetSeconds: 8 * 3600)
    }
}
