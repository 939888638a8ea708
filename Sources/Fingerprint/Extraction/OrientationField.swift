/// Which way the ridges run, one vector a cell.
///
/// A ridge has a direction but no sense, so the vector holds the doubled angle; its length is the coherence, 0 for no
/// preferred direction, 1 for parallel lines. Always interpolate the vector, never the angle. Angles are in image
/// coordinates: x to the right, y down.
package struct OrientationField: Sendable {
    /// The cells.
    package let grid: CellGrid
    /// Coherence times the cosine of the doubled angle.
    package var cosines: [Float]
    /// Coherence times the sine of the doubled angle.
    package var sines: [Float]

    /// A field given by its vectors, one a cell.
    package init(grid: CellGrid, cosines: [Float], sines: [Float]) {
        self.grid = grid
        self.cosines = cosines
        self.sines = sines
    }

    /// Estimates the field from an even image: Sobel structure tensor per cell, cell energies compressed by a square
    /// root so that no strong cell drowns its neighbours, then a Gaussian over cells.
    ///
    /// - Parameters:
    ///   - ridges: the even image.
    ///   - support: cells that may speak; the others get their direction from neighbours.
    ///   - sigma: width of the Gaussian in cells.
    init(ridges: Plane, support: [Bool], sigma: Double) {
        grid = CellGrid(width: ridges.width, height: ridges.height)
        var horizontal = [Float](repeating: 0, count: grid.count)
        var vertical = [Float](repeating: 0, count: grid.count)
        var energy = [Float](repeating: 0, count: grid.count)
        for cell in 0..<grid.count where support[cell] {
            let tensor = Self.tensor(ridges, column: cell % grid.columns, row: cell / grid.columns)
            guard tensor.energy > 0 else { continue }
            let root = tensor.energy.squareRoot()
            // The gradient stands across the ridge: turning by 90 degrees negates the doubled vector.
            horizontal[cell] = -tensor.difference / root
            vertical[cell] = -tensor.product / root
            energy[cell] = root
        }
        cosines = grid.smoothed(horizontal, sigma: sigma)
        sines = grid.smoothed(vertical, sigma: sigma)
        let total = grid.smoothed(energy, sigma: sigma)
        for cell in 0..<grid.count {
            let scale = total[cell] > 1e-6 ? 1 / total[cell] : 0
            cosines[cell] *= scale
            sines[cell] *= scale
        }
    }

    /// Coherence of a cell, 0...1.
    package func coherence(_ cell: Int) -> Float {
        (cosines[cell] * cosines[cell] + sines[cell] * sines[cell]).squareRoot()
    }

    /// Direction of the ridges at a pixel in radians, -pi/2...pi/2, in image coordinates.
    package func angle(x: Float, y: Float) -> Double {
        let (index, weight) = grid.interpolation(x: x, y: y)
        let cosine =
            cosines[index.0] * weight.0 + cosines[index.1] * weight.1 + cosines[index.2] * weight.2
            + cosines[index.3] * weight.3
        let sine =
            sines[index.0] * weight.0 + sines[index.1] * weight.1 + sines[index.2] * weight.2 + sines[index.3]
            * weight.3
        return Elementary.arcTangent(y: Double(sine), x: Double(cosine)) / 2
    }

    /// Sums of Gx^2 - Gy^2, 2 Gx Gy and Gx^2 + Gy^2 over a cell.
    private static func tensor(
        _ plane: Plane, column: Int, row: Int
    ) -> (difference: Float, product: Float, energy: Float) {
        let (width, side) = (plane.width, CellGrid.side)
        let top = max(row * side, 1)
        let bottom = min(row * side + side, plane.height - 1)
        let left = max(column * side, 1)
        let right = min(column * side + side, width - 1)
        var difference: Float = 0
        var product: Float = 0
        var energy: Float = 0
        plane.values.withUnsafeBufferPointer { buffer in
            guard let values = buffer.baseAddress else { return }
            var y = top
            while y < bottom {
                let above = values + (y - 1) * width
                let here = values + y * width
                let below = values + (y + 1) * width
                var x = left
                while x < right {
                    let gx =
                        above[x + 1] - above[x - 1] + 2 * (here[x + 1] - here[x - 1]) + below[x + 1] - below[x - 1]
                    let gy =
                        below[x - 1] - above[x - 1] + 2 * (below[x] - above[x]) + below[x + 1] - above[x + 1]
                    difference += gx * gx - gy * gy
                    product += 2 * gx * gy
                    energy += gx * gx + gy * gy
                    x += 1
                }
                y += 1
            }
        }
        return (difference, product, energy)
    }
}
