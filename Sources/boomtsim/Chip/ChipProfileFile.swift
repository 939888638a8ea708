internal import Cryptography
internal import Simulators
internal import TableFiles
internal import TravelDocument

/// Reads a profile. Every key may be left out, and none is passed over: all faults are told at once, with their lines.
struct ChipProfileFile {
    private let reader: TableReader
    private let list: TableReader.FaultList

    /// Largest file that is read.
    static let sizeLimit = 1 << 20

    /// The profile of a text.
    ///
    /// - Parameter today: the day from which a passport without an expiry date is valid for five years.
    static func profile(yaml: String, file: String, today: CivilDate) throws(TableFaults) -> ChipProfile {
        let list = TableReader.FaultList()
        let reader: TableReader
        do throws(TableFault) {
            reader = try TableText.reader(yaml: yaml, file: file, list: list)
        } catch {
            throw TableFaults(faults: [error])
        }
        let profile = ChipProfileFile(reader: reader, list: list).read(today)
        reader.reportUnknownKeys()
        guard list.faults.isEmpty else { throw TableFaults(faults: list.faults) }
        return profile
    }

    private func read(_ today: CivilDate) -> ChipProfile {
        let expiry = today.adding(years: 5).description.filter { $0 != "-" }.dropFirst(2)
        var zone = MRZComposition(
            format: .td3, documentCode: "P", issuer: "UTO", documentNumber: "V00000001", nationality: "UTO",
            birthDate: "900101", sex: "F", expiryDate: String(expiry), primaryIdentifier: "SPECIMEN",
            secondaryIdentifier: "VIRTUAL")
        group("document") { document in
            take(&zone.documentCode, document.optional("code") { text(document, $0, 1...2) })
            take(&zone.issuer, document.optional("issuer") { text(document, $0, 1...3) })
            take(&zone.nationality, document.optional("nationality") { text(document, $0, 1...3) })
            take(&zone.documentNumber, document.optional("number") { text(document, $0, 1...9) })
            take(&zone.birthDate, document.optional("birthDate") { text(document, $0, 6...6) })
            take(&zone.sex, document.optional("sex") { text(document, $0, 1...1) })
            take(&zone.expiryDate, document.optional("expiryDate") { text(document, $0, 6...6) })
            take(&zone.primaryIdentifier, document.optional("primaryIdentifier") { text(document, $0, 1...39) })
            take(&zone.secondaryIdentifier, document.optional("secondaryIdentifier") { text(document, $0, 0...37) })
            take(&zone.optionalData, document.optional("optionalData") { text(document, $0, 0...14) })
        }
        var profile = ChipProfile(zone: zone)
        group("access") { readAccess($0, &profile) }
        group("authenticity") { readAuthenticity($0, &profile) }
        group("pki") { readAuthority($0, &profile) }
        group("files") { readFiles($0, &profile) }
        profile.fingers = reader.optional("fingers") { reader.section($0) { ChipProfileFingers($0) } }
        if profile.fingers != nil {
            if profile.agreementKeys.isEmpty {
                reader.refuse("fingers", "need chipAuthentication: terminal authentication follows it")
            }
            if profile.otherFiles[.dg3] != nil { reader.refuse("fingers", "and files.others make DG3 twice") }
        }
        group("chip") { chip in
            take(&profile.takesExtendedLength, chip.optional("extendedLength", chip.boolean))
            take(&profile.hasShortIdentifiers, chip.optional("shortIdentifiers", chip.boolean))
            profile.answerToReset = chip.optional("answerToReset") { key in
                chip.value(key, "not 2 to 33 bytes in hexadecimal") { ChipProfileValues.bytes($0, 2...33) }
            }
        }
        group("faults") { ChipProfileFaults.read($0, &profile.faults) }
        return profile
    }

    private func readAccess(_ access: TableReader, _ profile: inout ChipProfile) {
        take(&profile.offersBasicAccessControl, access.optional("bac", access.boolean))
        take(&profile.isOpen, access.optional("open", access.boolean))
        profile.accessNumber = access.optional("accessNumber") { key in
            access.value(key, "not 4 to 16 digits") { text in
                (4...16).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
            }
        }
        profile.pace =
            access.optional("pace") { key in
                access.sections(key) { way -> PACEInfo? in
                    let mapping: PACEInfo.Mapping? = way.value("mapping", "not one of \(ChipProfileValues.mappings)") {
                        ChipProfileValues.mapping($0)
                    }
                    let usesCurve = way.optional("agreement") { ChipProfileValues.agreement(way, $0) } ?? true
                    let cipher = ChipProfileValues.cipher(way, "cipher")
                    let number = way.integer("parameterId", in: 0...18)
                    guard let mapping, let cipher, let number else { return nil }
                    let info = PACEInfo(mapping: mapping, usesCurve: usesCurve, cipher: cipher, parameterId: number)
                    // The integrated mapping is defined for primes that are 3 modulo 4: not for P-224.
                    if info == nil
                        || (mapping == .integrated && KeyAgreementGroup(parameterId: number) == .curve(.p224))
                    {
                        way.refuse("parameterId", "does not go with this mapping, agreement and cipher")
                    }
                    return info
                }
            } ?? []
        if !profile.isOpen, !profile.offersBasicAccessControl, profile.pace.isEmpty {
            access.refuse("bac", "leaves no way to the chip: name ways of pace, or set open: true")
        }
        if profile.isOpen, !profile.pace.isEmpty { access.refuse("open", "does not go with pace") }
    }

