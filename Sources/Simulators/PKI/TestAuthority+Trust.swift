package import Cryptography
internal import Support

extension TestAuthority {
    /// A revocation list of this authority.
    ///
    /// - Parameters:
    ///   - certificates: what it revokes, for a broken key (reason 1).
    ///   - thisUpdate, nextUpdate: Unix seconds; the default is 2026-11-01 to 2027-01-30.
    ///   - adjust: changes anything about the list before it is signed, as a fault.
    package func revocationList(
        revoking certificates: [Certificate] = [], thisUpdate: Int64 = 1_793_491_200,
        nextUpdate: Int64? = 1_801_267_200, adjust: (inout RevocationListBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> [UInt8] {
        var builder = RevocationListBuilder(
            authority: certificate, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        builder.revoked = certificates.map { (serial: $0.serial, date: thisUpdate - 86_400, reason: 1) }
        adjust(&builder)
        return try builder.sign(with: key, algorithm)
    }

    /// A revocation list of this authority that is in force: from yesterday on for a month.
    package func currentRevocationList(
        revoking certificates: [Certificate] = []
    ) throws(CryptographyError) -> [UInt8] {
        let now = UnixTime.now().seconds
        return try revocationList(
            revoking: certificates, thisUpdate: now - 86_400, nextUpdate: now + 30 * 86_400)
    }

    /// The link certificate of a change of keys: this authority certifies the new key of `successor`
    /// (ICAO 9303-12 §7.1.1).
    package func link(
        to successor: TestAuthority, adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> Certificate {
        var builder = try CertificateBuilder(
            subject: successor.certificate.subject, issuer: certificate.subject,
            notBefore: successor.certificate.notBefore, notAfter: certificate.notAfter,
            publicKey: successor.key.publicKey)
        builder.extensions = successor.certificate.extensions
        builder.extensions.authorityKeyIdentifier = certificate.subjectKeyIdentifier
        adjust(&builder)
        return try builder.sign(with: key, algorithm)
    }

    /// A signer of master lists of this authority (ICAO 9303-12 §7.1.1).
    package func issueMasterListSigner(
        validity: ClosedRange<Int64> = 1_609_459_200...2_208_988_800,
        adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> TestDocumentSigner {
        try issueDocumentSigner(name: "boomt test list signer", validity: validity) { builder in
            builder.extensions.extendedKeyUsage = [CertificateExtensions.masterListSigning]
            adjust(&builder)
        }
    }
}

extension TestDocumentSigner {
    /// A master list of these certificates (ICAO 9303-12 §9).
    ///
    /// - Parameters:
    ///   - signingTime: Unix seconds, nil for none; the default is 2026-11-01.
    ///   - adjust: changes anything about the signature, as a fault.
    package func masterList(
        of certificates: [Certificate], signingTime: Int64? = 1_793_491_200,
        adjust: (inout SignedDataBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> [UInt8] {
        var builder = SignedDataBuilder(
            contentType: SignedData.masterListType, content: SignedData.masterListContent(certificates),
            certificate: certificate, digest: .sha256, algorithm: algorithm)
        builder.signingTime = signingTime
        adjust(&builder)
        return try builder.sign(with: key)
    }

    /// A defect list about the documents of these signers (BSI TR-03129 appendix A.1).
    ///
    /// - Parameters:
    ///   - entries: document signers and the types of defects, the numbers below id-DefectList such as `1.1`.
    ///   - signingTime: Unix seconds; the default is 2026-11-01.
    ///   - adjustList: changes the list before it is signed.
    ///   - adjust: changes anything about the signature, as a fault.
    package func defectList(
        of entries: [(signer: Certificate, defects: [String])], signingTime: Int64? = 1_793_491_200,
        adjustList: (inout DefectListBuilder) -> Void = { _ in },
        adjust: (inout SignedDataBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> [UInt8] {
        var list = DefectListBuilder()
        list.entries = entries.map { entry in
            (entry.signer, entry.defects.map { DefectList.Defect(type: "\(DefectList.contentType).\($0)") })
        }
        adjustList(&list)
        var builder = SignedDataBuilder(
            contentType: DefectList.contentType, content: try list.encoded(), certificate: certificate,
            digest: .sha256, algorithm: algorithm)
        builder.signingTime = signingTime
        adjust(&builder)
        return try builder.sign(with: key)
    }
}
