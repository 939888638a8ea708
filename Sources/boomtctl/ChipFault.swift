internal import ChipReading
internal import DocumentTrust
internal import SmartCard
internal import TravelDocument

/// Why the reading of a chip broke off, for the inspection document. Holds no contents of the chip.
struct ChipFault: Error, Codable, Equatable {
    /// Short code, such as `cardRemoved`.
    let code: String
    /// The step under way, one of `ChipReadingStep`.
    let step: String
    /// The file being read, if one was.
    let file: String?
    /// The fault for the officer, with what to do.
    let text: LocalizedText

    /// The fault that ended a reading.
    init(_ error: ChipReadingError) {
        // The reader's own word is more exact where ours is only "failed".
        let cause = error.code == .communicationFailed ? error.cause?.code.rawValue : nil
        code = cause ?? error.code.rawValue
        step = error.step.rawValue
        file = error.file?.name
        text = error.text
    }

    /// Whether the chip refused us, which is an answer, and did not merely go silent.
    private var isRefusal: Bool {
        code == ChipReadingError.Code.wrongKey.rawValue || code == ChipReadingError.Code.accessRefused.rawValue
    }

    /// `notReachable` when the reader or its service went away, `negative` when the chip is at fault.
    var status: ExitStatus {
        let gone: [ChipReadingError.Code] = [.readerRemoved, .serviceUnavailable]
        return gone.contains { $0.rawValue == code } ? .notReachable : .negative
    }

    /// How a chip was opened of which only is known what was asked for.
    static func access(_ choice: AccessPolicy.Choice) -> InspectedAccess {
        let name =
            switch choice {
            case .auto: "unknown"
            case .bac: "BAC"
            case .pace: "PACE"
            }
        return InspectedAccess(protocolName: name, isComplete: false)
    }

    /// The inspection of a reading that ended with this fault: nothing of it counts, everything about the chip is
    /// aborted, and a chip that refused the key has failed `chipAccess`.
    func report(
        printed zone: MachineReadableZone?, access: InspectedAccess, at moment: InspectionMoment, quirks: ChipQuirks
    ) -> InspectionReport {
        let report = DocumentInspection.inspect(
            files: ChipFiles(), access: access, opticalMRZ: zone, trust: TrustStore(), at: moment, quirks: quirks)
        var checks = report.checks
        if let index = checks.firstIndex(where: { $0.id == .chipAccess }) {
            checks[index].text = text
            if isRefusal { checks[index].result = .failed }
        }
        return InspectionReport(checks: checks, access: access, quirks: report.quirks)
    }
}
