/// DG2: the face images of the chip (ICAO 9303-10 §4.7.2): a group of biometric templates in CBEFF form,
/// each with a record of ISO/IEC 19794-5 or ISO/IEC 39794-5.
package struct DG2: Sendable, Equatable {
    /// The images in the order of the file; at least one, which may be of zero bytes.
    package let images: [FaceImage]
    /// What breaks the standard, each once.
    package let defects: [LDSDefect]

    /// Holds images, for a chip of our own making.
    package init(images: [FaceImage]) {
        self.images = images
        defects = []
    }

    /// Reads the file.
    ///
    /// Faults of headers are defects; only a file without a facial record throws.
    /// - Throws: ``LDSError``.
    package init(parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: .dg2)
        let root = try reading.root(bytes, tag: 0x75)
        let group = try reading.required(0x7F61, in: try reading.children(root), of: root)
        let elements = try reading.children(group)
        var defects: [LDSDefect] = []
        func note(_ defect: LDSDefect) {
            if !defects.contains(defect) { defects.append(defect) }
        }

        let templates = elements.filter { $0.tag == 0x7F60 }
        guard !templates.isEmpty else {
            throw LDSError(
                code: .missingElement, file: .dg2, offset: group.offset, message: "no biometric template (7F60)")
        }
        if let count = elements.first(where: { $0.tag == 0x02 }) {
            if count.value != [UInt8(truncatingIfNeeded: templates.count)] { note(.instanceCountMismatch) }
        } else {
            note(.instanceCountMissing)
        }

        var images: [FaceImage] = []
        for template in templates {
            let parts = try reading.children(template)
            guard let record = parts.first(where: { $0.tag == 0x5F2E || $0.tag == 0x7F2E }) else {
                throw LDSError(
                    code: .missingElement, file: .dg2, offset: template.offset, message: "no facial record (5F2E, 7F2E)"
                )
            }
            let found = FacialRecord(record)
            BiometricHeader.check(parts, isASN1: found.isASN1).forEach(note)
            found.defects.forEach(note)
            guard images.count + found.images.count <= Limits.faceImages else {
                throw LDSError(
                    code: .overLimit, file: .dg2, offset: template.offset,
                    message: "more than \(Limits.faceImages) images")
            }
            images += found.images
        }
        self.images = images
        self.defects = defects
    }

    /// The file as bytes: one template for each image, with an ISO/IEC 19794-5 record.
    package func encoded() -> [UInt8] {
        var children = [TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: images.count)])]
        for image in images {
            children.append(
                TLV.encode(
                    tag: 0x7F60,
                    children: [BiometricHeader.encoded(), TLV.encode(tag: 0x5F2E, value: FacialRecord.encode(image))]))
        }
        return TLV.encode(tag: 0x75, children: [TLV.encode(tag: 0x7F61, children: children)])
    }
}
