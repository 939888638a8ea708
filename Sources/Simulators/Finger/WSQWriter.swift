package import Fingerprint

/// Compresses images by wavelet scalar quantisation, as simply as the format allows: for virtual passports, and the
/// counterpart that the decoder is tested against. One step for all subbands, one code table with codes of 4 and of 9 bits.
package struct WSQWriter {
    /// Right halves of the analysis filters with 9 and 7 taps (Cohen, Daubechies, Feauveau), IAFIS-IC-0110.
    static let low: [Double] = [0.8526986790094, 0.3774028556126, -0.1106244044184, -0.0238494650194, 0.0378284555069]
    static let high: [Double] = [0.7884856164056, -0.4180922732222, -0.0406894176091, 0.0645388826289]

    /// Width of the bins.
    package var step: Double
    /// Whether a comment tells the resolution.
    package var tellsResolution: Bool
    /// Subbands that are left out.
    package var omitted: Set<Int>

    /// A writer that keeps nearly everything.
    package init(step: Double = 2, tellsResolution: Bool = true, omitted: Set<Int> = []) {
        (self.step, self.tellsResolution, self.omitted) = (step, tellsResolution, omitted)
    }

    /// Symbols with short codes: small numbers and single zeros.
    private static let short: [UInt8] = [1, 2, 179, 181, 178, 182, 177, 183]
    private static let long: [UInt8] = (1...254).filter { !short.contains($0) && $0 != 180 }

    /// The compressed image.
    package func encode(_ image: FingerImage) -> [UInt8] {
        var file: [UInt8] = [0xFF, 0xA0]
        if tellsResolution {
            file += segment(0xA8, Array("NIST_COM 3\nPPI \(image.pixelsPerInch)\nLOSSY 1\n".utf8))
        }
        file += transformTable() + quantizationTable()
        file += segment(
            0xA2,
            [0, 255] + big(image.height) + big(image.width) + [0] + big(128) + [0] + big(1) + [0, 0, 0])
        file += segment(
            0xA6,
            [3, 0, 0, 0, UInt8(Self.short.count), 0, 0, 0, 0, UInt8(Self.long.count), 0, 0, 0, 0, 0, 0, 0]
                + Self.short + Self.long)
        let blocks = split(quantized(image))
        for block in blocks { file += segment(0xA3, [3]) + coded(block) }
        return file + [0xFF, 0xA1]
    }

    /// The values of all subbands as whole numbers.
    package func quantized(_ image: FingerImage) -> [Int] {
        let (width, height) = (image.width, image.height)
        let layout = SubbandLayout(width: width, height: height)
        var plane = image.pixels.map { Double($0) - 128 }
        for cut in layout.cuts {
            let area = cut.area
            for row in area.y..<(area.y + area.height) {
                let places = (area.x..<(area.x + area.width)).map { row * width + $0 }
                Self.analyse(&plane, places, highFirst: cut.highLeft)
            }
            for column in area.x..<(area.x + area.width) {
                let places = (area.y..<(area.y + area.height)).map { $0 * width + column }
                Self.analyse(&plane, places, highFirst: cut.highAbove)
            }
        }
        var values: [Int] = []
        for (index, band) in layout.bands.enumerated() where !omitted.contains(index) {
            for row in band.y..<(band.y + band.height) {
                for column in band.x..<(band.x + band.width) {
                    values.append(quantized(plane[row * width + column]))
                }
            }
        }
        return values
    }

    /// Bin 0 is as wide as the others, and values come back in the middle of their bin.
    private func quantized(_ value: Double) -> Int {
        let bin = (value.magnitude / step + 0.5).rounded(.down)
        return Int(value < 0 ? -bin : bin)
    }

    private static func analyse(_ plane: inout [Double], _ places: [Int], highFirst: Bool) {
        let count = places.count
        guard count > 0 else { return }
        let line = places.map { plane[$0] }
        let order = WaveletFilters.places(length: count, highFirst: highFirst)
        for index in 0..<count {
            let filter = index % 2 == 0 ? low : high
            var sum = 0.0
            for step in (1 - filter.count)..<filter.count {
                sum += filter[abs(step)] * line[WaveletFilters.mirrored(index + step, length: count)]
            }
            plane[places[order[index]]] = sum
        }
    }

    private func split(_ values: [Int]) -> [ArraySlice<Int>] {
        let third = values.count / 3
        return [values[..<third], values[third..<(2 * third)], values[(2 * third)...]]
    }

    private func coded(_ values: ArraySlice<Int>) -> [UInt8] {
        var bits = BitWriter()
        func put(_ symbol: UInt8) {
            if let index = Self.short.firstIndex(of: symbol) {
                bits.put(index, count: 4)
            } else if let index = Self.long.firstIndex(of: symbol) {
                // Canonical: the first code of 9 bits follows the last of 4, five bits longer.
                bits.put(Self.short.count << 5 + index, count: 9)
            }
        }
        var zeros = 0
        func flush() {
            while zeros > 0 {
                let run = min(zeros, 0xFFFF)
                switch run {
                case ...100: put(UInt8(run))
                case ...255: put(105); bits.put(run, count: 8)
                default: put(106); bits.put(run, count: 16)
                }
                zeros -= run
            }
        }
        for value in values {
            if value == 0 {
                zeros += 1
                continue
            }
            flush()
            switch value {
            case -73...74: put(UInt8(value + 180))
            case 75...255: put(101); bits.put(value, count: 8)
            case -255 ... -74: put(102); bits.put(-value, count: 8)
            case 256...: put(103); bits.put(min(value, 0xFFFF), count: 16)
            default: put(104); bits.put(min(-value, 0xFFFF), count: 16)
            }
        }
        flush()
        return bits.closed()
    }

    private func transformTable() -> [UInt8] {
        func tap(_ value: Double) -> [UInt8] {
            let digits = UInt32((value.magnitude * 1e9).rounded())
            return [value < 0 ? 1 : 0, 9] + big(Int(digits >> 16)) + big(Int(digits & 0xFFFF))
        }
        return segment(0xA4, [9, 7] + Self.low.flatMap(tap) + Self.high.flatMap(tap))
    }

    private func quantizationTable() -> [UInt8] {
        var body: [UInt8] = [2] + big(50)
        for band in 0..<64 {
            let digits = omitted.contains(band) ? 0 : Int(step * 1000)
            // The bin around zero is as wide as the others, so values come back at step times their number.
            body += [3] + big(digits) + [3] + big(digits)
        }
        return segment(0xA5, body)
    }

    private func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(body.count + 2) + body
    }

    private func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
}

/// Packs bits, most significant first, with a zero after every byte of ones.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var current: UInt8 = 0
    private var used = 0

    mutating func put(_ value: Int, count: Int) {
        for place in (0..<count).reversed() {
            current = current << 1 | UInt8(value >> place & 1)
            used += 1
            if used == 8 { flush() }
        }
    }

    /// All bytes, the last filled up with ones.
    mutating func closed() -> [UInt8] {
        while used > 0 { put(1, count: 1) }
        return bytes
    }

    private mutating func flush() {
        bytes.append(current)
        if current == 0xFF { bytes.append(0) }
        (current, used) = (0, 0)
    }
}
