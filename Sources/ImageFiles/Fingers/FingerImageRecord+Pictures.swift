package import Fingerprint
internal import TravelDocument

extension FingerImageRecord {
    /// Decodes a view in whatever form the record keeps it: uncompressed, WSQ and PNG here, JPEG and JPEG 2000 in a
    /// process of their own. Blocks the calling thread, at most for the time of the decoder's limits.
    ///
    /// - Throws: ``ChipFingerError``; `malformedRecord` when record and image do not tell the same form or size.
    package func decoded(_ view: View, by decoder: PictureDecoder) throws(ChipFingerError) -> FingerImage {
        guard holds(view.data) else { throw ChipFingerError(.malformedRecord, "compression algorithm") }
        do throws(FingerprintError) {
            try Self.check(view)
            if [.none, .packed].contains(compression) { return try image(view) }
        } catch {
            throw ChipFingerError(error)
        }
        if compression == .wsq { return try restored(view) }
        let picture = compression == .png ? try Self.picture(png: view.data) : try picture(view, decoder)
        guard picture.width == view.width, picture.height == view.height else {
            throw ChipFingerError(.malformedRecord, "width and height")
        }
        do throws(FingerprintError) {
            // The resolution is the record's: pictures of decoders tell that of faces.
            return try FingerImage(
                width: view.width, height: view.height, pixelsPerInch: pixelsPerInch, pixels: picture.pixels)
        } catch {
            throw ChipFingerError(error)
        }
    }

    /// A WSQ image. Its own comment tells the resolution more exactly than pixels a centimetre do, but no other one.
    private func restored(_ view: View) throws(ChipFingerError) -> FingerImage {
        let image: FingerImage
        do throws(FingerprintError) { image = try self.image(view) } catch { throw ChipFingerError(error) }
        guard abs(image.pixelsPerInch - pixelsPerInch) * 50 <= pixelsPerInch else {
            throw ChipFingerError(.malformedRecord, "horizontal image resolution")
        }
        return image
    }

    /// Whether bytes begin as the form of the record does; uncompressed pixels begin anyhow.
    private func holds(_ data: [UInt8]) -> Bool {
        switch compression {
        case .none, .packed: true
        case .wsq: data.starts(with: WSQImage.magic)
        case .jpeg: FaceImage.format(of: data[...]) == .jpeg
        case .jpeg2000: FaceImage.format(of: data[...]) == .jpeg2000
        case .png: data.starts(with: PNGWriter.signature)
        }
    }

    /// Refuses sizes that no finger image has before anything is decoded.
    private static func check(_ view: View) throws(FingerprintError) {
        let sides = Fingerprint.Limits.minimumImageSide...Fingerprint.Limits.maximumImageSide
        for (side, field) in [(view.width, "width"), (view.height, "height")] {
            guard side >= sides.lowerBound else { throw FingerprintError(.imageTooSmall, field: field) }
            guard side <= sides.upperBound else { throw FingerprintError(.imageTooLarge, field: field) }
        }
    }

    private func picture(_ view: View, _ decoder: PictureDecoder) throws(ChipFingerError) -> FingerImage {
        let header: PictureHeader
        do throws(PictureError) { header = try PictureHeader(view.data) } catch { throw ChipFingerError(error) }
        // The process is only started for the size that the record tells.
        guard header.width == view.width, header.height == view.height else {
            throw ChipFingerError(.malformedRecord, "width and height")
        }
        let png: [UInt8]
        do throws(PictureError) { png = try decoder.png(of: view.data) } catch { throw ChipFingerError(error) }
        return try Self.picture(png: png)
    }

    private static func picture(png: [UInt8]) throws(ChipFingerError) -> FingerImage {
        do throws(ImageFileError) {
            return try FingerImage(png: png)
        } catch {
            throw ChipFingerError(error)
        }
    }
}
