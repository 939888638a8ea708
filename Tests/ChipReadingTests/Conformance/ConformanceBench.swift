import ChipReading
import DocumentTrust
import Simulators
import SmartCard
import Synchronization
import Testing
import TravelDocument

/// One case of BSI TR-03105 part 5.1, or one of several ways to make it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    /// The number of the case, such as `LDS_H_17`.
    let id: String
    /// What is special about the passport, in our words.
    let what: String
    /// What comes of it; the table in `docs` says the same.
    let outcome: String
    /// Makes the passport.
    let make: @Sendable (inout Specimen) throws -> Void

    init(
        _ id: String, _ what: String, _ outcome: String,
        make: @escaping @Sendable (inout Specimen) throws -> Void = { _ in }
    ) {
        (self.id, self.what, self.outcome, self.make) = (id, what, outcome, make)
    }

    /// The name of this way.
    var testDescription: String { "\(id) \(what)" }
}

/// Shows passports to the reader and the judgement, through the real pcscd, its vpcd driver and libpcsclite.
enum ConformanceBench {
    /// What came of each case, by its description.
    static func observe(_ cases: [ConformanceCase]) async throws -> [String: String] {
        try await withChip { chip, reader in
            var observed: [String: String] = [:]
            for row in cases {
                observed[row.testDescription] = try await outcome(of: row, chip, reader: reader)
            }
            return observed
        }
    }

    /// Lets `body` have a chip in a reader of this name. The passports take turns in it: to the reader they are one
    /// card that has another content each time.
    static func withChip<Value>(_ body: (ChangingChip, String) async throws -> Value) async throws -> Value {
        try await PrivateReaderService.withShared { service in
            let reader = service.readers[0]
            let monitor = ReaderMonitor()
            let running = Task { await monitor.run() }
            defer { running.cancel() }
            let events = monitor.events()
            let link = VPCDLink(port: reader.port)
            let chip = ChangingChip()
            try link.insert(chip)
            try await wait(events) { event in
                if case .cardInserted(reader.name, _) = event { true } else { false }
            }
            let value = try await body(chip, reader.name)
            link.remove()
            try await wait(events) { $0 == .cardRemoved(reader: reader.name) }
            return value
        }
    }

    private static func wait(_ events: AsyncStream<ReaderEvent>, for what: (ReaderEvent) -> Bool) async throws {
        for await event in events where what(event) { return }
        throw SmartCardError(.serviceUnavailable, "the stream ended")
    }

    static func outcome(of row: ConformanceCase, _ chip: ChangingChip, reader: String) async throws -> String {
        var specimen = try Specimen()
        try row.make(&specimen)
        chip.become(VirtualPassport(try specimen.profile(), faults: specimen.faults))
        let page = try specimen.page()
        let card = try await CardConnection.open(reader: reader, limits: specimen.limits)
        let channel: any CardChannel = specimen.asksForLengths ? AskingChannel(card: card) : card
        let result: Result<ChipReading, ChipReadingError>
        do throws(ChipReadingError) {
            result = .success(
                try await ChipReader(channel: channel, policy: specimen.policy, terminal: specimen.terminal).read(
                    access: .mrz(bacKeyInput: page.bacKeyInput), files: ChipReader.usualFiles + specimen.otherFiles))
        } catch {
            result = .failure(error)
        }
        await card.close()
        switch result {
        case .failure(let error):
            return "ended: \(error.code.rawValue) " + (error.file?.name ?? error.step.rawValue)
        case .success(let reading):
            return text(of: reading, judge(reading, page, specimen.trust))
        }
    }

    private static func judge(
        _ reading: ChipReading, _ page: MachineReadableZone, _ trust: TrustStore
    ) -> InspectionReport {
        DocumentInspection.inspect(
            files: reading.files,
            access: InspectedAccess(
                protocolName: reading.access.protocolName, parameterId: reading.access.parameterId,
                cipher: reading.access.cipher, downgrade: reading.access.downgrade,
                authenticity: reading.authenticity),
            opticalMRZ: page, trust: trust, at: Specimen.moment)
    }

    /// The verdict, the rows that are not good, and what is not in the rows.
    private static func text(of reading: ChipReading, _ report: InspectionReport) -> String {
        var text = report.overall.rawValue
        let rows = report.checks.filter { $0.result != .successful && $0.result != .notSupported }
        if !rows.isEmpty { text += ": " + rows.map { "\($0.id.rawValue) \($0.code)" }.joined(separator: ", ") }
        text += "; \(reading.access.protocolName)"
        if reading.access.downgrade { text += " after PACE" }
        if reading.access.extendedLength { text += "; extended length" }
        if let row = report.checks.first(where: { $0.id == .chipAuthenticity }), row.result == .successful {
            text += "; chip proved"
        }
        switch reading.authenticity.terminalAuthentication?.outcome {
        case .succeeded: text += "; terminal accepted"
        case .failed, .notAttempted: text += "; terminal not accepted"
        case .notSupported, nil: break
        }
        for file in reading.unreadable.keys.sorted() { text += "; \(file.name) unreadable" }
        if !reading.protected.isEmpty { text += "; \(reading.protected.map(\.name).joined(separator: ", ")) protected" }
        if let file = reading.files[.dg3] {
            let fingers = (try? DG3(parsing: file))?.templates.count
            text += fingers.map { "; DG3 of \($0)" } ?? "; DG3 not understood"
        }
        for file in reading.files.files.keys.sorted() where [.dg11, .dg12].contains(file) { text += "; \(file.name)" }
        if let file = reading.files[.dg2] {
            if let face = try? DG2(parsing: file) {
                if !face.defects.isEmpty {
                    text += "; DG2 " + face.defects.map(\.rawValue).joined(separator: ", ")
                }
            } else {
                text += "; DG2 not understood"
            }
        }
        return text
    }
}

/// A chip in a reader that is another one when the test says so.
final class ChangingChip: VirtualChip {
    private let present = Mutex<VirtualPassport?>(nil)
    private let commands = Mutex<[[UInt8]]>([])

    let answerToReset = PassportProfile.plainAnswerToReset

    /// Commands since the last change, as they came over the reader.
    var received: [[UInt8]] { commands.withLock { $0 } }

    func become(_ passport: VirtualPassport) {
        present.withLock { $0 = passport }
        commands.withLock { $0 = [] }
    }

    func reset() { present.withLock { $0?.reset() } }

    func answer(to command: [UInt8]) -> ChipAnswer {
        commands.withLock { $0.append(command) }
        return present.withLock { $0?.answer(to: command) } ?? .silence
    }
}

/// A card in a reader of which nobody knows whether the chip takes what the reader carries: the virtual reader itself
/// tells no length.
private struct AskingChannel: CardChannel {
    let card: CardConnection
    let lengths = APDULengths.askChip

    func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        try await card.transmit(command)
    }
}
