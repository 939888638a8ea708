/// A picture of ones and zeros with a border of zeros one pixel wide, so that every pixel has eight neighbours.
struct RidgeBitmap: Sendable {
    /// Width without the border.
    let width: Int
    /// Height without the border.
    let height: Int
    /// Pixels in a row with the border.
    let stride: Int
    /// 1 where a ridge is, rows from the top, border included.
    var bits: [UInt8]

    /// Offsets of the eight neighbours, clockwise from above.
    let neighbours: [Int]

    /// Ones where `plane` is above 0.
    init(positive plane: Plane) {
        width = plane.width
        height = plane.height
        stride = width + 2
        neighbours = [-stride, 1 - stride, 1, stride + 1, stride, stride - 1, -1, -stride - 1]
        bits = [UInt8](repeating: 0, count: stride * (height + 2))
        let (width, height, stride) = (width, height, stride)
        bits.withUnsafeMutableBufferPointer { target in
            plane.values.withUnsafeBufferPointer { source in
                guard let target = target.baseAddress, let source = source.baseAddress else { return }
                var y = 0
                while y < height {
                    var x = 0
                    while x < width {
                        if source[y * width + x] > 0 { target[(y + 1) * stride + x + 1] = 1 }
                        x += 1
                    }
                    y += 1
                }
            }
        }
    }

    /// Index of the pixel (x, y).
    func index(x: Int, y: Int) -> Int { (y + 1) * stride + x + 1 }

    /// Column of a pixel, -1 in the left border.
    func x(_ index: Int) -> Int { index % stride - 1 }

    /// Row of a pixel, -1 in the upper border.
    func y(_ index: Int) -> Int { index / stride - 1 }

    /// Removes specks of ridge below `ridge` pixels (8-connected) and holes below `hole` pixels (4-connected).
    mutating func removeSpecks(ridge: Int, hole: Int) {
        replaceParts(of: 1, below: ridge, steps: neighbours)
        replaceParts(of: 0, below: hole, steps: [-stride, 1, stride, -1])
    }

    private mutating func replaceParts(of value: UInt8, below limit: Int, steps: [Int]) {
        var seen = [Bool](repeating: false, count: bits.count)
        var part: [Int] = []
        // The border of zeros belongs to the outer ground, never to a hole.
        seen.withUnsafeMutableBufferPointer { seen in
            bits.withUnsafeMutableBufferPointer { bits in
                for x in 0..<stride {
                    seen[x] = true
                    seen[bits.count - 1 - x] = true
                }
                for y in 0..<(height + 2) {
                    seen[y * stride] = true
                    seen[y * stride + stride - 1] = true
                }
                var start = stride
                while start < bits.count - stride {
                    if bits[start] == value, !seen[start] {
                        part.removeAll(keepingCapacity: true)
                        part.append(start)
                        seen[start] = true
                        var next = 0
                        while next < part.count {
                            let pixel = part[next]
                            next += 1
                            for step in steps where !seen[pixel + step] && bits[pixel + step] == value {
                                seen[pixel + step] = true
                                part.append(pixel + step)
                            }
                        }
                        if part.count < limit { for pixel in part { bits[pixel] = 1 - value } }
                    }
                    start += 1
                }
            }
        }
    }
}
