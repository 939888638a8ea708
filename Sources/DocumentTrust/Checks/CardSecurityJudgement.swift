import Cryptography
import TravelDocument

/// What EF.CardSecurity holds and whether it is signed by the document's state (ICAO 9303-11 §9.2.11, §4.4.3.5). It
/// has a signature of its own: EF.SOD does not cover it.
struct CardSecurityJudgement {
    /// The row `cardSecurity`.
    let finding: Finding
    /// The signed entries, when the signature leads to a trusted authority of the document's state and nothing about
    /// them is wrong. The proof of the chip counts only with a good `finding`.
    let securityInfos: SecurityInfos?
    /// What defect lists say of the signer.
    let known: KnownDefects

    /// Judges the file, and what EF.CardAccess offers beside it.
    ///
    /// - Parameters:
    ///   - documentSigner: who signed EF.SOD, nil when nobody did: both have to be of one state.
    ///   - countries: which certificates may stand for each other.
    init(
        files: ChipFiles, mapping: ChipAuthenticity.Mapping?, documentSigner: Certificate?, trust: TrustStore,
        at moment: InspectionMoment, countries: CountryVariants
    ) {
        guard let file = files[.cardSecurity] else {
            self.init(Finding(mapping == nil ? .noCardSecurity : .cardSecurityNotRead))
            return
        }
        guard let data = try? SignedData(der: file), data.contentType == SignedData.cardSecurityType,
            let content = data.content, let infos = try? SecurityInfos(parsing: content, of: .cardSecurity),
            let signer = data.signers.first, data.signers.count == 1
        else {
            self.init(Finding(.cardSecurityMalformed))
            return
        }
        let verified = (data.certificates(of: signer) + trust.publishedSigners.filter { signer.names($0) })
            .prefix(Limits.candidates).first { data.verify(signerIndex: 0, with: $0) == .valid }
        guard let verified else {
            self.init(Finding(.cardSecuritySignatureWrong))
            return
        }
        let known = trust.knownDefects(of: verified)
        let chain = SignerJudgement.trace(verified, trust: trust, at: moment)
        let authority = Self.authority(verified, chain, at: moment)
        // All are looked at: what fails says more than what is in doubt.
        var findings = [authority, Self.signer(verified, chain, known, trust: trust, at: moment)]
        // What nobody known has signed says nothing, also nothing that is wrong.
        if authority == .good {
            findings += [
                Self.access(files[.cardAccess], within: infos),
                Self.state(verified, chain.path.first, as: documentSigner, countries),
            ]
        }
        let worst = findings.max { $0.result.weight < $1.result.weight } ?? authority
        let counts = authority == .good && worst.result != .failed
        self.init(worst, securityInfos: counts ? infos : nil, known: known)
    }

    private init(_ finding: Finding, securityInfos: SecurityInfos? = nil, known: KnownDefects = KnownDefects()) {
        self.finding = finding
        self.securityInfos = securityInfos
        self.known = known
    }

    /// Whether a trusted authority issued the signer.
    private static func authority(
        _ certificate: Certificate, _ chain: SignerJudgement.Chain, at moment: InspectionMoment
    ) -> Finding {
        switch chain.trust.code {
        case .good: break
        case .authorityDenied: return Finding(.cardSecurityAuthorityDenied)
        default: return Finding(.cardSecurityAuthorityUnknown)
        }
        guard chain.certificate == .good else { return Finding(chain.certificate.code, LDSFile.cardSecurity.name) }
        return certificate.isValid(at: moment.unixSeconds) ? .good : Finding(.cardSecurityAuthorityUnknown)
    }

    /// Whether the signer is one of documents, and not revoked: what holds for the signer of EF.SOD (ICAO 9303-11
    /// §5.1) holds for this one.
    private static func signer(
        _ certificate: Certificate, _ chain: SignerJudgement.Chain, _ known: KnownDefects, trust: TrustStore,
        at moment: InspectionMoment
    ) -> Finding {
        let revocation = RevocationJudgement(trust: trust, moment: moment)
            .finding(signer: certificate, path: chain.path)
        let findings = [
            known.apply(to: SignerJudgement.fitness(certificate, trust.policy), of: .signerCertificate),
            known.apply(to: revocation, of: .signerRevocation),
        ]
        let worst = findings.max { $0.result.weight < $1.result.weight } ?? .good
        guard worst.result != .successful else { return .good }
        let file = LDSFile.cardSecurity.name
        return Finding(worst.code, worst.detail.isEmpty ? file : "\(file), \(worst.detail)")
    }

    /// Whether the signer and its authority are of the state that signed EF.SOD: any trusted state could otherwise
    /// vouch for chips of any other.
    private static func state(
        _ certificate: Certificate, _ authority: TrustAnchor?, as documentSigner: Certificate?,
        _ countries: CountryVariants
    ) -> Finding {
        guard let documentSigner else { return Finding(.signerUnknown) }
        guard let own = certificate.country, let other = documentSigner.country else {
            return Finding(.signerHasNoCountry)
        }
        guard countries.areOne(own, other) else {
            return Finding(.cardSecurityCountryDiffers, "\(own), \(other)")
        }
        if let country = authority?.certificate.country, !countries.areOne(country, own) {
            return Finding(.authorityCountryMismatch, "\(own), \(country)")
        }
        return .good
    }

    /// EF.CardAccess is not signed: whatever it offers has to stand here, too. More may stand here.
    private static func access(_ cardAccess: [UInt8]?, within infos: SecurityInfos) -> Finding {
        guard let cardAccess else { return .good }
        guard let offered = try? SecurityInfos(parsing: cardAccess, of: .cardAccess),
            offered.entries.allSatisfy({ entry in infos.entries.contains { same($0, entry) } })
        else { return Finding(.cardAccessDiffers) }
        return .good
    }

    private static func same(_ one: SecurityInfos.Entry, _ other: SecurityInfos.Entry) -> Bool {
        one.oid == other.oid && one.values.map { $0.encoded() } == other.values.map { $0.encoded() }
    }
}
