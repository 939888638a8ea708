import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Chip and active authentication with DG14 and DG15: ISO7816_D, ISO7816_F, LDS_F and LDS_I.
@Suite struct AuthenticityConformanceTests {
    typealias Case = ConformanceCase

    static let cases: [Case] = agreement + signature + dg14 + dg15

    private static func keys(_ ids: Int..., named: Bool = true, _ cipher: PACEInfo.Cipher = .aes128)
        -> PassportAuthenticity
    {
        var keys = PassportAuthenticity()
        keys.agreementKeys = ids.enumerated().map { number, id in
            .init(
                parameterId: id, privateKey: [0x17, 0x2A, UInt8(id)], identifier: named ? [UInt8(number + 1)] : nil,
                ciphers: [cipher])
        }
        return keys
    }

    /// A chip with one key, DG14 spoiled before it is signed.
    private static func spoiled(
        _ id: String, _ what: String, _ outcome: String, _ parameterId: Int = 12,
        _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) {
            $0.authenticity = keys(parameterId, named: false)
            $0.beforeSigning = { $0[.dg14] = try change($0[.dg14] ?? []) }
        }
    }

    /// Changes the entry of DG14 whose identifier begins so.
    private static func entry(
        _ dg14: [UInt8], _ arc: String, at path: [Int], _ body: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        let set = try Surgery.element(dg14, at: [0])
        let place = try set.children().firstIndex {
            DottedIdentifier.decode(try $0.children()[0].content)?.hasPrefix(arc) == true
        }
        return try Surgery.change(dg14, at: [0, place ?? 99] + path, body)
    }

    private static let agreement: [Case] =
        [
            .init("ISO7816_D_01", "chip authentication modulo a prime", "successful; BAC; chip proved") {
                $0.authenticity = keys(0, named: false)
            },
            .init("ISO7816_D_02", "chip authentication on a curve", "successful; BAC; chip proved") {
                $0.authenticity = keys(13, named: false)
            },
            .init("ISO7816_D_03", "one key with a name", "successful; BAC; chip proved") { $0.authenticity = keys(12) },
            .init("ISO7816_D_04", "two keys with names", "successful; BAC; chip proved") {
                $0.authenticity = keys(12, 13)
            },
            .init("ISO7816_D_05", "three keys with names", "successful; BAC; chip proved") {
                $0.authenticity = keys(12, 13, 15)
            },
            .init("ISO7816_D_06", "the chip does not know the name of its key", "failed: chipAuthenticity 1203; BAC") {
                $0.authenticity = keys(12)
                $0.profileEdit = { $0.authenticity.agreementKeys[0].identifier = [9] }
            },
            spoiled("ISO7816_D_07", "another public key modulo a prime", "failed: chipAuthenticity 1203; BAC", 0) {
                dg14 in
                try entry(dg14, ChipAuthenticationPublicKeyInfo.arc, at: [1, 1], flipped)
            },
            spoiled("ISO7816_D_08", "public key off the curve", "failed: chipAuthenticity 1203; BAC") { dg14 in
                try entry(dg14, ChipAuthenticationPublicKeyInfo.arc, at: [1, 1], flipped)
            },
            .init("ISO7816_D_09", "the chip goes on under its old keys", "failed: chipAuthenticity 1203; BAC") {
                $0.authenticity = keys(12)
                $0.faults.authenticity = .keepsOldSession
            },
            spoiled("ISO7816_D_11", "a prime that is none", "undetermined: chipAuthenticity 1207; BAC", 0) { dg14 in
                try entry(dg14, ChipAuthenticationPublicKeyInfo.arc, at: [1, 0, 1, 0], flipped)
            },
            spoiled("ISO7816_D_12", "a key on a curve that is said to be none", "failed: chipAuthenticity 1203; BAC") {
                dg14 in
                try entry(dg14, ChipAuthenticationPublicKeyInfo.arc, at: [1, 0, 0]) { _ in
                    Surgery.identifier("1.2.840.113549.1.3.1")
                }
            },
            .init("ISO7816_D_13", "way and key of different names", "failed: chipAuthenticity 1203; BAC") {
                $0.authenticity = keys(12)
                $0.beforeSigning = {
                    $0[.dg14] = try entry($0[.dg14] ?? [], ChipAuthenticationInfo.arc, at: [2]) { _ in [0x02, 1, 7] }
                }
            },
            .init(
                "ISO7816_D_14", "chip authentication with extended length",
                "successful; BAC; extended length; chip proved"
            ) {
                $0.authenticity = keys(2, named: false)
                $0.limits.extendedLength = .always
                $0.profileEdit = { $0.takesExtendedLength = true }
            },
        ]
        + ([0x6300, 0x6400, 0x6982, 0x6985, 0x6A80, 0x6A88, 0x6F00] as [UInt16]).map { status in
            .init(
                "ISO7816_D_15", "the key is refused with \(String(status, radix: 16))",
                "failed: chipAuthenticity 1203; BAC"
            ) {
                $0.authenticity = keys(12)
                $0.faults.authenticity = .refusesAgreement(status)
            }
        }

    private static func flipped(_ element: [UInt8]) -> [UInt8] {
        element.dropLast() + [element[element.count - 1] ^ 0x02]
    }

    private static func signs(
        _ id: String, _ what: String, _ outcome: String, _ hash: HashAlgorithm, explicitTrailer: Bool = true,
        key: @escaping @Sendable () throws -> KeyPair = { try .rsa(1024) }
    ) -> Case {
        .init(id, what, outcome) {
            $0.authenticity.signatureKey = try key()
            $0.authenticity.hash = hash
            $0.authenticity.explicitTrailer = explicitTrailer
        }
    }

    private static let signature: [Case] = [
        signs(
            "ISO7816_F_01", "active authentication, RSA and SHA-1", "successful; BAC; chip proved", .sha1,
            explicitTrailer: false),
        signs("ISO7816_F_02", "active authentication, ECDSA", "successful; BAC; chip proved", .sha256) {
            try .ec(.brainpoolP256r1)
        },
        signs("ISO7816_F_04", "active authentication, RSA and SHA-224", "successful; BAC; chip proved", .sha224),
        signs("ISO7816_F_05", "active authentication, RSA and SHA-256", "successful; BAC; chip proved", .sha256),
        signs("ISO7816_F_06", "active authentication, RSA and SHA-384", "successful; BAC; chip proved", .sha384),
        signs("ISO7816_F_07", "active authentication, RSA and SHA-512", "successful; BAC; chip proved", .sha512),
        signs(
            "ISO7816_F_08", "the trailer of SHA-1 after a hash of SHA-256", "failed: chipAuthenticity 1204; BAC",
            .sha256, explicitTrailer: false),
        .init("ISO7816_F_09", "DG14 names no known algorithm", "successful; BAC; chip proved") {
            $0.authenticity.signatureKey = try .ec(.p256)
            $0.beforeSigning = {
                $0[.dg14] = try entry($0[.dg14] ?? [], "2.23.136.1.1.5", at: [2]) { _ in Surgery.identifier("1.2.3.4") }
            }
        },
    ]

    private static let dg14: [Case] = [
        spoiled("LDS_F_01", "DG14 under the tag of DG15", "failed: chipAuthenticity 1203; BAC; DG14 unreadable") {
            [0x6F] + $0.dropFirst()
        },
        spoiled("LDS_F_02", "DG14 says that it is shorter", "failed: chipAuthenticity 1203, dataGroupHashes 2001; BAC")
        { Surgery.missay($0, by: -3) },
        spoiled("LDS_F_03", "DG14 says that it is longer", "failed: chipAuthenticity 1203; BAC") {
            Surgery.missay($0, by: 3)
        },
        spoiled(
            "LDS_F_04", "an identifier that chip authentication does not have", "failed: chipAuthenticity 1203; BAC"
        ) {
            try entry($0, ChipAuthenticationInfo.arc, at: [0]) { _ in
                Surgery.identifier(ChipAuthenticationInfo.arc + ".9.1")
            }
        },
        spoiled("LDS_F_05", "an entry without identifier", "failed: chipAuthenticity 1203; BAC") {
            try entry($0, ChipAuthenticationInfo.arc, at: [0]) { _ in [] }
        },
        spoiled("LDS_F_06", "an entry of version 9", "failed: chipAuthenticity 1203; BAC") {
            try entry($0, ChipAuthenticationInfo.arc, at: [1]) { _ in [0x02, 0x01, 0x09] }
        },
        spoiled("LDS_F_07", "an entry without version", "failed: chipAuthenticity 1203; BAC") {
            try entry($0, ChipAuthenticationInfo.arc, at: [1]) { _ in [] }
        },
    ]

    private static func dg15(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) {
            $0.authenticity.signatureKey = try .ec(.p256)
            $0.beforeSigning = { $0[.dg15] = try change($0[.dg15] ?? []) }
        }
    }

    private static let dg15: [Case] = [
        dg15("LDS_I_01", "DG15 under the tag of DG16", "failed: chipAuthenticity 1204; BAC; DG15 unreadable") {
            [0x70] + $0.dropFirst()
        },
        dg15("LDS_I_02", "DG15 says that it is shorter", "failed: chipAuthenticity 1204, dataGroupHashes 2001; BAC") {
            Surgery.missay($0, by: -3)
        },
        dg15("LDS_I_03", "DG15 says that it is longer", "failed: chipAuthenticity 1204; BAC") {
            Surgery.missay($0, by: 3)
        },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `what a chip proves is as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }

    /// ISO7816_D_10. The chip is open to everybody, so that its commands can be seen.
    @Test func `every chip authentication has a key of its own`() async throws {
        let row = Case("ISO7816_D_10", "two readings of one chip", "successful; none; chip proved") {
            $0.access = .plain
            $0.authenticity = Self.keys(12, named: false)
        }
        let sent = try await ConformanceBench.withChip { chip, reader in
            var sent: [[UInt8]] = []
            for _ in 0..<2 {
                let outcome = try await ConformanceBench.outcome(of: row, chip, reader: reader)
                #expect(outcome == row.outcome)
                sent += chip.received.filter { $0.count > 60 && $0[1] == 0x86 }
            }
            return sent
        }
        #expect(sent.count == 2 && Set(sent).count == 2)
    }
}
