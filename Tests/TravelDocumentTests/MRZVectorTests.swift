import Foundation
import Harness
import Testing
import TravelDocument

/// One case of the outside collection of zones.
struct MRZVector: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let format: String
    let lines: [String]
    let expect: String
    let failed: [String]
    let bacKeyInput: String?
    let documentNumber: String?

    enum CodingKeys: String, CodingKey {
        case id, format, lines, expect, failed
        case bacKeyInput = "bac_mrz_information"
        case documentNumber = "document_number"
    }

    private struct Collection: Decodable {
        let cases: [MRZVector]
    }

    var testDescription: String { id }

    static let all: [MRZVector] = {
        guard let bytes = try? OutsideMaterial.bytes("vectors/mrz-cases.json") else { return [] }
        return (try? JSONDecoder().decode(Collection.self, from: Data(bytes)))?.cases ?? []
    }()
}

@Suite(.enabled(if: OutsideMaterial.isPresent, "skipped: outside material not present"))
struct MRZVectorTests {
    @Test func `the collection was found whole`() {
        #expect(MRZVector.all.count >= 22)
    }

    @Test(arguments: MRZVector.all)
    func `outside zones are read as their makers say`(vector: MRZVector) throws {
        let zone = try MachineReadableZone(parsing: vector.lines.joined(separator: "\n"), today: MRZSample.today)
        #expect(zone.format.rawValue == vector.format)
        #expect(zone.isValid == (vector.expect == "valid"))
        let names = ["number": "documentNumber", "birth": "birthDate", "expiry": "expiryDate"]
        #expect(zone.failedCheckDigits.map(\.rawValue) == vector.failed.map { names[$0] ?? $0 })
        if let number = vector.documentNumber { #expect(zone.documentNumber == number) }
        if let input = vector.bacKeyInput { #expect(zone.bacKeyInput == input) }
    }
}
