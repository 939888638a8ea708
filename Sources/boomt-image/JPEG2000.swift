internal import COpenJPEG
internal import ImageFiles

/// JPEG 2000, as a JP2 file or a raw codestream, by OpenJPEG.
enum JPEG2000 {
    /// Decompresses to RGB; grey becomes equal parts, transparency is left out.
    static func decode(_ bytes: [UInt8], _ header: PictureHeader) throws(PictureError) -> ColorPicture {
        var parameters = opj_dparameters_t()
        opj_set_default_decoder_parameters(&parameters)
        guard let codec = opj_create_decompress(bytes.first == 0xFF ? OPJ_CODEC_J2K : OPJ_CODEC_JP2) else {
            throw PictureError(.malformed, "no memory")
        }
        defer { opj_destroy_codec(codec) }
        guard opj_setup_decoder(codec, &parameters) != 0, opj_decoder_set_strict_mode(codec, 1) != 0 else {
            throw PictureError(.malformed, "no memory")
        }
        let source = MemoryStream(bytes)
        guard let stream = source.open() else { throw PictureError(.malformed, "no memory") }
        defer { opj_stream_destroy(stream) }
        var opened: UnsafeMutablePointer<opj_image_t>?
        defer { if let opened { opj_image_destroy(opened) } }
        guard opj_read_header(stream, codec, &opened) != 0, let image = opened else {
            throw PictureError(.malformed, "JPEG 2000 header")
        }
        guard Int(image.pointee.x1) - Int(image.pointee.x0) == header.width,
            Int(image.pointee.y1) - Int(image.pointee.y0) == header.height,
            Int(image.pointee.numcomps) <= PictureLimits.components
        else { throw PictureError(.malformed, "JPEG 2000 size") }
        guard opj_decode(codec, stream, image) != 0, opj_end_decompress(codec, stream) != 0 else {
            throw PictureError(.malformed, "JPEG 2000")
        }
        let colors = try withExtendedLifetime(source) { () throws(PictureError) in try Self.colors(image.pointee) }
        let samples = colors.samples(width: header.width, height: header.height)
        guard let picture = ColorPicture(width: header.width, height: header.height, samples: samples) else {
            throw PictureError(.malformed, "JPEG 2000 size")
        }
        return picture
    }

    private static func colors(_ image: opj_image_t) throws(PictureError) -> ComponentColors {
        var planes: [ComponentColors.Plane] = []
        for index in 0..<min(Int(image.numcomps), 3) {
            let part = image.comps[index]
            guard let data = part.data, part.w > 0, part.h > 0, part.dx > 0, part.dy > 0, (1...16).contains(part.prec)
            else { throw PictureError(.malformed, "JPEG 2000 component") }
            let shift = part.sgnd != 0 ? 1 << (Int(part.prec) - 1) : 0
            let largest = (1 << Int(part.prec)) - 1
            let count = Int(part.w) * Int(part.h)
            let samples = UnsafeBufferPointer(start: data, count: count).map { value in
                UInt8(truncatingIfNeeded: min(max(Int(value) + shift, 0), largest) * 255 / largest)
            }
            planes.append(
                ComponentColors.Plane(
                    width: Int(part.w), height: Int(part.h), stepX: Int(part.dx), stepY: Int(part.dy),
                    samples: samples))
        }
        guard let first = planes.first else { throw PictureError(.malformed, "JPEG 2000 without components") }
        return ComponentColors(
            planes: planes.count == 3 ? planes : [first],
            isLuminance: image.color_space == OPJ_CLRSPC_SYCC && planes.count == 3)
    }
}
