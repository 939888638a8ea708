/// An elementary file of a passport chip: the files of the eMRTD application and the four files
/// under the master file.
///
/// ICAO 9303-10 §3.11, §4.1 (identifiers), table of data-group tags in §4.6 and §4.7.
package enum LDSFile: String, Hashable, Sendable, CaseIterable, Codable {
    /// List of data groups (EF.COM).
    case com
    /// Security object: signed hashes of the data groups (EF.SOD).
    case sod
    /// Machine-readable zone.
    case dg1
    /// Encoded face.
    case dg2
    /// Encoded fingers; readable only after terminal authentication.
    case dg3
    /// Encoded irises; readable only after terminal authentication.
    case dg4
    /// Displayed portrait.
    case dg5
    /// Reserved.
    case dg6
    /// Displayed signature.
    case dg7
    /// Data features.
    case dg8
    /// Structure features.
    case dg9
    /// Substance features.
    case dg10
    /// Additional personal details.
    case dg11
    /// Additional document details.
    case dg12
    /// Optional details.
    case dg13
    /// Security options for chip authentication.
    case dg14
    /// Active-authentication public key.
    case dg15
    /// Persons to notify.
    case dg16
    /// Security infos for PACE, under the master file, readable without authentication.
    case cardAccess
    /// Signed security infos, under the master file.
    case cardSecurity
    /// Card capabilities such as extended length, under the master file.
    case atrInfo
    /// Applications on the card, under the master file.
    case dir
}

extension LDSFile {
    /// The data group with this number, or nil when it is not 1 to 16.
    package init?(dataGroupNumber number: Int) {
        guard (1...16).contains(number) else { return nil }
        self.init(rawValue: "dg" + String(number))
    }

    /// The file of the eMRTD application whose outermost element has this tag; nil for an unknown tag.
    package init?(tag: UInt8) {
        guard let file = LDSFile.allCases.first(where: { $0.tag == tag }) else { return nil }
        self = file
    }

    /// The file that ``diskName`` names, or nil.
    package init?(diskName: String) {
        guard let file = LDSFile.allCases.first(where: { $0.diskName == diskName }) else { return nil }
        self = file
    }

    /// The sixteen data groups in order.
    package static let dataGroups: [LDSFile] = allCases.filter { $0.dataGroupNumber != nil }

    /// 1 to 16 for a data group, otherwise nil.
    package var dataGroupNumber: Int? {
        switch self {
        case .dg1: 1
        case .dg2: 2
        case .dg3: 3
        case .dg4: 4
        case .dg5: 5
        case .dg6: 6
        case .dg7: 7
        case .dg8: 8
        case .dg9: 9
        case .dg10: 10
        case .dg11: 11
        case .dg12: 12
        case .dg13: 13
        case .dg14: 14
        case .dg15: 15
        case .dg16: 16
        case .com, .sod, .cardAccess, .cardSecurity, .atrInfo, .dir: nil
        }
    }

    /// Two-byte file identifier for SELECT. EF.SOD and EF.CardSecurity share 011D: they lie in
    /// different folders of the card.
    package var fileIdentifier: UInt16 {
        switch self {
        case .com: 0x011E
        case .sod, .cardSecurity: 0x011D
        case .cardAccess: 0x011C
        case .atrInfo: 0x2F01
        case .dir: 0x2F00
        default: 0x0100 + UInt16(dataGroupNumber ?? 0)
        }
    }

    /// Five-bit short identifier for READ BINARY without SELECT.
    package var shortFileIdentifier: UInt8 {
        switch self {
        case .atrInfo: 0x01
        case .dir: 0x1E
        default: UInt8(truncatingIfNeeded: fileIdentifier & 0x1F)
        }
    }

    /// True for the files under the master file, false for those of the eMRTD application.
    package var isUnderMasterFile: Bool {
        switch self {
        case .cardAccess, .cardSecurity, .atrInfo, .dir: true
        default: false
        }
    }

    /// Outermost tag of the file in the eMRTD application; nil under the master file, whose files have
    /// no tag of their own.
    package var tag: UInt8? {
        switch self {
        case .com: 0x60
        case .sod: 0x77
        case .dg1: 0x61
        case .dg2: 0x75
        case .dg3: 0x63
        case .dg4: 0x76
        case .dg16: 0x70
        case .cardAccess, .cardSecurity, .atrInfo, .dir: nil
        default: 0x60 + UInt8(truncatingIfNeeded: dataGroupNumber ?? 0)
        }
    }

    /// Name as the standard writes it: `EF.COM`, `DG1`, `EF.ATR/INFO`.
    package var name: String {
        switch self {
        case .com: "EF.COM"
        case .sod: "EF.SOD"
        case .cardAccess: "EF.CardAccess"
        case .cardSecurity: "EF.CardSecurity"
        case .atrInfo: "EF.ATR/INFO"
        case .dir: "EF.DIR"
        default: "DG" + String(dataGroupNumber ?? 0)
        }
    }

    /// Name of the file in a folder of chip files: `EF.COM.bin`, `DG1.bin`, `EF.ATR-INFO.bin`.
    package var diskName: String {
        self == .atrInfo ? "EF.ATR-INFO.bin" : name + ".bin"
    }

    private var rank: Int {
        switch self {
        case .com: 0
        case .sod: 1
        case .cardAccess: 18
        case .cardSecurity: 19
        case .atrInfo: 20
        case .dir: 21
        default: 1 + (dataGroupNumber ?? 0)
        }
    }
}

extension LDSFile: Comparable {
    /// Order of declaration: COM, SOD, DG1 to DG16, then the files under the master file.
    package static func < (left: LDSFile, right: LDSFile) -> Bool {
        left.rank < right.rank
    }
}

extension LDSFile: CustomStringConvertible {
    /// Same as ``name``.
    package var description: String { name }
}
