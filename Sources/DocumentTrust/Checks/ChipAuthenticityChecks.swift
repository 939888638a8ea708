import Cryptography
import TravelDocument

/// Whether the chip is the one that the state issued, and no copy of it (ICAO 9303-11 §6).
///
/// A proof counts only when the state has signed the key that it was held against: DG14 and DG15 by their hashes in a
/// good EF.SOD, the key of PACE-CAM by EF.CardSecurity. A proof that fails makes a copy, whatever else succeeded.
struct ChipAuthenticityChecks {
    /// The files as read.
    let files: ChipFiles
    /// How the chip was opened, and what it did; nil for files from elsewhere.
    let access: InspectedAccess?
    /// What EF.SOD says.
    let object: SecurityObjectJudgement
    /// What EF.CardSecurity says.
    let cardSecurity: CardSecurityJudgement
    /// What defect lists say of documents of the signer of EF.SOD.
    let known: KnownDefects

    /// The row `chipAuthenticity`.
    func finding() -> Finding {
        guard let access, let facts = access.authenticity else {
            return Finding(isOffered ? .chipAuthenticityNotChecked : .chipAuthenticityNotOffered)
        }
        let proofs = [
            facts.chipAuthentication.map(judge), facts.activeAuthentication.map(judge), facts.mapping.map(judge),
        ].compactMap { $0 }
        if let failed = proofs.first(where: { $0.result == .failed }) { return failed }
        let good = proofs.filter { $0.code == .good }
        guard good.isEmpty else { return Finding(.good, good.map(\.detail).joined(separator: ", ")) }
        if let doubt = proofs.first { return doubt }
        guard isOffered else { return Finding(.chipAuthenticityNotOffered) }
        return Finding(access.isComplete ? .chipKeyNotRead : .readingBroken)
    }

    /// Whether the signed list, or a file that is there, promises a key of the chip. DG14 may hold other things only.
    private var isOffered: Bool {
        let signed = object.securityObject?.hashes ?? [:]
        if files[.dg15] != nil || signed[15] != nil || files[.cardSecurity] != nil { return true }
        guard let file = files[.dg14] else { return signed[14] != nil }
        guard let infos = try? DG14(parsing: file).securityInfos else { return true }
        return !infos.chipAuthenticationKeys.isEmpty || !infos.chipAuthenticationInfos.isEmpty
            || signedOffer.contains { $0.mapping == .chipAuthentication }
    }

    /// The ways of PACE that the state has signed; none where DG14 does not repeat EF.CardAccess, as with some real
    /// passports.
    private var signedOffer: [PACEInfo] {
        guard isSigned(.dg14), let file = files[.dg14] else { return [] }
        return (try? DG14(parsing: file).securityInfos)?.paceInfos ?? []
    }

    /// The row `chipAccess`.
    ///
    /// EF.CardAccess is not signed: whoever takes a way out of it decides how the chip is opened, and whether it has to
    /// prove its key. What the signed DG14 names has to have been offered (ICAO 9303-11 §9.2.11).
    func accessFinding() -> Finding {
        let offered = files[.cardAccess].flatMap { try? SecurityInfos(parsing: $0, of: .cardAccess) }?.paceInfos ?? []
        let missing = access == nil && files[.cardAccess] == nil ? [] : signedOffer.filter { !offered.contains($0) }
        let names = Set(missing.map(\.name)).sorted().joined(separator: ", ")
        guard let access else {
            return missing.isEmpty ? Finding(.accessNotExamined) : Finding(.signedOfferMissing, names)
        }
        guard access.isComplete else { return Finding(.readingBroken) }
        if access.downgrade { return Finding(.accessDowngrade, access.protocolName) }
        if !missing.isEmpty { return Finding(.signedOfferMissing, names) }
        guard access.protocolName.hasPrefix("PACE") || signedOffer.isEmpty else {
            return Finding(.signedOfferMissing, access.protocolName)
        }
        return access.protocolName == "none" ? Finding(.plainChip) : Finding(.good, access.protocolName)
    }

