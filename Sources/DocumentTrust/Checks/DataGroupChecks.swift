import Cryptography
import TravelDocument

/// The checks that hold the files of the chip against the signed list of hashes.
struct DataGroupChecks {
    /// The files as read.
    let files: ChipFiles
    /// Whether the reading went on to its end.
    let isComplete: Bool
    /// What EF.SOD says.
    let object: SecurityObjectJudgement
    /// Countries of certificates.
    var countries = ChipQuirks.standard.countries

    /// The hashes over the bytes as they were read (ICAO 9303-11 §5.1, step 4). Nothing is parsed for it: a file that
    /// would be encoded anew might get another hash.
    ///
    /// Files that are signed but were not read are named and do no harm, except DG1 and DG2: DG3 and DG4 are
    /// protected, others were perhaps not asked for. Files that are there and not signed are never passed over: DG1,
    /// DG2 and what EF.COM lists fail; any other leaves the row undetermined.
    func hashes() -> Finding {
        let read = LDSFile.dataGroups.filter { files[$0] != nil }
        guard let list = object.securityObject else {
            return Finding(isComplete || files[.sod] != nil ? .signedHashesUnknown : .readingBroken)
        }
        guard let algorithm = HashAlgorithm(oid: list.digestAlgorithmOID) else {
            if HashAlgorithm.isBroken(oid: list.digestAlgorithmOID) { return Finding(.hashAlgorithmBroken) }
            return Finding(.hashAlgorithmUnsupported, list.digestAlgorithmOID)
        }
        let unequal = read.filter { file in
            guard let signed = file.dataGroupNumber.flatMap({ list.hashes[$0] }), let bytes = files[file] else {
                return false
            }
            guard let computed = try? algorithm.digest(bytes) else { return true }
            return !constantTimeEqual(computed, signed)
        }
        guard unequal.isEmpty else { return Finding(.hashMismatch, Self.names(unequal)) }
        let missing = [LDSFile.dg1, .dg2].filter { Self.hash(of: $0, in: list) == nil }
        guard missing.isEmpty else { return Finding(.mandatoryHashMissing, Self.names(missing)) }
        let unsigned = read.filter { Self.hash(of: $0, in: list) == nil }
        let announced = files[.com].flatMap { try? CommonData(parsing: $0).dataGroups } ?? []
        let listed = unsigned.filter { announced.contains($0) }
        guard listed.isEmpty else { return Finding(.dataGroupNotSigned, Self.names(listed)) }
        let unread = [LDSFile.dg1, .dg2].filter { files[$0] == nil }
        guard unread.isEmpty else {
            return Finding(isComplete ? .mandatoryDataGroupNotRead : .readingBroken, Self.names(unread))
        }
        guard unsigned.isEmpty else { return Finding(.extraDataGroupNotSigned, Self.names(unsigned)) }
        let notRead = LDSFile.dataGroups.filter { Self.hash(of: $0, in: list) != nil && files[$0] == nil }
        return Finding(.good, notRead.isEmpty ? "" : "(not read: \(Self.names(notRead)))")
    }

    /// EF.COM against the signed list (TR-03105 part 5.1, LDS_H_86 to 92). EF.COM itself is not signed: this row tells
    /// of a chip from which files were taken away or to which some were added.
    func commonData() -> Finding {
        guard let bytes = files[.com] else { return Finding(isComplete ? .commonDataMissing : .readingBroken) }
        guard let common = try? CommonData(parsing: bytes) else { return Finding(.commonDataMalformed) }
        guard let list = object.securityObject else { return Finding(.signedHashesUnknown) }
        let signed = Set(LDSFile.dataGroups.filter { Self.hash(of: $0, in: list) != nil })
        let announced = Set(common.dataGroups)
        let different = signed.symmetricDifference(announced)
        guard different.isEmpty else { return Finding(.commonDataDiffers, Self.names(different.sorted())) }
        if let signedVersion = list.ldsVersion, let version = common.ldsVersion, signedVersion != version {
            return Finding(.commonDataVersionDiffers, "\(version), \(signedVersion)")
        }
        // ICAO 9303-10 §4.6.2.3: version 1 is the one that names the LDS version.
        guard (list.version == 1) == (list.ldsVersion != nil) else {
            return Finding(.signedVersionsDisagree, "\(list.version), \(list.ldsVersion ?? "-")")
        }
        // A version of days to come that is signed, too, is no defect.
        let defects = common.defects.filter { $0 != .ldsVersionUnexpected || list.ldsVersion != common.ldsVersion }
        return defects.isEmpty
            ? .good : Finding(.commonDataDefective, defects.map(\.rawValue).joined(separator: ", "))
    }

    /// The state of DG1 against the countries of signer and authority.
    func issuerCountry(_ zone: MachineReadableZone?, authority: TrustAnchor?) -> Finding {
        guard let zone else { return Finding(isComplete ? .issuerUnknown : .readingBroken) }
        guard let signer = object.certificate else { return Finding(.signerUnknown) }
        guard let signerCountry = signer.country else { return Finding(.signerHasNoCountry) }
        guard let issuer = countries.country(of: zone.issuerCode) else {
            return Finding(.issuerHasNoCountry, zone.issuer)
        }
        guard countries.areOne(issuer, signerCountry) else {
            return Finding(.countryMismatch, "\(zone.issuer), \(signerCountry)")
        }
        if let country = authority?.certificate.country, !countries.areOne(country, signerCountry) {
            return Finding(.authorityCountryMismatch, "\(signerCountry), \(country)")
        }
        return .good
    }

    private static func hash(of file: LDSFile, in list: LDSSecurityObject) -> [UInt8]? {
        file.dataGroupNumber.flatMap { list.hashes[$0] }
    }

    private static func names(_ files: [LDSFile]) -> String {
        files.map(\.name).joined(separator: ", ")
    }
}
