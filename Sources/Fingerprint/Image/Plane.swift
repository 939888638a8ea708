/// A rectangle of real numbers in rows from the top: the working form of an image inside the engine.
package struct Plane: Sendable {
    /// Columns.
    package let width: Int
    /// Rows.
    package let height: Int
    /// `width * height` values, row by row.
    package var values: [Float]

    /// A plane of zeros.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [Float](repeating: 0, count: width * height)
    }

    /// Mean over a square of side `2 * radius + 1`, cut off at the borders, in time independent of the radius.
    ///
    /// Sums are kept in double precision so that taking values out again leaves no drift.
    package func boxMean(radius: Int) -> Plane {
        var result = Plane(width: width, height: height)
        var columnSums = [Double](repeating: 0, count: width)
        let (width, height) = (width, height)
        values.withUnsafeBufferPointer { sourceBuffer in
            result.values.withUnsafeMutableBufferPointer { targetBuffer in
                columnSums.withUnsafeMutableBufferPointer { sumBuffer in
                    guard let source = sourceBuffer.baseAddress, let target = targetBuffer.baseAddress,
                        let sums = sumBuffer.baseAddress
                    else { return }
                    func change(row: Int, sign: Double) {
                        let line = source + row * width
                        var x = 0
                        while x < width {
                            sums[x] += sign * Double(line[x])
                            x += 1
                        }
                    }
                    var row = 0
                    while row < min(radius, height) {
                        change(row: row, sign: 1)
                        row += 1
                    }
                    var y = 0
                    while y < height {
                        if y + radius < height { change(row: y + radius, sign: 1) }
                        if y - radius - 1 >= 0 { change(row: y - radius - 1, sign: -1) }
                        let rows = min(y + radius, height - 1) - max(y - radius, 0) + 1
                        let line = target + y * width
                        var sum = 0.0
                        var x = 0
                        while x < min(radius, width) {
                            sum += sums[x]
                            x += 1
                        }
                        x = 0
                        while x < width {
                            if x + radius < width { sum += sums[x + radius] }
                            if x - radius - 1 >= 0 { sum -= sums[x - radius - 1] }
                            let columns = min(x + radius, width - 1) - max(x - radius, 0) + 1
                            line[x] = Float(sum / Double(rows * columns))
                            x += 1
                        }
                        y += 1
                    }
                }
            }
        }
        return result
    }

    /// Smoothed by the 3x3 binomial (1 2 1) kernel; the border line is repeated outwards.
    package func binomialSmoothed() -> Plane {
        var result = Plane(width: width, height: height)
        let (width, height) = (width, height)
        values.withUnsafeBufferPointer { sourceBuffer in
            result.values.withUnsafeMutableBufferPointer { targetBuffer in
                guard let source = sourceBuffer.baseAddress, let target = targetBuffer.baseAddress else { return }
                var y = 0
                while y < height {
                    let above = source + max(y - 1, 0) * width
                    let here = source + y * width
                    let below = source + min(y + 1, height - 1) * width
                    let line = target + y * width
                    var previous = above[0] + 2 * here[0] + below[0]
                    var current = previous
                    var x = 0
                    while x < width {
                        let next = x + 1 < width ? above[x + 1] + 2 * here[x + 1] + below[x + 1] : current
                        line[x] = (previous + 2 * current + next) * 0.0625
                        previous = current
                        current = next
                        x += 1
                    }
                    y += 1
                }
            }
        }
        return result
    }
}
