internal import ImageFiles

/// The decoded components of a picture: one of grey, or three of colours, each with its own sampling.
struct ComponentColors {
    /// The samples of one component, scaled to 0...255.
    struct Plane {
        /// Samples of a line.
        var width: Int
        /// Lines.
        var height: Int
        /// Pixels of the picture that one sample stands for, across.
        var stepX: Int
        /// The same, down.
        var stepY: Int
        /// The samples, line by line.
        var samples: [UInt8]

        /// The sample under a pixel of the picture.
        func value(_ column: Int, _ row: Int) -> UInt8 {
            let (x, y) = (min(column / stepX, width - 1), min(row / stepY, height - 1))
            return samples[y * width + x]
        }
    }

    /// One plane or three.
    let planes: [Plane]
    /// Whether three planes are luminance and two colour differences (sYCC), not red, green and blue.
    let isLuminance: Bool

    /// The colour of a pixel.
    func color(_ column: Int, _ row: Int) -> ColorPicture.Color {
        let values = planes.map { $0.value(column, row) }
        guard values.count == 3 else {
            let grey = values.first ?? 0
            return ColorPicture.Color(red: grey, green: grey, blue: grey)
        }
        guard isLuminance else { return ColorPicture.Color(red: values[0], green: values[1], blue: values[2]) }
        // IEC 61966-2-1 amendment 1, in 65536ths.
        let (light, blue, red) = (Int(values[0]) << 16, Int(values[1]) - 128, Int(values[2]) - 128)
        func part(_ value: Int) -> UInt8 { UInt8(min(max((value + 32_768) >> 16, 0), 255)) }
        return ColorPicture.Color(
            red: part(light + 91_881 * red), green: part(light - 22_554 * blue - 46_802 * red),
            blue: part(light + 116_130 * blue))
    }
}
