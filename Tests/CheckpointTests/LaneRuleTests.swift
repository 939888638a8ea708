import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import DocumentTrust

/// The names that tables of the desk may use for findings of a lane.
@Suite struct LaneRuleTests {
    @Test func `the checks and results of a chip are those of the inspection`() {
        #expect(LaneRule.inspectionChecks == Set(CheckID.allCases.map(\.rawValue)))
        let told = Set(CheckResult.allCases).subtracting([.successful, .notSupported]).map(\.rawValue)
        #expect(LaneRule.inspection.evidence["result"] == Set(told))
    }

    @Test func `findings bear the names and evidence that are known`() {
        for finding in [
            LaneFinding.mrzUnreadable("empty"), LaneFinding.serviceStopping(), LaneFinding.scannerFault("unplugged"),
            LaneFinding.presentation(0.9),
        ] {
            let names = finding.evidence.compactMap { $0.split(separator: "=").first.map(String.init) }
            #expect(LaneRule(rawValue: finding.rule).map { Set($0.evidence.keys) } == Set(names))
        }
    }
}
