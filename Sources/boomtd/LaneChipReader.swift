internal import Checkpoint
internal import ChipReading
internal import DocumentTrust
internal import Logging
internal import SmartCard
internal import Support
internal import Synchronization
internal import TravelDocument

/// Joins a lane's chip port to a PC/SC reader, the reading of the chip and its inspection.
struct LaneChipReader: ChipPort {
    let monitor: ReaderMonitor
    /// PC/SC name; empty for whichever reader has a card first.
    let reader: String
    /// By what documents are judged; a reading keeps the store of its beginning.
    let trust: CurrentTrust
    let waitForCard: Duration
    let cardLimits: SmartCardLimits
    let readingLimits: ChipReadingLimits
    let logger: Logger
    /// What is known of countries, readers and chips, day by day.
    let quirks: QuirkShelf
    /// Which protocols may open a chip.
    let policy: AccessPolicy
    /// What the lane's reader and the chips on it let themselves be asked for.
    var lengths = ReadLengthMemory()

    func readChip(
        mrz: MachineReadableZone, at time: UnixTime, progress: @escaping @Sendable (Int) -> Void
    ) async -> ChipEvidence {
        let deadline = ContinuousClock.now + waitForCard
        let store = trust.store
        while true {
            let finding = await findCard(until: deadline)
            guard case .card(let name) = finding else { return Self.evidence(of: finding) }
            if let evidence = await read(name, mrz, time, store, progress) { return evidence }
            // The card of the traveller before was on its way out; this traveller's may still come.
            guard ContinuousClock.now < deadline else { return .absent }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func evidence(of finding: Finding) -> ChipEvidence {
        switch finding {
        case .card, .noCard: return .absent
        case .unresponsive:
            return ChipEvidence(
                presence: .unreadable, faultCode: "cardUnresponsive",
                faultText: LocalizedText(
                    mn: "Уншигч дээрх чип хариу өгөхгүй байна. Паспортыг дахин тавина уу",
                    en: "The chip on the reader does not answer. Place the passport again"))
        case .noReader:
            return ChipEvidence(
                presence: .readerUnavailable, faultCode: "readerUnavailable",
                faultText: LocalizedText(
                    mn: "Чип уншигч олдсонгүй. Холболт болон pcscd-г шалгана уу",
                    en: "No chip reader was found. Check its connection and pcscd"))
        }
    }

    // MARK: - Is there a card?

    private enum Finding: Sendable, Equatable {
        case card(String)
        case noCard, unresponsive, noReader
    }

    /// Waits for a card on the lane's reader.
    private func findCard(until deadline: ContinuousClock.Instant) async -> Finding {
        let latest = LatestFinding()
        let events = monitor.events()
        let wanted = reader
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in events {
                    if case .card = latest.update({ Self.note(event, wanted, in: &$0) }) { return }
                }
            }
            group.addTask { try? await Task.sleep(until: deadline, clock: .continuous) }
            await group.next()
            group.cancelAll()
            return latest.value
        }
    }

    /// What the events have told so far, shared by the two waiting tasks.
    private final class LatestFinding: Sendable {
        private let readers = Mutex<[String: Finding]>([:])

        var value: Finding { readers.withLock { LaneChipReader.best(of: $0) } }

        func update(_ change: (inout [String: Finding]) -> Void) -> Finding {
            readers.withLock { readers in
                change(&readers)
                return LaneChipReader.best(of: readers)
            }
        }
    }

    /// What one event makes of the findings by reader; with no reader named, every reader is the lane's.
    private static func note(_ event: ReaderEvent, _ wanted: String, in readers: inout [String: Finding]) {
        func isOurs(_ name: String) -> Bool { wanted.isEmpty || wanted == name }
        switch event {
        case .cardInserted(let name, _) where isOurs(name): readers[name] = .card(name)
        case .cardUnresponsive(let name) where isOurs(name): readers[name] = .unresponsive
        case .readerArrived(let name) where isOurs(name), .cardRemoved(let name) where isOurs(name):
            readers[name] = .noCard
        case .readerLeft(let name): readers[name] = nil
        case .serviceLost: readers = [:]
        default: break
        }
    }

    /// A card beats a silent chip, that beats an empty reader, and that beats none.
    private static func best(of readers: [String: Finding]) -> Finding {
        let findings = readers.values
        return findings.first { if case .card = $0 { true } else { false } }
            ?? findings.first { $0 == .unresponsive } ?? findings.first ?? .noReader
    }

    // MARK: - Reading and judging

    /// What the chip said; nil when there was none any more when it was to be powered.
    private func read(
        _ name: String, _ mrz: MachineReadableZone, _ time: UnixTime, _ store: TrustStore,
        _ progress: @escaping @Sendable (Int) -> Void
    ) async -> ChipEvidence? {
        let start = ContinuousClock.now
        let known = quirks.quirks(on: InspectionMoment(unixSeconds: time.seconds).date)
        do throws(ChipReadingError) {
            let reading = try await read(name, mrz, known, progress)
            let report = await inspected(reading, mrz, time, store, known)
            return ChipEvidence(
                presence: .read, inspection: report, apduCount: reading.apduCount, bytesRead: reading.bytesRead,
                milliseconds: Self.milliseconds(since: start), quirks: known.version)
        } catch {
            if error.step == .connect, error.code == .cardRemoved { return nil }
            logger.warning("chip not read", metadata: ["fault": "\(error.code.rawValue)", "step": "\(error.step)"])
            let isReader = error.code == .readerRemoved || error.code == .serviceUnavailable
            return ChipEvidence(
                presence: isReader ? .readerUnavailable : .unreadable, faultCode: error.code.rawValue,
                faultText: error.text, milliseconds: Self.milliseconds(since: start), quirks: known.version)
        }
    }

    private func read(
        _ name: String, _ mrz: MachineReadableZone, _ quirks: ChipQuirks,
        _ progress: @escaping @Sendable (Int) -> Void
    ) async throws(ChipReadingError) -> ChipReading {
        let card: CardConnection
        do throws(SmartCardError) {
            card = try await CardConnection.open(reader: name, limits: cardLimits)
        } catch {
            throw ChipReadingError(error, step: .connect)
        }
        let pair = ReadLengthMemory.Pair(reader: name, answerToReset: card.answerToReset)
        let reader = ChipReader(
            channel: card, limits: readingLimits, policy: policy, memory: (lengths, pair), quirks: quirks,
            traits: ChipTraits(
                reader: name, answerToReset: card.answerToReset, historicalBytes: card.historicalBytes
            ).with(mrz)
        ) {
            progress($0.percent)
        }
        do throws(ChipReadingError) {
            let reading = try await reader.read(access: .mrz(bacKeyInput: mrz.bacKeyInput))
            await card.close()
            return reading
        } catch {
            await card.close()
            throw error
        }
    }

    /// Signatures and hashes take milliseconds: on the concurrent pool.
    @concurrent
    private func inspected(
        _ reading: ChipReading, _ mrz: MachineReadableZone, _ time: UnixTime, _ store: TrustStore,
        _ quirks: ChipQuirks
    ) async -> InspectionReport {
        DocumentInspection.inspect(
            files: reading.files,
            access: InspectedAccess(
                protocolName: reading.access.protocolName, parameterId: reading.access.parameterId,
                cipher: reading.access.cipher, downgrade: reading.access.downgrade,
                authenticity: reading.authenticity, quirks: reading.quirks),
            opticalMRZ: mrz, trust: store, at: InspectionMoment(unixSeconds: time.seconds), quirks: quirks)
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Int {
        let duration = (ContinuousClock.now - start).components
        return Int(duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000)
    }
}
