import Foundation
import Simulators
import SmartCard
import Testing

/// Passports that `boomtsim chip` makes of profiles, read by `boomtctl chip read` through the real pcscd.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ChipProfileTests {
    struct Profile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let yaml: String
        var code: Int32 = 0
        var overall = "successful"
        var access = "BAC"
        /// Checks with their results.
        var checks: [String: String] = [:]
        var fault: String?
    }

    static let profiles = [
        Profile(
            testDescription: "BAC only", yaml: "document:\n  issuer: D\n  nationality: D\npki:\n  country: DE\n",
            checks: ["chipAuthenticity": "notSupported", "issuerSignerCountry": "successful"]),
        Profile(
            testDescription: "PACE-GM on P-256 with AES-128, and chip authentication",
            yaml: """
                access:
                  bac: false
                  pace:
                    - mapping: generic
                      cipher: AES-128
                      parameterId: 12
                authenticity:
                  chipAuthentication:
                    - parameterId: 12
                      ciphers: [AES-128]
                """, access: "PACE-GM", checks: ["chipAuthenticity": "successful"]),
        Profile(
            testDescription: "PACE-CAM",
            yaml: """
                access:
                  pace:
                    - mapping: chipAuthentication
                      cipher: AES-256
                      parameterId: 13
                """, access: "PACE-CAM", checks: ["chipAuthenticity": "successful", "cardSecurity": "successful"]),
        Profile(
            testDescription: "active authentication with RSA",
            yaml: "authenticity:\n  activeAuthentication:\n    key: RSA-1024\n    hash: SHA-1\n",
            checks: ["chipAuthenticity": "successful"]),
        Profile(
            testDescription: "the newer list of hashes", yaml: "pki:\n  ldsVersion: \"0108\"\n",
            checks: ["comSodConsistency": "successful"]),
        Profile(
            testDescription: "a revoked signer", yaml: "pki:\n  signerRevoked: true\n", code: 1, overall: "failed",
            checks: ["signerRevocation": "failed", "sodSignature": "successful"]),
        Profile(
            testDescription: "a wrong hash", yaml: "files:\n  changed:\n    - file: DG2\n      offset: 3000\n", code: 1,
            overall: "failed", checks: ["dataGroupHashes": "failed", "sodSignature": "successful"]),
        Profile(
            testDescription: "a hostile length", yaml: "faults:\n  hugeFile: DG2\n", code: 1, overall: "aborted",
            fault: "fileTooLarge"),
        Profile(
            testDescription: "a copy",
            yaml: """
                authenticity:
                  chipAuthentication:
                    - parameterId: 13
                      ciphers: [AES-256]
                faults:
                  authenticity: foreignAgreementKey
                """, code: 1, overall: "failed", checks: ["chipAuthenticity": "failed"]),
    ]

    @Test(arguments: profiles) func `a passport of a profile is read as it was meant`(_ profile: Profile) async throws {
        let scratch = try Scratch()
        try await PrivateReaderService.withShared { service in
            // The test state UT is the specimen state of zones, which has no country of ISO 3166-1.
            let yaml = profile.yaml.contains("issuer") ? profile.yaml : Self.mongolian(profile.yaml)
            let run = try await withChip(try scratch.file("chip.yaml", yaml), scratch, service) {
                try await CommandRun.boomtctl(
                    [
                        "chip", "read", "--reader", service.readers[0].name, "--mrz", scratch.place("zone"), "--json",
                        "--trust", scratch.place("trust"),
                    ], readers: service.socketPath)
            }
            #expect(run.code == profile.code, "\(run.messages) \(run.output)")
            #expect(run.overall == profile.overall)
            #expect((run.object["access"] as? [String: Any])?["protocol"] as? String == profile.access)
            #expect((run.object["fault"] as? [String: Any])?["code"] as? String == profile.fault)
            for (check, result) in profile.checks { #expect(run.result(of: check) == result, "\(check)") }
        }
    }

    @Test(arguments: ["raw", "wsq", "jpeg2000"])
    func `fingers of a profile are the grown prints, for the terminal that may read them`(form: String) async throws {
        let scratch = try Scratch()
        let yaml = Self.mongolian(
            """
            authenticity:
              chipAuthentication:
                - parameterId: 12
                  ciphers: [AES-128]
            chip:
              extendedLength: true
            fingers:
              form: \(form)
              prints:
                - finger: rightIndex
                  seed: 7
                - finger: leftThumb
                  seed: 8

            """)
        let live = scratch.place("live.png")
        let print = try await CommandRun.boomtsim(["print", "--seed", "7", "--impression", "1", live])
        #expect(print.code == 0)
        try await PrivateReaderService.withShared { service in
            let run = try await withChip(try scratch.file("chip.yaml", yaml), scratch, service) {
                try await CommandRun.boomtctl(
                    [
                        "chip", "read", "--reader", service.readers[0].name, "--mrz", scratch.place("zone"), "--json",
                        "--trust", scratch.place("trust"), "--terminal", scratch.place("terminal"), "--match", live,
                    ], readers: service.socketPath)
            }
            #expect(run.code == 0 && run.result(of: "terminalAuthentication") == "successful", "\(run.output)")
            let rows = run.object["fingers"] as? [[String: Any]] ?? []
            #expect(rows.map { $0["position"] as? Int } == [2, 6])
            #expect(rows.allSatisfy { $0["compression"] as? String == (form == "raw" ? "none" : form) })
            #expect(rows.map { ($0["comparison"] as? [String: Any])?["match"] as? Bool } == [true, false])
        }
    }

    @Test(arguments: ["", "authenticity:\n  chipAuthentication:\n    - parameterId: 13\n      ciphers: [AES-256]\n"])
    func `what EF.CardAccess offers stands in the signed DG14, too`(_ authenticity: String) async throws {
        let scratch = try Scratch()
        let ways =
            "    - mapping: integrated\n      cipher: AES-128\n      parameterId: 13\n"
            + "    - mapping: generic\n      cipher: AES-256\n      parameterId: 12\n"
        try await PrivateReaderService.withShared { service in
            let yaml = Self.mongolian("access:\n  pace:\n" + ways + authenticity)
            let run = try await withChip(try scratch.file("chip.yaml", yaml), scratch, service) {
                try await CommandRun.boomtctl(
                    [
                        "chip", "read", "--reader", service.readers[0].name, "--mrz", scratch.place("zone"), "--json",
                        "--trust", scratch.place("trust"), "--out", scratch.place("files"),
                    ], readers: service.socketPath)
            }
            #expect(run.code == 0 && run.overall == "successful", "\(run.messages) \(run.output)")
            #expect(run.result(of: "dataGroupHashes") == "successful")
            let offered = try Data(contentsOf: URL(filePath: scratch.place("files/EF.CardAccess.bin")))
            let signed = try Data(contentsOf: URL(filePath: scratch.place("files/DG14.bin")))
            #expect(offered.count == 42 && signed.firstRange(of: offered.dropFirst(2)) != nil)
        }
    }

    private static func mongolian(_ yaml: String) -> String {
        let document = "document:\n  issuer: MNG\n  nationality: MNG\n"
        return yaml.contains("pki:")
            ? document + yaml.replacing("pki:\n", with: "pki:\n  country: MN\n")
            : document + "pki:\n  country: MN\n" + yaml
    }

    @Test func `the printed profile has every key and is sound`() async throws {
        let scratch = try Scratch()
        let example = try await CommandRun.boomtsim(["chip", "--profile-example"])
        #expect(example.code == 0)
        let file = try scratch.file("example.yaml", example.output)
        let checked = try await CommandRun.boomtsim([
            "chip", "--profile", file, "--check", "--json", "--trust", scratch.place("trust"), "--zone",
            scratch.place("zone"), "--terminal", scratch.place("terminal"),
        ])
        #expect(scratch.exists("terminal/terminal.der") && scratch.exists("terminal/verifier.cvcert"))
        #expect(checked.code == 0, "\(checked.messages)")
        #expect(checked.object["inserted"] as? Bool == false && (checked.object["mrz"] as? [String])?.count == 2)
        #expect(scratch.exists("trust/virtual-csca.cer") && scratch.exists("trust/virtual-csca.crl"))
        #expect(try scratch.text("zone").hasPrefix("P<UTOSPECIMEN<<VIRTUAL<"))
    }

    @Test(
        arguments: [
            ("documents:\n  code: P\n", "p.yaml:1: documents: is not a key of this table"),
            ("access:\n  bac: maybe\n", "p.yaml:2: access.bac: is neither true nor false"),
            ("access:\n  bac: false\n", "p.yaml:2: access.bac: leaves no way to the chip"),
            (
                "access:\n  pace:\n    - mapping: generic\n      cipher: DES\n      parameterId: 12\n",
                "p.yaml:4: access.pace[0].cipher: is not one of 3DES, AES-128, AES-192, AES-256"
            ),
            (
                "access:\n  pace:\n    - mapping: chipAuthentication\n      cipher: 3DES\n      parameterId: 12\n",
                "p.yaml:5: access.pace[0].parameterId: does not go with this mapping"
            ),
            (
                "access:\n  pace:\n    - mapping: integrated\n      cipher: AES-128\n      parameterId: 10\n",
                "p.yaml:5: access.pace[0].parameterId: does not go with this mapping"
            ),
            ("faults:\n  hugeFile: DG99\n", "p.yaml:2: faults.hugeFile: is not one of"),
            ("faults:\n  goneAfter: 1\n  goneAfter: 2\n", "p.yaml:2: goneAfter: stands twice"),
            ("pki:\n  signerKey: RSA-100\n", "p.yaml:2: pki.signerKey: is not a key such as"),
            ("files:\n  others:\n    - file: SOD\n      hex: 00\n", "p.yaml:3: files.others[0].file: is"),
            ("fingers:\n  form: wsq\n", "p.yaml:2: fingers: need chipAuthentication"),
            ("fingers:\n  form: tiff\n", "p.yaml:2: fingers.form: is not one of raw, wsq, jpeg2000"),
            (
                "fingers:\n  prints:\n    - finger: thumb\n",
                "p.yaml:3: fingers.prints[0].finger: is not a finger such as rightIndex"
            ),
            ("[1, 2]\n", "p.yaml:1: file: is not a group of keys"),
            ("a: [", "is not YAML"),
        ]) func `a profile that cannot be used is refused with line and reason`(_ yaml: String, _ reason: String)
        async throws
    {
        let scratch = try Scratch()
        let run = try await CommandRun.boomtsim(["chip", "--profile", try scratch.file("p.yaml", yaml), "--check"])
        #expect(run.code == 2 && run.output.isEmpty)
        #expect(run.messages.contains(reason), "\(run.messages)")
    }

    @Test func `without a virtual reader the command ends with 3`() async throws {
        let run = try await CommandRun.boomtsim(["chip", "--port", "1"])
        #expect(run.code == 3 && run.messages.contains("vsmartcard-vpcd"))
    }

    /// Runs `body` while `boomtsim chip` holds a passport on the first reader.
    private func withChip<Value>(
        _ profile: String, _ scratch: Scratch, _ service: PrivateReaderService, _ body: () async throws -> Value
    ) async throws -> Value {
        let name = service.readers[0].name
        let monitor = ReaderMonitor()
        let running = Task { await monitor.run() }
        defer { running.cancel() }
        let events = monitor.events()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandRun.simulator)
        process.arguments = [
            "chip", "--profile", profile, "--port", "\(service.readers[0].port)", "--trust", scratch.place("trust"),
            "--zone", scratch.place("zone"), "--terminal", scratch.place("terminal"),
        ]
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        for await event in events { if case .cardInserted(name, _) = event { break } }
        let value = try await body()
        process.terminate()
        for await event in events where event == .cardRemoved(reader: name) { break }
        return value
    }
}
