import Testing
import TravelDocument

@testable import DocumentTrust

/// The row that tells whether the chip let us read what is protected.
@Suite struct TerminalAuthenticationTests {
    @Test(
        arguments: [
            (nil, CheckCode.terminalAuthenticationNotChecked, CheckResult.notSupported),
            (.init(.succeeded, algorithm: "ECDSA SHA-256"), .good, .successful),
            (.init(.failed, reason: "certificate UTDVER00001 refused"), .terminalAuthenticationFailed, .failed),
            (.init(.notAttempted, reason: "no certificates"), .terminalAuthenticationNotAttempted, .notSupported),
            (.init(.notSupported), .terminalAuthenticationNotOffered, .notSupported),
        ] as [(TerminalAuthentication?, CheckCode, CheckResult)])
    func `each end of it has a row of its own`(
        _ proof: TerminalAuthentication?, _ code: CheckCode, _ result: CheckResult
    ) throws {
        let facts = ChipAuthenticity(terminalAuthentication: proof)
        let report = try TestDocument.unsigned().inspect(
            access: InspectedAccess(protocolName: "BAC", authenticity: facts))
        let row = try #require(report.checks.first { $0.id == .terminalAuthentication })
        #expect(row.result == result && row.code == code.rawValue)
        #expect(!row.text.mn.isEmpty && !row.text.en.isEmpty)
    }
}
