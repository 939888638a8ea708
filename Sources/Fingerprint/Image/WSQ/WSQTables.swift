/// The tables of an image compressed by wavelet scalar quantisation, in the order in which they are met.
struct WSQTables {
    /// Filters of the inverse transform.
    private(set) var filters: WaveletFilters?
    /// Steps of the quantisers.
    private(set) var quantization: WSQQuantization?
    /// Code tables by their number, 0...7.
    private(set) var huffman = [HuffmanTable?](repeating: nil, count: 8)
    /// Resolution out of a NIST comment.
    private(set) var pixelsPerInch: Int?

    /// Reads the filters.
    ///
    /// The file has the right halves of the analysis filters, low pass first. Those of the inverse transform are the
    /// other one each, with every second sign turned.
    mutating func readTransform(_ reader: inout RecordReader) throws(FingerprintError) {
        let end = try Self.segmentEnd(&reader, "transform table length")
        var counts: [Int] = []
        for _ in 0..<2 {
            let count = try reader.number(1, "number of filter taps", in: 1...Limits.maximumWaveletTaps)
            guard count % 2 == 1 else {
                throw FingerprintError(.unsupportedImage, field: "number of filter taps", offset: reader.position - 1)
            }
            counts.append(count)
        }
        var halves: [[Float]] = []
        for count in counts {
            var half: [Float] = []
            for index in 0...(count / 2) {
                let sign = try reader.number(1, "sign of a filter tap")
                let value = try reader.scaledNumber(4, "filter tap")
                half.append((sign == 0) == (index % 2 == 0) ? value : -value)
            }
            halves.append(half)
        }
        try Self.close(reader, at: end, "transform table length")
        filters = WaveletFilters(low: halves[1], high: halves[0])
    }

    /// Reads the steps of 64 quantisers, of which 60 are used.
    mutating func readQuantization(_ reader: inout RecordReader) throws(FingerprintError) {
        let end = try Self.segmentEnd(&reader, "quantisation table length")
        let centre = try reader.scaledNumber(2, "bin centre")
        var bands: [WSQQuantization.Band] = []
        for _ in 0..<64 {
            let step = try reader.scaledNumber(2, "quantiser step")
            bands.append(WSQQuantization.Band(step: step, zeroWidth: try reader.scaledNumber(2, "zero bin width")))
        }
        try Self.close(reader, at: end, "quantisation table length")
        quantization = WSQQuantization(centre: centre, bands: bands)
    }

    /// Reads one code table or several.
    mutating func readHuffman(_ reader: inout RecordReader) throws(FingerprintError) {
        let end = try Self.segmentEnd(&reader, "code table length")
        repeat {
            let number = try reader.number(1, "code table number", in: 0...(huffman.count - 1))
            huffman[number] = try HuffmanTable(&reader)
        } while reader.position < end
        try Self.close(reader, at: end, "code table length")
    }

    /// Reads a comment and takes the resolution out of it when it is one of NIST's: lines of a name and a value.
    mutating func readComment(_ reader: inout RecordReader) throws(FingerprintError) {
        let end = try Self.segmentEnd(&reader, "comment length")
        let text = try reader.take(end - reader.position, "comment")
        guard text.starts(with: Array("NIST_COM".utf8)) else { return }
        for line in text.split(separator: 0x0A) where line.starts(with: Array("PPI ".utf8)) {
            let value = Int(String(decoding: line.dropFirst(4), as: UTF8.self)) ?? 0
            if Limits.pixelsPerInch.contains(value) { pixelsPerInch = value }
        }
    }

    /// Reads the length of a segment, which counts its own two bytes, and gives the place after the segment.
    private static func segmentEnd(
        _ reader: inout RecordReader, _ field: String
    ) throws(FingerprintError) -> Int {
        let start = reader.position
        let length = try reader.number(2, field, in: 2...0xFFFF)
        guard length - 2 <= reader.remaining else { throw reader.fault(field, back: 2) }
        return start + length
    }

    private static func close(_ reader: RecordReader, at end: Int, _ field: String) throws(FingerprintError) {
        guard reader.position == end else { throw reader.fault(field) }
    }
}

/// The steps by which the values of each subband were rounded, IAFIS-IC-0110 v3 §2.3.
struct WSQQuantization {
    /// The steps of one subband.
    struct Band {
        /// Width of a bin; 0 for a subband that was left out.
        var step: Float
        /// Width of the bin around zero.
        var zeroWidth: Float
    }

    /// Where in a bin its values are put back, as a share of its width.
    let centre: Float
    /// One entry a subband.
    let bands: [Band]

    /// The values before they were rounded, each subband in its place.
    ///
    /// - Returns: nil when there are more or fewer values than the subbands hold.
    func restored(_ coefficients: [Int32], layout: SubbandLayout) -> Plane? {
        var plane = Plane(width: layout.width, height: layout.height)
        var next = 0
        for (area, band) in zip(layout.bands, bands) where band.step != 0 {
            guard coefficients.count - next >= area.width * area.height else { return nil }
            let half = band.zeroWidth / 2
            for row in area.y..<(area.y + area.height) {
                let start = row * layout.width + area.x
                for place in start..<(start + area.width) {
                    let value = Float(coefficients[next])
                    next += 1
                    if value > 0 {
                        plane.values[place] = band.step * (value - centre) + half
                    } else if value < 0 {
                        plane.values[place] = band.step * (value + centre) - half
                    }
                }
            }
        }
        return next == coefficients.count ? plane : nil
    }
}
