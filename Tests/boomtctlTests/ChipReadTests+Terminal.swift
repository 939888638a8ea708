import ChipReading
import Cryptography
import Fingerprint
import Simulators
import Testing
import TravelDocument

/// Fingers of chips, for terminals that may read them.
extension ChipReadTests {
    /// A passport with one finger behind terminal authentication, and the folder of a terminal that may read it.
    struct Guarded {
        var document: SampleDocument
        let keys: PassportAuthenticity
        let access: PassportTerminalAccess
        let certificates: [[UInt8]]
        let key: [UInt8]

        /// A passport with these bytes as DG3; without any, with one uncompressed finger of stripes.
        init(dg3: [UInt8]? = nil) throws {
            let authority = try TestCVAuthority()
            let verifier = try authority.issue(.domesticVerifier)
            let terminal = try verifier.issue(.terminal)
            certificates = [verifier.certificate.encoded(), terminal.certificate.encoded()]
            key = terminal.key.der
            access = PassportTerminalAccess(
                trustPoints: [authority.certificate],
                currentDate: try #require(CivilDate(year: 2026, month: 6, day: 1)))
            var keys = PassportAuthenticity()
            keys.agreementKeys = [.init(parameterId: 12, privateKey: [0x17, 0x2A, 0x99])]
            keys.otherEntries = [TerminalAuthenticationInfo().encoded()]
            self.keys = keys
            document = try SampleDocument()
            var groups = try keys.dataGroups()
            groups[.dg3] = try dg3 ?? Self.stripes()
            try document.add(groups)
        }

        private static func stripes() throws -> [UInt8] {
            let image = try FingerImage(
                width: 160, height: 200, pixelsPerInch: 500,
                pixels: (0..<32_000).map { UInt8(truncatingIfNeeded: $0 / 160 * 7 ^ $0 % 160) })
            let record = FingerImageRecord(image, position: .rightIndex).iso19794_4Record()
            return DG3(templates: [.init(finger: .rightIndex, record: record)]).encoded()
        }

        func personalise(_ profile: inout PassportProfile) {
            profile.authenticity = keys
            profile.terminalAccess = access
        }

        /// The same on a chip that gives thousands of bytes at once.
        func personaliseLong(_ profile: inout PassportProfile) {
            personalise(&profile)
            profile.takesExtendedLength = true
            profile.answerToReset = PassportProfile.extendedAnswerToReset
        }

        func write(into scratch: Scratch) throws -> String {
            for (index, bytes) in certificates.enumerated() { _ = try scratch.file("terminal/\(index).cvcert", bytes) }
            _ = try scratch.file("terminal/key.der", key)
            return scratch.place("terminal")
        }
    }

    @Test func `a terminal with a key reads the fingers, and others read the rest`() async throws {
        let guarded = try Guarded()
        try await withChip(guarded.document, adjust: guarded.personalise) { service, scratch in
            let terminal = try guarded.write(into: scratch)
            let run = try await read(
                service, scratch, zone: guarded.document.zoneText, "--terminal", terminal, "--out",
                scratch.place("out"), "--evidence", scratch.place("sealed.json"), "--evidence-key",
                try evidenceKey(scratch))
            #expect(run.code == 0, "\(run.messages) \(run.output)")
            #expect(run.result(of: "terminalAuthentication") == "successful")
            #expect(run.result(of: "chipAuthenticity") == "successful")
            let fingers = run.object["fingers"] as? [[String: Any]] ?? []
            #expect(fingers.count == 1)
            #expect(fingers.first?["position"] as? Int == 2 && fingers.first?["decoded"] as? Bool == true)
            #expect(fingers.first?["width"] as? Int == 160 && fingers.first?["pixelsPerInch"] as? Int == 500)
            #expect(try scratch.bytes("out/DG3.bin") == guarded.document.files[.dg3])
            // Sealed evidence of a reading says the same without the chip.
            let again = try await CommandRun.boomtctl([
                "chip", "inspect", scratch.place("sealed.json"), "--evidence-signer", Self.publicKey, "--json",
            ])
            #expect(again.code == 0 && again.result(of: "terminalAuthentication") == "successful")
            #expect(again.result(of: "chipAuthenticity") == "successful")

            let without = try await read(service, scratch, zone: guarded.document.zoneText)
            #expect(without.code == 0 && without.object["fingers"] == nil, "\(without.output)")
            #expect(without.result(of: "terminalAuthentication") == "notSupported")
        }
    }

