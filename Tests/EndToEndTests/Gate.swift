import Cryptography
import Foundation
import Simulators
import Support
import Synchronization
import Testing
import TravelDocument

/// How a gate's daemon is set up, where it differs from the settings that come with it.
struct GateSettings {
    var waitForCardMilliseconds = 800
    var answerTimeoutMilliseconds = 5000
    /// Empty for the compiled-in table.
    var quirksDirectory = ""
    var allowsDowngrade = false
    var fingerTimeoutSeconds = 10
    var passageTimeoutSeconds = 30
    /// Nil for the rulebook as it stands; 0 lets one passport come and go at once.
    var passBackWindowMinutes: Int? = 0
    var logLevel = "info"
    /// `eGate` or `desk`.
    var station = "eGate"
    /// Whether the lists of wanted persons and of invalid documents are there, empty.
    var loadsLists = true
    /// Whether officers who work over the kiosks' door log in.
    var logIn = "optional"

    var yaml: String {
        var text = """
            chip:
              waitForCardMilliseconds: \(waitForCardMilliseconds)
              answerTimeoutMilliseconds: \(answerTimeoutMilliseconds)
              quirksDirectory: "\(quirksDirectory)"
              allowsDowngrade: \(allowsDowngrade)
            finger:
              timeoutSeconds: \(fingerTimeoutSeconds)
            gate:
              passageTimeoutSeconds: \(passageTimeoutSeconds)
            log:
              level: \(logLevel)
            officers:
              logIn: \(logIn)

            """
        if let minutes = passBackWindowMinutes {
            text += "rulebook:\n  version: end-to-end\n  passBackWindowMinutes: \(minutes)\n"
        }
        return text
    }
}

/// One e-gate of one test: a station with the whole cast enrolled and a list of restricted exits loaded.
final class Gate: Sendable {
    let cast: Cast
    let station: Station
    /// How often somebody came next: the direction changes each time, as the law wants it.
    private let followers = Mutex(0)

    var daemon: StationDaemon { station.daemon }
    var scanner: VirtualScanner { station.scanner }
    var log: LineLog { station.daemon.log }
    var folder: String { station.daemon.folder }

    private init(_ cast: Cast, _ station: Station) {
        self.cast = cast
        self.station = station
    }

