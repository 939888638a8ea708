/// One element of tag, length and value in BER encoding with definite length (ISO/IEC 7816-4 §6.3,
/// ITU-T X.690 §8.1).
///
/// The value shares the bytes it was parsed from; children are parsed on demand, so a parse costs only
/// the levels that are looked at. All offsets count from the start of the array that was parsed first.
///
/// ```swift
/// let com = try TLV.parseOne(file)
/// let list = try com.child(0x5C)?.value
/// ```
package struct TLV: Sendable, Equatable {
    /// The tag with its class and constructed bits, all bytes of it big-endian: 0x61, 0x7F61, 0x5F1F.
    package let tag: UInt32
    /// Index of the first byte of the tag.
    package let offset: Int
    /// The value bytes, indexed as in the parsed array.
    package let content: ArraySlice<UInt8>
    /// Level of nesting; the outermost element has 1.
    package let depth: Int

    /// The value bytes as an array of their own.
    package var value: [UInt8] { Array(content) }

    /// True when the tag says that the value is itself a list of elements.
    package var isConstructed: Bool {
        var first = tag
        while first > 0xFF { first >>= 8 }
        return first & 0x20 != 0
    }

    /// Index after the last byte of the value.
    package var endOffset: Int { content.endIndex }
}

extension TLV {
    /// Parses a list of elements that fills the bytes completely.
    ///
    /// Only the outermost level is parsed; an empty input is an empty list.
    /// - Throws: ``TLVError`` with the first fault.
    package static func parse(_ bytes: [UInt8], limits: TLVLimits = .standard) throws(TLVError) -> [TLV] {
        try parseList(bytes[...], depth: 1, limits: limits)
    }

    /// As ``parse(_:limits:)`` over a part of an array; offsets stay those of the slice.
    package static func parse(_ bytes: ArraySlice<UInt8>, limits: TLVLimits = .standard) throws(TLVError) -> [TLV] {
        try parseList(bytes, depth: 1, limits: limits)
    }

    /// Parses bytes that hold exactly one element.
    ///
    /// - Throws: ``TLVError``; `trailingBytes` when something follows the element.
    package static func parseOne(_ bytes: [UInt8], limits: TLVLimits = .standard) throws(TLVError) -> TLV {
        try parseOne(bytes[...], limits: limits)
    }

    /// As ``parseOne(_:limits:)`` over a part of an array.
    package static func parseOne(_ bytes: ArraySlice<UInt8>, limits: TLVLimits = .standard) throws(TLVError) -> TLV {
        let element = try parseFirst(bytes, limits: limits)
        guard element.endOffset == bytes.endIndex else {
            throw TLVError(
                code: .trailingBytes, offset: element.endOffset,
                message: "\(bytes.endIndex - element.endOffset) bytes after the element")
        }
        return element
    }

    /// Parses the first element of bytes that may go on after it; `endOffset` tells where.
    ///
    /// - Throws: ``TLVError``; `truncated` for empty input.
    package static func parseFirst(_ bytes: ArraySlice<UInt8>, limits: TLVLimits = .standard) throws(TLVError) -> TLV {
        try parseElement(bytes, from: bytes.startIndex, depth: 1, limits: limits)
    }

    /// The elements inside this one.
    ///
    /// A primitive element has none and may be asked: its content is then taken as a list, which is
    /// what context-specific wrappers of some issuers need.
    /// - Throws: ``TLVError``; `tooDeep` beyond the depth limit.
    package func children(limits: TLVLimits = .standard) throws(TLVError) -> [TLV] {
        try TLV.parseList(content, depth: depth + 1, limits: limits)
    }

    /// The first element inside this one with the tag, or nil.
    ///
    /// - Throws: ``TLVError`` when the content is not a list of elements.
    package func child(_ tag: UInt32, limits: TLVLimits = .standard) throws(TLVError) -> TLV? {
        try children(limits: limits).first { $0.tag == tag }
    }

    private static func parseList(
        _ bytes: ArraySlice<UInt8>, depth: Int, limits: TLVLimits
    ) throws(TLVError) -> [TLV] {
        var elements: [TLV] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard elements.count < limits.maximumElements else {
                throw TLVError(
                    code: .tooManyElements, offset: index, message: "more than \(limits.maximumElements) elements")
            }
            let element = try parseElement(bytes, from: index, depth: depth, limits: limits)
            elements.append(element)
            index = element.endOffset
        }
        return elements
    }

    private static func parseElement(
        _ bytes: ArraySlice<UInt8>, from start: Int, depth: Int, limits: TLVLimits
    ) throws(TLVError) -> TLV {
        guard depth <= limits.maximumDepth else {
            throw TLVError(code: .tooDeep, offset: start, message: "more than \(limits.maximumDepth) levels")
        }
        guard case .complete(let header) = try TLVHeader.read(bytes, from: start) else {
            throw TLVError(code: .truncated, offset: bytes.endIndex, message: "the bytes end inside tag or length")
        }
        guard header.valueLength <= limits.maximumLength else {
            throw TLVError(
                code: .lengthOverLimit, offset: start,
                message: "length \(header.valueLength) is over \(limits.maximumLength)")
        }
        guard header.valueLength <= bytes.endIndex - header.valueStart else {
            throw TLVError(
                code: .truncated, offset: bytes.endIndex,
                message: "length \(header.valueLength), but \(bytes.endIndex - header.valueStart) bytes follow")
        }
        let content = bytes[header.valueStart..<(header.valueStart + header.valueLength)]
        return TLV(tag: header.tag, offset: start, content: content, depth: depth)
    }
}
