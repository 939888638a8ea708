/// Tag and length of one element, before its value has been looked at.
struct TLVHeader: Sendable, Equatable {
    /// Outcome of reading a header from bytes that may end too early.
    enum Reading: Sendable, Equatable {
        /// The header is there.
        case complete(TLVHeader)
        /// The bytes end inside the header.
        case needsMore
    }

    /// All bytes of the tag, big-endian.
    let tag: UInt32
    /// Index of the first value byte.
    let valueStart: Int
    /// Announced number of value bytes, 0 to 4,294,967,295: not yet compared with anything.
    let valueLength: Int

    /// Reads a tag of one to four bytes and a definite length of one to five bytes.
    ///
    /// Lengths with more bytes than needed are accepted: BER allows them and real DG2 files have them.
    /// - Throws: ``TLVError`` `invalidTag` or `invalidLength`.
    static func read(_ bytes: ArraySlice<UInt8>, from start: Int) throws(TLVError) -> Reading {
        guard start < bytes.endIndex else { return .needsMore }
        var index = start
        var tag = UInt32(bytes[index])
        index += 1
        if tag & 0x1F == 0x1F {
            var isLast = false
            while !isLast {
                guard index < bytes.endIndex else { return .needsMore }
                let byte = bytes[index]
                guard index - start < 4, !(index == start + 1 && byte == 0x80) else {
                    throw TLVError(code: .invalidTag, offset: start, message: "tag too long or padded")
                }
                tag = tag << 8 | UInt32(byte)
                isLast = byte & 0x80 == 0
                index += 1
            }
        } else if tag == 0 {
            throw TLVError(code: .invalidTag, offset: start, message: "tag 00")
        }

        guard index < bytes.endIndex else { return .needsMore }
        let first = bytes[index]
        index += 1
        if first < 0x80 {
            return .complete(TLVHeader(tag: tag, valueStart: index, valueLength: Int(first)))
        }
        let count = Int(first & 0x7F)
        guard count > 0 else {
            throw TLVError(code: .invalidLength, offset: index - 1, message: "indefinite length")
        }
        guard count <= 4 else {
            throw TLVError(code: .invalidLength, offset: index - 1, message: "length of \(count) bytes")
        }
        guard bytes.endIndex - index >= count else { return .needsMore }
        var length: UInt32 = 0
        for byte in bytes[index..<(index + count)] {
            length = length << 8 | UInt32(byte)
        }
        return .complete(TLVHeader(tag: tag, valueStart: index + count, valueLength: Int(length)))
    }
}

extension TLV {
    /// Length of a whole elementary file, header included, told by its first bytes.
    ///
    /// Give it the first block read from a chip (eight bytes are always enough).
    /// - Parameters:
    ///   - header: the first bytes of the file.
    ///   - limit: longest file that is accepted, in bytes.
    /// - Returns: the length in bytes, or nil when more bytes are needed to know it.
    /// - Throws: ``TLVError`` when no tag and length can begin so, or the length is beyond the limit.
    package static func fileLength(
        header: [UInt8], limit: Int = Limits.elementaryFileLength
    ) throws(TLVError) -> Int? {
        if header.first == 0xFF {
            // Erased memory of a card reads as FF; as a tag it would ask for a long tag number.
            throw TLVError(code: .invalidTag, offset: 0, message: "tag FF, an empty file")
        }
        guard case .complete(let parsed) = try TLVHeader.read(header[...], from: 0) else { return nil }
        let (total, overflow) = parsed.valueLength.addingReportingOverflow(parsed.valueStart)
        guard !overflow, total <= limit else {
            throw TLVError(
                code: .lengthOverLimit, offset: 0, message: "file of \(parsed.valueLength) bytes, limit \(limit)")
        }
        return total
    }
}
