internal import Cryptography
package import Fingerprint
internal import Foundation
package import Support
internal import Synchronization
internal import TravelDocument

/// One e-gate with everything around it: virtual reader and scanner on the real PC/SC and libusb, the real daemon, a
/// kiosk. What tests and the demonstration send travellers through.
package final class Station: Sendable {
    package let daemon: StationDaemon
    package let scanner: VirtualScanner
    package let readers: PrivateReaderService
    private let slot: VPCDLink
    private let card: CardWatch
    /// Fingers laid down so far.
    private let touches = Mutex(0)

    /// - Parameters:
    ///   - readers: a running service; its first reader is the gate's.
    ///   - anchors: DER certificates that the daemon trusts.
    ///   - revocationLists: revocation lists in DER; without one every chip is referred.
    ///   - kind: `eGate` or `desk`.
    ///   - settings: more YAML for the daemon.
    package init(
        executable: String, folder: String, readers: PrivateReaderService, scanner: VirtualScanner,
        anchors: [[UInt8]], revocationLists: [[UInt8]], kind: String = "eGate", settings: String = ""
    ) throws(StationError) {
        guard let reader = readers.readers.first else { throw StationError("the service has no reader") }
        self.readers = readers
        self.scanner = scanner
        slot = VPCDLink(port: reader.port)
        card = CardWatch(reader: reader.name)
        var environment = scanner.environment
        environment["PCSCLITE_CSOCK_NAME"] = readers.socketPath
        let lanes = "lanes:\n  - id: gate-1\n    reader: \"\(reader.name)\"\n    station: \(kind)\n"
        daemon = try StationDaemon(
            executable: executable, folder: folder, settings: lanes + settings, anchors: anchors,
            revocationLists: revocationLists,
            environment: environment)
    }

    /// Puts a chip on the reader, or nothing, and waits until PC/SC has seen it.
    package func place(_ chip: VirtualPassport?) async throws {
        slot.remove()
        await card.wait(forCard: false)
        guard let chip else { return }
        try slot.insert(chip)
        await card.wait(forCard: true)
    }

    /// Takes the chip away without waiting, as a traveller would in the middle of a reading.
    package func takeChipAway() {
        slot.remove()
    }

    /// Sends a traveller through and returns when the crossing is over.
    ///
    /// - Parameter witness: sees each event as the kiosk gets it, and may interfere.
    package func serve(
        _ traveller: Traveller, witness: (KioskEvent) async -> Void = { _ in }
    ) async throws -> Passage {
        defer {
            slot.remove()
            scanner.lift()
        }
        scanner.lift()
        try await place(traveller.chip)
        let kiosk = daemon.kiosk()
        var events = kiosk.events().makeAsyncIterator()
        // The stream begins with the present picture: from here on nothing is missed, however short the crossing is.
        guard await events.next() != nil else { throw StationError("the daemon gives no event stream") }
        let answer = try kiosk.begin(mrz: traveller.mrz, direction: traveller.direction)
        guard answer.status == 201, let crossing = answer.crossing else {
            throw StationError("the lane did not take the traveller: HTTP \(answer.status)")
        }
        var passage = Passage(crossing: crossing, events: [])
        while let (_, event) = await events.next() {
            guard event.crossing == crossing else { continue }
            passage.events.append(event)
            await witness(event)
            if event.step == "placeFinger" { try present(traveller, attempt: event.attempt ?? 1) }
            if event.gate == "open", traveller.walksThrough {
                _ = try kiosk.reportPassage(of: crossing, passed: true)
            }
            if event.event == "completed" { return passage }
        }
        return passage
    }

    private func present(_ traveller: Traveller, attempt: Int) throws {
        let fingers = traveller.fingers
        guard let last = fingers.last else { return }
        let image = attempt <= fingers.count ? fingers[attempt - 1] : last
        scanner.present(traveller.playsBack ? image : try touched(image))
    }

    /// A finger never comes down twice at the same place: each touch is moved by a few pixels of its own.
    private func touched(_ image: FingerImage) throws(FingerprintError) -> FingerImage {
        let touch = touches.withLock { count in
            count += 1
            return count
        }
        let (dx, dy) = (touch * 5 % 17 - 8, touch * 7 % 13 - 6)
        var pixels = [UInt8](repeating: image.pixels.max() ?? 255, count: image.pixels.count)
        for y in max(0, dy)..<min(image.height, image.height + dy) {
            for x in max(0, dx)..<min(image.width, image.width + dx) {
                pixels[y * image.width + x] = image.pixels[(y - dy) * image.width + x - dx]
            }
        }
        return try FingerImage(
            width: image.width, height: image.height, pixelsPerInch: image.pixelsPerInch, pixels: pixels)
    }

    /// Enters an officer as an administrator does, over the control socket; returns the HTTP status.
    package func enterOfficer(_ number: String = officer, role: String = "inspector") throws -> Int {
        try send(
            "POST", "/v1/officers", ["number": number, "name": "Б. Туяа", "role": role, "by": "admin"])
    }

    /// Who enrols and answers for what is entered here.
    package static let officer = "17"

    /// Grants an e-gate permission as an enrolment officer does, over the control socket; returns the HTTP status.
    ///
    /// - Parameter finger: impressions of the right index finger; the template of the first one is enrolled.
    package func enrol(
        mrz: String, finger: FingerImage, registerNumber: String? = nil, hasChip: Bool,
        examined: [Int64]? = nil
    ) throws -> Int {
        let template = try FingerExtractor().extract(finger).template.iso19794_2Record()
        let number = try registerNumber ?? Self.registerNumber(of: mrz)
        let application = Application(
            mrz: mrz, registerNumber: number, legalCapacityDeclared: true, documentHasChip: hasChip,
            fingers: [.init(position: 2, template: Data(template).base64EncodedString())],
            consent: .init(textVersion: "2026-1", way: "written", officer: Self.officer), examinedDuplicates: examined)
        return try send("POST", "/v1/permissions", application)
    }

    /// A register number of the page's own: letters by the document's number, YYMMDD with the month raised by 20 for
    /// those born from 2000 on, sex and control digit.
    package static func registerNumber(of mrz: String) throws -> String {
        let today = CivilDate(unixSeconds: UnixTime.now().seconds, utcOffsetSeconds: 8 * 3600)
        let page = try MachineReadableZone(parsing: mrz, today: today)
        guard let born = page.birthDate.date else { throw StationError("the page has no birth date") }
        let numbers = [born.year % 100, born.month + (born.year >= 2000 ? 20 : 0), born.day]
        let digits = numbers.map { ($0 < 10 ? "0" : "") + String($0) }.joined()
        let letters = Array("АБВГДЕЖЗИЙКЛМНОПРСТУФХ")
        let serial = Int(page.documentNumber.filter(\.isNumber).suffix(4)) ?? 0
        let prefix = [letters[serial / letters.count % letters.count], letters[serial % letters.count]]
        return String(prefix) + digits + (page.sex == .female ? "28" : "19")
    }

    /// Loads the list of restricted exits; returns the HTTP status.
    package func restrictExits(
        ofDocuments numbers: [String], registerNumbers: [String] = [], from day: String, issuedAt: UnixTime = .now()
    ) throws -> Int {
        let entries =
            numbers.map { Restriction(startDate: day, documentNumber: $0) }
            + registerNumbers.map { Restriction(startDate: day, registerNumber: $0) }
        return try deliver(
            [UInt8](
                try JSONEncoder().encode(
                    RestrictionList(
                        version: "test-1", issuedAt: issuedAt, confirmedEmpty: entries.isEmpty ? true : nil,
                        entries: entries))))
    }

    /// Signs a list of restricted exits as the registry does, and loads it; returns the HTTP status.
    package func deliver(_ list: [UInt8]) throws -> Int {
        try daemon.control.send(
            "PUT", "/v1/lists/exit-restrictions?signature=\(signature(of: list))", json: list
        ).status
    }

    /// The registry's signature of a file, in hex.
    package func signature(of file: [UInt8]) throws -> String {
        Hexadecimal.text(
            try daemon.registry.sign(Array("boomt list 1\n".utf8) + HashAlgorithm.sha256.digest(file)))
    }

    /// Who reads records in tests and demonstrations, and what for.
    package static let reading = "officer=\(officer)&purpose=check"

    /// Why the traveller was referred, in full, as the record tells an officer.
    package func reasons(of crossing: String) throws -> [KioskEvent.Reason] {
        let answer = try daemon.control.send("GET", "/v1/crossings/\(crossing)?\(Self.reading)")
        let record = try JSONDecoder().decode(Record.self, from: Data(answer.body))
        return record.verdict.findings.filter { ["gateShut", "refer"].contains($0.outcome) }.map {
            KioskEvent.Reason(rule: $0.rule, citation: $0.citation, text: $0.reason)
        }
    }

    private struct Record: Decodable {
        struct Verdict: Decodable {
            struct Finding: Decodable {
                var rule: String
                var citation: String
                var outcome: String
                var reason: KioskEvent.Text
            }
            var findings: [Finding]
        }
        var verdict: Verdict
    }

    private func send(_ method: String, _ path: String, _ body: some Encodable) throws -> Int {
        try daemon.control.send(method, path, json: [UInt8](try JSONEncoder().encode(body))).status
    }

    private struct Application: Codable {
        struct Finger: Codable {
            var position: Int
            var template: String
        }
        struct ConsentStatement: Codable {
            var textVersion: String
            var way: String
            var officer: String
        }
        var mrz: String
        var registerNumber: String
        var legalCapacityDeclared: Bool
        var documentHasChip: Bool
        var fingers: [Finger]
        var consent: ConsentStatement
        var examinedDuplicates: [Int64]?
    }

    private struct RestrictionList: Codable {
        var version: String
        var issuedAt: UnixTime
        var confirmedEmpty: Bool?
        var entries: [Restriction]
    }

    private struct Restriction: Codable {
        var ground = "courtDebt"
        var issuingBody = "ШШГЕГ"
        var decisionNumber = "2026/17"
        var startDate: String
        var registerNumber: String?
        var documentNumber: String?
    }
}