    private func judge(_ proof: ChipAuthenticity.ChipAuthentication) -> Finding {
        switch proof.outcome {
        case .failed: Finding(.chipAuthenticationFailed, proof.protocolName)
        case .unsupported: Finding(.chipAuthenticityUnsupported, proof.protocolName)
        case .succeeded where !isSigned(.dg14): Finding(.chipKeyNotSigned, "DG14")
        // Whoever has the key that became known can make a chip that proves itself.
        case .succeeded where known.kinds.contains(.chipAuthenticationKeyRevoked):
            Finding(.chipKeyRevoked, proof.protocolName)
        case .succeeded: seen(proof.protocolName)
        }
    }

    private func judge(_ proof: ChipAuthenticity.ActiveAuthentication) -> Finding {
        // Half a signature is no sign of a copy where the whole had no room.
        let failed = Finding(proof.exceedsAnswers == true ? .signatureExceedsAnswers : .activeAuthenticationFailed)
        guard let answer = proof.answer else { return failed }
        guard let file = files[.dg15] else { return Finding(.chipKeyNotRead, "DG15") }
        let key: PublicKey
        do throws(CryptographyError) {
            guard let info = try? DG15(parsing: file).publicKeyInfo else {
                return Finding(.activeAuthenticationFailed, "DG15")
            }
            key = try PublicKey(info: info)
        } catch {
            return error.code == .unsupported
                ? Finding(.chipAuthenticityUnsupported, "DG15") : Finding(.activeAuthenticationFailed, "DG15")
        }
        // Of an unsigned DG14 nothing more follows than which hash is tried first.
        let infos = files[.dg14].flatMap { try? DG14(parsing: $0).securityInfos }
        let outcome = ActiveAuthenticationSignature.verify(
            answer.bytes, over: proof.challenge.bytes, by: key, algorithm: infos?.activeAuthenticationAlgorithm)
        switch outcome {
        case .invalid: return failed
        case .unsupported(let what): return Finding(.chipAuthenticityUnsupported, what)
        case .valid where !isSigned(.dg15): return Finding(.chipKeyNotSigned, "DG15")
        case .valid where known.kinds.contains(.activeAuthenticationKeyRevoked):
            return Finding(.chipKeyRevoked, "AA \(key.name)")
        case .valid: return Finding(.good, "AA \(key.name)")
        }
    }

    private func judge(_ proof: ChipAuthenticity.Mapping) -> Finding {
        guard let data = proof.authenticationData, let group = KeyAgreementGroup(parameterId: proof.parameterId) else {
            return Finding(.mappingFailed)
        }
        guard let infos = cardSecurity.securityInfos else { return Finding(.chipKeyNotSigned, "EF.CardSecurity") }
        let mapping = ChipAuthenticationMapping(
            group: group, mappingKey: proof.mappingKey.bytes, authenticationData: data.bytes)
        // Several keys may stand there; only one of the group of PACE can be the one.
        let keys = infos.chipAuthenticationKeys.compactMap { try? AgreementPublicKey(info: $0.publicKeyInfo) }
        guard keys.contains(where: { $0.group == group && mapping.proves($0.element) }) else {
            return Finding(.mappingFailed)
        }
        guard cardSecurity.finding == .good else { return Finding(.chipKeyNotSigned, "EF.CardSecurity") }
        // That the numbers fit says something only of numbers that PACE used: anybody can choose such.
        return known.kinds.union(cardSecurity.known.kinds).contains(.chipAuthenticationKeyRevoked)
            ? Finding(.chipKeyRevoked, "PACE-CAM") : seen("PACE-CAM")
    }

    /// A proof that the chip gave to its reader, and to nobody else: worth as much as the word of who tells it.
    private func seen(_ name: String) -> Finding {
        Finding(access?.toldByFile == true ? .chipAuthenticityTold : .good, name)
    }

    /// Whether a good EF.SOD holds the hash of this file.
    private func isSigned(_ file: LDSFile) -> Bool {
        guard object.finding == .good, let list = object.securityObject, let bytes = files[file],
            let signed = file.dataGroupNumber.flatMap({ list.hashes[$0] }),
            let computed = try? HashAlgorithm(oid: list.digestAlgorithmOID)?.digest(bytes)
        else { return false }
        return constantTimeEqual(computed, signed)
    }
}
