import TravelDocument

/// What is fed with hostile bytes: each is a parser, or a procedure, that reads what somebody else wrote.
///
/// A target that comes back has done its duty; a trap, a hang or memory without bound is what libFuzzer reports.
enum FuzzTarget: String, CaseIterable {
    case tlv, mrz, lds, cms, certificate, revocationList, trustImport, inspection, keys, messaging, chip, template,
        fingerImage, wsq, picture, cardVerifiable, defectList, passengerList

    /// Runs once over these bytes.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .tlv: Documents.tlv(bytes)
        case .mrz: Documents.mrz(bytes)
        case .lds: Documents.files(bytes)
        case .cms: Trust.cms(bytes)
        case .certificate: Trust.certificate(bytes)
        case .revocationList: Trust.revocationList(bytes)
        case .trustImport: Trust.imported(bytes)
        case .inspection: Trust.inspection(bytes)
        case .keys: Trust.keys(bytes)
        case .messaging: Chips.messaging(bytes)
        case .chip: Chips.chip(bytes)
        case .template: Fingers.template(bytes)
        case .fingerImage: Fingers.record(bytes)
        case .wsq: Fingers.wsq(bytes)
        case .picture: Fingers.picture(bytes)
        case .cardVerifiable: CardVerifiable.certificates(bytes)
        case .defectList: Trust.defectList(bytes)
        case .passengerList: PassengerLists.interchange(bytes)
        }
    }
}

/// Cuts one input into several: two bytes of length before each part.
func parts(_ bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 2, parts.count < 64 {
        let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
        rest = rest.dropFirst(2)
        parts.append([UInt8](rest.prefix(length)))
        rest = rest.dropFirst(length)
    }
    return parts
}

/// Texts and structures of documents.
enum Documents {
    private static let today = CivilDate(year: 2026, month: 11, day: 21) ?? .earliest

    static func tlv(_ bytes: [UInt8]) {
        guard let elements = try? TLV.parse(bytes) else { return }
        func walk(_ elements: [TLV]) {
            for element in elements where element.isConstructed {
                if let children = try? element.children() { walk(children) }
            }
        }
        walk(elements)
        // What was understood is written and understood again.
        precondition((try? TLV.parse(elements.flatMap { $0.encoded() }))?.count == elements.count)
    }

    static func mrz(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let zone = try? MachineReadableZone(parsing: text, today: today) else { return }
        precondition(!zone.isValid || zone.failedCheckDigits.isEmpty)
        _ = (zone.bacKeyInput, zone.birthDate.date, zone.expiryDate.date, zone.deviations, zone.optionalData2)
        _ = try? MachineReadableZone(parsing: zone.lines.joined(separator: "\n"), today: today)
        _ = try? RegisterNumber(parsing: text)
    }

    static func files(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let file = [UInt8](bytes.dropFirst())
        switch first % 16 {
        case 0: _ = try? CommonData(parsing: file)
        case 1: _ = try? DG1(parsing: file).machineReadableZone(today: today)
        case 2: _ = try? DG2(parsing: file).images.count
        case 3: _ = try? SecurityObjectFile(parsing: file)
        case 4: _ = try? LDSSecurityObject(parsing: file)
        case 5:
            _ = (try? DG14(parsing: file)).map { ($0.securityInfos.chipAuthenticationKeys, $0.securityInfos.paceInfos) }
        case 6: _ = try? DG15(parsing: file)
        case 7: _ = (try? SecurityInfos(parsing: file, of: .cardAccess)).map { ($0.paceInfos, $0.mentionsPACE) }
        case 8: _ = DottedIdentifier.decode(file).flatMap { DottedIdentifier.encode($0) }
        case 9: _ = try? DisplayedImages(.portrait, parsing: file).encoded()
        case 10: _ = try? DisplayedImages(.signature, parsing: file).encoded()
        case 11: _ = (try? DG11(parsing: file)).map { ($0.fullName?.primary, $0.encoded()) }
        case 12: _ = (try? DG12(parsing: file)).map { ($0.personalisedAt?.time?.hour, $0.encoded()) }
        case 13: Fingers.chip(file)
        case 14: _ = try? DG16(parsing: file).encoded()
        default: _ = try? ApplicationDirectory(parsing: file).encoded()
        }
    }
}
