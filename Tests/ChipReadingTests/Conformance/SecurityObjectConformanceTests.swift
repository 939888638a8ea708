import Cryptography
import Simulators
import Testing
import TravelDocument

/// EF.SOD with faults of its structure, its signer and its list: the part of LDS_H that is to be refused.
@Suite struct SecurityObjectConformanceTests {
    typealias Case = ConformanceCase
    private typealias Place = Surgery.SecurityObject

    static let cases: [Case] = structure + signer + list + lists

    /// EF.SOD changed where no signature covers it.
    private static func changed(
        _ id: String, _ what: String, _ outcome: String, at path: [Int],
        _ body: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.edit(path, body) }
    }

    /// A signature made with a fault.
    private static func made(
        _ id: String, _ what: String, _ outcome: String, _ adjust: @escaping @Sendable (inout SignedDataBuilder) -> Void
    ) -> Case {
        .init(id, what, outcome) { $0.adjustSignature = adjust }
    }

    private static let nothing: @Sendable ([UInt8]) -> [UInt8] = { _ in [] }
    private static let md5 = TLV.encode(tag: 0x30, value: Surgery.identifier("1.2.840.113549.2.5") + [0x05, 0x00])

    private static let structure: [Case] = [
        changed("LDS_H_17", "EF.SOD under the next tag", "ended: malformedFile EF.SOD", at: []) {
            [0x78] + $0.dropFirst()
        },
        changed(
            "LDS_H_18", "EF.SOD says that it is shorter",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: []
        ) { Surgery.missay($0, by: -4) },
        changed(
            "LDS_H_19", "EF.SOD says that it is longer",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: []
        ) { Surgery.missay($0, by: 4) },
        changed(
            "LDS_H_20", "a version of signed data that there is not",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.version
        ) { _ in [2, 1, 7] },
        changed(
            "LDS_H_21", "signed data without version",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.version, nothing),
        changed(
            "LDS_H_22", "MD5 among the hashes of the signers",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.digests
        ) { _ in
            TLV.encode(tag: 0x31, value: md5)
        },
        changed(
            "LDS_H_23", "no hashes of the signers",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.digests, nothing),
        made(
            "LDS_H_24", "another type of content",
            "failed: sodSignature 1410, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC"
        ) { $0.contentType = SignedData.masterListType },
        changed(
            "LDS_H_25", "no type of content",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.contentType, nothing),
    ]

    /// The signed attributes changed, and signed anew.
    private static func attributes(
        _ id: String, _ what: String, _ outcome: String, without attribute: String
    ) -> Case {
        .init(id, what, outcome) { passport in
            let signer = passport.signer
            passport.edit([]) { file in
                let changed = try Surgery.change(file, at: Place.attributes) { set in
                    TLV.encode(
                        tag: 0xA0,
                        children: try TLV.parseOne(set).children().map { $0.encoded() }
                            .filter { !$0.dropFirst(2).starts(with: Surgery.identifier(attribute)) })
                }
                return try Surgery.sign(changed, by: signer)
            }
        }
    }

    private static let signer: [Case] = [
        changed(
            "LDS_H_26", "a version of the signer that there is not",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.signer + [0]
        ) { _ in [2, 1, 9] },
        changed(
            "LDS_H_27", "the signer without version",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.signer + [0], nothing),
        changed(
            "LDS_H_28", "the signer names another serial number", "failed: sodSignature 1404, trustStatus 1802; BAC",
            at: Place.signer + [1, 1]
        ) { _ in
            [2, 2, 1, 2]
        },
        .init("LDS_H_29", "the signer names another key identifier", "failed: sodSignature 1404, trustStatus 1802; BAC")
        {
            $0.adjustSignature = { $0.namesByKeyIdentifier = true }
            $0.edit(Place.signer + [1]) { _ in [0x80, 4, 1, 2, 3, 4] }
        },
        changed(
            "LDS_H_30", "MD5 as hash of the signer", "failed: sodSignature 1409, trustStatus 1802; BAC",
            at: Place.signer + [2]
        ) { _ in md5 },
        changed(
            "LDS_H_31", "the signer without hash",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.signer + [2], nothing),
        made("LDS_H_32", "another digest of the content", "failed: sodSignature 1406, trustStatus 1802; BAC") {
            $0.wrongMessageDigest = [UInt8](repeating: 5, count: 32)
        },
        attributes(
            "LDS_H_33", "no digest of the content",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            without: "1.2.840.113549.1.9.4"),
        changed(
            "LDS_H_36", "a signature with MD5", "failed: sodSignature 1409, trustStatus 1802; BAC",
            at: Place.signer + [4]
        ) { _ in
            TLV.encode(tag: 0x30, value: Surgery.identifier("1.2.840.113549.1.1.4") + [0x05, 0x00])
        },
        made("LDS_H_37", "a wrong signature", "failed: sodSignature 1405, trustStatus 1802; BAC") {
            $0.breaksSignature = true
        },
        changed(
            "LDS_H_38", "no signature",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.signature, nothing),
        .init(
            "LDS_H_69", "a wrong signature, and DG2 changed",
            "failed: sodSignature 1405, trustStatus 1802, dataGroupHashes 2001; BAC; DG2 not understood"
        ) {
            $0.adjustSignature = { $0.breaksSignature = true }
            $0.afterSigning = { $0[.dg2]?[40] ^= 1 }
        },
        changed(
            "LDS_H_84", "version 3 of a signer named by issuer and number",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC",
            at: Place.signer + [0]
        ) { _ in
            [2, 1, 3]
        },
        .init(
            "LDS_H_85", "version 1 of a signer named by key identifier",
            "failed: sodSignature 1401, signerCertificate 1500, signerValidity 1500, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000, issuerSignerCountry 1500; BAC"
        ) {
            $0.adjustSignature = { $0.namesByKeyIdentifier = true }
            $0.edit(Place.signer + [0]) { _ in [2, 1, 1] }
        },
    ]

    /// The signed list changed before it is signed.
    private static func listed(
        _ id: String, _ what: String, _ outcome: String, at path: [Int],
        _ body: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.editContent(path, body) }
    }

    private static func hashes(
        _ id: String, _ what: String, _ outcome: String, _ adjust: @escaping @Sendable (inout [Int: [UInt8]]) -> Void
    ) -> Case {
        .init(id, what, outcome) { $0.adjustHashes = adjust }
    }

    private static let other = [UInt8](repeating: 7, count: 32)

    private static let list: [Case] = [
        listed(
            "LDS_H_39", "a version of the list that there is not",
            "failed: sodSignature 1413, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000; BAC", at: [0]
        ) { _ in [2, 1, 5] },
        listed(
            "LDS_H_40", "the list without version",
            "failed: sodSignature 1413, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000; BAC", at: [0],
            nothing),
        listed("LDS_H_41", "MD5 as hash of the list", "failed: dataGroupHashes 2007; BAC", at: [1]) { _ in md5 },
        listed(
            "LDS_H_42", "the list without hash",
            "failed: sodSignature 1413, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000; BAC", at: [1],
            nothing),
        hashes("LDS_H_43", "another hash of DG2", "failed: dataGroupHashes 2001; BAC") { $0[2] = other },
        hashes("LDS_H_44", "no hash of DG1", "failed: comSodConsistency 1902, dataGroupHashes 2006; BAC") {
            $0[1] = nil
        },
        hashes("LDS_H_45", "a hash of DG10, which there is not", "failed: comSodConsistency 1902; BAC") {
            $0[10] = other
        },
        listed(
            "LDS_H_46", "the number of a data group that there cannot be",
            "failed: sodSignature 1413, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000; BAC",
            at: [2, 1, 0]
        ) { _ in [2, 1, 33] },
        listed(
            "LDS_H_47", "a hash without number",
            "failed: sodSignature 1413, trustStatus 1802, comSodConsistency 2000, dataGroupHashes 2000; BAC",
            at: [2, 1, 0], nothing),
    ]

    private static func com(_ id: String, _ what: String, _ outcome: String, _ groups: [LDSFile]) -> Case {
        .init(id, what, outcome) { $0.afterSigning = { $0[.com] = CommonData(dataGroups: groups).encoded() } }
    }

    private static let lists: [Case] = [
        com("LDS_H_90", "EF.COM lists less than is signed", "failed: comSodConsistency 1902; BAC", [.dg1]),
        com(
            "LDS_H_91", "EF.COM lists more than is signed", "failed: comSodConsistency 1902; BAC", [.dg1, .dg2, .dg11]),
        com("LDS_H_92", "EF.COM lists others than are signed", "failed: comSodConsistency 1902; BAC", [.dg1, .dg11]),
        .init(
            "LDS_H_93", "EF.CardSecurity without a digest in its signature",
            "failed: chipAuthenticity 1206, cardSecurity 2404; PACE-CAM"
        ) {
            $0.open(by: .chipAuthentication)
            let signer = $0.signer
            $0.profileEdit = { profile in
                let infos = try SignedData(der: profile.files[.cardSecurity] ?? []).content ?? []
                profile.files[.cardSecurity] = try signer.cardSecurity(
                    try TLV.parseOne(infos).children().map { $0.encoded() }, adjust: { $0.omitsAttributes = true })
            }
        },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `faults of the security object are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
