extension FingerImage {
    /// The image at `target` pixels per inch, by a tent filter wide enough not to alias.
    ///
    /// Minutiae are found and compared at 500 dpi; a U.are.U 4000 or 4500 answers with 512.
    /// - Throws: `imageTooSmall` or `imageTooLarge` when the result would leave the bounds of an image.
    package func resampled(to target: Int) throws(FingerprintError) -> FingerImage {
        guard target != pixelsPerInch else { return self }
        let newWidth = (width * target + pixelsPerInch / 2) / pixelsPerInch
        let newHeight = (height * target + pixelsPerInch / 2) / pixelsPerInch
        let sides = Limits.minimumImageSide...Limits.maximumImageSide
        guard sides.lowerBound <= min(newWidth, newHeight) else {
            throw FingerprintError(.imageTooSmall, field: "resampled size")
        }
        guard max(newWidth, newHeight) <= sides.upperBound else {
            throw FingerprintError(.imageTooLarge, field: "resampled size")
        }
        let scale = Float(pixelsPerInch) / Float(target)
        let columns = Self.taps(count: newWidth, sourceCount: width, scale: scale)
        let rows = Self.taps(count: newHeight, sourceCount: height, scale: scale)

        var narrowed = [Float](repeating: 0, count: newWidth * height)
        pixels.withUnsafeBufferPointer { source in
            for y in 0..<height {
                var x = 0
                while x < newWidth {
                    let tap = columns[x]
                    var sum: Float = 0
                    var index = 0
                    while index < tap.weights.count {
                        sum += tap.weights[index] * Float(source[y * width + tap.first + index])
                        index += 1
                    }
                    narrowed[y * newWidth + x] = sum
                    x += 1
                }
            }
        }
        var result = [UInt8](repeating: 0, count: newWidth * newHeight)
        for y in 0..<newHeight {
            let tap = rows[y]
            var x = 0
            while x < newWidth {
                var sum: Float = 0.5
                var index = 0
                while index < tap.weights.count {
                    sum += tap.weights[index] * narrowed[(tap.first + index) * newWidth + x]
                    index += 1
                }
                result[y * newWidth + x] = UInt8(min(max(sum, 0), 255))
                x += 1
            }
        }
        return try FingerImage(width: newWidth, height: newHeight, pixelsPerInch: target, pixels: result)
    }

    /// The source samples that make one target sample, with weights that add up to 1.
    private struct Tap {
        var first: Int
        var weights: [Float]
    }

    private static func taps(count: Int, sourceCount: Int, scale: Float) -> [Tap] {
        let reach = max(scale, 1)
        return (0..<count).map { index in
            let centre = (Float(index) + 0.5) * scale - 0.5
            let first = max(0, Int(max(0, centre - reach)))
            let last = min(sourceCount - 1, max(first, Int(max(0, centre + reach)) + 1))
            let start = min(first, sourceCount - 1)
            var weights = (start...max(start, last)).map { max(0, 1 - abs(Float($0) - centre) / reach) }
            let total = weights.reduce(0, +)
            if total > 0 { weights = weights.map { $0 / total } } else { weights = [1] }
            return Tap(first: start, weights: weights)
        }
    }
}
