import Foundation
import Harness
import Testing

@Suite struct ZoneTests {
    static let specimen = """
        P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
        L898902C36UTO7408122F1204159ZE184226B<<<<<10
        """
    /// The specimen with another last digit of the composite.
    static let wrongDigit = specimen.dropLast() + "1"

    private func mrz(_ text: String, _ options: String...) async throws -> CommandRun {
        let scratch = try Scratch()
        return try await CommandRun.boomtctl(["mrz", try scratch.file("zones.txt", text)] + options)
    }

    @Test func `a good zone becomes one line with every key of the contract`() async throws {
        let run = try await mrz(Self.specimen + "\n", "--json", "--at", "2020-01-01")
        #expect(run.code == 0)
        #expect(run.messages.isEmpty)
        let line = try #require(run.lines.first)
        #expect(run.lines.count == 1)
        let expected: [String: String] = [
            "format": "TD3", "documentCode": "P", "issuer": "UTO", "documentNumber": "L898902C3",
            "nationality": "UTO", "birthDate": "1974-08-12", "birthDateText": "740812", "sex": "F",
            "expiryDate": "2012-04-15", "primaryIdentifier": "ERIKSSON", "secondaryIdentifier": "ANNA MARIA",
            "optionalData": "ZE184226B", "bacKeyInput": "L898902C3674081221204159",
        ]
        for (key, value) in expected { #expect(line[key] as? String == value, "\(key)") }
        #expect(line["valid"] as? Bool == true)
        #expect((line["failed"] as? [String])?.isEmpty == true)
        #expect((line["deviations"] as? [String])?.isEmpty == true)
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `blank lines separate zones, whatever ends a line`(
        _ end: String
    ) async throws {
        let zone = Self.specimen.replacing("\n", with: end)
        let run = try await mrz(end + end + zone + end + " \t" + end + end + zone + end + end, "--json")
        #expect(run.code == 0)
        #expect(run.lines.map { $0["valid"] as? Bool } == [true, true])
    }

    @Test func `a wrong digit is named and ends with 1, and the others are still read`() async throws {
        let run = try await mrz(Self.wrongDigit + "\n\nnonsense\n\n" + Self.specimen, "--json")
        #expect(run.code == 1)
        try #require(run.lines.count == 3)
        #expect(run.lines[0]["failed"] as? [String] == ["composite"])
        #expect(run.lines[0]["valid"] as? Bool == false)
        #expect(run.lines[1]["failed"] as? [String] == ["format"])
        #expect(run.lines[1]["valid"] as? Bool == false)
        #expect((run.lines[1]["reason"] as? String)?.isEmpty == false)
        #expect(run.lines[2]["valid"] as? Bool == true)
    }

    @Test func `an unknown date is null beside its text`() async throws {
        let zone = """
            P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
            L898902C36UTO7408<<2F1204159ZE184226B<<<<<10
            """
        let run = try await mrz(zone, "--json")
        let line = try #require(run.lines.first)
        #expect(line["birthDate"] is NSNull)
        #expect(line["birthDateText"] as? String == "7408<<")
    }

    @Test func `standard input is read when no file is named`() async throws {
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl(["mrz"], input: try scratch.file("zone", Self.specimen))
        #expect(run.code == 0)
        #expect(run.output.contains("ERIKSSON, ANNA MARIA"))
        #expect(run.output.contains("зөв"))
    }

    @Test func `nothing, too much, a folder and a missing file end with 2`() async throws {
        let scratch = try Scratch()
        let inputs = [
            try scratch.file("empty", ""), try scratch.file("blank", "\n \n\t\n"),
            try scratch.hole("huge", bytes: 100_000_000), "/dev/zero", scratch.path, scratch.place("missing"),
        ]
        for input in inputs {
            let run = try await CommandRun.boomtctl(["mrz", input])
            #expect(run.code == 2, "\(input)")
            #expect(run.output.isEmpty)
            #expect(!run.messages.isEmpty)
        }
    }

    @Test func `binary garbage is no zone, and the terminal sees none of it`() async throws {
        var state: UInt32 = 7
        let garbage = (0..<50_000).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let scratch = try Scratch()
        let run = try await CommandRun.boomtctl(["mrz", try scratch.file("garbage", garbage)])
        #expect(run.code == 1)
        #expect(run.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        #expect(run.messages.isEmpty)
    }

    private struct Cases: Decodable {
        struct Case: Decodable {
            var id: String
            var lines: [String]
            var expect: String
            var failed: [String]
        }
        var cases: [Case]
    }

    /// What the cases call a check digit, and what we do.
    private static let names = [
        "number": "documentNumber", "birth": "birthDate", "expiry": "expiryDate", "optional": "optionalData",
    ]

    @Test(.enabled(if: OutsideMaterial.isPresent("vectors/mrz-cases.json"), OutsideMaterial.skipped))
    func `all published cases get the answers that are published with them`() async throws {
        let file = URL(fileURLWithPath: OutsideMaterial.path("vectors/mrz-cases.json"))
        let cases = try JSONDecoder().decode(Cases.self, from: try Data(contentsOf: file)).cases
        let run = try await mrz(cases.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n\n"), "--json")
        try #require(run.lines.count == cases.count)
        for (line, published) in zip(run.lines, cases) {
            #expect(line["valid"] as? Bool == (published.expect == "valid"), "\(published.id)")
            #expect(
                Set(line["failed"] as? [String] ?? []) == Set(published.failed.map { Self.names[$0] ?? $0 }),
                "\(published.id)")
        }
        #expect(run.code == 1)
    }
}
