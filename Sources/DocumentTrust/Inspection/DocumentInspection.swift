import Cryptography
package import TravelDocument

/// Judges a document from the files of its chip and its printed zone: passive authentication (ICAO 9303-11 §5.1) and
/// the comparisons of BSI TR-03135.
///
/// A pure function of its arguments: the same files, store and moment always give the same report, so that a stored
/// reading can be judged again later. It never throws: whatever the files hold, there is a report.
///
/// ```swift
/// let report = DocumentInspection.inspect(
///     files: reading.files, access: access, opticalMRZ: zone, trust: store, at: InspectionMoment(unixSeconds: now))
/// guard report.overall == .successful else { ... }
/// ```
package enum DocumentInspection {
    /// Inspects the files of one chip.
    ///
    /// - Parameters:
    ///   - files: the files as read, byte for byte.
    ///   - access: how the chip was opened, nil when the files do not come from a chip just now.
    ///   - opticalMRZ: the printed zone, nil when there is none at hand.
    ///   - trust: the authorities to believe.
    ///   - moment: when it is asked.
    ///   - quirks: what is known of documents beyond the standards. Against the compiled-in knowledge a check may come
    ///     out better by it, but never as passed.
    package static func inspect(
        files: ChipFiles, access: InspectedAccess?, opticalMRZ: MachineReadableZone?, trust: TrustStore,
        at moment: InspectionMoment, quirks: ChipQuirks = .standard
    ) -> InspectionReport {
        let zone = files[.dg1].flatMap { bytes in
            (try? DG1(parsing: bytes)).flatMap { try? $0.machineReadableZone(today: moment.date) }
        }
        let entries = files[.cardAccess].flatMap { try? SecurityInfos(parsing: $0, of: .cardAccess).entries } ?? []
        let facts = ChipTraits(protocols: entries.map(\.oid)).with(zone ?? opticalMRZ)
        let judge = { (habits: InspectionHabits, countries: CountryVariants) in
            rows(
                files: files, access: access, opticalMRZ: opticalMRZ, trust: trust, at: moment, zone: zone,
                habits: habits, countries: countries)
        }
        let (habits, used) = quirks.inspection(of: facts)
        let standard = ChipQuirks.standard.inspection(of: facts).habits
        var (findings, signer) = judge(standard, ChipQuirks.standard.countries)
        if habits != standard || quirks.countries != ChipQuirks.standard.countries {
            let other = judge(habits, quirks.countries)
            findings = zip(findings, other.findings).map { excuse($0, $1) }
            signer = other.signer ?? signer
        }
        let checks = zip(CheckID.allCases, findings).map { InspectionCheck($0, $1) }
        return InspectionReport(checks: checks, access: access, signer: signer, mrz: zone, quirks: used)
    }

    /// What comes out where the compiled-in knowledge says one thing and the quirks another: the worse of the two, and
    /// where the quirks are milder than a failure, nobody can tell: an officer decides.
    private static func excuse(_ standard: Finding, _ other: Finding) -> Finding {
        if other.result.weight >= standard.result.weight { return other }
        return standard.result == .failed ? Finding(.deviationKnown, "\(standard.code.rawValue)") : standard
    }

    /// A finding for each check, in the order of `CheckID`, and who signed.
    private static func rows(
        files: ChipFiles, access: InspectedAccess?, opticalMRZ: MachineReadableZone?, trust: TrustStore,
        at moment: InspectionMoment, zone: MachineReadableZone?, habits: InspectionHabits, countries: CountryVariants
    ) -> (findings: [Finding], signer: InspectedSigner?) {
        let isComplete = access?.isComplete ?? true
        let hasChip = access != nil || !files.files.isEmpty
        let zones = ZoneChecks(
            printed: opticalMRZ, chip: zone, hasDataGroup1: files[.dg1] != nil, hasChip: hasChip,
            isComplete: isComplete, date: moment.date, dateFillers: habits.dateFillers)
        let object = SecurityObjectJudgement(
            file: files[.sod], isComplete: isComplete, published: trust.publishedSigners,
            types: habits.securityObjectTypes)
        let signer = SignerJudgement(object, trust: trust, at: moment)
        let revocation = RevocationJudgement(trust: trust, moment: moment)
        let cardSecurity = CardSecurityJudgement(
            files: files, mapping: access?.authenticity?.mapping, documentSigner: object.certificate, trust: trust,
            at: moment, countries: countries)
        let known = trust.knownDefects(of: object.certificate)
        let authenticity = ChipAuthenticityChecks(
            files: files, access: access, object: object, cardSecurity: cardSecurity, known: known)
        let groups = DataGroupChecks(files: files, isComplete: isComplete, object: object, countries: countries)

        /// A row about the chip; without a chip there is nothing to say.
        func chip(_ finding: @autoclosure () -> Finding) -> Finding {
            hasChip ? finding() : Finding(.noChipData)
        }
        let findings = CheckID.allCases.map { id in
            let finding =
                switch id {
                case .chipAccess: chip(authenticity.accessFinding())
                case .mrzConsistency: zones.consistency()
                case .chipAuthenticity: chip(authenticity.finding())
                case .terminalAuthentication: chip(terminalAuthentication(access))
                case .sodSignature: chip(object.finding)
                case .signerCertificate: chip(signer.certificateFinding)
                case .signerValidity: chip(signer.validityFinding)
                case .signerRevocation:
                    chip(revocation.finding(signer: object.certificate, path: signer.path))
                case .trustStatus: chip(signer.trustFinding)
                case .comSodConsistency: chip(groups.commonData())
                case .dataGroupHashes: chip(groups.hashes())
                case .issuerSignerCountry: chip(groups.issuerCountry(zone, authority: signer.authority))
                case .expiry: zones.expiry()
                case .mrzDg1Comparison: zones.comparison()
                case .cardSecurity: chip(cardSecurity.finding)
                }
            return habits.apply(to: known.apply(to: finding, of: id))
        }
        return (findings, inspectedSigner(object, signer))
    }

    /// What the reading tells of our proof to the chip: nothing in the files can show it again.
    private static func terminalAuthentication(_ access: InspectedAccess?) -> Finding {
        guard let proof = access?.authenticity?.terminalAuthentication else {
            return Finding(.terminalAuthenticationNotChecked)
        }
        switch proof.outcome {
        case .succeeded:
            return Finding(access?.toldByFile == true ? .terminalAuthenticationTold : .good, proof.algorithm ?? "")
        case .failed: return Finding(.terminalAuthenticationFailed, proof.reason)
        case .notAttempted: return Finding(.terminalAuthenticationNotAttempted, proof.reason)
        case .notSupported: return Finding(.terminalAuthenticationNotOffered)
        }
    }

    private static func inspectedSigner(
        _ object: SecurityObjectJudgement, _ judgement: SignerJudgement
    ) -> InspectedSigner? {
        guard let certificate = object.certificate else { return nil }
        return InspectedSigner(
            subject: certificate.subject.description, issuer: certificate.issuer.description,
            serial: certificate.serialHex, country: certificate.country, fingerprint: certificate.sha256Fingerprint,
            algorithm: object.signer?.signatureAlgorithm?.name, signingTime: object.signer?.signingTime,
            authorityFingerprint: judgement.authority?.certificate.sha256Fingerprint,
            authorityOrigin: judgement.authority?.origin)
    }
}
