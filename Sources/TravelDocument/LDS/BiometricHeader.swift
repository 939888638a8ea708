/// The biometric header template (A1) before a facial record: ICAO 9303-10 table for DG2, ISO/IEC 7816-11.
enum BiometricHeader {
    /// Format owner ISO/IEC JTC 1/SC 37.
    private static let owner: [UInt8] = [0x01, 0x01]
    /// Format types of facial records: ISO/IEC 19794-5 and, coded in ASN.1, ISO/IEC 39794-5.
    private static let binaryType: [UInt8] = [0x00, 0x08]
    private static let asn1Type: [UInt8] = [0x00, 0x2A]

    /// What the header breaks. A record coded by ISO/IEC 39794-5 may carry the older format type.
    static func check(_ parts: [TLV], isASN1: Bool) -> [LDSDefect] {
        guard let header = parts.first(where: { $0.tag == 0xA1 }), let elements = try? header.children() else {
            return [.biometricHeaderMissing]
        }

        var defects: [LDSDefect] = []
        if let type = elements.first(where: { $0.tag == 0x81 }), type.value != [0x02] {
            defects.append(.biometricTypeUnexpected)
        }
        if let owner = elements.first(where: { $0.tag == 0x87 }) {
            if owner.value != BiometricHeader.owner { defects.append(.formatOwnerUnexpected) }
        } else {
            defects.append(.formatOwnerMissing)
        }
        if let type = elements.first(where: { $0.tag == 0x88 }) {
            // One-byte types occur in old documents.
            let value = type.value
            let allowed = isASN1 ? [asn1Type, binaryType] : [binaryType, [0x08]]
            if !allowed.contains(value) { defects.append(.formatTypeUnexpected) }
        } else {
            defects.append(.formatTypeMissing)
        }
        return defects
    }

    /// A header for an ISO/IEC 19794-5 record.
    static func encoded() -> [UInt8] {
        TLV.encode(
            tag: 0xA1,
            children: [
                TLV.encode(tag: 0x80, value: [0x01, 0x01]),
                TLV.encode(tag: 0x81, value: [0x02]),
                TLV.encode(tag: 0x82, value: [0x00]),
                TLV.encode(tag: 0x87, value: owner),
                TLV.encode(tag: 0x88, value: binaryType),
            ])
    }
}
