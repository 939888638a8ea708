import Cryptography
import TravelDocument

extension TrustImport {
    /// Takes a master list (ICAO 9303-12 §9) whose signer descends from one of the roots, and each entry of it that can
    /// be an authority.
    mutating func addMasterList(_ der: [UInt8], origin: String) {
        let list: SignedData
        let entries: [[UInt8]]
        do throws(CryptographyError) {
            list = try SignedData(der: der)
            guard list.contentType != DefectList.contentType else {
                addDefectList(der, list, origin: origin)
                return
            }
            guard let found = list.masterListEntries() else { throw CryptographyError(.malformed, "no master list") }
            entries = found
        } catch {
            outcomes.append(ImportOutcome(unreadable: origin, error.description))
            return
        }
        let signature = ListSignature(list, .masterList, roots: roots, now: now)
        guard case .good(let root, let signingTime) = signature else {
            outcomes.append(ImportOutcome(refusing: origin, signature.reason))
            return
        }
        let version = signingTime.map { CivilDate(unixSeconds: $0).description }
        let id = Self.id("ml", root.country, "")
        if let before = store.sources.first(where: { $0.id == id }), let date = before.date,
            signingTime ?? .min < date
        {
            let reason = "older than the list of \(before.version) that is there"
            outcomes.append(ImportOutcome(refusing: origin, reason))
            return
        }
        let (taken, refusals) = Objection.authorities(among: entries, store.policy)
        guard !taken.isEmpty else {
            outcomes.append(
                ImportOutcome(
                    origin: origin, status: .refused, refusals: refusals + [ImportRefusal(nil, "no usable entry")]))
            return
        }
        var source = source(id, .masterList, origin: origin, version: "")
        source.date = signingTime
        source.root = root.sha256Fingerprint
        source.refused = refusals.count
        var file = TrustSourceFile(source: source, certificates: taken)
        file.source.version = version ?? String(((try? file.digest()) ?? "").prefix(12))
        accept(file, refusals: refusals)
    }

    /// Takes a revocation list that an authority of the store signed (ICAO 9303-12 §7.2).
    mutating func addRevocationList(_ der: [UInt8], origin: String) {
        let list: RevocationList
        do throws(CryptographyError) {
            list = try RevocationList(der: der)
        } catch {
            outcomes.append(ImportOutcome(unreadable: origin, error.description))
            return
        }
        guard let authority = store.path(of: list)?.first?.certificate else {
            outcomes.append(
                ImportOutcome(refusing: origin, "no authority of the store signed it: \(list.issuer)"))
            return
        }
        if let reason = objection(to: list) {
            outcomes.append(ImportOutcome(refusing: origin, reason))
            return
        }
        // By the key and not by the certificate: a root and the link to it are one authority.
        let mark = authority.subjectKeyIdentifier.map(Hexadecimal.text) ?? authority.sha256Fingerprint
        let id = Self.id("crl", authority.country, mark.prefix(12))
        if let before = store.sources.first(where: { $0.id == id }), let date = before.date, list.thisUpdate < date {
            let reason = "older than the list of \(before.version) that is there"
            outcomes.append(ImportOutcome(refusing: origin, reason))
            return
        }
        let day = CivilDate(unixSeconds: list.thisUpdate).description
        var source = source(
            id, .revocationList, origin: origin,
            version: list.number.map { "\(day) no. \(Hexadecimal.text($0))" } ?? day)
        source.date = list.thisUpdate
        source.nextUpdate = list.nextUpdate
        source.root = authority.sha256Fingerprint
        accept(TrustSourceFile(source: source, certificates: [], lists: [der]), refusals: [])
    }

    private func objection(to list: RevocationList) -> String? {
        if let type = list.unknownCritical.min() { return "a partial or indirect list (critical extension \(type))" }
        if list.thisUpdate > now + Limits.clockTolerance { return "issued in the future: is the clock right?" }
        return nil
    }
}

/// Who signed a list (ICAO 9303-12 §7.1.1, §9): a signer for such lists whose certificate leads up to a root.
enum ListSignature {
    /// What the list is.
    enum Purpose {
        /// A master list: its signer signs nothing else.
        case masterList
        /// A defect list: its signer is the root itself, or issued by it and no signer of documents or other lists.
        case defectList

        /// Why a certificate may not sign such lists; nil when it may.
        func objection(to signer: Certificate) -> String? {
            let purposes = signer.extensions.extendedKeyUsage
            switch self {
            case .masterList:
                return purposes == [CertificateExtensions.masterListSigning]
                    ? nil : "its signer is none for master lists"
            case .defectList:
                // The identifier of the purpose is not the same in all versions of the guideline: what is another
                // purpose is refused.
                let others = [CertificateExtensions.masterListSigning, CertificateExtensions.deviationListSigning]
                return purposes?.contains { others.contains($0) } == true ? "its signer is none for defect lists" : nil
            }
        }
    }

    /// Signed, and this is the root and the moment of signing in Unix seconds where it is given.
    case good(root: Certificate, signingTime: Int64?)
    /// Not signed as it should be, with the reason in English.
    case bad(String)

    /// The reason, empty when it is good.
    var reason: String {
        if case .bad(let reason) = self { reason } else { "" }
    }

    /// Judges the signature of a list.
    init(_ list: SignedData, _ purpose: Purpose, roots: [Certificate], now: Int64) {
        guard !list.signers.isEmpty else {
            self = .bad("the list is not signed")
            return
        }
        var reason = "the certificate of its signer is missing"
        for (index, signer) in list.signers.enumerated() {
            for certificate in list.certificates(of: signer) {
                guard list.verify(signerIndex: index, with: certificate) == .valid else {
                    reason = "the signature of the list does not fit"
                    continue
                }
                let moment = signer.signingTime ?? now
                guard moment <= now + Limits.clockTolerance else {
                    reason = "signed in the future: is the clock right?"
                    continue
                }
                if let objection = purpose.objection(to: certificate) {
                    reason = objection
                    continue
                }
                guard certificate.isValid(at: moment) else {
                    reason = "its signer was not valid at signing"
                    continue
                }
                let isRoot = purpose == .defectList && roots.contains(certificate)
                let found =
                    isRoot ? certificate : Self.root(of: certificate, among: roots, list.certificates, at: moment)
                guard let root = found else {
                    reason = "its signer does not descend from a pinned authority: name its root"
                    continue
                }
                self = .good(root: root, signingTime: signer.signingTime)
                return
            }
        }
        self = .bad(reason)
    }

    /// The root that a signer descends from, directly or through certificates that came along (a change of keys).
    private static func root(
        of signer: Certificate, among roots: [Certificate], _ others: [Certificate], at moment: Int64
    ) -> Certificate? {
        func issuer(_ certificate: Certificate, _ pool: [Certificate]) -> [Certificate] {
            pool.filter { issuer in
                issuer.mayIssueCertificates && issuer.isValid(at: moment)
                    && issuer.subject.matches(certificate.issuer) && certificate.isSigned(by: issuer) == .valid
            }
        }
        var reached = [signer]
        for _ in 0..<Limits.pathLength {
            for certificate in reached {
                if let root = issuer(certificate, roots).first { return root }
            }
            let next = reached.flatMap { certificate in issuer(certificate, others.filter { $0 != certificate }) }
            reached = [Certificate](Set(next).prefix(Limits.candidates))
        }
        return nil
    }
}
