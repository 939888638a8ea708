import TravelDocument

/// Parts of DG2 files for tests, each part replaceable by a wrong one.
struct FaceSample {
    /// Something that begins like a JPEG.
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 0x11, count: 60) + [0xFF, 0xD9]
    /// Something that begins like a JP2 file.
    static let jp2: [UInt8] =
        [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A] + [UInt8](repeating: 0x22, count: 50)
    /// Something that begins like a raw JPEG 2000 codestream.
    static let codestream: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51] + [UInt8](repeating: 0x33, count: 50)

    var identifier: [UInt8] = Array("FAC\0".utf8)
    var version: [UInt8] = Array("010\0".utf8)
    var recordLengthError = 0
    var imageCount: Int?
    var blockLengthError = 0
    var announcedFeaturePoints: Int?
    var featurePoints = 0
    var dataType: UInt8 = 0
    var images: [[UInt8]] = [FaceSample.jpeg]
    var header: [UInt8]? = TLV.encode(
        tag: 0xA1,
        children: [
            TLV.encode(tag: 0x81, value: [2]), TLV.encode(tag: 0x87, value: [1, 1]),
            TLV.encode(tag: 0x88, value: [0, 8]),
        ])
    var instances: [UInt8]? = [0x02, 0x01, 0x01]
    var recordTag: UInt32 = 0x5F2E

    /// The facial record.
    var record: [UInt8] {
        func integer(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var blocks: [UInt8] = []
        for image in images {
            let length = 32 + 8 * featurePoints + image.count
            blocks += integer(length + blockLengthError, 4) + integer(announcedFeaturePoints ?? featurePoints, 2)
            blocks += [UInt8](repeating: 0, count: 14) + [UInt8](repeating: 7, count: 8 * featurePoints)
            blocks += [1, dataType] + integer(413, 2) + integer(531, 2) + [UInt8](repeating: 0, count: 6) + image
        }
        let length = 14 + blocks.count + recordLengthError
        return identifier + version + integer(length, 4) + integer(imageCount ?? images.count, 2) + blocks
    }

    /// The whole file.
    var file: [UInt8] {
        let template = TLV.encode(tag: 0x7F60, children: [header ?? [], TLV.encode(tag: recordTag, value: record)])
        return TLV.encode(tag: 0x75, children: [TLV.encode(tag: 0x7F61, children: [instances ?? [], template])])
    }

    /// A sample with some parts changed.
    static func with(_ change: (inout FaceSample) -> Void) -> FaceSample {
        var sample = FaceSample()
        change(&sample)
        return sample
    }
}
