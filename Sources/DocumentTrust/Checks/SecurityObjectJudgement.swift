import Cryptography
import TravelDocument

/// What EF.SOD holds and whether its signature is good (ICAO 9303-11 §5.1, steps 1 to 3).
struct SecurityObjectJudgement {
    /// The row `sodSignature`.
    let finding: Finding
    /// The certificate of the signer: the one that verified, else the one that the signer names. Nil without one.
    let certificate: Certificate?
    /// The signer that goes with it.
    let signer: SignerInfo?
    /// The signed list of hashes, nil when it cannot be read. It is given even when the signature is bad, because the
    /// officer should see what else is wrong; `finding` then fails the document.
    let securityObject: LDSSecurityObject?
    /// Whether EF.SOD brought certificates that could not be read.
    let hasUnreadableCertificate: Bool

    /// Judges the bytes of EF.SOD. `published` are document signers known from elsewhere, `types` what may stand for
    /// ICAO's type of the content.
    init(file: [UInt8]?, isComplete: Bool, published: [Certificate], types: [String]) {
        guard let file else {
            self.init(Finding(isComplete ? .securityObjectMissing : .readingBroken))
            return
        }
        guard let cms = try? SecurityObjectFile(parsing: file).cms, let data = try? SignedData(der: cms) else {
            self.init(Finding(.securityObjectMalformed))
            return
        }
        let unreadable = data.unreadableCertificates > 0
        guard data.contentType == SignedData.securityObjectType || types.contains(data.contentType) else {
            self.init(Finding(.contentTypeWrong), unreadable: unreadable)
            return
        }
        let content = data.content.flatMap { try? LDSSecurityObject(parsing: $0) }
        guard let first = data.signers.first else {
            self.init(Finding(.noSigner), content: content, unreadable: unreadable)
            return
        }
        // One signer is the rule. With several, one good signature of the issuer is enough: whoever adds another
        // cannot make this one.
        var best = Self.judge(data, index: 0, published: published)
        for index in data.signers.indices.dropFirst() where best.finding != .good {
            let other = Self.judge(data, index: index, published: published)
            if other.finding == .good { best = other }
        }
        // The signature is judged before what it signs: a changed list is a bad signature first.
        if best.finding == .good, content == nil { best.finding = Finding(.signedContentMalformed) }
        self.init(
            best.finding, certificate: best.certificate, signer: best.signer ?? first, content: content,
            unreadable: unreadable)
    }

    private init(
        _ finding: Finding, certificate: Certificate? = nil, signer: SignerInfo? = nil,
        content: LDSSecurityObject? = nil, unreadable: Bool = false
    ) {
        self.finding = finding
        self.certificate = certificate
        self.signer = signer
        securityObject = content
        hasUnreadableCertificate = unreadable
    }

    private struct SignerJudgement {
        var finding: Finding
        var certificate: Certificate?
        var signer: SignerInfo?
    }

    private static func judge(_ data: SignedData, index: Int, published: [Certificate]) -> SignerJudgement {
        let signer = data.signers[index]
        let named = data.certificates(of: signer) + published.filter { signer.names($0) }
        guard !named.isEmpty else {
            guard let stranger = data.certificates.first else {
                return SignerJudgement(finding: Finding(.signerCertificateMissing), signer: signer)
            }
            return SignerJudgement(
                finding: Finding(.signerIdentifierMismatch), certificate: stranger, signer: signer)
        }
        var outcome = SignatureOutcome.invalid(.signatureMismatch)
        for certificate in named.prefix(Limits.candidates) {
            outcome = data.verify(signerIndex: index, with: certificate)
            if outcome == .valid {
                return SignerJudgement(finding: .good, certificate: certificate, signer: signer)
            }
        }
        return SignerJudgement(finding: finding(outcome), certificate: named.first, signer: signer)
    }

    private static func finding(_ outcome: SignatureOutcome) -> Finding {
        switch outcome {
        case .valid: .good
        case .unsupported(let what): Finding(.signatureAlgorithmUnsupported, what)
        case .invalid(.signatureMismatch), .invalid(.keyTypeMismatch): Finding(.signatureWrong)
        case .invalid(.messageDigestMismatch): Finding(.messageDigestWrong)
        case .invalid(.contentTypeMismatch): Finding(.contentTypeWrong)
        case .invalid(.signedAttributesMalformed): Finding(.signedAttributesMalformed)
        case .invalid(.contentMissing): Finding(.signedContentMalformed)
        case .invalid(.algorithmMismatch), .invalid(.algorithmMalformed): Finding(.signatureAlgorithmMalformed)
        case .invalid(.keyMalformed): Finding(.signerKeyMalformed)
        }
    }
}
