/// Distance from ridge to ridge, one value a cell, with the confidence that there are ridges at all.
struct RidgePeriodMap {
    /// Shortest and longest period looked for, in pixels at 500 dpi.
    static let shortest = 4.5
    static let longest = 15.0

    /// The cells.
    let grid: CellGrid
    /// Smoothed period of each cell in pixels.
    let periods: [Float]
    /// How sure each cell is that it holds parallel ridges, 0...1: purity of the wave times its amplitude times the
    /// coherence of the direction. Not smoothed; this is the quality of the cell.
    let confidence: [Float]

    private static let candidates = 29
    private static let reach = 24
    private static let fullAmplitude: Float = 0.45
    private static let smoothing = 3.0

    /// Cosine and sine of every candidate period at every sample, and the Hann window, made once.
    private static let waves = WaveTable(candidates: candidates, reach: reach)

    /// Looks along the normal of each supported cell, +-24 px, averaged +-7 px along the ridge.
    ///
    /// - Parameter stride: 1 looks at every cell, 2 at every second column of every second row; the smoothing reaches
    ///   three cells, so the periods stay as good, but `confidence` is known only where it was looked.
    init(ridges: Plane, orientation: OrientationField, support: [Bool], stride: Int = 1) {
        grid = orientation.grid
        var raw = [Float](repeating: 0, count: grid.count)
        var sure = [Float](repeating: 0, count: grid.count)
        let waves = Self.waves
        var signature = [Float](repeating: 0, count: 2 * Self.reach + 1)
        for cell in 0..<grid.count where support[cell] {
            guard cell % grid.columns % stride == 0, cell / grid.columns % stride == 0 else { continue }
            let coherence = orientation.coherence(cell)
            guard coherence > 0.05 else { continue }
            let x = Float(cell % grid.columns * CellGrid.side) + 3.5
            let y = Float(cell / grid.columns * CellGrid.side) + 3.5
            let angle =
                Elementary.arcTangent(y: Double(orientation.sines[cell]), x: Double(orientation.cosines[cell])) / 2
            Self.project(ridges, x: x, y: y, angle: angle, into: &signature)
            guard let wave = waves.strongest(in: &signature) else { continue }
            raw[cell] = wave.period
            sure[cell] = wave.purity * min(1, wave.amplitude / Self.fullAmplitude) * min(1, coherence)
        }
        confidence = sure
        var weights = sure
        for cell in weights.indices { weights[cell] = sure[cell] * sure[cell] }
        var weighted = raw
        for cell in weighted.indices { weighted[cell] *= weights[cell] }
        let numerator = grid.smoothed(weighted, sigma: Self.smoothing)
        let denominator = grid.smoothed(weights, sigma: Self.smoothing)
        var result = [Float](repeating: 9, count: grid.count)
        for cell in result.indices where denominator[cell] > 1e-6 {
            result[cell] = numerator[cell] / denominator[cell]
        }
        periods = result
    }

    private static func project(
        _ plane: Plane, x: Float, y: Float, angle: Double, into signature: inout [Float]
    ) {
        let alongX = Float(Elementary.cosine(angle))
        let alongY = Float(Elementary.sine(angle))
        let (width, height) = (plane.width, plane.height)
        let maximumX = Float(width - 1)
        let maximumY = Float(height - 1)
        plane.values.withUnsafeBufferPointer { buffer in
            signature.withUnsafeMutableBufferPointer { target in
                guard let values = buffer.baseAddress, let target = target.baseAddress else { return }
                var step = -reach
                while step <= reach {
                    var sum: Float = 0
                    var shift: Float = -7
                    while shift <= 7 {
                        let px = x - Float(step) * alongY + shift * alongX
                        let py = y + Float(step) * alongX + shift * alongY
                        if px >= 0, py >= 0, px < maximumX, py < maximumY {
                            sum += values[Int(py + 0.5) * width + Int(px + 0.5)]
                        }
                        shift += 2
                    }
                    target[step + reach] = sum * 0.125
                    step += 1
                }
            }
        }
    }
}

