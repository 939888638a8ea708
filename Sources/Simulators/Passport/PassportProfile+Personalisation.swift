package import TravelDocument

extension PassportProfile {
    /// A passport as its state would issue it: DG1 with these lines, DG2 with this face, both in COM, hashed and signed
    /// in SOD, and basic access control under the same lines.
    ///
    /// - Parameters:
    ///   - mrz: the lines of the data page, separated by newlines.
    ///   - otherDataGroups: more data groups, encoded.
    ///   - tamper: changes the files after signing, for a forged chip.
    package init(
        mrz: String, face: FaceImage, otherDataGroups: [LDSFile: [UInt8]] = [:], signer: TestDocumentSigner,
        today: CivilDate, tamper: (inout ChipFiles) -> Void = { _ in }
    ) throws {
        let zone = try MachineReadableZone(parsing: mrz, today: today)
        var dataGroups = otherDataGroups.filter { $0.key.dataGroupNumber != nil }
        dataGroups[.dg1] = DG1(mrzText: zone.lines.joined()).encoded()
        dataGroups[.dg2] = DG2(images: [face]).encoded()
        var files = ChipFiles(files: dataGroups)
        files[.com] = CommonData(dataGroups: dataGroups.keys.sorted()).encoded()
        files[.sod] = try signer.sign(dataGroups: dataGroups)
        tamper(&files)
        self.init(files: files, bacKeyInput: zone.bacKeyInput)
    }
}
