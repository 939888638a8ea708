extension FingerTemplate {
    /// "FMR" and a zero: the magic number of every minutiae record.
    static let magic: [UInt8] = [0x46, 0x4D, 0x52, 0x00]
    /// " 20" and a zero: the 2005 edition, and ANSI 378 of 2004, which is told apart by its length field.
    static let version: [UInt8] = [0x20, 0x32, 0x30, 0x00]
    /// "030" and a zero: the 2011 edition.
    static let edition2011: [UInt8] = [0x30, 0x33, 0x30, 0x00]
    private static let headerLength = 24
    /// 500 dpi in pixels per centimetre as the standard rounds it.
    static let pixelsPerCentimetre = 197

    /// The template as an ISO/IEC 19794-2:2005 record with one finger view and no extended data.
    package func iso19794_2Record() -> [UInt8] {
        var record = Self.magic + Self.version
        let length = Self.headerLength + 4 + 6 * minutiae.count + 2
        record.append(bigEndian: UInt32(length))
        record.append(bigEndian: UInt16(0))
        record.append(bigEndian: UInt16(width))
        record.append(bigEndian: UInt16(height))
        record.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        record.append(bigEndian: UInt16(Self.pixelsPerCentimetre))
        record += [1, 0]
        record += [position.rawValue, 0, quality, UInt8(minutiae.count)]
        appendMinutiae(to: &record) { $0 }
        record.append(bigEndian: UInt16(0))
        return record
    }

    /// Reads the first finger view of an ISO/IEC 19794-2:2005 record and brings it to 500 dpi.
    ///
    /// Nothing the record says is trusted: its length, every count and every coordinate is held against what is there,
    /// through to the last view.
    /// - Throws: `malformedTemplate` with field and place, `unsupportedTemplate` for ANSI 378 and ISO 2011 records.
    package init(iso19794_2 record: [UInt8]) throws(FingerprintError) {
        var reader = RecordReader(bytes: record)
        let header = try Self.readHeader(&reader)
        var first: FingerTemplate?
        for _ in 0..<header.views {
            let view = try Self.readView(&reader, header: header)
            if first == nil { first = view }
        }
        guard reader.isAtEnd else { throw reader.fault("bytes after the last view") }
        guard let first else { throw reader.fault("number of finger views") }
        self = first
    }

    private struct Header {
        var frame: MinutiaFrame
        var views: Int
    }

    private static func readHeader(_ reader: inout RecordReader) throws(FingerprintError) -> Header {
        guard reader.bytes.count <= Limits.maximumTemplateRecord else { throw reader.fault("record length") }
        guard try reader.take(4, "format identifier") == magic else {
            throw FingerprintError(.malformedTemplate, field: "format identifier", offset: 0)
        }
        let edition = try reader.take(4, "version number")
        guard edition != edition2011 else {
            throw FingerprintError(.unsupportedTemplate, field: "version number", offset: 4)
        }
        guard edition == version else {
            throw FingerprintError(.malformedTemplate, field: "version number", offset: 4)
        }
        let length = try reader.number(4, "record length")
        guard length == reader.bytes.count else {
            let isANSI = length >> 16 == reader.bytes.count
            throw FingerprintError(
                isANSI ? .unsupportedTemplate : .malformedTemplate, field: "record length", offset: 8)
        }
        _ = try reader.number(2, "capture equipment")
        let frame = try MinutiaFrame(sizeAndResolution: &reader)
        let views = try reader.number(1, "number of finger views")
        guard (1...Limits.maximumFingerViews).contains(views) else {
            throw FingerprintError(.malformedTemplate, field: "number of finger views", offset: 22)
        }
        guard try reader.number(1, "reserved byte") == 0 else {
            throw FingerprintError(.malformedTemplate, field: "reserved byte", offset: 23)
        }
        return Header(frame: frame, views: views)
    }

    private static func readView(
        _ reader: inout RecordReader, header: Header
    ) throws(FingerprintError) -> FingerTemplate {
        let position = try reader.fingerPosition()
        _ = try reader.number(1, "view number")
        let quality = try reader.number(1, "finger quality")
        guard quality <= 100 else { throw reader.fault("finger quality", back: 1) }
        let count = try reader.number(1, "minutiae count")
        guard count * 6 + 2 <= reader.remaining else { throw reader.fault("minutiae count", back: 1) }
        let minutiae = try header.frame.readMinutiae(count, from: &reader)
        try reader.skipExtendedData()
        return header.frame.template(position: position, quality: quality, minutiae: minutiae)
    }
}