/// Tables of a windowed Fourier transform at chosen periods.
private struct WaveTable: Sendable {
    private let length: Int
    private let periods: [Float]
    private let window: [Float]
    private let windowSum: Float
    private let windowEnergy: Float
    private let cosines: [Float]
    private let sines: [Float]

    init(candidates: Int, reach: Int) {
        let length = 2 * reach + 1
        self.length = length
        let span = RidgePeriodMap.longest - RidgePeriodMap.shortest
        let steps = (0..<candidates).map { RidgePeriodMap.shortest + span * Double($0) / Double(candidates - 1) }
        periods = steps.map { Float($0) }
        let hann = (0..<length).map { index in
            0.5 + 0.5 * Elementary.cosine(Elementary.pi * Double(index - reach) / Double(reach + 1))
        }
        window = hann.map { Float($0) }
        windowSum = Float(hann.reduce(0, +))
        windowEnergy = Float(hann.reduce(0) { $0 + $1 * $1 })
        let angles = (0..<length).flatMap { index in
            steps.map { 2 * Elementary.pi * Double(index - reach) / $0 }
        }
        cosines = angles.map { Float(Elementary.cosine($0)) }
        sines = angles.map { Float(Elementary.sine($0)) }
    }

    /// The strongest wave: period in pixels, amplitude, and purity (1 for a sine alone, near 0 for noise).
    func strongest(in signature: inout [Float]) -> (period: Float, amplitude: Float, purity: Float)? {
        var mean: Float = 0
        for index in 0..<length { mean += signature[index] * window[index] }
        mean /= windowSum
        var energy: Float = 0
        for index in 0..<length {
            signature[index] = (signature[index] - mean) * window[index]
            energy += signature[index] * signature[index]
        }
        guard energy > 1e-6 else { return nil }
        let count = periods.count
        var real = [Float](repeating: 0, count: count)
        var imaginary = [Float](repeating: 0, count: count)
        // Sample by sample with all periods side by side: their sums do not wait for each other.
        signature.withUnsafeBufferPointer { signal in
            cosines.withUnsafeBufferPointer { cosines in
                sines.withUnsafeBufferPointer { sines in
                    real.withUnsafeMutableBufferPointer { real in
                        imaginary.withUnsafeMutableBufferPointer { imaginary in
                            guard let signal = signal.baseAddress, let cosines = cosines.baseAddress,
                                let sines = sines.baseAddress, let real = real.baseAddress,
                                let imaginary = imaginary.baseAddress
                            else { return }
                            var index = 0
                            while index < length {
                                let value = signal[index]
                                let cosine = cosines + index * count
                                let sine = sines + index * count
                                var candidate = 0
                                while candidate < count {
                                    real[candidate] += value * cosine[candidate]
                                    imaginary[candidate] += value * sine[candidate]
                                    candidate &+= 1
                                }
                                index &+= 1
                            }
                        }
                    }
                }
            }
        }
        var best = 0
        for candidate in 0..<count {
            real[candidate] = real[candidate] * real[candidate] + imaginary[candidate] * imaginary[candidate]
            if real[candidate] > real[best] { best = candidate }
        }
        let powers = real
        // A maximum at the end of the range is a slope of something longer or shorter, not a ridge period.
        guard best > 0, best < periods.count - 1 else { return nil }
        let (before, peak, after) = (powers[best - 1], powers[best], powers[best + 1])
        let bend = before - 2 * peak + after
        let shift = bend < 0 ? 0.5 * (before - after) / bend : 0
        let period = periods[best] + shift * (periods[1] - periods[0])
        let purity = peak * 2 * windowEnergy / (energy * windowSum * windowSum)
        return (period, 2 * peak.squareRoot() / windowSum, min(1, purity))
    }
}
