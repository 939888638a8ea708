/// The biometric data block of one template: a facial record of ISO/IEC 19794-5 (binary, tag 5F2E or
/// 7F2E) or ISO/IEC 39794-5 (ASN.1, tag 7F2E).
///
/// Reading never fails: whatever the headers say, the images are looked for by their first bytes.
struct FacialRecord {
    /// The images in order; at least one, possibly of zero bytes.
    private(set) var images: [FaceImage] = []
    /// What breaks the standard.
    private(set) var defects: [LDSDefect] = []
    /// True for the ASN.1 form.
    let isASN1: Bool

    /// Length in bytes of the facial record header: identifier, version, length, number of images.
    private static let recordHeaderLength = 14
    /// Length of the facial information block before the feature points.
    private static let informationLength = 20
    /// Length of one feature point.
    private static let featurePointLength = 8
    /// Length of the image information block.
    private static let imageInformationLength = 12

    /// Reads the block.
    init(_ record: TLV) {
        isASN1 = record.tag == 0x7F2E && record.content.first == 0xA1
        if isASN1 {
            var budget = Limits.tlvElements
            readASN1(record, &budget)
        } else {
            readBinary(record.content)
        }
        if images.isEmpty { searchWhole(record.content) }
    }

    private mutating func note(_ defect: LDSDefect) {
        if !defects.contains(defect) { defects.append(defect) }
    }

    // MARK: ISO/IEC 19794-5

    private mutating func readBinary(_ content: ArraySlice<UInt8>) {
        var bytes = BigEndianBytes(content)
        guard let identifier = bytes.take(4), let version = bytes.take(4), let length = bytes.integer(4),
            let count = bytes.integer(2)
        else {
            note(.facialRecordTruncated)
            return
        }
        if !identifier.elementsEqual([0x46, 0x41, 0x43, 0]) { note(.facialRecordIdentifierWrong) }
        if !version.elementsEqual([0x30, 0x31, 0x30, 0]) { note(.facialRecordVersionUnexpected) }
        if length != content.count { note(.facialRecordLengthMismatch) }
        if !(1...Limits.faceImages).contains(count) { note(.facialRecordImageCountUnexpected) }

        let images = min(max(count, 1), Limits.faceImages)
        for number in 1...images {
            guard readImage(&bytes, isLast: number == images) else { return }
        }
    }

    /// Reads one image with its headers; false when nothing can follow it.
    private mutating func readImage(_ bytes: inout BigEndianBytes, isLast: Bool) -> Bool {
        let start = bytes.index
        guard let blockLength = bytes.integer(4), let featurePoints = bytes.integer(2),
            let information = bytes.take(FacialRecord.informationLength - 6),
            bytes.take(featurePoints * FacialRecord.featurePointLength) != nil,
            let imageType = bytes.take(1)?.first, let dataType = bytes.integer(1), let width = bytes.integer(2),
            let height = bytes.integer(2), bytes.take(FacialRecord.imageInformationLength - 6) != nil
        else {
            note(.facialRecordTruncated)
            return false
        }

        // The last image goes to the end of the record, whatever its block announces: a length that
        // forgets the feature points would cut the image.
        let imageStart = bytes.index
        let headerLength = imageStart - start
        let fits = blockLength >= headerLength && blockLength - headerLength <= bytes.remaining
        let imageLength = fits ? blockLength - headerLength : bytes.remaining
        if !fits || (isLast && imageLength != bytes.remaining) { note(.imageBlockLengthWrong) }
        guard let image = bytes.take(isLast || !fits ? bytes.remaining : imageLength) else { return false }
        append(image, dataType: dataType, width: width, height: height)
        // Of headers that were misread nothing follows.
        if !defects.contains(.imageFoundBySearch), !Self.isPlausible([UInt8](information), imageType: imageType) {
            note(.facialInformationUnexpected)
        }
        return fits
    }

    /// Whether the values of the blocks are ones of ISO/IEC 19794-5 §5.5 and §5.7: gender to 2, eyes and hair to 7 or
    /// 255 for others, angles and their uncertainties to 181, the image's type to 3 or of a vendor from 128 on.
    private static func isPlausible(_ information: [UInt8], imageType: UInt8) -> Bool {
        guard information.count == informationLength - 6 else { return false }
        return (information[0] <= 2 || information[0] == 0xFF)
            && information[1...2].allSatisfy { $0 <= 7 || $0 == 0xFF }
            && information[8...13].allSatisfy { $0 <= 181 } && (imageType <= 3 || imageType >= 128)
    }

    private mutating func append(_ image: ArraySlice<UInt8>, dataType: Int, width: Int, height: Int) {
        guard !image.isEmpty else {
            note(.imageOfZeroBytes)
            images.append(FaceImage(bytes: [], width: width, height: height))
            return
        }
        if FaceImage.format(of: image) == .unknown, let found = FaceImage.firstImage(in: image) {
            // Then the headers were misread too: their sizes and format say nothing.
            note(.imageFoundBySearch)
            images.append(FaceImage(bytes: Array(image[found...])))
            return
        }
        let face = FaceImage(bytes: Array(image), width: width, height: height)
        switch (face.format, dataType) {
        case (.jpeg, 0), (.jpeg2000, 1): break
        case (.unknown, _): note(.imageFormatUnknown)
        default: note(.imageFormatDiffersFromHeader)
        }
        images.append(face)
    }

    // MARK: ISO/IEC 39794-5

    /// Walks the ASN.1 tree for primitive elements that begin with an image.
    ///
    /// The tree is not checked against its schema: extensions of the standard and of issuers stay readable.
    private mutating func readASN1(_ element: TLV, _ budget: inout Int) {
        guard let children = try? element.children() else {
            note(.facialRecordTruncated)
            return
        }
        for child in children {
            guard budget > 0, images.count < Limits.faceImages else { return }
            budget -= 1
            if child.isConstructed {
                readASN1(child, &budget)
            } else if FaceImage.format(of: child.content) != .unknown {
                images.append(FaceImage(bytes: child.value))
            }
        }
    }

    private mutating func searchWhole(_ content: ArraySlice<UInt8>) {
        if let found = FaceImage.firstImage(in: content) {
            note(.imageFoundBySearch)
            images.append(FaceImage(bytes: Array(content[found...])))
        } else {
            note(.imageOfZeroBytes)
            images.append(FaceImage(bytes: []))
        }
    }
}

extension FacialRecord {
    /// An ISO/IEC 19794-5 record with one image, full frontal, no feature points.
    static func encode(_ image: FaceImage) -> [UInt8] {
        func integer(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let blockLength = informationLength + imageInformationLength + image.bytes.count
        var bytes: [UInt8] = [0x46, 0x41, 0x43, 0, 0x30, 0x31, 0x30, 0]
        bytes += integer(recordHeaderLength + blockLength, 4) + integer(1, 2)
        bytes += integer(blockLength, 4) + [UInt8](repeating: 0, count: informationLength - 4)
        bytes += [0x01, image.format == .jpeg2000 ? 1 : 0]
        bytes += integer(image.width, 2) + integer(image.height, 2)
        bytes += [UInt8](repeating: 0, count: imageInformationLength - 6)
        return bytes + image.bytes
    }
}
