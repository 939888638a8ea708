import COpenJPEG

/// JPEG 2000 pictures made here.
enum JPEG2000Sample {
    /// Bytes that OpenJPEG writes, in the order of its seeks.
    private final class Sink {
        var bytes: [UInt8] = []
        var position = 0
    }

    /// A codestream, or a JP2 file, of grey or colour pixels that run from dark to light; nil when OpenJPEG refuses.
    static func picture(width: Int, height: Int, components: Int = 3, isFile: Bool = true) -> [UInt8]? {
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
            for place in 0..<(width * height) { data[place] = Int32(value(place % width, component)) }
        }
        var parameters = opj_cparameters_t()
        opj_set_default_encoder_parameters(&parameters)
        // One layer without loss, as many resolutions as the small picture has.
        (parameters.tcp_numlayers, parameters.cp_disto_alloc, parameters.numresolution) = (1, 1, 3)
        parameters.tcp_rates.0 = 0
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

    /// The sample that a pixel was made with.
    static func value(_ column: Int, _ component: Int) -> Int { (column * 2 + component * 60) % 256 }
}
