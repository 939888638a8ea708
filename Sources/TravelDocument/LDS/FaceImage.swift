/// One face image of DG2, still compressed.
package struct FaceImage: Sendable, Equatable {
    /// Image formats, told by the first bytes: headers of real chips name the wrong one.
    package enum Format: String, Sendable, Hashable, Codable {
        /// JPEG, FF D8 FF.
        case jpeg
        /// JPEG 2000, as a JP2 file or as a raw codestream (FF 4F FF 51).
        case jpeg2000
        /// None of these.
        case unknown
    }

    /// Format by the first bytes.
    package let format: Format
    /// The compressed image; may be empty.
    package let bytes: [UInt8]
    /// Width in pixels as the header says, 0 when it does not.
    package let width: Int
    /// Height in pixels as the header says, 0 when it does not.
    package let height: Int

    /// Takes a compressed image and finds its format.
    package init(bytes: [UInt8], width: Int = 0, height: Int = 0) {
        format = FaceImage.format(of: bytes[...])
        self.bytes = bytes
        self.width = width
        self.height = height
    }

    /// Format of bytes that begin an image.
    package static func format(of bytes: ArraySlice<UInt8>) -> Format {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51]) { return .jpeg2000 }
        if bytes.starts(with: [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]) { return .jpeg2000 }
        return .unknown
    }

    /// Index where an image of a known format begins, searching the whole slice once; nil when there is none.
    static func firstImage(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.first { index in
            (bytes[index] == 0xFF || bytes[index] == 0) && format(of: bytes[index...]) != .unknown
        }
    }
}
