/// Finger images as ISO/IEC 19794-4:2005 records: what DG3 of a passport holds inside its CBEFF blocks.
package struct FingerImageRecord: Sendable, Equatable {
    /// How the pixels of a record are kept, ISO/IEC 19794-4:2005 §7.1.13.
    package enum Compression: UInt8, Sendable, CaseIterable {
        case none, packed, wsq, jpeg, jpeg2000, png
    }

    /// One view of one finger.
    package struct View: Sendable, Equatable {
        /// Which finger.
        package let position: FingerTemplate.Position
        /// Quality as the record gives it, 0...100; 254 and 255 where it is not known.
        package let quality: UInt8
        /// Width in pixels as the record says.
        package let width: Int
        /// Height in pixels as the record says.
        package let height: Int
        /// Pixels or the compressed image.
        package let data: [UInt8]

        /// A view; see the properties.
        package init(position: FingerTemplate.Position, quality: UInt8, width: Int, height: Int, data: [UInt8]) {
            self.position = position
            self.quality = quality
            self.width = width
            self.height = height
            self.data = data
        }
    }

    /// Resolution of the images, the same in both directions.
    package let pixelsPerInch: Int
    /// How all views are kept.
    package let compression: Compression
    /// The views in their order, at least one.
    package let views: [View]

    private static let magic: [UInt8] = [0x46, 0x49, 0x52, 0x00]
    private static let edition2005: [UInt8] = [0x30, 0x31, 0x30, 0x00]
    private static let headerLength = 32
    private static let viewHeaderLength = 14
    private static let perCentimetre = 2

    /// Whether bytes begin like such a record.
    package static func isRecord(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

    /// A record of images that are already encoded.
    package init(pixelsPerInch: Int, compression: Compression, views: [View]) {
        self.pixelsPerInch = pixelsPerInch
        self.compression = compression
        self.views = views
    }

    /// A record of one uncompressed image.
    package init(_ image: FingerImage, position: FingerTemplate.Position = .unknown) {
        let view = View(position: position, quality: 254, width: image.width, height: image.height, data: image.pixels)
        self.init(pixelsPerInch: image.pixelsPerInch, compression: .none, views: [view])
    }

    /// Reads a record; its images are only decoded by `image(_:)`.
    ///
    /// - Throws: `malformedImageRecord` with field and place, `unsupportedResolution`, or `unsupportedImage` for
    ///   pixels of other than 8 bits.
    package init(iso19794_4 record: [UInt8]) throws(FingerprintError) {
        var reader = RecordReader(bytes: record, code: .malformedImageRecord)
        guard record.count <= Limits.maximumImageRecord else { throw reader.fault("record length") }
        try reader.expect(Self.magic, "format identifier")
        try reader.expect(Self.edition2005, "version number")
        guard try reader.number(6, "record length") == record.count else {
            throw reader.fault("record length", back: 6)
        }
        try reader.skip(2, "capture device")
        try reader.skip(2, "image acquisition level")
        let count = try reader.number(1, "number of fingers", in: 1...Limits.maximumFingerViews)
        let unit = try reader.number(1, "scale units", in: 1...2)
        try reader.skip(4, "scan resolution")
        let horizontal = try reader.number(2, "horizontal image resolution")
        guard try reader.number(2, "vertical image resolution") == horizontal else {
            throw reader.fault("vertical image resolution", back: 2)
        }
        pixelsPerInch = unit == Self.perCentimetre ? (horizontal * 254 + 50) / 100 : horizontal
        guard Limits.pixelsPerInch.contains(pixelsPerInch) else {
            throw FingerprintError(.unsupportedResolution, field: "horizontal image resolution", offset: 24)
        }
        guard try reader.number(1, "pixel depth") == 8 else {
            throw FingerprintError(.unsupportedImage, field: "pixel depth", offset: 28)
        }
        let code = try reader.number(1, "compression algorithm")
        guard let compression = Compression(rawValue: UInt8(code)) else {
            throw reader.fault("compression algorithm", back: 1)
        }
        self.compression = compression
        try reader.skip(2, "reserved bytes")
        var views: [View] = []
        for _ in 0..<count {
            repeat {
                let (view, isLast) = try Self.readView(&reader)
                guard views.count < Limits.maximumFingerViews else { throw reader.fault("number of views") }
                views.append(view)
                if isLast { break }
            } while true
        }
        guard reader.isAtEnd else { throw reader.fault("bytes after the last view") }
        self.views = views
    }

    private static func readView(
        _ reader: inout RecordReader
    ) throws(FingerprintError) -> (view: View, isLast: Bool) {
        let length = try reader.number(4, "finger block length")
        guard length > viewHeaderLength, length - 4 <= reader.remaining else {
            throw reader.fault("finger block length", back: 4)
        }
        let position = try reader.fingerPosition()
        let count = try reader.number(1, "count of views", in: 1...Limits.maximumFingerViews)
        let number = try reader.number(1, "view number", in: 1...count)
        let quality = UInt8(try reader.number(1, "finger quality"))
        try reader.skip(1, "impression type")
        let width = try reader.number(2, "width")
        let height = try reader.number(2, "height")
        try reader.skip(1, "reserved byte")
        let data = try reader.take(length - viewHeaderLength, "image data")
        let view = View(position: position, quality: quality, width: width, height: height, data: data)
        return (view, number == count)
    }

    /// Decodes a view: uncompressed or wavelet scalar quantisation.
    ///
    /// - Throws: `unsupportedImage` for other compressions, `malformedImageRecord` when the image has another size
    ///   than the record says, errors of the decoder, or of `FingerImage`.
    package func image(_ view: View) throws(FingerprintError) -> FingerImage {
        switch compression {
        case .none, .packed:
            // At 8 bits a pixel packing changes nothing.
            return try FingerImage(
                width: view.width, height: view.height, pixelsPerInch: pixelsPerInch, pixels: view.data)
        case .wsq:
            let image = try WSQImage.decode(view.data, pixelsPerInch: pixelsPerInch)
            guard image.width == view.width, image.height == view.height else {
                throw FingerprintError(.malformedImageRecord, field: "width and height")
            }
            return image
        case .jpeg, .jpeg2000, .png:
            throw FingerprintError(.unsupportedImage, field: "compression algorithm", offset: 29)
        }
    }

    /// The record as bytes, one view a finger, resolution in pixels per centimetre.
    package func iso19794_4Record() -> [UInt8] {
        let length = Self.headerLength + views.reduce(0) { $0 + Self.viewHeaderLength + $1.data.count }
        let resolution = UInt16(truncatingIfNeeded: (pixelsPerInch * 100 + 127) / 254)
        var record = Self.magic + Self.edition2005
        record.append(bigEndian: UInt16(0))
        record.append(bigEndian: UInt32(truncatingIfNeeded: length))
        record += [0, 0]
        // Acquisition level 31: 500 dpi, 8 bits.
        record += [0, 31, UInt8(truncatingIfNeeded: views.count), UInt8(Self.perCentimetre)]
        for _ in 0..<4 { record.append(bigEndian: resolution) }
        record += [8, compression.rawValue, 0, 0]
        for view in views {
            record.append(bigEndian: UInt32(truncatingIfNeeded: Self.viewHeaderLength + view.data.count))
            record += [view.position.rawValue, 1, 1, view.quality, 0]
            record.append(bigEndian: UInt16(truncatingIfNeeded: view.width))
            record.append(bigEndian: UInt16(truncatingIfNeeded: view.height))
            record.append(0)
            record += view.data
        }
        return record
    }
}
