/// A picture in colours, for people to look at.
package struct ColorPicture: Sendable {
    /// A colour of 8 bits a part.
    package struct Color: Sendable, Equatable {
        package var red: UInt8
        package var green: UInt8
        package var blue: UInt8

        package init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }

    package let width: Int
    package let height: Int
    /// Pixels per inch, written into the file.
    package let pixelsPerInch: Int
    private var samples: [UInt8]

    /// A picture in which each pixel has the colour that `color` gives for its column and row.
    package init(width: Int, height: Int, pixelsPerInch: Int, color: (Int, Int) -> Color) {
        self.width = max(0, width)
        self.height = max(0, height)
        self.pixelsPerInch = pixelsPerInch
        samples = []
        samples.reserveCapacity(3 * self.width * self.height)
        for y in 0..<self.height {
            for x in 0..<self.width {
                let pixel = color(x, y)
                samples += [pixel.red, pixel.green, pixel.blue]
            }
        }
    }

    /// A picture of samples, three a pixel, row by row from the top; nil when they are not as many.
    package init?(width: Int, height: Int, pixelsPerInch: Int = 300, samples: [UInt8]) {
        guard width > 0, height > 0, samples.count == 3 * width * height else { return nil }
        self.width = width
        self.height = height
        self.pixelsPerInch = pixelsPerInch
        self.samples = samples
    }

    /// Colours one pixel; nothing happens outside of the picture.
    package mutating func set(_ x: Int, _ y: Int, _ color: Color) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let place = 3 * (y * width + x)
        (samples[place], samples[place + 1], samples[place + 2]) = (color.red, color.green, color.blue)
    }

    /// The picture as a PNG file, RGB of 8 bits.
    package func pngFile() throws(ImageFileError) -> [UInt8] {
        try PNGWriter.file(
            width: width, height: height, color: .rgb, pixelsPerInch: pixelsPerInch, samples: samples)
    }
}
