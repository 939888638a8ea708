/// The image with its lighting and contrast made even: ridges positive, valleys negative, both about 1.
///
/// Subtracting a local mean and dividing by a local deviation removes the square patch of the U.are.U optics,
/// keystone borders and the difference between dry and wet fingers.
struct NormalizedImage {
    /// The even image, smoothed by a 3x3 binomial.
    let ridges: Plane
    /// Local standard deviation of the grey values, before it was divided out.
    let contrast: Plane

    private static let meanRadius = 10
    private static let deviationRadius = 12
    private static let deviationFloor: Float = 3
    private static let clamp: Float = 2.5

    init(_ image: FingerImage) {
        var grey = Plane(width: image.width, height: image.height)
        let count = image.width * image.height
        for index in 0..<count { grey.values[index] = Float(image.pixels[index]) }
        let mean = grey.boxMean(radius: Self.meanRadius)
        var squares = Plane(width: image.width, height: image.height)
        grey.values.withUnsafeMutableBufferPointer { grey in
            mean.values.withUnsafeBufferPointer { mean in
                squares.values.withUnsafeMutableBufferPointer { squares in
                    var index = 0
                    while index < count {
                        let difference = mean[index] - grey[index]
                        grey[index] = difference
                        squares[index] = difference * difference
                        index += 1
                    }
                }
            }
        }
        var deviation = squares.boxMean(radius: Self.deviationRadius)
        grey.values.withUnsafeMutableBufferPointer { grey in
            deviation.values.withUnsafeMutableBufferPointer { deviation in
                var index = 0
                while index < count {
                    let local = max(deviation[index], 0).squareRoot()
                    deviation[index] = local
                    let value = grey[index] / (local + Self.deviationFloor)
                    grey[index] = min(max(value, -Self.clamp), Self.clamp)
                    index += 1
                }
            }
        }
        contrast = deviation
        ridges = grey.binomialSmoothed()
    }
}
