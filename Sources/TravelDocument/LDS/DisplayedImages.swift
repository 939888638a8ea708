/// DG5 and DG7: the portrait and the signature or usual mark as the document shows them (ICAO 9303-10 §4.7.5, §4.7.7):
/// compressed images without a header of their own.
package struct DisplayedImages: Sendable, Equatable {
    /// Which of the two files.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// DG5.
        case portrait
        /// DG7.
        case signature

        /// The data group.
        package var file: LDSFile { self == .portrait ? .dg5 : .dg7 }
        /// Tag of the file.
        fileprivate var tag: UInt32 { self == .portrait ? 0x65 : 0x67 }
        /// Tag of an image.
        fileprivate var imageTag: UInt32 { self == .portrait ? 0x5F40 : 0x5F43 }
    }

    /// Which of the two files.
    package let kind: Kind
    /// The images in the order of the file.
    package let images: [FaceImage]
    /// What breaks the standard, each once.
    package let defects: [LDSDefect]

    /// Holds images, for a chip of our own making.
    package init(_ kind: Kind, images: [FaceImage]) {
        self.kind = kind
        self.images = images
        defects = []
    }

    /// Reads the file.
    ///
    /// - Throws: ``LDSError`` when the file is of another kind or has no image.
    package init(_ kind: Kind, parsing bytes: [UInt8]) throws(LDSError) {
        let reading = LDSReading(file: kind.file)
        let root = try reading.root(bytes, tag: kind.tag)
        let elements = try reading.children(root)
        _ = try reading.required(kind.imageTag, in: elements, of: root)
        let found = elements.filter { $0.tag == kind.imageTag }
        guard found.count <= Limits.faceImages else {
            throw LDSError(
                code: .overLimit, file: kind.file, offset: root.offset,
                message: "more than \(Limits.faceImages) images")
        }
        var details = DetailReading()
        if let count = elements.first(where: { $0.tag == 0x02 }) {
            if count.value != [UInt8(truncatingIfNeeded: found.count)] { details.note(.instanceCountMismatch) }
        } else {
            details.note(.instanceCountMissing)
        }
        images = found.map { FaceImage(bytes: $0.value) }
        for image in images {
            if image.bytes.isEmpty {
                details.note(.imageOfZeroBytes)
            } else if image.format == .unknown {
                details.note(.imageFormatUnknown)
            }
        }
        self.kind = kind
        defects = details.defects
    }

    /// The file as bytes.
    package func encoded() -> [UInt8] {
        let count = TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: images.count)])
        return TLV.encode(
            tag: kind.tag, children: [count] + images.map { TLV.encode(tag: kind.imageTag, value: $0.bytes) })
    }
}
