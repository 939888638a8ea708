/// Images compressed by wavelet scalar quantisation: FBI specification IAFIS-IC-0110, version 3.
///
/// What passports carry in DG3 and registers keep of fingers. Decoding only, as a pure function on bytes; single
/// precision in a fixed order, so that every machine gets the same pixels. Restart intervals and filters of even
/// length, which nobody writes, are refused.
package enum WSQImage {
    /// The first two bytes of every such image.
    package static let magic: [UInt8] = [0xFF, 0xA0]

    /// Markers, all in 0xFFA0...0xFFA8.
    private enum Marker {
        static let end = 0xFFA1
        static let frame = 0xFFA2
        static let block = 0xFFA3
        static let transform = 0xFFA4
        static let quantization = 0xFFA5
        static let huffman = 0xFFA6
        static let restart = 0xFFA7
        static let comment = 0xFFA8
    }

    /// Decodes an image.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; bytes after the end marker are refused.
    ///   - pixelsPerInch: the resolution when the file carries no NIST comment that tells it.
    /// - Throws: `malformedWSQ` with field and place, `unsupportedImage`, or an error of `FingerImage`.
    package static func decode(_ bytes: [UInt8], pixelsPerInch: Int) throws(FingerprintError) -> FingerImage {
        var reader = RecordReader(bytes: bytes, code: .malformedWSQ)
        guard bytes.count <= Limits.maximumWSQ else { throw reader.fault("file length") }
        try reader.expect(magic, "start of image")
        var tables = WSQTables()
        var frame: WSQFrame?
        var coefficients = WSQCoefficients(count: 0)
        var segments = 0
        while true {
            let marker = try reader.number(2, "marker")
            segments += 1
            guard segments <= Limits.maximumWSQSegments else { throw reader.fault("number of segments", back: 2) }
            switch marker {
            case Marker.transform: try tables.readTransform(&reader)
            case Marker.quantization: try tables.readQuantization(&reader)
            case Marker.huffman: try tables.readHuffman(&reader)
            case Marker.comment: try tables.readComment(&reader)
            case Marker.frame:
                guard frame == nil else { throw reader.fault("second frame header", back: 2) }
                let header = try WSQFrame(&reader)
                frame = header
                coefficients = WSQCoefficients(count: header.width * header.height)
            case Marker.block:
                guard frame != nil else { throw reader.fault("frame header", back: 2) }
                try coefficients.readBlock(&reader, tables: tables.huffman)
            case Marker.restart:
                throw FingerprintError(.unsupportedImage, field: "restart interval", offset: reader.position - 2)
            case Marker.end:
                guard let frame else { throw reader.fault("frame header", back: 2) }
                guard reader.isAtEnd else { throw reader.fault("bytes after the end of the image") }
                return try image(frame, tables, coefficients, pixelsPerInch: pixelsPerInch, end: reader)
            default: throw reader.fault("marker", back: 2)
            }
        }
    }

    private static func image(
        _ frame: WSQFrame, _ tables: WSQTables, _ coefficients: WSQCoefficients, pixelsPerInch: Int,
        end reader: RecordReader
    ) throws(FingerprintError) -> FingerImage {
        guard let filters = tables.filters else { throw reader.fault("transform table") }
        guard let quantization = tables.quantization else { throw reader.fault("quantisation table") }
        let layout = SubbandLayout(width: frame.width, height: frame.height)
        guard var plane = quantization.restored(coefficients.values, layout: layout) else {
            throw reader.fault("number of coefficients")
        }
        layout.synthesize(&plane, filters: filters)
        let pixels = plane.values.map { value in
            let grey = value * frame.scale + frame.shift + 0.5
            // Written so that a value that is not a number, out of absurd tables, becomes 0.
            return grey > 0 ? (grey < 255 ? UInt8(grey) : 255) : 0
        }
        return try FingerImage(
            width: frame.width, height: frame.height, pixelsPerInch: tables.pixelsPerInch ?? pixelsPerInch,
            pixels: pixels)
    }
}

/// The frame header: size of the image and how its values were brought around zero.
struct WSQFrame {
    /// Width in pixels.
    let width: Int
    /// Height in pixels.
    let height: Int
    /// What is added to every value after scaling.
    let shift: Float
    /// What every value is multiplied by.
    let scale: Float

    /// Reads the segment, its length first.
    init(_ reader: inout RecordReader) throws(FingerprintError) {
        _ = try reader.number(2, "frame header length", in: 17...17)
        // Grey values of black and white, which nobody uses.
        try reader.skip(2, "black and white")
        let sides = Limits.minimumImageSide...Limits.maximumImageSide
        let height = try reader.number(2, "height")
        let width = try reader.number(2, "width")
        for (side, field) in [(height, "height"), (width, "width")] {
            guard side >= sides.lowerBound else { throw FingerprintError(.imageTooSmall, field: field) }
            guard side <= sides.upperBound else { throw FingerprintError(.imageTooLarge, field: field) }
        }
        self.width = width
        self.height = height
        shift = try reader.scaledNumber(2, "shift")
        scale = try reader.scaledNumber(2, "scale")
        try reader.skip(3, "encoder")
    }
}

extension RecordReader {
    /// A number as WSQ writes it: the count of decimal places in one byte, then the digits in `width` bytes.
    mutating func scaledNumber(_ width: Int, _ field: String) throws(FingerprintError) -> Float {
        let places = try number(1, field, in: 0...20)
        var value = Double(try number(width, field))
        for _ in 0..<places { value /= 10 }
        return Float(value)
    }
}
