import Cryptography
import DocumentTrust
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Application, basic access control, secure messaging and files: ISO7816_A, B and C.
@Suite struct AccessConformanceTests {
    static let cases: [ConformanceCase] = [
        .init("ISO7816_A_01", "a chip that everybody may read", "successful; none") { $0.access = .plain },
        .init("ISO7816_A_02", "a chip behind basic access control", "successful; BAC"),
        .init(
            "ISO7816_A_03", "the passport application cannot be selected", "ended: notTravelDocument selectApplication"
        ) {
            $0.faults.foreignApplication = true
        },
        .init("ISO7816_B_01", "wrong MAC in mutual authentication", "ended: wrongKey accessControl") {
            $0.faults.wrongAuthenticationMAC = true
        },
        .init(
            "ISO7816_B_02", "wrong nonces in the cryptogram of mutual authentication", "ended: wrongKey accessControl"
        ) {
            $0.faults.wrongAuthenticationNonce = true
        },
        .init("ISO7816_B_03", "mutual authentication is refused", "ended: wrongKey accessControl") {
            $0.faults.refusesAuthentication = 0x6300
        },
        .init("ISO7816_B_04", "the chip ends the session with a status in the clear", "ended: sessionLost EF.SOD") {
            $0.faults.endsSessionFrom = (answer: 0, status: 0x6988)
        },
        .init("ISO7816_B_05", "answers without MAC", "ended: secureMessagingBroken EF.SOD") {
            $0.faults.missingPart = .mac
        },
        .init("ISO7816_B_06", "answers without cryptogram", "ended: secureMessagingBroken EF.SOD") {
            $0.faults.missingPart = .cryptogram
        },
        .init("ISO7816_B_07", "answers without protected status", "ended: secureMessagingBroken EF.SOD") {
            $0.faults.missingPart = .status
        },
        .init("ISO7816_B_08", "answers with a wrong MAC", "ended: secureMessagingBroken EF.SOD") {
            $0.faults.wrongMACFrom = 0
        },
        .init("ISO7816_B_09", "answers with a wrong cryptogram", "ended: secureMessagingBroken EF.SOD") {
            $0.faults.wrongCryptogramFrom = 0
        },
        .init("ISO7816_B_10", "the document signer has been revoked", "failed: signerRevocation 1703; BAC") {
            passport in
            let authority = try Specimen.authority.get()
            passport.trust.add(
                try RevocationList(der: authority.revocationList(revoking: [passport.signer.certificate])),
                origin: "list")
        },
        .init(
            "ISO7816_C_01", "DG2 is listed and signed and cannot be selected", "undetermined: dataGroupHashes 2004; BAC"
        ) {
            $0.afterSigning = { $0[.dg2] = nil }
        },
        .init("ISO7816_C_02", "DG2 of 60 KB", "successful; BAC") { $0.dataGroups[.dg2] = face(60_000) },
        .init("ISO7816_C_03", "DG2 with bytes behind its end", "successful; BAC") {
            $0.afterSigning = { $0[.dg2]? += [UInt8](repeating: 0, count: 300) }
        },
        .init("ISO7816_C_04", "6B00 to what is too much", "successful; BAC") {
            $0.faults.refusedLength = (above: 192, how: .wrongOffset)
        },
        .init("ISO7816_C_05", "6282 with the last bytes of each file", "successful; PACE-GM") {
            $0.open(by: .generic)
            $0.faults.warnsAtEndOfFile = true
        },
        .init("ISO7816_C_06", "6Cxx with what may be asked for", "successful; BAC") {
            $0.faults.refusedLength = (above: 192, how: .exactLength)
        },
        .init("ISO7816_C_07", "DG2 read beyond 32,767 bytes by the odd instruction", "successful; BAC") {
            $0.dataGroups[.dg2] = face(40_000)
        },
        .init("ISO7816_C_08", "DG2 with an image of no bytes", "successful; BAC; DG2 imageOfZeroBytes") {
            $0.dataGroups[.dg2] = DG2(images: [FaceImage(bytes: [])]).encoded()
        },
    ]

    static func face(_ count: Int) -> [UInt8] {
        DG2(images: [FaceImage(bytes: [0xFF, 0xD8, 0xFF] + SamplePassport.pattern(count), width: 9, height: 9)])
            .encoded()
    }

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `access, protection and files are as the table says`(_ row: ConformanceCase)
        async throws
    {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
