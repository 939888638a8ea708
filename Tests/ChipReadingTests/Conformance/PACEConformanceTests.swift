import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// PACE: ISO7816_G.
@Suite struct PACEConformanceTests {
    typealias Case = ConformanceCase

    static let cases: [Case] = correct + broken + mapping

    /// Parameters 10, NIST P-224, have no integrated mapping (ICAO 9303-11 §9.5.1).
    private static let correct: [Case] =
        [
            .init("ISO7816_G_01", "generic mapping", "successful; PACE-GM") { $0.open(by: .generic) }
        ]
        + [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map { id in
            .init("ISO7816_G_02", "generic mapping, parameters \(id)", "successful; PACE-GM") {
                $0.open(by: .generic, .aes128, id)
            }
        }
        + [0, 1, 2].map { id in
            .init(
                "ISO7816_G_02", "generic mapping modulo a prime, parameters \(id)",
                "successful; PACE-GM; extended length"
            ) {
                $0.open(by: .generic, usesCurve: false, .aes128, id)
                $0.limits.extendedLength = .always
                $0.profileEdit = { $0.takesExtendedLength = true }
            }
        }
        + [8, 9, 11, 12, 13, 14, 15, 16, 17, 18].map { id in
            .init("ISO7816_G_03", "integrated mapping, parameters \(id)", "successful; PACE-IM") {
                $0.open(by: .integrated, .aes128, id)
            }
        }
        + PACEInfo.Cipher.allCases.flatMap { cipher in
            [PACEInfo.Mapping.generic, .integrated].map { mapping in
                .init("ISO7816_G_04", "\(mapping.rawValue) with \(cipher)", "successful; PACE-\(mapping.rawValue)") {
                    $0.open(by: mapping, cipher)
                }
            }
        }
        + [
            .init("ISO7816_G_05", "EF.CardAccess with entries that nobody knows", "successful; PACE-GM") {
                $0.open(by: .generic)
                $0.profileEdit = { $0.addToCardAccess([proprietary]) }
            },
            .init("ISO7816_G_06", "several ways with the same parameters", "successful; PACE-GM") {
                $0.access = .pace(
                    PACEInfo.Cipher.allCases.compactMap {
                        PACEInfo(mapping: .generic, cipher: $0, parameterId: 12)
                    } + [PACEInfo(mapping: .integrated, cipher: .aes256, parameterId: 12)].compactMap { $0 })
            },
            .init("ISO7816_G_07", "two ways, and parameters of the issuer's own beside them", "successful; PACE-GM") {
                $0.access = .pace(
                    [12, 13].compactMap { PACEInfo(mapping: .generic, cipher: .aes128, parameterId: $0) })
                $0.profileEdit = { $0.addToCardAccess([ownParameters]) }
            },
        ]

    /// An entry of a protocol of somebody's own.
    private static let proprietary = TLV.encode(
        tag: 0x30, children: [Surgery.identifier("1.3.6.1.4.1.99999.1"), TLV.encode(tag: 0x02, value: [1])])
    /// PACEDomainParameterInfo, which a terminal may pass over.
    private static let ownParameters = TLV.encode(
        tag: 0x30,
        children: [
            Surgery.identifier("0.4.0.127.0.7.2.2.4.2"),
            TLV.encode(
                tag: 0x30, children: [Surgery.identifier("0.4.0.127.0.7.1.2"), TLV.encode(tag: 0x02, value: [13])]),
            TLV.encode(tag: 0x02, value: [64]),
        ])

    private static func fault(
        _ id: String, _ what: String, _ outcome: String, _ fault: PACEFault, _ mapping: PACEInfo.Mapping = .generic,
        usesCurve: Bool = true
    ) -> Case {
        .init(id, what, outcome) {
            $0.open(by: mapping, usesCurve: usesCurve, .aes128, usesCurve ? 13 : 0)
            $0.faults.pace = fault
        }
    }

    private static let broken: [Case] = [
        fault("ISO7816_G_08", "MSE:Set AT is refused", "ended: accessRefused accessControl", .refusesTemplate),
        fault("ISO7816_G_09", "another nonce than the one used", "ended: wrongKey accessControl", .changed(step: 1)),
        fault("ISO7816_G_10", "step 1 is refused", "ended: accessRefused accessControl", .status(step: 1, 0x6A80)),
        fault("ISO7816_G_11", "wrong tag in step 1", "ended: accessRefused accessControl", .wrongTag(step: 1)),
        fault("ISO7816_G_12", "step 2 is refused", "ended: accessRefused accessControl", .status(step: 2, 0x6A80)),
        fault("ISO7816_G_13", "wrong tag in step 2", "ended: accessRefused accessControl", .wrongTag(step: 2)),
        fault(
            "ISO7816_G_14", "6300 in step 2, generic mapping", "ended: accessRefused accessControl",
            .status(step: 2, 0x6300)),
        fault(
            "ISO7816_G_15", "6300 in step 2, integrated mapping", "ended: accessRefused accessControl",
            .status(step: 2, 0x6300), .integrated),
        fault("ISO7816_G_16", "mapping key off the curve", "ended: accessRefused accessControl", .changed(step: 2)),
        fault("ISO7816_G_16", "mapping key cut", "ended: accessRefused accessControl", .shortened(step: 2)),
        fault(
            "ISO7816_G_16", "point at infinity as mapping key", "ended: accessRefused accessControl", .neutral(step: 2)),
        fault(
            "ISO7816_G_17", "another mapping key modulo a prime", "ended: accessRefused accessControl",
            .changed(step: 2), usesCurve: false),
        fault(
            "ISO7816_G_17", "one as mapping key modulo a prime", "ended: accessRefused accessControl",
            .neutral(step: 2), usesCurve: false),
        fault("ISO7816_G_18", "step 3 is refused", "ended: accessRefused accessControl", .status(step: 3, 0x6A80)),
        fault("ISO7816_G_19", "wrong tag in step 3", "ended: accessRefused accessControl", .wrongTag(step: 3)),
        fault("ISO7816_G_20", "6300 in step 3", "ended: accessRefused accessControl", .status(step: 3, 0x6300)),
        fault("ISO7816_G_21", "key off the curve", "ended: accessRefused accessControl", .changed(step: 3)),
        fault("ISO7816_G_21", "key cut", "ended: accessRefused accessControl", .shortened(step: 3)),
        fault("ISO7816_G_21", "point at infinity as key", "ended: accessRefused accessControl", .neutral(step: 3)),
        fault(
            "ISO7816_G_22", "another key modulo a prime", "ended: accessRefused accessControl", .changed(step: 3),
            usesCurve: false),
        fault(
            "ISO7816_G_22", "one as key modulo a prime", "ended: accessRefused accessControl", .neutral(step: 3),
            usesCurve: false),
        fault("ISO7816_G_23", "our own key comes back", "ended: accessRefused accessControl", .reflected(step: 3)),
        fault("ISO7816_G_24", "step 4 is refused", "ended: wrongKey accessControl", .status(step: 4, 0x6A80)),
        fault("ISO7816_G_25", "wrong tag in step 4", "ended: accessRefused accessControl", .wrongTag(step: 4)),
        fault("ISO7816_G_26", "wrong token", "ended: wrongKey accessControl", .wrongToken),
        .init("ISO7816_G_27", "EF.CardAccess is no sound TLV", "ended: accessRefused accessControl") {
            $0.open(by: .generic)
            $0.afterSigning = { $0[.cardAccess] = $0[.cardAccess].map { Surgery.missay($0, by: 9) } }
        },
        .init("ISO7816_G_28", "parameters that there are not", "ended: accessRefused accessControl") {
            $0.open(by: .generic)
            $0.afterSigning = { $0[.cardAccess] = $0[.cardAccess].map { $0.dropLast() + [31] } }
        },
    ]

    /// A change of the chip's proof in the last step.
    private static func proof(
        _ id: String, _ what: String, _ outcome: String, _ fault: PACEFault
    ) -> Case {
        Self.fault(id, what, outcome, fault, .chipAuthentication)
    }

    private static let mapping: [Case] =
        [
            proof(
                "ISO7816_G_29", "no chip authentication data", "failed: chipAuthenticity 1205; PACE-CAM",
                .noAuthenticationData),
            proof(
                "ISO7816_G_30", "chip authentication data of a wrong form", "failed: chipAuthenticity 1205; PACE-CAM",
                .malformedAuthenticationData),
            proof(
                "ISO7816_G_31", "chip authentication data of another key", "failed: chipAuthenticity 1205; PACE-CAM",
                .foreignAuthenticationData),
            proof(
                "ISO7816_G_32", "chip authentication data under tag 8B", "failed: chipAuthenticity 1205; PACE-CAM",
                .misplacedAuthenticationData),
            proof(
                "ISO7816_G_33", "empty chip authentication data", "failed: chipAuthenticity 1205; PACE-CAM",
                .emptyAuthenticationData),
            .init(
                "ISO7816_G_34", "chip authentication mapping, EF.CardSecurity signed",
                "successful; PACE-CAM; chip proved"
            ) {
                $0.open(by: .chipAuthentication)
            },
            .init(
                "ISO7816_G_34", "chip authentication mapping, EF.CardSecurity signed by nobody known",
                "undetermined: chipAuthenticity 1206, cardSecurity 2405; PACE-CAM"
            ) {
                $0.open(by: .chipAuthentication)
                let stranger = try TestAuthority(country: "MN", name: "Stranger").issueDocumentSigner()
                $0.profileEdit = { profile in
                    let infos = try SignedData(der: profile.files[.cardSecurity] ?? []).content ?? []
                    profile.files[.cardSecurity] = try stranger.cardSecurity(
                        try TLV.parseOne(infos).children().map { $0.encoded() })
                }
            },
            fault(
                "ISO7816_G_35", "chip authentication data in generic mapping", "successful; PACE-GM",
                .surplusAuthenticationData),
            .init("ISO7816_G_36", "an unknown way beside the generic one", "successful; PACE-GM") {
                $0.open(by: .generic)
                $0.profileEdit = { $0.addToCardAccess([unknownMapping]) }
            },
            .init("ISO7816_G_36", "an unknown way alone", "ended: accessRefused accessControl") {
                $0.open(by: .generic)
                $0.afterSigning = { $0[.cardAccess] = TLV.encode(tag: 0x31, value: unknownMapping) }
            },
            .init(
                "ISO7816_G_38", "DG14 without entries after chip authentication mapping",
                "successful; PACE-CAM; chip proved"
            ) {
                $0.open(by: .chipAuthentication)
                $0.dataGroups[.dg14] = DG14.encoded([])
            },
            .init("ISO7816_G_39", "another key in EF.CardSecurity", "failed: chipAuthenticity 1205; PACE-CAM") {
                $0.open(by: .chipAuthentication)
                try $0.sealCardSecurity { try [$0[0], key(12)] }
            },
            .init("ISO7816_G_40", "no key in EF.CardSecurity", "failed: chipAuthenticity 1205; PACE-CAM") {
                $0.open(by: .chipAuthentication)
                try $0.sealCardSecurity { [$0[0]] }
            },
        ]
        + [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map { id in
            .init("ISO7816_G_41", "chip authentication mapping, parameters \(id)", "successful; PACE-CAM; chip proved")
            {
                $0.open(by: .chipAuthentication, .aes128, id)
            }
        }

    /// A way of PACE that the standard does not have.
    private static let unknownMapping = TLV.encode(
        tag: 0x30,
        children: [
            Surgery.identifier("0.4.0.127.0.7.2.2.4.7.2"), TLV.encode(tag: 0x02, value: [2]),
            TLV.encode(tag: 0x02, value: [13]),
        ])

    /// An entry of EF.CardSecurity with a key that the chip does not have.
    static func key(_ id: Int) throws -> [UInt8] {
        let key = PassportAuthenticity.AgreementKey(parameterId: id, privateKey: [0x2B])
        return ChipAuthenticationPublicKeyInfo(publicKeyInfo: try key.publicKeyInfo(standardized: true))
            .encoded(usesCurve: true)
    }

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `PACE is as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}

extension PassportProfile {
    /// Puts more entries into EF.CardAccess.
    mutating func addToCardAccess(_ entries: [[UInt8]]) {
        guard let file = files[.cardAccess], let list = try? TLV.parseOne(file) else { return }
        files[.cardAccess] = TLV.encode(tag: 0x31, value: list.value + entries.flatMap { $0 })
    }
}

extension Specimen {
    /// Signs EF.CardSecurity with other entries.
    mutating func sealCardSecurity(_ change: @escaping ([[UInt8]]) throws -> [[UInt8]]) throws {
        let signer = signer
        profileEdit = { profile in
            let infos = try SignedData(der: profile.files[.cardSecurity] ?? []).content ?? []
            profile.files[.cardSecurity] = try signer.cardSecurity(
                try change(try TLV.parseOne(infos).children().map { $0.encoded() }))
        }
    }
}
