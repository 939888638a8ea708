import Fingerprint

/// Grows the ridge pattern of a finger that nobody has.
///
/// Random spots are filtered again and again along a direction field until ridges fill the print; where ridges that
/// started from different spots meet, minutiae arise by themselves (the idea of SFinGe: Cappelli, Maio, Maltoni,
/// "Synthetic fingerprint-image generation", ICPR 2000). The same seed gives the same finger on every machine.
package enum RidgeGrowth {
    /// Default size of a master in pixels at 500 dpi: a fingertip of 16 x 20 mm.
    package static let defaultWidth = 320
    package static let defaultHeight = 400

    private static let rounds = 16
    private static let spotSpacing = 13.0
    private static let gain: Float = 0.45
    private static let bank = RidgeFilterBank(sigmaAlong: 5.5)

    /// Grows the finger of `seed`.
    ///
    /// - Parameters:
    ///   - seed: names the finger.
    ///   - pattern: its class; drawn from the seed when nil.
    ///   - width: width in pixels at 500 dpi, 128...1000.
    ///   - height: height in pixels at 500 dpi, 128...1000.
    package static func master(
        seed: UInt64, pattern: RidgePattern? = nil, width: Int = defaultWidth, height: Int = defaultHeight
    ) -> MasterPrint {
        let width = min(max(width, 128), 1000)
        let height = min(max(height, 128), 1000)
        var random = SeededRandom(seed: seed)
        let drawn = RidgePattern.drawn(from: &random)
        let chosen = pattern ?? drawn
        let flow = RidgeFlow(pattern: chosen, width: width, height: height, random: &random)
        let grid = CellGrid(width: width, height: height)
        let orientation = field(flow, grid: grid)
        let periods = periods(grid: grid, random: &random)
        let cells = contactCells(grid: grid)

        var plane = spots(width: width, height: height, random: &random)
        for _ in 0..<rounds {
            plane = bank.applied(to: plane, orientation: orientation, periods: periods, cells: cells)
            plane.values.withUnsafeMutableBufferPointer { buffer in
                guard let values = buffer.baseAddress else { return }
                var index = 0
                while index < width * height {
                    values[index] = min(max(values[index] * gain, -1), 1)
                    index += 1
                }
            }
        }
        return MasterPrint(pattern: chosen, width: width, height: height, ridges: plane.values)
    }

    private static func field(_ flow: RidgeFlow, grid: CellGrid) -> OrientationField {
        var cosines = [Float](repeating: 0, count: grid.count)
        var sines = [Float](repeating: 0, count: grid.count)
        for cell in 0..<grid.count {
            let (x, y) = centre(cell, grid: grid)
            let angle = 2 * flow.angle(x: x, y: y)
            cosines[cell] = Float(Elementary.cosine(angle))
            sines[cell] = Float(Elementary.sine(angle))
        }
        return OrientationField(grid: grid, cosines: cosines, sines: sines)
    }

    /// Ridge periods around 9 px (0.46 mm), wider towards the flexion crease, with slow variation.
    private static func periods(grid: CellGrid, random: inout SeededRandom) -> [Float] {
        let base = random.between(7.9, 10.1)
        let kx = random.between(-0.03, 0.03)
        let ky = random.between(-0.03, 0.03)
        let phase = random.between(0, 2 * Elementary.pi)
        return (0..<grid.count).map { cell in
            let (x, y) = centre(cell, grid: grid)
            let crease = 0.9 * max(0, y / Double(grid.height) - 0.65)
            return Float(base + 0.6 * Elementary.sine(kx * x + ky * y + phase) + 2 * crease)
        }
    }

    /// Cells within the skin that can touch, with a little beyond.
    private static func contactCells(grid: CellGrid) -> [Bool] {
        (0..<grid.count).map { cell in
            let (x, y) = centre(cell, grid: grid)
            let u = (x / Double(grid.width) - 0.5) / (MasterPrint.contact.horizontal + 0.03)
            let v = (y / Double(grid.height) - 0.5) / (MasterPrint.contact.vertical + 0.03)
            return u * u * u * u + v * v * v * v <= 1
        }
    }

    private static func spots(width: Int, height: Int, random: inout SeededRandom) -> Plane {
        var plane = Plane(width: width, height: height)
        let count = Int(Double(width * height) / (spotSpacing * spotSpacing))
        for _ in 0..<count {
            let x = 1 + Int(random.unit() * Double(width - 3))
            let y = 1 + Int(random.unit() * Double(height - 3))
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] { plane.values[(y + dy) * width + x + dx] = 1 }
        }
        return plane
    }

    private static func centre(_ cell: Int, grid: CellGrid) -> (x: Double, y: Double) {
        (
            (Double(cell % grid.columns) + 0.5) * Double(CellGrid.side),
            (Double(cell / grid.columns) + 0.5) * Double(CellGrid.side)
        )
    }
}