    /// Runs `body` with a gate that is ready; afterwards the daemon stops, in order if it still runs.
    static func open(_ settings: GateSettings = GateSettings(), _ body: (Gate) async throws -> Void) async throws {
        // Fails, never skips: a test that did not run has shown nothing.
        try #require(
            VirtualUSBBus.isPossible, "libumockdev-preload.so.0 is not loaded: run the tests through scripts/test")
        let cast = try Cast.shared.get()
        try await PrivateReaderService.withShared { readers in
            let folder = try makeFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let bus = try VirtualUSBBus()
            defer { bus.close() }
            let gate = Gate(
                cast,
                try Station(
                    executable: Program.boomtd.path, folder: folder, readers: readers,
                    scanner: VirtualScanner(on: bus, firmware: VirtualSensor(fingersLeave: true)),
                    anchors: [cast.authority.certificate.der],
                    revocationLists: [try cast.authority.currentRevocationList()],
                    kind: settings.station, settings: settings.yaml))
            defer { gate.daemon.kill() }
            try await gate.daemon.start()
            try gate.enrolEverybody(settings)
            do {
                try await body(gate)
                // Nil when the test itself has ended it.
                #expect([0, nil].contains(await gate.stop()), "the daemon did not stop in order")
            } catch {
                Issue.record(error, "the daemon's last words:\n\(gate.log.lines.suffix(12).joined(separator: "\n"))")
            }
        }
    }

    /// A short path: the control socket's name has to fit into 107 bytes.
    private static func makeFolder() throws -> String {
        var template = Array("/tmp/boomt-gate-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StationError("no folder in /tmp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private struct Application: Encodable {
        struct Finger: Encodable {
            let position: Int
            let template: String
        }
        let mrz: String
        let registerNumber: String
        let legalCapacityDeclared: Bool
        let documentHasChip: Bool
        let fingers: [Finger]
        let consent = ["textVersion": "2026-1", "way": "written", "officer": Station.officer]
    }

    private func enrolEverybody(_ settings: GateSettings) throws {
        for officer in [Station.officer, "18"] { try #require(try station.enterOfficer(officer) == 201) }
        for citizen in cast.citizens {
            let application = Application(
                mrz: citizen.persona.mrz, registerNumber: try Station.registerNumber(of: citizen.persona.mrz),
                legalCapacityDeclared: true, documentHasChip: citizen.hasChip,
                fingers: [.init(position: 2, template: Data(citizen.template).base64EncodedString())])
            let body = [UInt8](try JSONEncoder().encode(application))
            try #require(try daemon.control.send("POST", "/v1/permissions", json: body).status == 201)
        }
        let status = try station.restrictExits(
            ofDocuments: ["E9999999"], from: cast.today.adding(days: -30).description)
        try #require(status == 200)
        if settings.loadsLists { try station.loadEmptyLists(with: Program.boomtctl.path) }
    }

    // MARK: - The daemon's process

    /// Lets the next start serve an officer's desk, on the same database.
    func becomeDesk() throws { try changeSettings("station: eGate", to: "station: desk") }

    /// Changes the settings for the next start.
    func changeSettings(_ former: String, to latter: String) throws {
        let file = URL(fileURLWithPath: folder + "/boomt.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(former))
        try Data(text.replacingOccurrences(of: former, with: latter).utf8).write(to: file)
    }

    /// Asks the daemon to stop and waits; its exit code, nil when it does not run.
    @discardableResult
    func stop() async -> Int32? {
        await offThePool { [daemon] in daemon.stop() }
    }

    /// Ends the daemon as a loss of power would: at once, and the scanner starts anew.
    func kill() async {
        _ = await offThePool { [daemon] in daemon.kill() }
        // The emulated bus, unlike the kernel, may keep a killed process's claim on the interface.
        scanner.unplug()
        scanner.replug()
    }

    /// Waiting for a process blocks its thread, and the pool has only a few.
    private func offThePool<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// The daemon's process number.
    func processNumber() throws -> Int {
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let number = Int(name),
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
                String(decoding: line, as: UTF8.self).contains("\(folder)/boomt.yaml")
            else { continue }
            return number
        }
        throw StationError("boomtd does not run")
    }

    // MARK: - What the daemon has stored

    func record(_ crossing: String) throws -> StoredCrossing {
        let answer = try daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Station.reading)")
        guard answer.status == 200 else { throw StationError("no record of \(crossing): HTTP \(answer.status)") }
        return try JSONDecoder().decode(StoredCrossing.self, from: Data(answer.body))
    }

    /// A crossing as the list has it that names nobody, and that is read without an entry in the journal.
    struct Line: Decodable {
        let id: String
        let state: String
    }

    func line(_ crossing: String) throws -> Line? {
        let answer = try daemon.control.send("GET", "/v1/crossings?limit=200")
        return try JSONDecoder().decode([Line].self, from: Data(answer.body)).first { $0.id == crossing }
    }

    /// All records, newest first.
    func records() throws -> [StoredCrossing] {
        let answer = try daemon.control.send("GET", "/v1/crossings?limit=200&\(Station.reading)")
        guard answer.status == 200 else { throw StationError("no records: HTTP \(answer.status)") }
        return try JSONDecoder().decode([StoredCrossing].self, from: Data(answer.body))
    }

    /// Names of the files that wait in the spool.
    func spooledFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/spool").filter { $0.hasSuffix(".spool") }
    }

    /// Every byte in the daemon's folder: database, log of the database, spool, settings.
    func everyByte() throws -> [(file: String, bytes: Data)] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.compactMap { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
        }
    }

    // MARK: - Those who come next

    /// The proof that the gate still works: somebody eligible comes and passes.
    func expectNextPasses(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let number = followers.withLock { count in
            count += 1
            return count
        }
        let passage = try await station.serve(
            try cast.traveller(cast.oyun, number.isMultiple(of: 2) ? "entry" : "exit"))
        try await expectPassed(passage, sourceLocation: sourceLocation)
    }
}
