internal import ChipReading
internal import DocumentTrust
internal import Support
internal import TravelDocument

/// `evidence.json`: how the files beside it came off a chip, enough to judge them again as on that day.
struct ReadingEvidence: Codable {
    /// How the chip was opened.
    var access: InspectedAccess
    /// The lines of the printed zone that opened it; empty where only a card access number was given.
    var printedZone: [String]
    /// When the reading ended.
    var readAt: UnixTime
    /// The reader by PC/SC's name.
    var reader: String
    /// Figures of the reading.
    var figures: ReadingFigures
    /// Files that were asked for and are not on the chip.
    var missing: [String]
    /// Files that the chip keeps for terminals with more rights.
    var protected: [String]
    /// Files that ended before the length in their header.
    var shortened: [String]
    /// Optional files that could not be read, with the reason.
    var unreadable: [String: String]
    /// Why the reading broke off, nil when it did not: then the files are those that had come until then.
    var fault: ChipFault?
    /// Version of the program that read.
    var software: String

    /// The evidence of a reading that went to its end, or to its fault.
    init(
        _ reading: ChipReading, printed zone: MachineReadableZone?, reader: String, at time: UnixTime,
        fault: ChipFault? = nil
    ) {
        self.fault = fault
        access = InspectedAccess(
            protocolName: reading.access.protocolName, parameterId: reading.access.parameterId,
            cipher: reading.access.cipher, downgrade: reading.access.downgrade, isComplete: fault == nil,
            authenticity: reading.authenticity, quirks: reading.quirks)
        printedZone = zone?.lines ?? []
        readAt = time
        self.reader = reader
        figures = ReadingFigures(reading)
        missing = reading.missing.map(\.name)
        protected = reading.protected.map(\.name)
        shortened = reading.shortened.map(\.name)
        unreadable = Dictionary(
            reading.unreadable.map { ($0.key.name, $0.value.code.rawValue) }, uniquingKeysWith: { first, _ in first })
        software = Boomtctl.version
    }

    /// The evidence of a chip that had not said anything when its reading broke off.
    init(
        _ fault: ChipFault, _ access: InspectedAccess?, _ zone: MachineReadableZone?, _ reader: String,
        at time: UnixTime
    ) {
        self.fault = fault
        self.access = access ?? ChipFault.access(.auto)
        printedZone = zone?.lines ?? []
        readAt = time
        self.reader = reader
        figures = ReadingFigures()
        (missing, protected, shortened, unreadable) = ([], [], [], [:])
        software = Boomtctl.version
    }
}

/// What a reading took.
struct ReadingFigures: Codable, Equatable {
    /// Wall time in milliseconds by step; a step that came twice counts twice.
    var timing: [String: Double]
    /// Commands sent.
    var apdus: Int
    /// Bytes of file contents.
    var bytes: Int
    /// Bytes sent and received, headers and protection included.
    var bytesExchanged: Int

    /// Of nothing.
    init() {
        timing = [:]
        (apdus, bytes, bytesExchanged) = (0, 0, 0)
    }

    /// The figures of a reading, times rounded to a hundredth of a millisecond.
    init(_ reading: ChipReading) {
        timing = Dictionary(
            reading.timings.map { ($0.step, ($0.milliseconds * 100).rounded() / 100) }, uniquingKeysWith: +)
        apdus = reading.apduCount
        bytes = reading.bytesRead
        bytesExchanged = reading.bytesExchanged
    }
}
