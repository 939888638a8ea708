internal import DocumentTrust
internal import FoundationEssentials
internal import Support
internal import TravelDocument

/// Sealed evidence as a file gives it, and what of it may be believed.
struct EvidenceFile {
    /// The files of the chip.
    let files: ChipFiles
    /// What was found about the seal.
    var facts: EvidenceFacts
    /// What was said of the files; nil unless one of the named signers said it.
    let statement: EvidenceStatement?

    /// Reads a file and verifies its seal.
    ///
    /// - Parameter signers: public keys as 64 hex digits.
    /// - Throws: `unusable` for what is no evidence, and for signers that are no keys.
    init(_ path: String, signers: [String]) throws(CommandFailure) {
        let keys = try signers.map { text throws(CommandFailure) in try Self.key(text) }
        let bytes = try InputFile.read(path, limit: Limits.sealedEvidenceBytes)
        guard let sealed = try? JSONDecoder().decode(SealedEvidence.self, from: Data(bytes)) else {
            throw CommandFailure(.unusable, "\(path) is no sealed evidence")
        }
        files = sealed.chipFiles
        let verification = sealed.verify(signers: keys)
        facts = EvidenceFacts(verification)
        guard verification.signature == .valid else {
            statement = nil
            return
        }
        guard let read = try? JSONDecoder().decode(EvidenceStatement.self, from: Data(sealed.statement.utf8)) else {
            throw CommandFailure(.unusable, "\(path): its statement is of another version of this program")
        }
        statement = read
        facts.sealedAt = read.sealedAt
        facts.overall = read.report.overall
    }

    /// Notes how a report compares with the one that was signed.
    mutating func compare(with report: InspectionReport) {
        guard let signed = statement?.report else { return }
        facts.differences = CheckID.allCases.filter { id in
            signed[id]?.result != report[id]?.result || signed[id]?.code != report[id]?.code
        }.map(\.rawValue)
        facts.sameResult = facts.differences.isEmpty && signed.overall == report.overall
    }

    private static func key(_ text: String) throws(CommandFailure) -> [UInt8] {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard text.utf8.count == 64, digits.count == 64 else {
            throw CommandFailure(.unusable, "--evidence-signer is not 64 hex digits")
        }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
