import Simulators
import Testing
import TravelDocument

/// DG2: LDS_C.
@Suite struct FaceConformanceTests {
    typealias Case = ConformanceCase

    /// DG2 changed at a path: 7F61 is [0], its count [0, 0], the template [0, 1] with header [0, 1, 0] and record.
    private static func changed(
        _ id: String, _ what: String, _ outcome: String, at path: [Int],
        _ body: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) {
            $0.beforeSigning = { $0[.dg2] = try Surgery.change($0[.dg2] ?? [], at: path, body) }
        }
    }

    /// Bytes of the facial record replaced.
    private static func record(
        _ id: String, _ what: String, _ outcome: String, at place: Int, _ bytes: [UInt8]
    ) -> Case {
        changed(id, what, outcome, at: [0, 1, 1]) { element in
            let value = try TLV.parseOne(element).value
            return TLV.encode(tag: 0x5F2E, value: value[..<place] + bytes + value[(place + bytes.count)...])
        }
    }

    /// A feature point, with the lengths of record and block made longer by these numbers.
    private static func featurePoint(_ element: [UInt8], record: UInt8, block: UInt8) throws -> [UInt8] {
        var value = try TLV.parseOne(element).value
        value.insert(contentsOf: [0x01, 0x21, 0, 10, 0, 10, 0, 0], at: 34)
        value[19] = 1
        value[11] += record
        value[17] += block
        return TLV.encode(tag: 0x5F2E, value: value)
    }

    private static func file(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.beforeSigning = { $0[.dg2] = change($0[.dg2] ?? []) } }
    }

    private static func jpeg2000() -> FaceImage {
        FaceImage(bytes: [0xFF, 0x4F, 0xFF, 0x51] + SamplePassport.pattern(900), width: 9, height: 9)
    }

    static let cases: [Case] = [
        .init("LDS_C_01", "a face in JPEG 2000", "successful; BAC") {
            $0.dataGroups[.dg2] = DG2(images: [jpeg2000()]).encoded()
        },
        .init("LDS_C_02", "a face in JPEG", "successful; BAC"),
        .init("LDS_C_03", "a face in JPEG 2000 with a feature point", "successful; BAC") {
            $0.dataGroups[.dg2] = try Surgery.change(DG2(images: [jpeg2000()]).encoded(), at: [0, 1, 1]) {
                try featurePoint($0, record: 8, block: 8)
            }
        },
        file("LDS_C_04", "DG2 under the tag of DG4", "ended: malformedFile DG2") { [0x76] + $0.dropFirst() },
        file("LDS_C_05", "DG2 says that it is shorter", "failed: dataGroupHashes 2001; BAC; DG2 not understood") {
            Surgery.missay($0, by: -5)
        },
        file("LDS_C_06", "DG2 says that it is longer", "successful; BAC; DG2 not understood") {
            Surgery.missay($0, by: 5)
        },
        changed("LDS_C_07", "no number of instances", "successful; BAC; DG2 instanceCountMissing", at: [0, 0]) { _ in []
        },
        changed("LDS_C_08", "another format owner", "successful; BAC; DG2 formatOwnerUnexpected", at: [0, 1, 0, 3]) {
            _ in [0x87, 2, 0x7F, 0x01]
        },
        changed("LDS_C_09", "no format owner", "successful; BAC; DG2 formatOwnerMissing", at: [0, 1, 0, 3]) { _ in [] },
        changed("LDS_C_10", "another format type", "successful; BAC; DG2 formatTypeUnexpected", at: [0, 1, 0, 4]) { _ in
            [0x88, 2, 0x00, 0x63]
        },
        changed("LDS_C_11", "no format type", "successful; BAC; DG2 formatTypeMissing", at: [0, 1, 0, 4]) { _ in [] },
        changed(
            "LDS_C_12", "a biometric type of an older form", "successful; BAC; DG2 biometricTypeUnexpected",
            at: [0, 1, 0, 1]
        ) { _ in [0x81, 3, 0, 0, 2] },
        changed(
            "LDS_C_13", "the biometric type of fingers", "successful; BAC; DG2 biometricTypeUnexpected",
            at: [0, 1, 0, 1]
        ) { _ in [0x81, 1, 8] },
        record(
            "LDS_C_14", "another format identifier", "successful; BAC; DG2 facialRecordIdentifierWrong", at: 0,
            [0x46, 0x41, 0x44]),
        record(
            "LDS_C_15", "another version of the record", "successful; BAC; DG2 facialRecordVersionUnexpected", at: 4,
            [0x30, 0x39, 0x39]),
        changed(
            "LDS_C_16", "lengths that forget a feature point", "successful; BAC; DG2 imageBlockLengthWrong",
            at: [0, 1, 1]
        ) {
            try featurePoint($0, record: 8, block: 0)
        },
        record(
            "LDS_C_17", "a gender that there is not", "successful; BAC; DG2 facialInformationUnexpected", at: 20, [0x07]
        ),
        record(
            "LDS_C_18", "a colour of eyes that there is not", "successful; BAC; DG2 facialInformationUnexpected",
            at: 21, [0x63]),
        record(
            "LDS_C_19", "a colour of hair that there is not", "successful; BAC; DG2 facialInformationUnexpected",
            at: 22, [0x63]),
        record(
            "LDS_C_20", "a yaw beyond all angles", "successful; BAC; DG2 facialInformationUnexpected", at: 28, [0xFA]),
        record(
            "LDS_C_21", "a pitch beyond all angles", "successful; BAC; DG2 facialInformationUnexpected", at: 29, [0xFA]),
        record(
            "LDS_C_22", "a roll beyond all angles", "successful; BAC; DG2 facialInformationUnexpected", at: 30, [0xFA]),
        record(
            "LDS_C_23", "an uncertainty of yaw beyond all angles", "successful; BAC; DG2 facialInformationUnexpected",
            at: 31, [0xFA]),
        record(
            "LDS_C_24", "an uncertainty of pitch beyond all angles", "successful; BAC; DG2 facialInformationUnexpected",
            at: 32, [0xFA]),
        record(
            "LDS_C_25", "an uncertainty of roll beyond all angles", "successful; BAC; DG2 facialInformationUnexpected",
            at: 33, [0xFA]),
        record(
            "LDS_C_26", "a type of face image that there is not", "successful; BAC; DG2 facialInformationUnexpected",
            at: 34, [0x63]),
        record(
            "LDS_C_27", "JPEG 2000 said of a JPEG", "successful; BAC; DG2 imageFormatDiffersFromHeader", at: 35, [0x01]),
        changed("LDS_C_28", "no facial record", "successful; BAC; DG2 not understood", at: [0, 1, 1]) { _ in [] },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `faces are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
