import Simulators
import Testing
import TravelDocument

/// One way in which a chip is not what it should be.
struct ChipMisfortune: Sendable {
    let what: String
    /// What the record calls it.
    let code: String
    let faults: PassportFaults

    init(_ what: String, _ code: String, _ change: (inout PassportFaults) -> Void) {
        self.what = what
        self.code = code
        var faults = PassportFaults()
        change(&faults)
        self.faults = faults
    }

    static let all = [
        ChipMisfortune("leaves at the first command", "cardRemoved") { $0.goneAfter = 0 },
        ChipMisfortune("leaves before it is opened", "cardRemoved") { $0.goneAfter = 3 },
        ChipMisfortune("leaves in mid-read", "cardRemoved") { $0.goneAfter = 30 },
        ChipMisfortune("holds garbage instead of TLV", "malformedFile") { $0.garbageFile = .dg2 },
        ChipMisfortune("says that its face has 6 MB", "fileTooLarge") { $0.hugeFile = .dg2 },
        ChipMisfortune("gives a file byte by byte without end", "endlessFile") { $0.endlessFile = .dg2 },
        ChipMisfortune("answers with a wrong MAC", "secureMessagingBroken") { $0.wrongMACFrom = 3 },
        ChipMisfortune("answers with a broken cryptogram", "secureMessagingBroken") { $0.wrongCryptogramFrom = 3 },
        ChipMisfortune("leaves the MAC out", "secureMessagingBroken") { $0.missingPart = .mac },
        ChipMisfortune("answers nonsense", "secureMessagingBroken") { $0.garbledAnswers = true },
        ChipMisfortune("is a bank card", "notTravelDocument") { $0.foreignApplication = true },
        ChipMisfortune("does not know its own key", "wrongKey") { $0.wrongAuthenticationMAC = true },
    ]
}

extension EndToEnd {
    /// Chips that are broken, hostile or gone: each ends in a referral, and the same daemon serves the next traveller.
    @Suite struct ChipFaultTests {
        /// Kiosk, record and log name the fault of the chip.
        private func expectChipFault(
            _ code: String, _ passage: Passage, at gate: Gate, _ what: String,
            presence: String = "unreadable", sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let record = try await gate.expectReferred(
                passage, ["LN-02", "BX-01"], what, sourceLocation: sourceLocation)
            let comment = Comment(rawValue: "\(what): \(record.chip.faultCode ?? "no fault")")
            #expect(record.chip.presence == presence, comment, sourceLocation: sourceLocation)
            #expect(record.chip.faultCode == code, comment, sourceLocation: sourceLocation)
            #expect(record.chip.inspection == nil, comment, sourceLocation: sourceLocation)
            let finding = record.verdict.findings.first { $0.rule == "LN-02" }
            #expect(finding?.evidence == ["chipFault=\(code)"], comment, sourceLocation: sourceLocation)
            #expect(record.fingerTries.isEmpty, comment, sourceLocation: sourceLocation)
        }

        private func expectLogLine(_ code: String, at gate: Gate, after start: Int, _ what: String) async {
            let line = await gate.log.first(where: { $0.contains(#""message":"chip not read""#) }, from: start)
            #expect(line?.contains("\"fault\":\"\(code)\"") == true, "\(what): \(line ?? "nothing")")
        }

        @Test(arguments: ChipProof.allCases) func `a copy of a chip is referred, and the chip itself passes`(
            _ proof: ChipProof
        ) async throws {
            try await Gate.open { gate in
                let copy = try gate.cast.traveller(gate.cast.bold, proof: proof, faults: proof.copied)
                let referred = try await gate.expectReferred(try await gate.station.serve(copy), ["BX-01"])
                #expect(referred.chip.inspection?.overall == "failed")
                let finding = referred.verdict.findings.first { $0.rule == "BX-01" && $0.outcome != "allow" }
                #expect(finding?.evidence.contains { $0.contains("chipAuthenticity") } == true, "\(finding as Any)")
                #expect(referred.fingerTries.isEmpty)
                let itself = try gate.cast.traveller(gate.cast.bold, proof: proof)
                let passed = try await gate.expectPassed(try await gate.station.serve(itself))
                #expect(passed.chip.inspection?.overall == "successful")
            }
        }

        @Test(arguments: [false, true]) func `a chip whose PACE fails is opened by BAC where the settings say so`(
            _ allows: Bool
        ) async throws {
            var faults = PassportFaults()
            faults.pace = .refusesTemplate
            let settings = GateSettings(allowsDowngrade: allows)
            try await Gate.open(settings) { gate in
                let traveller = try gate.cast.traveller(gate.cast.bold, proof: .mapping, faults: faults)
                let record = try await gate.expectReferred(try await gate.station.serve(traveller), [])
                #expect(record.chip.faultCode == (allows ? nil : "accessRefused"))
                #expect(record.chip.inspection?.overall == (allows ? "undetermined" : nil))
            }
        }

        @Test func `whatever a chip does, the traveller is referred with the reason, and the next one passes`()
            async throws
        {
            try await Gate.open { gate in
                for misfortune in ChipMisfortune.all {
                    let start = gate.log.lines.count
                    let passage = try await gate.station.serve(
                        try gate.cast.traveller(gate.cast.bold, faults: misfortune.faults))
                    try await expectChipFault(misfortune.code, passage, at: gate, misfortune.what)
                    await expectLogLine(misfortune.code, at: gate, after: start, misfortune.what)
                    try await gate.expectNextPasses()
                }
                // He has never been let through: with a chip in order he may go.
                try await gate.expectPassed(try await gate.station.serve(try gate.cast.traveller(gate.cast.bold)))
            }
        }

        @Test func `a passport that is taken away in mid-read is a referral`() async throws {
            try await Gate.open { gate in
                var faults = PassportFaults()
                faults.answerDelay = .milliseconds(10)
                let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, faults: faults)) {
                    if ($0.percent ?? 0) >= 20 { gate.station.takeChipAway() }
                }
                #expect(passage.events.contains { ($0.percent ?? 0) >= 20 })
                try await expectChipFault("cardRemoved", passage, at: gate, "taken away")
                try await gate.expectNextPasses()
            }
        }

        @Test func `a chip that never answers costs the time of one answer and no more`() async throws {
            var settings = GateSettings()
            settings.answerTimeoutMilliseconds = 1000
            try await Gate.open(settings) { gate in
                for commands in [0, 20] {
                    var faults = PassportFaults()
                    faults.silentAfter = commands
                    let passage = try await gate.station.serve(try gate.cast.traveller(gate.cast.bold, faults: faults))
                    try await expectChipFault("noAnswer", passage, at: gate, "silent after \(commands)")
                    try await gate.expectNextPasses()
                }
            }
        }

        @Test func `the zone of one passport does not open the chip of another`() async throws {
            try await Gate.open { gate in
                var traveller = try gate.cast.traveller(gate.cast.bold)
                traveller.chip = try gate.cast.chip(of: gate.cast.oyun)
                try await expectChipFault(
                    "wrongKey", try await gate.station.serve(traveller), at: gate, "another's chip")
                try await gate.expectNextPasses()
            }
        }

        @Test func `a chip that the register knows and the reader does not see is a referral`() async throws {
            try await Gate.open { gate in
                var traveller = try gate.cast.traveller(gate.cast.bold)
                traveller.chip = nil
                let record = try await gate.expectReferred(try await gate.station.serve(traveller), ["BX-01"])
                #expect(record.chip.presence == "absent")
                let finding = record.verdict.findings.first { $0.rule == "BX-01" }
                #expect(finding?.evidence.contains("chip.reason=expectedChipSilent") == true)
                try await gate.expectNextPasses()
            }
        }
    }

