import Foundation
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct CheckTableTests {
    @Test(arguments: [
        ([CheckResult.successful, .notSupported], CheckResult.successful),
        ([.successful, .undetermined], .undetermined),
        ([.undetermined, .aborted, .successful], .aborted),
        ([.aborted, .failed, .undetermined], .failed),
        ([.notSupported], .notSupported),
        ([], .notSupported),
    ])
    func `Failed beats aborted beats undetermined, and what is not supported does not count`(
        results: [CheckResult], overall: CheckResult
    ) {
        #expect(CheckResult.overall(results) == overall)
        #expect(CheckResult.overall(results.reversed()) == overall)
    }

    @Test func `Every reason has words of its own in both languages`() {
        for id in CheckID.allCases {
            #expect(!CheckCode.good.text(for: id, detail: "").en.isEmpty)
        }
        let texts = CheckCode.allCases.map { $0.text(for: .chipAccess, detail: "") }
        #expect(texts.allSatisfy { !$0.mn.isEmpty && !$0.en.isEmpty })
        #expect(Set(texts.map(\.en)).count == texts.count)
        #expect(Set(texts.map(\.mn)).count == texts.count)
        // Mongolian is written in Cyrillic: a forgotten translation would be all Latin.
        #expect(texts.allSatisfy { $0.mn.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) } })
    }

    @Test func `Codes are zero when all is well and from a thousand otherwise`() {
        for code in CheckCode.allCases {
            #expect((code == .good) == (code.rawValue == 0))
            #expect(code == .good || (1000..<1_000_000).contains(code.rawValue))
        }
    }

    @Test func `A report survives its encoding, without personal data`() throws {
        let report = try TestDocument.good().inspect()
        let data = try JSONEncoder().encode(report)
        let text = String(decoding: data, as: UTF8.self)
        #expect(!text.contains("BATBAYAR") && !text.contains("PE1234567"))
        #expect(text.contains(#""overall":"successful""#) && text.contains(#""protocol":"BAC""#))
        var decoded = try JSONDecoder().decode(InspectionReport.self, from: data)
        #expect(decoded.mrz == nil)
        decoded.mrz = report.mrz
        #expect(decoded == report)
    }
}