    /// Codes of the rows that only the reader saw succeed.
    private func told(_ run: CommandRun) -> [Int?] {
        let rows = run.object["checks"] as? [[String: Any]] ?? []
        return ["chipAuthenticity", "terminalAuthentication"].map { id in
            rows.first { $0["id"] as? String == id }?["code"] as? Int
        }
    }

    @Test func `a folder that nobody signed proves nothing of the chip by its own word`() async throws {
        let guarded = try Guarded()
        try await withChip(guarded.document, adjust: guarded.personalise) { service, scratch in
            let run = try await read(
                service, scratch, zone: guarded.document.zoneText, "--terminal", try guarded.write(into: scratch),
                "--out", scratch.place("out"))
            #expect(run.code == 0 && told(run) == [0, 0], "\(run.messages) \(run.output)")
            let key = try evidenceKey(scratch)
            let words = ["--trust", scratch.place("trust"), "--json"]
            let folder = try await CommandRun.boomtctl(
                [
                    "chip", "inspect", scratch.place("out"), "--evidence", scratch.place("sealed.json"),
                    "--evidence-key", key,
                ]
                    + words)
            #expect(folder.code == 1 && folder.overall == "undetermined" && told(folder) == [1210, 1304])
            // Evidence of a folder makes its word no better.
            let sealed = try await CommandRun.boomtctl([
                "chip", "inspect", scratch.place("sealed.json"), "--evidence-signer", Self.publicKey, "--json",
            ])
            #expect(sealed.code == 1 && told(sealed) == [1210, 1304], "\(sealed.output)")
            #expect((sealed.object["evidence"] as? [String: Any])?["sameResult"] as? Bool == true)

            // A failure that is told stays one, and no word in the file itself makes the file believed.
            let name = "out/evidence.json"
            let text = String(decoding: try scratch.bytes(name), as: UTF8.self)
            #expect(text.contains(#""toldByFile""#) == false)
            let failed = text.replacing(#""outcome" : "succeeded""#, with: #""outcome" : "failed""#)
            #expect(failed != text)
            _ = try scratch.file(name, failed)
            let worse = try await CommandRun.boomtctl(["chip", "inspect", scratch.place("out")] + words)
            #expect(worse.overall == "failed" && told(worse) == [1203, 1301], "\(worse.output)")
            let claim = text.replacing(#""access" : {"#, with: #""access" : { "toldByFile" : false,"#)
            #expect(claim != text)
            _ = try scratch.file(name, claim)
            let claimed = try await CommandRun.boomtctl(["chip", "inspect", scratch.place("out")] + words)
            #expect(claimed.code == 1 && told(claimed) == [1210, 1304], "\(claimed.output) \(claimed.messages)")
        }
    }

    @Test func `a terminal of another authority reads all but the fingers`() async throws {
        let guarded = try Guarded()
        let stranger = try Guarded()
        try await withChip(guarded.document, adjust: guarded.personalise) { service, scratch in
            let run = try await read(
                service, scratch, zone: guarded.document.zoneText, "--terminal", try stranger.write(into: scratch))
            #expect(run.result(of: "terminalAuthentication") == "failed", "\(run.output)")
            #expect(run.result(of: "dataGroupHashes") == "successful")
            #expect(run.object["fingers"] == nil)
        }
    }

    @Test func `a folder that is none of a terminal ends with 2 before any reader is asked`() async throws {
        let guarded = try Guarded()
        let scratch = try Scratch()
        let zone = try scratch.file("zone", guarded.document.zoneText)
        _ = try scratch.file("empty/.hidden", "")
        _ = try scratch.file("keyless/0.cvcert", guarded.certificates[0])
        _ = try scratch.file("bare/key.der", guarded.key)
        _ = try scratch.file("broken/key.der", guarded.key)
        _ = try scratch.file("broken/0.cvcert", guarded.certificates[0].dropLast(9) + [0])
        _ = try scratch.file("strange/readme.txt", "no key")
        _ = try scratch.file("double/1.der", guarded.key)
        _ = try scratch.file("double/2.der", guarded.key)
        for folder in ["missing", "empty", "keyless", "bare", "broken", "strange", "double"] {
            let run = try await CommandRun.boomtctl([
                "chip", "read", "--reader", "any", "--mrz", zone, "--terminal", scratch.place(folder),
            ])
            #expect(run.code == 2 && run.messages.contains(folder), "\(folder): \(run.messages)")
        }
    }
}
