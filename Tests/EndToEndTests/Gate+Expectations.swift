import Simulators
import Testing

extension Gate {
    /// The traveller went through, and the record says so.
    @discardableResult
    func expectPassed(
        _ passage: Passage, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> StoredCrossing {
        let record = try record(passage.crossing)
        #expect(passage.outcome == "passed", "\(passage.rules)", sourceLocation: sourceLocation)
        #expect(passage.gateOpened, sourceLocation: sourceLocation)
        #expect(record.state == "passed", sourceLocation: sourceLocation)
        #expect(record.verdict.verdict == "allow", sourceLocation: sourceLocation)
        return record
    }

    /// The gate stayed shut, and kiosk, record and log say why.
    ///
    /// - Parameters:
    ///   - rules: rules that must be among the reasons.
    ///   - what: what had been done to the traveller.
    @discardableResult
    func expectReferred(
        _ passage: Passage, _ rules: [String], _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> StoredCrossing {
        let crossing = passage.crossing
        let comment = Comment(rawValue: "\(what) \(passage.outcome ?? "no end") \(passage.rules)")
        #expect(passage.outcome == "referred", comment, sourceLocation: sourceLocation)
        #expect(!passage.gateOpened, comment, sourceLocation: sourceLocation)
        #expect(Set(passage.rules).isSuperset(of: rules), comment, sourceLocation: sourceLocation)
        let reasons = passage.events.last { $0.event == "decision" }?.reasons ?? []
        #expect(
            reasons.allSatisfy { !$0.text.mn.isEmpty && !$0.text.en.isEmpty && !$0.citation.isEmpty }, comment,
            sourceLocation: sourceLocation)

        let record = try record(crossing)
        #expect(record.state == "referred", comment, sourceLocation: sourceLocation)
        #expect(record.verdict.verdict == "refer", comment, sourceLocation: sourceLocation)
        #expect(record.completedAt != nil, comment, sourceLocation: sourceLocation)
        #expect(record.obstacles.map(\.rule) == passage.rules, comment, sourceLocation: sourceLocation)

        let line = await log.first {
            $0.contains(#""message":"referred to an officer""#) && $0.contains(crossing)
        }
        for rule in rules {
            #expect(line?.contains(rule) == true, comment, sourceLocation: sourceLocation)
        }
        return record
    }
}