    /// Chips whose contents are not what a state has signed.
    @Suite struct ForgeryTests {
        @Test func `a forged or unknown document is a referral that names the failed check`() async throws {
            try await Gate.open { gate in
                let cast = gate.cast
                let stranger = try TestAuthority(country: "MN", name: "nobody's CSCA").issueDocumentSigner()
                // Signed on 2023-03-15: one certificate was over by then, the other ended later.
                let expired = try cast.authority.issueDocumentSigner(validity: 1_609_459_200...1_640_995_200)
                let lapsed = try cast.authority.issueDocumentSigner(validity: 1_609_459_200...1_704_067_200)
                var endlessDirectory = PassportFaults()
                endlessDirectory.hugeFile = .com
                let cases: [(what: String, chip: VirtualPassport, overall: String, check: String, code: Int)] = [
                    (
                        "unknown CSCA", try cast.chip(of: cast.bold, signer: stranger), "undetermined", "trustStatus",
                        1800
                    ),
                    (
                        "one bit of the face changed",
                        try cast.chip(of: cast.bold) { files in
                            guard var face = files[.dg2], !face.isEmpty else { return }
                            face[face.count / 2] ^= 1
                            files[.dg2] = face
                        }, "failed", "dataGroupHashes", 2001
                    ),
                    (
                        "another's zone in the chip",
                        try cast.chip(of: cast.bold) { files in
                            let zone = cast.oyun.persona.mrz.filter { $0 != "\n" }
                            files[.dg1] = DG1(mrzText: zone).encoded()
                        }, "failed", "mrzDg1Comparison", 2302
                    ),
                    ("expired signer", try cast.chip(of: cast.bold, signer: expired), "failed", "signerValidity", 1602),
                    (
                        "signer that expired after signing", try cast.chip(of: cast.bold, signer: lapsed),
                        "undetermined", "signerValidity", 1601
                    ),
                    (
                        "a directory that says it has 6 MB", try cast.chip(of: cast.bold, faults: endlessDirectory),
                        "undetermined", "comSodConsistency", 1900
                    ),
                    (
                        "no security object", try cast.chip(of: cast.bold) { $0[.sod] = nil }, "failed",
                        "sodSignature", 1400
                    ),
                ]
                for (what, chip, overall, check, code) in cases {
                    var traveller = try cast.traveller(cast.bold)
                    traveller.chip = chip
                    let record = try await gate.expectReferred(
                        try await gate.station.serve(traveller), ["BX-01"], what)
                    let inspection = record.chip.inspection
                    #expect(inspection?.overall == overall, "\(what)")
                    #expect(inspection?[check]?.code == code, "\(what): \(String(describing: inspection?.checks))")
                    let finding = record.verdict.findings.first { $0.rule == "BX-01" }
                    #expect(finding?.evidence.contains("chip.check=\(check)") == true, "\(what)")
                    #expect(record.fingerTries.isEmpty, "\(what)")
                    try await gate.expectNextPasses()
                }
            }
        }
    }
}
