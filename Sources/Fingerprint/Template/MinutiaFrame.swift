/// The coordinates that the minutiae of a record are told in, and how they come to 500 dpi.
///
/// Shared by ISO/IEC 19794-2:2005 and 2011 and ANSI/INCITS 378-2004, whose minutiae have the same six bytes.
struct MinutiaFrame {
    /// What a step of the angle byte means.
    enum AngleUnit {
        /// 360/256 degrees, ISO/IEC 19794-2.
        case turn256
        /// 2 degrees, ANSI/INCITS 378-2004.
        case degrees2
    }

    /// Width of the image in pixels of the record.
    let width: Int
    /// Height of the image in pixels of the record.
    let height: Int
    /// Pixels per centimetre, left to right.
    let horizontalResolution: Int
    /// Pixels per centimetre, top to bottom.
    let verticalResolution: Int

    /// A frame whose fields are already checked.
    init(width: Int, height: Int, horizontalResolution: Int, verticalResolution: Int) {
        self.width = width
        self.height = height
        self.horizontalResolution = horizontalResolution
        self.verticalResolution = verticalResolution
    }

    /// Reads image size and resolution, two bytes each, in this order.
    init(sizeAndResolution reader: inout RecordReader) throws(FingerprintError) {
        let width = try reader.number(2, "image width", in: 1...0xFFFF)
        let height = try reader.number(2, "image height", in: 1...0xFFFF)
        let (horizontal, vertical) = try Self.readResolution(&reader)
        self.init(width: width, height: height, horizontalResolution: horizontal, verticalResolution: vertical)
    }

    /// Reads both resolutions in pixels per centimetre, two bytes each.
    static func readResolution(
        _ reader: inout RecordReader
    ) throws(FingerprintError) -> (horizontal: Int, vertical: Int) {
        let range = Limits.templatePixelsPerCentimetre
        let horizontal = try reader.number(2, "horizontal resolution", in: range)
        return (horizontal, try reader.number(2, "vertical resolution", in: range))
    }

    /// Reads `count` minutiae and brings them to 500 dpi.
    ///
    /// - Parameters:
    ///   - unit: what the angle byte counts.
    ///   - size: bytes of a minutia: 6, or 5 without a quality byte (2011 edition only).
    ///   - unrated: quality bytes above 100 that mean "not known".
    func readMinutiae(
        _ count: Int, from reader: inout RecordReader, unit: AngleUnit = .turn256, size: Int = 6,
        unrated: Set<Int> = []
    ) throws(FingerprintError) -> [Minutia] {
        var minutiae: [Minutia] = []
        minutiae.reserveCapacity(count)
        for _ in 0..<count {
            let first = try reader.number(2, "minutia x")
            let x = first & 0x3FFF
            guard x < width else { throw reader.fault("minutia x", back: 2) }
            guard let kind = Minutia.Kind(rawValue: UInt8(first >> 14)) else {
                throw reader.fault("minutia type", back: 2)
            }
            let y = try reader.number(2, "minutia y") & 0x3FFF
            guard y < height else { throw reader.fault("minutia y", back: 2) }
            let angle = try Self.readAngle(&reader, unit)
            var quality = 0
            if size == 6 { quality = try reader.number(1, "minutia quality") }
            if unrated.contains(quality) { quality = 0 }
            guard quality <= 100 else { throw reader.fault("minutia quality", back: 1) }
            minutiae.append(
                Minutia(
                    x: Self.scaled(x, horizontalResolution), y: Self.scaled(y, verticalResolution), angle: angle,
                    kind: kind, quality: UInt8(quality)))
        }
        return minutiae
    }

    /// A template at 500 dpi of minutiae that this frame read.
    func template(position: FingerTemplate.Position, quality: Int, minutiae: [Minutia]) -> FingerTemplate {
        FingerTemplate(
            width: Self.scaled(width, horizontalResolution, roundUp: true),
            height: Self.scaled(height, verticalResolution, roundUp: true), position: position,
            quality: UInt8(min(max(quality, 0), 100)), minutiae: minutiae)
    }

    /// The angle byte of ANSI/INCITS 378-2004 for an angle of the engine; at most 1 degree away.
    static func degrees2(_ angle: UInt8) -> UInt8 { UInt8((Int(angle) * 45 + 32) / 64 % 180) }

    private static func readAngle(_ reader: inout RecordReader, _ unit: AngleUnit) throws(FingerprintError) -> UInt8 {
        switch unit {
        case .turn256: return UInt8(try reader.number(1, "minutia angle"))
        case .degrees2:
            let steps = try reader.number(1, "minutia angle", in: 0...179)
            return UInt8((steps * 64 + 22) / 45 & 0xFF)
        }
    }

    /// Pixels at `resolution` px/cm as pixels at 500 dpi.
    private static func scaled(_ value: Int, _ resolution: Int, roundUp: Bool = false) -> Int {
        let target = FingerTemplate.pixelsPerCentimetre
        guard resolution != target else { return value }
        return (value * target + (roundUp ? resolution - 1 : 0)) / resolution
    }
}

extension RecordReader {
    /// Reads over the extended data that ends a finger view: length in two bytes, then as many bytes.
    mutating func skipExtendedData() throws(FingerprintError) {
        let extended = try number(2, "extended data length")
        guard extended <= remaining else { throw fault("extended data length", back: 2) }
        try skip(extended, "extended data")
    }

    /// Reads a finger position.
    mutating func fingerPosition() throws(FingerprintError) -> FingerTemplate.Position {
        let code = try number(1, "finger position")
        guard let position = FingerTemplate.Position(rawValue: UInt8(code)) else {
            throw fault("finger position", back: 1)
        }
        return position
    }
}
