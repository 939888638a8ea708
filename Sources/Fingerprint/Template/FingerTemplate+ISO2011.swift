extension FingerTemplate {
    /// Quality values that mean "not reported" and "could not be computed", ISO/IEC 19794-1:2011.
    private static let unrated: Set<Int> = [254, 255]
    private static let bytesBeforeRepresentations = 15
    private static let dateAndTimeBytes = 9
    private static let qualityBlockBytes = 5
    private static let certificationBlockBytes = 3

    /// The template as an ISO/IEC 19794-2:2011 record with one representation and no extended data.
    ///
    /// Date, technology and maker of the capture are left unspecified: a template does not know them.
    package func iso19794_2Edition2011Record() -> [UInt8] {
        var body = [UInt8](repeating: 0xFF, count: Self.dateAndTimeBytes)
        body.append(0)
        body += [0, 0, 0, 0]
        body += [1, quality, 0, 0, 0, 0]
        body += [position.rawValue, 0]
        body.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        body.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        body.append(0)
        body.append(bigEndian: UInt16(width))
        body.append(bigEndian: UInt16(height))
        // Six bytes a minutia; endings are where the ridge skeleton ends.
        body.append(0x61)
        body.append(UInt8(minutiae.count))
        appendMinutiae(to: &body) { $0 }
        body.append(bigEndian: UInt16(0))

        var record = Self.magic + Self.edition2011
        record.append(bigEndian: UInt32(Self.bytesBeforeRepresentations + 4 + body.count))
        record.append(bigEndian: UInt16(1))
        record.append(0)
        record.append(bigEndian: UInt32(4 + body.count))
        return record + body
    }

    /// Reads the first representation of an ISO/IEC 19794-2:2011 record and brings it to 500 dpi.
    ///
    /// Every representation is read through and held against its own length and that of the record.
    /// - Throws: `malformedTemplate` with field and place.
    package init(iso19794_2Edition2011 record: [UInt8]) throws(FingerprintError) {
        var reader = RecordReader(bytes: record)
        guard record.count <= Limits.maximumTemplateRecord else { throw reader.fault("record length") }
        try reader.expect(Self.magic, "format identifier")
        try reader.expect(Self.edition2011, "version number")
        guard try reader.number(4, "record length") == record.count else {
            throw reader.fault("record length", back: 4)
        }
        let count = try reader.number(2, "number of representations", in: 1...Limits.maximumFingerViews)
        let certified = try reader.number(1, "certification flag", in: 0...1) == 1
        var first: FingerTemplate?
        for _ in 0..<count {
            let representation = try Self.readRepresentation(&reader, certified: certified)
            if first == nil { first = representation }
        }
        guard reader.isAtEnd else { throw reader.fault("bytes after the last representation") }
        guard let first else { throw reader.fault("number of representations") }
        self = first
    }

    private static func readRepresentation(
        _ reader: inout RecordReader, certified: Bool
    ) throws(FingerprintError) -> FingerTemplate {
        let start = reader.position
        let length = try reader.number(4, "representation length")
        guard length - 4 <= reader.remaining else { throw reader.fault("representation length", back: 4) }
        try reader.skip(dateAndTimeBytes, "capture date")
        try reader.skip(5, "capture device")
        let quality = try readQuality(&reader)
        if certified {
            let blocks = try reader.number(1, "number of certifications", in: 0...Limits.maximumRecordBlocks)
            try reader.skip(blocks * certificationBlockBytes, "certification")
        }
        let position = try reader.fingerPosition()
        try reader.skip(1, "representation number")
        let (horizontal, vertical) = try MinutiaFrame.readResolution(&reader)
        try reader.skip(1, "impression type")
        let width = try reader.number(2, "image width", in: 1...0xFFFF)
        let height = try reader.number(2, "image height", in: 1...0xFFFF)
        let frame = MinutiaFrame(
            width: width, height: height, horizontalResolution: horizontal, verticalResolution: vertical)
        let size = try reader.number(1, "minutia size") >> 4
        guard size == 5 || size == 6 else { throw reader.fault("minutia size", back: 1) }
        let count = try reader.number(1, "minutiae count")
        guard count * size + 2 <= reader.remaining else { throw reader.fault("minutiae count", back: 1) }
        let minutiae = try frame.readMinutiae(count, from: &reader, size: size, unrated: unrated)
        try reader.skipExtendedData()
        guard reader.position - start == length else {
            throw FingerprintError(.malformedTemplate, field: "representation length", offset: start)
        }
        return frame.template(position: position, quality: quality, minutiae: minutiae)
    }

    /// The first score of the quality blocks, 0 where none is reported.
    private static func readQuality(_ reader: inout RecordReader) throws(FingerprintError) -> Int {
        let blocks = try reader.number(1, "number of quality blocks", in: 0...Limits.maximumRecordBlocks)
        var result: Int?
        for _ in 0..<blocks {
            var score = try reader.number(1, "finger quality")
            if unrated.contains(score) { score = 0 }
            guard score <= 100 else { throw reader.fault("finger quality", back: 1) }
            try reader.skip(qualityBlockBytes - 1, "quality algorithm")
            if result == nil { result = score }
        }
        return result ?? 0
    }
}
