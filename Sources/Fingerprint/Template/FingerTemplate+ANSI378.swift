extension FingerTemplate {
    private static let ansiHeaderLength = 26

    /// The template as an ANSI/INCITS 378-2004 record with one finger view and no extended data.
    ///
    /// Angles have steps of 2 degrees there, so reading it back may turn a minutia by up to a degree.
    package func ansi378Record() -> [UInt8] {
        var record = Self.magic + Self.version
        // 255 minutiae have 1562 bytes: the short form of the length always does.
        record.append(bigEndian: UInt16(Self.ansiHeaderLength + 4 + 6 * minutiae.count + 2))
        record += [0, 0, 0, 0]
        record.append(bigEndian: UInt16(0))
        record.append(bigEndian: UInt16(width))
        record.append(bigEndian: UInt16(height))
        record.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        record.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        record += [1, 0]
        record += [position.rawValue, 0, quality, UInt8(minutiae.count)]
        appendMinutiae(to: &record, angle: MinutiaFrame.degrees2)
        record.append(bigEndian: UInt16(0))
        return record
    }

    /// Reads the first finger view of an ANSI/INCITS 378-2004 record and brings it to 500 dpi.
    ///
    /// Every view is read through and held against the length, as for ISO records.
    /// - Throws: `malformedTemplate` with field and place.
    package init(ansi378 record: [UInt8]) throws(FingerprintError) {
        var reader = RecordReader(bytes: record)
        guard record.count <= Limits.maximumTemplateRecord else { throw reader.fault("record length") }
        try reader.expect(Self.magic, "format identifier")
        try reader.expect(Self.version, "version number")
        var length = try reader.number(2, "record length")
        // Two zeros announce a length in four bytes.
        if length == 0 { length = try reader.number(4, "record length") }
        guard length == record.count else {
            throw FingerprintError(.malformedTemplate, field: "record length", offset: 8)
        }
        try reader.skip(4, "product identifier")
        try reader.skip(2, "capture equipment")
        let frame = try MinutiaFrame(sizeAndResolution: &reader)
        let views = try reader.number(1, "number of finger views", in: 1...Limits.maximumFingerViews)
        _ = try reader.number(1, "reserved byte", in: 0...0)
        var first: FingerTemplate?
        for _ in 0..<views {
            let position = try reader.fingerPosition()
            try reader.skip(1, "view number")
            let quality = try reader.number(1, "finger quality", in: 0...100)
            let count = try reader.number(1, "minutiae count")
            guard count * 6 + 2 <= reader.remaining else { throw reader.fault("minutiae count", back: 1) }
            let minutiae = try frame.readMinutiae(count, from: &reader, unit: .degrees2)
            try reader.skipExtendedData()
            if first == nil { first = frame.template(position: position, quality: quality, minutiae: minutiae) }
        }
        guard reader.isAtEnd else { throw reader.fault("bytes after the last view") }
        guard let first else { throw reader.fault("number of finger views") }
        self = first
    }
}