    private func readAuthenticity(_ reader: TableReader, _ profile: inout ChipProfile) {
        profile.agreementKeys =
            reader.optional("chipAuthentication") { key in
                reader.sections(key) { entry -> ChipProfile.AgreementKey? in
                    let number = entry.integer("parameterId", in: 0...18)
                    let identifier = entry.optional("identifier") { key in
                        entry.value(key, "not 1 to 8 bytes in hexadecimal") { ChipProfileValues.bytes($0, 1...8) }
                    }
                    let ciphers = entry.list("ciphers", "not one of \(ChipProfileValues.cipherNames)") {
                        ChipProfileValues.ciphers[$0]
                    }
                    guard let number, let ciphers else { return nil }
                    if KeyAgreementGroup(parameterId: number) == nil {
                        entry.refuse("parameterId", "names no parameters")
                    }
                    return ChipProfile.AgreementKey(parameterId: number, identifier: identifier, ciphers: ciphers)
                }
            } ?? []
        profile.signatureKey = reader.optional("activeAuthentication") { key in
            reader.section(key) { entry -> ChipProfile.SignatureKey? in
                let kind = ChipProfileValues.key(entry, "key")
                let hash = entry.optional("hash") { ChipProfileValues.hash(entry, $0) }
                let plain = entry.optional("plain", entry.boolean)
                let trailer = entry.optional("explicitTrailer", entry.boolean)
                return kind.map {
                    ChipProfile.SignatureKey(
                        kind: $0, hash: hash ?? .sha256, plain: plain ?? true, explicitTrailer: trailer ?? true)
                }
            }
        }
    }

    private func readAuthority(_ reader: TableReader, _ profile: inout ChipProfile) {
        take(&profile.country, reader.optional("country") { text(reader, $0, 2...2) })
        take(&profile.authorityKey, reader.optional("authorityKey") { ChipProfileValues.key(reader, $0) })
        take(&profile.signerKey, reader.optional("signerKey") { ChipProfileValues.key(reader, $0) })
        take(&profile.hash, reader.optional("hash") { ChipProfileValues.hash(reader, $0) })
        profile.ldsVersion = reader.optional("ldsVersion") { key in
            reader.value(key, "not four digits, such as 0108") { text in
                text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
            }
        }
        take(&profile.hasRevocationList, reader.optional("revocationList", reader.boolean))
        take(&profile.revokesSigner, reader.optional("signerRevoked", reader.boolean))
        take(&profile.isAuthorityKnown, reader.optional("authorityKnown", reader.boolean))
    }

    private func readFiles(_ reader: TableReader, _ profile: inout ChipProfile) {
        profile.faceBytes = reader.optional("faceBytes") { reader.integer($0, in: 1...1_000_000) }
        let others = reader.optional("others") { key in
            reader.sections(key) { entry -> (LDSFile, [UInt8])? in
                let file = ChipProfileValues.file(entry, "file")
                let bytes = entry.value("hex", "not 1 to 400 bytes in hexadecimal") {
                    ChipProfileValues.bytes($0, 1...400)
                }
                if [.com, .sod, .dg1, .dg2, .dg14, .dg15, .cardAccess, .cardSecurity].contains(file) {
                    entry.refuse("file", "is made from the rest of the profile")
                }
                guard let file, let bytes else { return nil }
                return (file, bytes)
            }
        }
        for (file, bytes) in others ?? [] {
            if profile.otherFiles.updateValue(bytes, forKey: file) != nil {
                reader.refuse("others", "names \(file.name) twice")
            }
        }
        take(&profile.missing, reader.optional("missing") { ChipProfileValues.files(reader, $0) })
        profile.changes =
            reader.optional("changed") { key in
                reader.sections(key) { entry -> ChipProfile.Change? in
                    let file = ChipProfileValues.file(entry, "file")
                    let offset = entry.integer("offset", in: 0...1_000_000)
                    guard let file, let offset else { return nil }
                    return ChipProfile.Change(file: file, offset: offset)
                }
            } ?? []
    }

    private func group(_ key: String, _ read: (TableReader) -> Void) {
        _ = reader.optional(key) { reader.section($0) { read($0) } }
    }

    private func text(_ reader: TableReader, _ key: String, _ length: ClosedRange<Int>) -> String? {
        let count = length.count == 1 ? "\(length.lowerBound)" : "\(length.lowerBound) to \(length.upperBound)"
        return reader.value(key, "not \(count) capitals, digits, blanks or fillers") { text in
            let fits = text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x20 || byte == 0x3C
            }
            return fits && length.contains(text.utf8.count) ? text : nil
        }
    }

    private func take<Value>(_ place: inout Value, _ value: Value?) {
        if let value { place = value }
    }
}
