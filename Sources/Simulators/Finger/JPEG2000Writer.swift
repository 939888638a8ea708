internal import COpenJPEG
package import Fingerprint

/// Compresses pictures as JPEG 2000 by OpenJPEG, as passports hold faces and fingers.
package enum JPEG2000Writer {
    /// Bytes that OpenJPEG writes, in the order of its seeks.
    private final class Sink {
        var bytes: [UInt8] = []
        var position = 0
    }

    /// A finger as a JP2 file of one grey component; nil when OpenJPEG refuses.
    ///
    /// - Parameter ratio: how many times smaller than its pixels, at least; 0 loses nothing.
    package static func encode(_ image: FingerImage, ratio: Float = 0) -> [UInt8]? {
        encode(width: image.width, height: image.height, components: 1, ratio: ratio) { column, row, _ in
            Int(image.pixels[row * image.width + column])
        }
    }

    /// A JP2 file, or a bare codestream, of components of 8 bits; nil when OpenJPEG refuses.
    ///
    /// - Parameter sample: 0...255 for column, row and component.
    package static func encode(
        width: Int, height: Int, components: Int, isFile: Bool = true, ratio: Float = 0,
        sample: (_ column: Int, _ row: Int, _ component: Int) -> Int
    ) -> [UInt8]? {
        var parts = [opj_image_cmptparm_t](repeating: opj_image_cmptparm_t(), count: components)
        for index in parts.indices {
            (parts[index].dx, parts[index].dy, parts[index].prec, parts[index].sgnd) = (1, 1, 8, 0)
            (parts[index].w, parts[index].h) = (UInt32(width), UInt32(height))
        }
        let space = components == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB
        guard let image = opj_image_create(UInt32(components), &parts, space),
            let codec = opj_create_compress(isFile ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K)
        else { return nil }
        defer { opj_image_destroy(image) }
        defer { opj_destroy_codec(codec) }
        (image.pointee.x1, image.pointee.y1) = (UInt32(width), UInt32(height))
        for component in 0..<components {
            guard let data = image.pointee.comps[component].data else { return nil }
            for place in 0..<(width * height) {
                data[place] = Int32(sample(place % width, place / width, component))
            }
        }
        var parameters = opj_cparameters_t()
        opj_set_default_encoder_parameters(&parameters)
        // One layer, as many resolutions as a small picture has.
        (parameters.tcp_numlayers, parameters.cp_disto_alloc, parameters.numresolution) = (1, 1, 3)
        parameters.tcp_rates.0 = ratio
        if ratio > 0 { parameters.irreversible = 1 }
        guard opj_setup_encoder(codec, &parameters, image) != 0, let stream = opj_stream_create(1 << 16, 0) else {
            return nil
        }
        defer { opj_stream_destroy(stream) }
        let sink = Sink()
        opj_stream_set_user_data(stream, Unmanaged.passUnretained(sink).toOpaque(), nil)
        opj_stream_set_write_function(stream) { buffer, count, user in
            guard let buffer, let user else { return -1 }
            let sink = Unmanaged<Sink>.fromOpaque(user).takeUnretainedValue()
            let end = sink.position + count
            if sink.bytes.count < end { sink.bytes += [UInt8](repeating: 0, count: end - sink.bytes.count) }
            sink.bytes.replaceSubrange(sink.position..<end, with: UnsafeRawBufferPointer(start: buffer, count: count))
            sink.position = end
            return count
        }
        opj_stream_set_seek_function(stream) { place, user in
            guard let user else { return 0 }
            Unmanaged<Sink>.fromOpaque(user).takeUnretainedValue().position = Int(place)
            return 1
        }
        opj_stream_set_skip_function(stream) { count, user in
            guard let user else { return -1 }
            Unmanaged<Sink>.fromOpaque(user).takeUnretainedValue().position += Int(count)
            return count
        }
        let written = withExtendedLifetime(sink) {
            opj_start_compress(codec, image, stream) != 0 && opj_encode(codec, stream) != 0
                && opj_end_compress(codec, stream) != 0
        }
        return written ? sink.bytes : nil
    }
}
