internal import Cryptography
internal import Simulators
internal import TravelDocument

/// A passport as its test state has issued it, with what judges it.
struct IssuedChip {
    /// The chip.
    let passport: VirtualPassport
    /// Lines of the data page.
    let lines: [String]
    /// Files for a trust folder: the authority, and its revocation list.
    let trust: [(name: String, bytes: [UInt8])]
    /// Files for the folder of a terminal that may read the fingers; none where there are no fingers.
    let terminal: [(name: String, bytes: [UInt8])]
}

/// Why a profile cannot be issued.
struct IssueFault: Error, CustomStringConvertible {
    let description: String
}

extension ChipProfile {
    /// Makes keys and certificates, signs the files, and spoils what shall be spoilt.
    ///
    /// - Parameter now: Unix seconds; the revocation list is of the day before.
    func issue(today: CivilDate, now: Int64) throws -> IssuedChip {
        let authority = try TestAuthority(
            country: country, name: "boomt virtual CSCA", key: authorityKey, hash: hash)
        let signer = try authority.issueDocumentSigner(name: "boomt virtual signer", key: signerKey, hash: hash)
        var keys = try authenticityKeys()
        let terminal = try fingers.map { _ in try ChipProfileTerminal() }
        if let terminal { keys.otherEntries.append(terminal.access.place.encoded()) }
        let mapping = try mappingKey()

        var groups = otherFiles.filter { $0.key.dataGroupNumber != nil }
        groups[.dg1] = DG1(mrzText: zone.block()).encoded()
        groups[.dg2] = DG2(images: [face]).encoded()
        groups[.dg3] = try fingers?.dataGroup() ?? groups[.dg3]
        groups.merge(try keys.dataGroups()) { $1 }
        var files = ChipFiles(files: otherFiles.merging(groups) { $1 })
        files[.com] = CommonData(dataGroups: groups.keys.sorted(), ldsVersion: ldsVersion ?? "0107").encoded()
        files[.sod] = try signer.sign(dataGroups: groups, hash: hash, ldsVersion: ldsVersion)
        if let mapping {
            let info = ChipAuthenticationPublicKeyInfo(publicKeyInfo: try mapping.publicKeyInfo(standardized: true))
            files[.cardSecurity] = try signer.cardSecurity(
                pace.map { $0.encoded() } + [info.encoded(usesCurve: true)])
        }
        for file in missing { files[file] = nil }
        for change in changes {
            guard var bytes = files[change.file], bytes.indices.contains(change.offset) else {
                throw IssueFault(description: "files.changed: \(change.file.name) has no byte \(change.offset)")
            }
            bytes[change.offset] ^= 0x01
            files[change.file] = bytes
        }

        let lines = zone.lines()
        let printed = try MachineReadableZone(parsing: lines.joined(separator: "\n"), today: today)
        var profile = PassportProfile(files: files, bacKeyInput: isOpen ? nil : printed.bacKeyInput)
        profile.authenticity = keys
        profile.terminalAccess = terminal?.access
        profile.offersBasicAccessControl = offersBasicAccessControl
        profile.takesExtendedLength = takesExtendedLength
        profile.hasShortIdentifiers = hasShortIdentifiers
        profile.answerToReset =
            answerToReset
            ?? (takesExtendedLength ? PassportProfile.extendedAnswerToReset : PassportProfile.plainAnswerToReset)
        if !pace.isEmpty {
            profile.offer(
                PassportPACE(pace, accessNumber: accessNumber, staticPrivateKey: mapping?.privateKey))
        }
        var trust: [(name: String, bytes: [UInt8])] = []
        if isAuthorityKnown { trust.append(("virtual-csca.cer", authority.certificate.der)) }
        if revokesSigner || hasRevocationList {
            let list = try authority.revocationList(
                revoking: revokesSigner ? [signer.certificate] : [], thisUpdate: now - 86_400,
                nextUpdate: now + 30 * 86_400)
            trust.append(("virtual-csca.crl", list))
        }
        return IssuedChip(
            passport: VirtualPassport(profile, faults: faults), lines: lines, trust: trust,
            terminal: terminal?.files ?? [])
    }

    private var face: FaceImage {
        guard let faceBytes else { return .specimen }
        let start: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
        return FaceImage(
            bytes: start + (0..<max(0, faceBytes - 4)).map { UInt8(truncatingIfNeeded: $0 &* 31) }, width: 413,
            height: 531)
    }

    private func authenticityKeys() throws -> PassportAuthenticity {
        var keys = PassportAuthenticity()
        // EF.CardAccess is not signed: DG14 repeats what it offers (ICAO 9303-11 §9.2.11).
        if otherFiles[.dg14] == nil { keys.otherEntries = pace.map { $0.encoded() } }
        keys.agreementKeys = try agreementKeys.map { key in
            PassportAuthenticity.AgreementKey(
                parameterId: key.parameterId, privateKey: try Self.privateKey(key.parameterId),
                identifier: key.identifier, ciphers: key.ciphers)
        }
        if let signatureKey {
            switch signatureKey.kind {
            case .rsaPSS(let bits), .rsaPKCS1(let bits): keys.signatureKey = try .rsa(bits)
            case .ec(let curve): keys.signatureKey = try .ec(curve)
            }
            keys.hash = signatureKey.hash
            keys.plain = signatureKey.plain
            keys.explicitTrailer = signatureKey.explicitTrailer
        }
        return keys
    }

    /// The static key of the chip-authentication mapping, where that one is offered.
    private func mappingKey() throws -> PassportAuthenticity.AgreementKey? {
        guard let info = pace.first(where: { $0.mapping == .chipAuthentication }) else { return nil }
        return PassportAuthenticity.AgreementKey(
            parameterId: info.parameterId, privateKey: try Self.privateKey(info.parameterId))
    }

    private static func privateKey(_ parameterId: Int) throws -> [UInt8] {
        let random = { (count: Int) in try? SecureRandom.bytes(count) }
        guard let group = KeyAgreementGroup(parameterId: parameterId),
            let key = try group.privateKey(random: random)
        else { throw IssueFault(description: "no key for parameters \(parameterId)") }
        return key
    }
}
