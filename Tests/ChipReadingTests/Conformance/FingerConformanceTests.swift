import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Fingers behind terminal authentication: those cases of ISO7816_E and LDS_D that no other suite shows.
@Suite struct FingerConformanceTests {
    typealias Case = ConformanceCase

    /// DG3 with these fingers, each a record whose header names this compression (ISO/IEC 19794-4: 0 raw, 2 WSQ,
    /// 4 JPEG 2000). The reader carries records and does not look at their images.
    static func dg3(_ fingers: [DG3.Finger], compression: UInt8) -> [UInt8] {
        DG3(
            templates: fingers.map { finger in
                let header: [UInt8] = Array("FIR\0010\0".utf8) + [UInt8](repeating: 0, count: 24)
                return DG3.Template(finger: finger, record: header + [compression] + SamplePassport.pattern(2000))
            }
        ).encoded()
    }

    private static func fingers(
        _ id: String, _ what: String, _ outcome: String, _ fingers: [DG3.Finger], compression: UInt8
    ) -> Case {
        .init(id, what, outcome) { try $0.guardFingers(dg3(fingers, compression: compression)) }
    }

    /// DG3 with the first bytes of two fingers changed before it is signed.
    private static func spoiled(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { try $0.guardFingers(change(dg3([.rightIndex, .leftIndex], compression: 2))) }
    }

    static let cases: [Case] = [
        .init(
            "ISO7816_E_26", "terminal authentication with DG11 and DG12 on the chip",
            "successful; BAC; chip proved; terminal accepted; DG3 of 1; DG11; DG12"
        ) {
            try $0.guardFingers(dg3([.rightIndex], compression: 2))
            $0.dataGroups[.dg11] = TLV.encode(tag: 0x6B, value: [0x5C, 0x02, 0x5F, 0x0E, 0x5F, 0x0E, 0x01, 0x41])
            $0.dataGroups[.dg12] = TLV.encode(tag: 0x6C, value: [0x5C, 0x02, 0x5F, 0x19, 0x5F, 0x19, 0x01, 0x41])
            $0.otherFiles += [.dg11, .dg12]
        },
        .init(
            "ISO7816_E_27", "chip authentication on 2048 bits, terminal authentication with RSA on 1024",
            "successful; BAC; extended length; chip proved; terminal accepted; DG3 of 1"
        ) {
            try $0.guardFingers(dg3([.rightIndex], compression: 2), agreement: 2, .rsaPKCS1(1024))
            $0.limits.extendedLength = .always
            $0.profileEdit = { $0.takesExtendedLength = true }
        },
        .init(
            "ISO7816_E_28", "chip authentication on 224 bits, terminal authentication on 256",
            "successful; BAC; chip proved; terminal accepted; DG3 of 1"
        ) {
            try $0.guardFingers(dg3([.rightIndex], compression: 2), agreement: 11, .ec(.brainpoolP256r1))
        },
        .init("ISO7816_E_29", "DG3 without DG4", "successful; BAC; chip proved; terminal accepted; DG3 of 1") {
            try $0.guardFingers(dg3([.rightIndex], compression: 2))
        },
        fingers(
            "LDS_D_01", "two fingers in JPEG 2000", "successful; BAC; chip proved; terminal accepted; DG3 of 2",
            [.rightIndex, .leftIndex], compression: 4),
        fingers(
            "LDS_D_02", "two fingers in WSQ", "successful; BAC; chip proved; terminal accepted; DG3 of 2",
            [.rightIndex, .leftIndex], compression: 2),
        fingers(
            "LDS_D_03", "three fingers in WSQ", "successful; BAC; chip proved; terminal accepted; DG3 of 3",
            [.rightIndex, .leftIndex, .rightThumb], compression: 2),
        fingers(
            "LDS_D_16", "two raw fingers", "successful; BAC; chip proved; terminal accepted; DG3 of 2",
            [.rightIndex, .leftIndex], compression: 0),
        spoiled(
            "LDS_D_04", "DG3 under the tag of DG8", "successful; BAC; chip proved; terminal accepted; DG3 unreadable"
        ) { [0x68] + $0.dropFirst() },
        spoiled(
            "LDS_D_05", "DG3 says that it is shorter",
            "failed: dataGroupHashes 2001; BAC; chip proved; terminal accepted; DG3 not understood"
        ) { Surgery.missay($0, by: -3) },
        spoiled(
            "LDS_D_06", "DG3 says that it is longer",
            "successful; BAC; chip proved; terminal accepted; DG3 not understood"
        ) { Surgery.missay($0, by: 3) },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `fingers are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
