/// DG3: the finger images of the chip (ICAO 9303-10 §4.7.3): a group of biometric templates in CBEFF form, each with a
/// record of ISO/IEC 19794-4 or ISO/IEC 39794-4. Readable only after terminal authentication.
package struct DG3: Sendable, Equatable {
    /// One biometric template.
    package struct Template: Sendable, Equatable {
        /// Which finger its header tells (CBEFF biometric subtype, ISO/IEC 19785-3): nil when it does not say, or says
        /// something else.
        package let finger: Finger?
        /// The record, unread.
        package let record: [UInt8]

        /// A template for a chip of our own making.
        package init(finger: Finger?, record: [UInt8]) {
            self.finger = finger
            self.record = record
        }
    }

    /// A finger by the numbers of ISO/IEC 19794-4: 1 right thumb … 5 right little, 6 left thumb … 10 left little.
    package enum Finger: UInt8, Sendable, CaseIterable {
        case rightThumb = 1, rightIndex, rightMiddle, rightRing, rightLittle
        case leftThumb, leftIndex, leftMiddle, leftRing, leftLittle

        /// The finger of a biometric subtype: bits 1-2 side, bits 3-5 finger.
        package init?(subtype: UInt8) {
            let number = subtype >> 2 & 0x07
            guard subtype >> 5 == 0, (1...5).contains(number) else { return nil }
            switch subtype & 0x03 {
            case 1: self.init(rawValue: number)
            case 2: self.init(rawValue: number + 5)
            default: return nil
            }
        }

        /// The biometric subtype.
        package var subtype: UInt8 {
            rawValue <= 5 ? rawValue << 2 | 0x01 : (rawValue - 5) << 2 | 0x02
        }
    }

    /// The templates in the order of the file; none where the state enrolled no finger.
    package let templates: [Template]
    /// What breaks the standard, each once.
    package let defects: [LDSDefect]

    /// Holds templates, for a chip of our own making.
    package init(templates: [Template]) {
        self.templates = templates
        defects = []
    }

    /// Reads the file. Faults of headers are defects; a template without a record throws.
    ///
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg3)
        let root = try reading.root(bytes, tag: 0x63)
        let group = try reading.required(0x7F61, in: try reading.children(root), of: root)
        let elements = try reading.children(group)
        var defects: [LDSDefect] = []
        func note(_ defect: LDSDefect) {
            if !defects.contains(defect) { defects.append(defect) }
        }

        let found = elements.filter { $0.tag == 0x7F60 }
        guard found.count <= Limits.fingerTemplates else {
            throw LDSError(
                code: .overLimit, file: .dg3, offset: group.offset,
                message: "more than \(Limits.fingerTemplates) fingers"
            )
        }
        if let count = elements.first(where: { $0.tag == 0x02 }) {
            if count.value != [UInt8(truncatingIfNeeded: found.count)] { note(.instanceCountMismatch) }
        } else {
            note(.instanceCountMissing)
        }
        var templates: [Template] = []
        for template in found {
            let parts = try reading.children(template)
            guard let record = parts.first(where: { $0.tag == 0x5F2E || $0.tag == 0x7F2E }) else {
                throw LDSError(
                    code: .missingElement, file: .dg3, offset: template.offset,
                    message: "no finger record (5F2E, 7F2E)")
            }
            let header = FingerHeader(parts)
            header.defects.forEach(note)
            templates.append(Template(finger: header.finger, record: record.value))
        }
        self.templates = templates
        self.defects = defects
    }

    /// The file as bytes. Without fingers random bytes (53) keep its hash from telling so, §4.7.3.
    ///
    /// - Parameter filler: those bytes; only used where there is no template.
    package func encoded(filler: [UInt8] = []) -> [UInt8] {
        var children = [TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: templates.count)])]
        children += templates.map { template in
            TLV.encode(
                tag: 0x7F60,
                children: [
                    FingerHeader.encoded(template.finger), TLV.encode(tag: 0x5F2E, value: template.record),
                ])
        }
        var parts = [TLV.encode(tag: 0x7F61, children: children)]
        if templates.isEmpty, !filler.isEmpty { parts.append(TLV.encode(tag: 0x53, value: filler)) }
        return TLV.encode(tag: 0x63, children: parts)
    }
}
