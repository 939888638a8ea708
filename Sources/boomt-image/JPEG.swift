internal import CTurboJPEG
internal import ImageFiles

/// JPEG by libjpeg-turbo's own interface, which reports errors instead of jumping.
enum JPEG {
    /// Decompresses to RGB.
    ///
    /// A picture with a warning is damaged or cut off: half a face is none.
    static func decode(_ bytes: [UInt8], _ header: PictureHeader) throws(PictureError) -> ColorPicture {
        guard let handle = tjInitDecompress() else { throw PictureError(.malformed, "no memory") }
        defer { tjDestroy(handle) }
        var (width, height, sampling, colors) = (Int32(0), Int32(0), Int32(0), Int32(0))
        guard
            tjDecompressHeader3(handle, bytes, UInt(bytes.count), &width, &height, &sampling, &colors) == 0,
            Int(width) == header.width, Int(height) == header.height
        else { throw PictureError(.malformed, "JPEG header") }
        var samples = [UInt8](repeating: 0, count: 3 * header.width * header.height)
        let flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
        let format = Int32(TJPF_RGB.rawValue)
        guard tjDecompress2(handle, bytes, UInt(bytes.count), &samples, width, 0, height, format, flags) == 0,
            let picture = ColorPicture(width: header.width, height: header.height, samples: samples)
        else { throw PictureError(.malformed, "JPEG") }
        return picture
    }
}
