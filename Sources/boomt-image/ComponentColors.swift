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

    /// One plane or three; never none.
    let planes: [Plane]
    /// Whether three planes are luminance and two colour differences (sYCC), not red, green and blue.
    let isLuminance: Bool

    /// Red, green and blue of each pixel, line by line.
    func samples(width: Int, height: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 3 * width * height)
        for (part, plane) in (planes.count == 3 ? planes : [planes[0], planes[0], planes[0]]).enumerated() {
            for row in 0..<height {
                for column in 0..<width { output[3 * (row * width + column) + part] = plane.value(column, row) }
            }
        }
        if isLuminance, planes.count == 3 {
            for place in stride(from: 0, to: output.count, by: 3) {
                let color = Self.color(output[place], output[place + 1], output[place + 2])
                (output[place], output[place + 1], output[place + 2]) = color
            }
        }
        return output
    }

    /// Red, green and blue of a luminance and two differences: IEC 61966-2-1 amendment 1, in 65536ths.
    private static func color(_ luminance: UInt8, _ first: UInt8, _ second: UInt8) -> (UInt8, UInt8, UInt8) {
        let (light, blue, red) = (Int(luminance) << 16, Int(first) - 128, Int(second) - 128)
        func part(_ value: Int) -> UInt8 { UInt8(min(max((value + 32_768) >> 16, 0), 255)) }
        return (part(light + 91_881 * red), part(light - 22_554 * blue - 46_802 * red), part(light + 116_130 * blue))
    }
}
