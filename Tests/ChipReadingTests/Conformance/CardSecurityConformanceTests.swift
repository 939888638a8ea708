import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// EF.CardSecurity against EF.CardAccess, and the lengths of EF.ATR/INFO: LDS_J and LDS_K.
@Suite struct CardSecurityConformanceTests {
    static let cases: [ConformanceCase] = [
        .init("LDS_J_01", "EF.CardSecurity has more entries than EF.CardAccess", "successful; PACE-CAM; chip proved") {
            $0.open(by: .chipAuthentication)
            try $0.sealCardSecurity { entries in
                entries + [PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 12)].compactMap { $0?.encoded() }
            }
        },
        .init(
            "LDS_J_02", "EF.CardSecurity lacks what EF.CardAccess offers",
            "failed: chipAuthenticity 1206, cardSecurity 2407; PACE-CAM"
        ) {
            $0.open(by: .chipAuthentication)
            try $0.sealCardSecurity { [$0[1]] }
        },
        .init(
            "LDS_J_03", "EF.CardSecurity has another way than EF.CardAccess",
            "failed: chipAuthenticity 1206, cardSecurity 2407; PACE-CAM"
        ) {
            $0.open(by: .chipAuthentication)
            try $0.sealCardSecurity { entries in
                [PACEInfo(mapping: .chipAuthentication, cipher: .aes256, parameterId: 13)].compactMap { $0?.encoded() }
                    + [entries[1]]
            }
        },
        .init("LDS_J_04", "EF.CardSecurity has a key that is not the chip's", "failed: chipAuthenticity 1205; PACE-CAM")
        {
            $0.open(by: .chipAuthentication)
            try $0.sealCardSecurity { [$0[0], try PACEConformanceTests.key(13)] }
        },
        lengths(
            "LDS_K_01", "lengths of two bytes in EF.ATR/INFO, 400 bytes for commands and 1024 for answers",
            "successful; BAC; extended length; chip proved; terminal accepted; DG3 of 1",
            [0x02, 0x02, 0x01, 0x90, 0x02, 0x02, 0x04, 0x00], longest: (400, 1024)),
        lengths(
            "LDS_K_02", "lengths of three bytes in EF.ATR/INFO, 400 bytes for commands and 65536 for answers",
            "successful; BAC; extended length; chip proved; terminal accepted; DG3 of 1",
            [0x02, 0x03, 0x00, 0x01, 0x90, 0x02, 0x03, 0x01, 0x00, 0x00], longest: (400, 65_536)),
        lengths("LDS_K_03", "only one length in EF.ATR/INFO", "successful; BAC", [0x02, 0x02, 0x04, 0x00]),
        lengths(
            "LDS_K_04", "another tag in place of 7F66", "successful; BAC",
            [0x02, 0x02, 0x04, 0x00, 0x02, 0x02, 0x04, 0x00],
            tag: 0x7F67),
    ]

    /// A chip that takes extended length and says so in EF.ATR/INFO; its answer to reset does not. One with limits
    /// refuses what is longer, and is read with the certificates of a terminal, which are.
    private static func lengths(
        _ id: String, _ what: String, _ outcome: String, _ value: [UInt8], tag: UInt32 = 0x7F66,
        longest: (command: Int, answer: Int)? = nil
    ) -> ConformanceCase {
        .init(id, what, outcome) {
            $0.asksForLengths = true
            if longest != nil {
                try $0.guardFingers(FingerConformanceTests.dg3([.rightIndex], compression: 2), .rsaPKCS1(2048))
                $0.dataGroups[.dg2] = AccessConformanceTests.face(9000)
            }
            $0.profileEdit = {
                $0.takesExtendedLength = true
                $0.longest = longest
                $0.files[.atrInfo] = TLV.encode(tag: tag, value: value)
            }
        }
    }

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `the files beside the application are as the table says`(
        _ row: ConformanceCase
    ) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
