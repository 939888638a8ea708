/// The biometric header template (A1) before a finger record (ICAO 9303-10 table for DG3, ISO/IEC 19785-3).
struct FingerHeader {
    /// Format owner ISO/IEC JTC 1/SC 37.
    private static let owner: [UInt8] = [0x01, 0x01]
    /// Format type of ISO/IEC 19794-4.
    private static let type: [UInt8] = [0x00, 0x07]
    /// Format types in use: as above, in one byte, and ISO/IEC 39794-4.
    private static let types: [[UInt8]] = [type, [0x07], [0x00, 0x29]]

    /// The finger of the subtype.
    let finger: DG3.Finger?
    /// What the header breaks.
    let defects: [LDSDefect]

    /// Looks for the header among the parts of a template.
    init(_ parts: [TLV]) {
        guard let header = parts.first(where: { $0.tag == 0xA1 }), let elements = try? header.children() else {
            (finger, defects) = (nil, [.biometricHeaderMissing])
            return
        }
        func value(_ tag: UInt32) -> [UInt8]? { elements.first { $0.tag == tag }?.value }
        var defects: [LDSDefect] = []
        if let type = value(0x81), type != [0x08] { defects.append(.biometricTypeUnexpected) }
        if let owner = value(0x87) {
            if owner != Self.owner { defects.append(.formatOwnerUnexpected) }
        } else {
            defects.append(.formatOwnerMissing)
        }
        if let type = value(0x88) {
            if !Self.types.contains(type) { defects.append(.formatTypeUnexpected) }
        } else {
            defects.append(.formatTypeMissing)
        }
        // Mandatory for fingers: it is what tells them apart.
        let subtype = value(0x82)
        finger = subtype.flatMap { $0.count == 1 ? DG3.Finger(subtype: $0[0]) : nil }
        if subtype == nil {
            defects.append(.biometricSubtypeMissing)
        } else if finger == nil {
            defects.append(.biometricSubtypeUnexpected)
        }
        self.defects = defects
    }

    /// A header for an ISO/IEC 19794-4 record; subtype zero where the finger is not known.
    static func encoded(_ finger: DG3.Finger?) -> [UInt8] {
        TLV.encode(
            tag: 0xA1,
            children: [
                TLV.encode(tag: 0x80, value: [0x01, 0x01]), TLV.encode(tag: 0x81, value: [0x08]),
                TLV.encode(tag: 0x82, value: [finger?.subtype ?? 0]), TLV.encode(tag: 0x87, value: owner),
                TLV.encode(tag: 0x88, value: type),
            ])
    }
}
