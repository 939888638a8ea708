/// Gabor kernels for every ridge direction and period: the one heavy tool of the engine.
///
/// A kernel is a cosine across the ridge under a Gaussian, cut to a disc of at most 25 px diameter and to the part of
/// the Gaussian that counts, with mean 0 and norm 1.
package struct RidgeFilterBank: Sendable {
    /// The bank whose result becomes ridges.
    package static let extraction = RidgeFilterBank(sigmaAlong: 5.5, radius: 12, leastEnvelope: 0.05)
    /// The bank of the rounds before, from which only directions and periods are taken: smaller, so it follows a bend
    /// better and costs a third.
    package static let exploration = RidgeFilterBank(sigmaAlong: 4.5, radius: 8, leastEnvelope: 0.05)

    private static let orientations = 32
    private static let periods = 15
    private static let radius = 12
    private static let side = 25
    private static let tile = 4
    private static let shortest: Float = 4.5
    private static let periodStep: Float = 0.75

    private let kernels: [Float]
    /// First column and the column after the last that each row of each kernel uses; equal for an empty row.
    private let spans: [Span]

    private struct Span {
        var first: Int
        var end: Int
    }

    /// - Parameters:
    ///   - sigmaAlong: width of the Gaussian along the ridge in pixels; across it is 0.45 of the period.
    ///   - radius: the disc that the kernel is cut to, in pixels, 12 at most.
    ///   - leastEnvelope: taps under less of the Gaussian than this share of its peak are left out.
    package init(sigmaAlong: Double, radius cut: Int = 12, leastEnvelope: Double = 0) {
        let (side, radius) = (Self.side, Self.radius)
        let count = Self.orientations * Self.periods
        var all = [Float](repeating: 0, count: count * side * side)
        var spans = [Span](repeating: Span(first: 0, end: 0), count: count * side)
        for kernel in 0..<count {
            let angle = Elementary.pi * Double(kernel / Self.periods) / Double(Self.orientations)
            let (cosine, sine) = (Elementary.cosine(angle), Elementary.sine(angle))
            let period = Double(Self.shortest) + Double(Self.periodStep) * Double(kernel % Self.periods)
            let sigmaAcross = 0.45 * period
            let start = kernel * side * side
            var used: [Int] = []
            var sum = 0.0
            for row in 0..<side {
                let dy = Double(row - radius)
                for column in 0..<side {
                    let dx = Double(column - radius)
                    guard dx * dx + dy * dy <= Double(cut * cut + cut) else { continue }
                    let along = dx * cosine + dy * sine
                    let across = dy * cosine - dx * sine
                    let envelope = Elementary.exponential(
                        -along * along / (2 * sigmaAlong * sigmaAlong)
                            - across * across / (2 * sigmaAcross * sigmaAcross))
                    guard envelope >= leastEnvelope else { continue }
                    let value = envelope * Elementary.cosine(2 * Elementary.pi * across / period)
                    let span = spans[kernel * side + row]
                    spans[kernel * side + row] = Span(first: span.end == 0 ? column : span.first, end: column + 1)
                    all[start + row * side + column] = Float(value)
                    used.append(start + row * side + column)
                    sum += value
                }
            }
            let mean = Float(sum / Double(used.count))
            var energy: Float = 0
            for place in used {
                all[place] -= mean
                energy += all[place] * all[place]
            }
            let scale = 1 / energy.squareRoot()
            for place in used { all[place] *= scale }
        }
        kernels = all
        self.spans = spans
    }

    /// `source` filtered at each place along its own ridges; 0 where no cell is set.
    ///
    /// One kernel serves a tile of 4x4 pixels. Outside the image the source counts as 0.
    package func applied(
        to source: Plane, orientation: OrientationField, periods: [Float], cells: [Bool]
    ) -> Plane {
        let (width, height) = (source.width, source.height)
        let tilesAcross = (width + Self.tile - 1) / Self.tile
        let tilesDown = (height + Self.tile - 1) / Self.tile
        let margin = Self.radius
        var padded = Plane(
            width: tilesAcross * Self.tile + 2 * margin, height: tilesDown * Self.tile + 2 * margin)
        for y in 0..<height {
            let target = (y + margin) * padded.width + margin
            padded.values.replaceSubrange(
                target..<(target + width), with: source.values[(y * width)..<((y + 1) * width)])
        }
        var filtered = Plane(width: tilesAcross * Self.tile, height: tilesDown * Self.tile)
        let grid = orientation.grid
        padded.values.withUnsafeBufferPointer { input in
            filtered.values.withUnsafeMutableBufferPointer { output in
                kernels.withUnsafeBufferPointer { kernels in
                    spans.withUnsafeBufferPointer { spans in
                        guard let input = input.baseAddress, let output = output.baseAddress,
                            let kernels = kernels.baseAddress, let spans = spans.baseAddress
                        else { return }
                        var index = 0
                        while index < tilesAcross * tilesDown {
                            let x = index % tilesAcross * Self.tile
                            let y = index / tilesAcross * Self.tile
                            index += 1
                            guard cells[y / CellGrid.side * grid.columns + x / CellGrid.side] else { continue }
                            let (centreX, centreY) = (Float(x) + 2, Float(y) + 2)
                            let angle = orientation.angle(x: centreX, y: centreY)
                            let period = grid.interpolated(periods, x: centreX, y: centreY)
                            let kernel = Self.kernel(angle: angle, period: period)
                            Self.filterTile(
                                input + (y * padded.width + x), stride: padded.width,
                                kernel: kernels + kernel * Self.side * Self.side, spans: spans + kernel * Self.side,
                                output: output + (y * filtered.width + x), outputStride: filtered.width)
                        }
                    }
                }
            }
        }
        guard filtered.width != width || filtered.height != height else { return filtered }
        var result = Plane(width: width, height: height)
        for y in 0..<height {
            let start = y * filtered.width
            result.values.replaceSubrange(
                (y * width)..<((y + 1) * width), with: filtered.values[start..<(start + width)])
        }
        return result
    }

    private static func kernel(angle: Double, period: Float) -> Int {
        let turn = Elementary.nearestInteger(angle / Elementary.pi * Double(orientations))
        let orientation = ((turn % orientations) + orientations) % orientations
        let step = Int((period - shortest) / periodStep + 0.5)
        return orientation * periods + min(max(step, 0), periods - 1)
    }

    /// Filters 4x4 pixels, the four rows side by side.
    ///
    /// Sixteen named sums instead of a vector type: the optimiser turns them into vector code all the same, and a debug
    /// build stays thirty times faster than with SIMD types. Four rows at once, because additions to one sum wait for
    /// each other: with two the processor is idle half of the time.
    @inline(__always)
    private static func filterTile(
        _ input: UnsafePointer<Float>, stride: Int, kernel: UnsafePointer<Float>, spans: UnsafePointer<Span>,
        output: UnsafeMutablePointer<Float>, outputStride: Int
    ) {
        var (a0, a1, a2, a3): (Float, Float, Float, Float) = (0, 0, 0, 0)
        var (b0, b1, b2, b3): (Float, Float, Float, Float) = (0, 0, 0, 0)
        var (c0, c1, c2, c3): (Float, Float, Float, Float) = (0, 0, 0, 0)
        var (d0, d1, d2, d3): (Float, Float, Float, Float) = (0, 0, 0, 0)
        var line = input
        var weights = kernel
        var row = 0
        while row < side {
            let span = spans[row]
            var a = line + span.first
            var weight = weights + span.first
            let end = weights + span.end
            while weight < end {
                let w = weight[0]
                let b = a + stride
                let c = b + stride
                let d = c + stride
                a0 += w * a[0]
                a1 += w * a[1]
                a2 += w * a[2]
                a3 += w * a[3]
                b0 += w * b[0]
                b1 += w * b[1]
                b2 += w * b[2]
                b3 += w * b[3]
                c0 += w * c[0]
                c1 += w * c[1]
                c2 += w * c[2]
                c3 += w * c[3]
                d0 += w * d[0]
                d1 += w * d[1]
                d2 += w * d[2]
                d3 += w * d[3]
                weight += 1
                a += 1
            }
            line += stride
            weights += side
            row &+= 1
        }
        var target = output
        target[0] = a0
        target[1] = a1
        target[2] = a2
        target[3] = a3
        target += outputStride
        target[0] = b0
        target[1] = b1
        target[2] = b2
        target[3] = b3
        target += outputStride
        target[0] = c0
        target[1] = c1
        target[2] = c2
        target[3] = c3
        target += outputStride
        target[0] = d0
        target[1] = d1
        target[2] = d2
        target[3] = d3
    }
}
