import Cryptography
import DocumentTrust
import Simulators
import Testing
import TravelDocument

/// Faults of the document signer's certificate: LDS_H_48 to 68.
@Suite struct SignerConformanceTests {
    typealias Case = ConformanceCase
    private typealias Place = Surgery.SecurityObject

    /// The signed part of the certificate changed and signed anew. With a version in front, members are: version,
    /// serial number, algorithm, issuer, validity, subject, key, extensions.
    private static func body(
        _ id: String, _ what: String, _ outcome: String, at path: [Int],
        _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { try $0.recertify { try Surgery.change($0, at: path, change) } }
    }

    /// The certificate changed outside of its signed part.
    private static func outside(
        _ id: String, _ what: String, _ outcome: String, at place: Int,
        _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.edit(Place.certificate + [place], change) }
    }

    /// A certificate issued with other members.
    private static func issued(
        _ id: String, _ what: String, _ outcome: String,
        _ adjust: @escaping @Sendable (inout CertificateBuilder) -> Void
    ) -> Case {
        .init(id, what, outcome) { try $0.issue(adjust) }
    }

    private static let nothing: @Sendable ([UInt8]) -> [UInt8] = { _ in [] }
    private static let md5 = TLV.encode(tag: 0x30, value: Surgery.identifier("1.2.840.113549.1.1.4") + [0x05, 0x00])

    static let cases: [Case] = [
        body(
            "LDS_H_48", "a version of the certificate that there is not",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [0, 0]
        ) { _ in [2, 1, 7] },
        body("LDS_H_49", "no version", "failed: signerCertificate 1512; BAC", at: [0], nothing),
        body(
            "LDS_H_50", "no serial number",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [1], nothing),
        body(
            "LDS_H_51", "different algorithms inside and outside",
            "failed: signerCertificate 1502, trustStatus 1801; BAC", at: [2]
        ) { _ in
            TLV.encode(tag: 0x30, value: Surgery.identifier("1.2.840.10045.4.3.4"))
        },
        body(
            "LDS_H_52", "no algorithm inside",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [2], nothing),
        .init(
            "LDS_H_53", "an issuer whose country is no code of two letters",
            "failed: signerCertificate 1512, issuerSignerCountry 2103; BAC"
        ) {
            let authority = try TestAuthority(country: "MN", name: "Nowhere") { builder in
                let name = DistinguishedName(country: "UTO", organization: "Nowhere", commonName: "CSCA")
                (builder.subject, builder.issuer) = (name, name)
            }
            $0.signer = try authority.issueDocumentSigner()
            $0.trust.add(authority.certificate, origin: "test")
        },
        issued("LDS_H_54", "another issuer than the authority's name", "failed: signerCertificate 1507; BAC") {
            $0.issuer = DistinguishedName(country: "MN", organization: "Other", commonName: "Other CSCA")
        },
        body(
            "LDS_H_55", "no issuer",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [3], nothing),
        .init("LDS_H_56", "a certificate that had ended before the signing", "failed: signerValidity 1602; BAC") {
            try $0.issue(validity: 1_609_459_200...1_612_137_600)
        },
        body(
            "LDS_H_57", "no validity",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [4], nothing),
        body(
            "LDS_H_58", "a kind of key that nobody may use", "undetermined: sodSignature 1408, trustStatus 1802; BAC",
            at: [6, 0, 0]
        ) { _ in
            Surgery.identifier("1.2.840.113549.1.3.1")
        },
        body(
            "LDS_H_59", "no key",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: [6], nothing),
        body(
            "LDS_H_60", "an authority key identifier without the identifier", "failed: signerCertificate 1512; BAC",
            at: [7, 0, 0, 1]
        ) { _ in
            [0x04, 0x02, 0x30, 0x00]
        },
        issued("LDS_H_61", "no authority key identifier", "failed: signerCertificate 1512; BAC") {
            $0.extensions.authorityKeyIdentifier = nil
        },
        issued("LDS_H_62", "a key for signing certificates, too", "failed: signerCertificate 1504; BAC") {
            $0.extensions.keyUsage = [.digitalSignature, .certificateSigning]
        },
        issued("LDS_H_63", "a key that is not for signing data", "failed: signerCertificate 1504; BAC") {
            $0.extensions.keyUsage = .revocationListSigning
        },
        issued("LDS_H_64", "a key that is not said to be for anything", "successful; BAC") {
            $0.extensions.keyUsage = nil
        },
        .init("LDS_H_65", "a certificate signed with MD5", "failed: signerCertificate 1502, trustStatus 1801; BAC") {
            try $0.recertify { try Surgery.change($0, at: [2]) { _ in md5 } }
            $0.edit(Place.certificate + [1]) { _ in md5 }
        },
        outside(
            "LDS_H_66", "no algorithm outside",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: 1, nothing),
        outside(
            "LDS_H_67", "a wrong signature of the certificate", "failed: signerCertificate 1502, trustStatus 1801; BAC",
            at: 2
        ) {
            $0.dropLast() + [$0[$0.count - 1] ^ 1]
        },
        outside(
            "LDS_H_68", "no signature of the certificate",
            "failed: sodSignature 1403, signerCertificate 1508, signerValidity 1500, trustStatus 1802, issuerSignerCountry 1500; BAC",
            at: 2, nothing),
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `faults of the signer are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
