/// The grid of 8x8 pixel cells on which everything slower than a ridge is described.
package struct CellGrid: Sendable, Equatable {
    /// Side of a cell in pixels.
    package static let side = 8

    /// Width of the image in pixels.
    package let width: Int
    /// Height of the image in pixels.
    package let height: Int
    /// Cells in a row; the last may hang over the image.
    package let columns: Int
    /// Rows of cells.
    package let rows: Int

    /// The grid that covers an image of `width` times `height` pixels.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        columns = (width + Self.side - 1) / Self.side
        rows = (height + Self.side - 1) / Self.side
    }

    /// Number of cells.
    package var count: Int { columns * rows }

    /// `values` (one a cell) smoothed by a Gaussian of `sigma` cells; outside the grid counts as 0.
    package func smoothed(_ values: [Float], sigma: Double) -> [Float] {
        let radius = max(1, Int(3 * sigma + 0.5))
        var kernel = (-radius...radius).map { step in
            Float(Elementary.exponential(-Double(step * step) / (2 * sigma * sigma)))
        }
        let total = kernel.reduce(0, +)
        for index in kernel.indices { kernel[index] /= total }
        let middle = convolved(values, kernel: kernel, radius: radius, step: 1, along: columns)
        return convolved(middle, kernel: kernel, radius: radius, step: columns, along: rows)
    }

    private func convolved(_ values: [Float], kernel: [Float], radius: Int, step: Int, along length: Int) -> [Float] {
        var result = [Float](repeating: 0, count: count)
        values.withUnsafeBufferPointer { source in
            kernel.withUnsafeBufferPointer { weights in
                var index = 0
                while index < count {
                    let place = step == 1 ? index % columns : index / columns
                    var offset = max(-radius, -place)
                    let last = min(radius, length - 1 - place)
                    var sum: Float = 0
                    while offset <= last {
                        sum += weights[offset + radius] * source[index + offset * step]
                        offset += 1
                    }
                    result[index] = sum
                    index += 1
                }
            }
        }
        return result
    }

    /// The four cells around a pixel and the weights to interpolate between their centres.
    func interpolation(x: Float, y: Float) -> (index: (Int, Int, Int, Int), weight: (Float, Float, Float, Float)) {
        let half = Float(Self.side) / 2
        let column = min(max((x - half) / Float(Self.side), 0), Float(columns - 1))
        let row = min(max((y - half) / Float(Self.side), 0), Float(rows - 1))
        let left = Int(column)
        let top = Int(row)
        let right = min(left + 1, columns - 1)
        let bottom = min(top + 1, rows - 1)
        let fx = column - Float(left)
        let fy = row - Float(top)
        return (
            (top * columns + left, top * columns + right, bottom * columns + left, bottom * columns + right),
            ((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy)
        )
    }

    /// A value between the cell centres, linear in both directions.
    package func interpolated(_ values: [Float], x: Float, y: Float) -> Float {
        let (index, weight) = interpolation(x: x, y: y)
        return values[index.0] * weight.0 + values[index.1] * weight.1 + values[index.2] * weight.2
            + values[index.3] * weight.3
    }
}
