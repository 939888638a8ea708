/// The two filters of the inverse wavelet transform, symmetric and of odd length.
///
/// Samples of the low half stand at even places of the joined line, those of the high half at odd ones; beyond its
/// ends the line goes on as its mirror image.
package struct WaveletFilters {
    /// Middle tap of the filter for even places and all to its right.
    let low: [Float]
    /// Middle tap of the filter for odd places and all to its right.
    let high: [Float]

    /// Joins the upper and lower halves of an area: every column is a line.
    func joinRows(_ plane: inout Plane, _ area: SubbandLayout.Area, highAbove: Bool) {
        let (stride, width) = (plane.width, area.width)
        let order = Self.places(length: area.height, highFirst: highAbove)
        var joined = [Float](repeating: 0, count: width * area.height)
        plane.values.withUnsafeBufferPointer { source in
            joined.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                for row in 0..<area.height {
                    let line = target + row * width
                    for tap in taps(at: row, length: area.height) {
                        let from = source + ((area.y + order[tap.place]) * stride + area.x)
                        var x = 0
                        while x < width {
                            line[x] += from[x] * tap.weight
                            x += 1
                        }
                    }
                }
            }
        }
        plane.values.withUnsafeMutableBufferPointer { target in
            for row in 0..<area.height {
                let start = (area.y + row) * stride + area.x
                for x in 0..<width { target[start + x] = joined[row * width + x] }
            }
        }
    }

    /// Joins the left and right halves of an area: every row is a line.
    func joinColumns(_ plane: inout Plane, _ area: SubbandLayout.Area, highLeft: Bool) {
        let order = Self.places(length: area.width, highFirst: highLeft)
        let taps = (0..<area.width).map { self.taps(at: $0, length: area.width) }
        var line = [Float](repeating: 0, count: area.width)
        let stride = plane.width
        plane.values.withUnsafeMutableBufferPointer { values in
            for row in area.y..<(area.y + area.height) {
                let start = row * stride + area.x
                for x in 0..<area.width { line[x] = values[start + order[x]] }
                for x in 0..<area.width {
                    var sum: Float = 0
                    for tap in taps[x] { sum += line[tap.place] * tap.weight }
                    values[start + x] = sum
                }
            }
        }
    }

    private struct Tap {
        var place: Int
        var weight: Float
    }

    /// What makes the sample at `index` of a joined line of `length`.
    private func taps(at index: Int, length: Int) -> [Tap] {
        let reach = max(low.count, high.count) - 1
        return (-reach...reach).compactMap { step in
            let place = Self.mirrored(index + step, length: length)
            // Mirroring keeps even places even, so this tells the half that the sample comes from.
            let filter = (index + step) & 1 == 0 ? low : high
            let distance = abs(step)
            return distance < filter.count ? Tap(place: place, weight: filter[distance]) : nil
        }
    }

    /// A place beyond the ends of a line, mirrored at its first and last sample as often as needed.
    package static func mirrored(_ place: Int, length: Int) -> Int {
        guard length > 1 else { return 0 }
        let period = 2 * (length - 1)
        let rest = ((place % period) + period) % period
        return rest < length ? rest : period - rest
    }

    /// For each sample of a joined line, where in the two halves it is kept.
    package static func places(length: Int, highFirst: Bool) -> [Int] {
        let lowCount = (length + 1) / 2
        return (0..<length).map { index in
            index & 1 == 0 ? index / 2 + (highFirst ? length - lowCount : 0) : index / 2 + (highFirst ? 0 : lowCount)
        }
    }
}
