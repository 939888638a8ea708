import Cryptography
import TravelDocument

/// What EF.CardSecurity holds and whether it is signed by the document's state (ICAO 9303-11 §9.2.11, §4.4.3.5). It
/// has a signature of its own: EF.SOD does not cover it.
struct CardSecurityJudgement {
    /// The row `cardSecurity`.
    let finding: Finding
    /// The signed entries, when the signature leads to a trusted authority.
    let securityInfos: SecurityInfos?

    /// Judges the file, and what EF.CardAccess offers beside it.
    init(files: ChipFiles, mapping: ChipAuthenticity.Mapping?, trust: TrustStore, at moment: InspectionMoment) {
        guard let file = files[.cardSecurity] else {
            finding = Finding(mapping == nil ? .noCardSecurity : .cardSecurityNotRead)
            securityInfos = nil
            return
        }
        guard let data = try? SignedData(der: file), data.contentType == SignedData.cardSecurityType,
            let content = data.content, let infos = try? SecurityInfos(parsing: content, of: .cardSecurity),
            let signer = data.signers.first, data.signers.count == 1
        else {
            finding = Finding(.cardSecurityMalformed)
            securityInfos = nil
            return
        }
        let verified = (data.certificates(of: signer) + trust.publishedSigners.filter { signer.names($0) })
            .prefix(Limits.candidates).first { data.verify(signerIndex: 0, with: $0) == .valid }
        guard let verified else {
            finding = Finding(.cardSecuritySignatureWrong)
            securityInfos = nil
            return
        }
        finding = Self.judge(verified, infos, files[.cardAccess], trust, moment)
        securityInfos = finding == .good ? infos : nil
    }

    private static func judge(
        _ certificate: Certificate, _ infos: SecurityInfos, _ cardAccess: [UInt8]?, _ trust: TrustStore,
        _ moment: InspectionMoment
    ) -> Finding {
        let chain = SignerJudgement.trace(certificate, trust: trust, at: moment)
        switch chain.trust.code {
        case .good: break
        case .authorityDenied: return Finding(.cardSecurityAuthorityDenied)
        default: return Finding(.cardSecurityAuthorityUnknown)
        }
        guard chain.certificate == .good, certificate.isValid(at: moment.unixSeconds) else {
            return Finding(.cardSecurityAuthorityUnknown)
        }
        // EF.CardAccess is not signed: whatever it offers has to stand here, too. More may stand here.
        guard let cardAccess else { return .good }
        guard let offered = try? SecurityInfos(parsing: cardAccess, of: .cardAccess),
            offered.entries.allSatisfy({ entry in infos.entries.contains { Self.same($0, entry) } })
        else { return Finding(.cardAccessDiffers) }
        return .good
    }

    private static func same(_ one: SecurityInfos.Entry, _ other: SecurityInfos.Entry) -> Bool {
        one.oid == other.oid && one.values.map { $0.encoded() } == other.values.map { $0.encoded() }
    }
}
