/// The cells where the finger touches the sensor and ridges can be trusted.
struct FingerMask {
    /// The cells.
    let grid: CellGrid
    /// One flag a cell.
    private(set) var cells: [Bool]

    private static let contrastFloor: Float = 6
    private static let contrastShare: Float = 0.18
    private static let qualityFloor: Float = 0.07
    private static let smallestShare = 5

    /// Cells with contrast: the first guess, before ridges were looked for.
    init(contrast: Plane) {
        grid = CellGrid(width: contrast.width, height: contrast.height)
        var means = [Float](repeating: 0, count: grid.count)
        for cell in 0..<grid.count {
            // The deviation is already a mean over 25x25 pixels; the centre of the cell speaks for it.
            let x = min(cell % grid.columns * CellGrid.side + CellGrid.side / 2, contrast.width - 1)
            let y = min(cell / grid.columns * CellGrid.side + CellGrid.side / 2, contrast.height - 1)
            means[cell] = contrast.values[y * contrast.width + x]
        }
        let ordered = means.sorted()
        let high = ordered[(ordered.count - 1) * 95 / 100]
        let threshold = max(Self.contrastFloor, Self.contrastShare * high)
        cells = means.map { $0 > threshold }
    }

    /// Cells of `support` with trustworthy ridges: smoothed confidence over a floor, gaps closed, specks opened away,
    /// small islands dropped, holes filled.
    init(confidence: [Float], support: FingerMask) {
        let smooth = support.grid.smoothed(confidence, sigma: 1.2)
        var trusted = smooth.map { $0 > Self.qualityFloor }
        for cell in trusted.indices where !support.cells[cell] { trusted[cell] = false }
        self = FingerMask(grid: support.grid, cells: trusted).dilated().eroded().eroded().dilated()
        dropSmallParts()
        fillHoles()
    }

    /// Number of cells that are set.
    var count: Int { cells.reduce(0) { $0 + ($1 ? 1 : 0) } }

    private init(grid: CellGrid, cells: [Bool]) {
        self.grid = grid
        self.cells = cells
    }

    /// Grown by one cell in eight directions.
    func dilated() -> FingerMask { changed(onto: true) }

    /// Shrunk by one cell; cells beyond the image count as set, so that a finger that leaves the image stays.
    func eroded() -> FingerMask { changed(onto: false) }

    private func changed(onto value: Bool) -> FingerMask {
        var result = cells
        for row in 0..<grid.rows {
            for column in 0..<grid.columns where cells[row * grid.columns + column] != value {
                search: for y in max(row - 1, 0)...min(row + 1, grid.rows - 1) {
                    for x in max(column - 1, 0)...min(column + 1, grid.columns - 1)
                    where cells[y * grid.columns + x] == value {
                        result[row * grid.columns + column] = value
                        break search
                    }
                }
            }
        }
        return FingerMask(grid: grid, cells: result)
    }

    private mutating func dropSmallParts() {
        let parts = components(of: true)
        let largest = parts.map(\.count).max() ?? 0
        for part in parts where part.count * Self.smallestShare < largest {
            for cell in part { cells[cell] = false }
        }
    }

    private mutating func fillHoles() {
        for part in components(of: false) {
            let touchesBorder = part.contains { cell in
                let (column, row) = (cell % grid.columns, cell / grid.columns)
                return column == 0 || row == 0 || column == grid.columns - 1 || row == grid.rows - 1
            }
            if !touchesBorder { for cell in part { cells[cell] = true } }
        }
    }

    private func components(of value: Bool) -> [[Int]] {
        var seen = [Bool](repeating: false, count: cells.count)
        var parts: [[Int]] = []
        for start in cells.indices where cells[start] == value && !seen[start] {
            var part = [start]
            seen[start] = true
            var next = 0
            while next < part.count {
                let cell = part[next]
                next += 1
                let (column, row) = (cell % grid.columns, cell / grid.columns)
                for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                    let (x, y) = (column + dx, row + dy)
                    guard x >= 0, y >= 0, x < grid.columns, y < grid.rows else { continue }
                    let neighbour = y * grid.columns + x
                    if cells[neighbour] == value, !seen[neighbour] {
                        seen[neighbour] = true
                        part.append(neighbour)
                    }
                }
            }
            parts.append(part)
        }
        return parts
    }

    /// Distance of every pixel to the edge of the mask or of the image, in thirds of a pixel (3-4 chamfer), row by row.
    func edgeDistance() -> [Int32] {
        let (width, height) = (grid.width, grid.height)
        var distance = [Int32](repeating: 0, count: width * height)
        distance.withUnsafeMutableBufferPointer { buffer in
            guard let map = buffer.baseAddress else { return }
            var y = 0
            while y < height {
                let rowCells = y / CellGrid.side * grid.columns
                var x = 0
                while x < width {
                    if cells[rowCells + x / CellGrid.side] {
                        let edge = x == 0 || y == 0 || x == width - 1
                        let place = map + (y * width + x)
                        place[0] =
                            edge
                            ? 3 : min(place[-1] + 3, place[-width] + 3, place[-width - 1] + 4, place[1 - width] + 4)
                    }
                    x += 1
                }
                y += 1
            }
            y = height - 1
            while y >= 0 {
                var x = width - 1
                while x >= 0 {
                    let place = map + (y * width + x)
                    if place[0] > 0 {
                        if x == 0 || y == height - 1 || x == width - 1 {
                            place[0] = 3
                        } else {
                            place[0] = min(
                                place[0], place[1] + 3, place[width] + 3, place[width + 1] + 4, place[width - 1] + 4)
                        }
                    }
                    x -= 1
                }
                y -= 1
            }
        }
        return distance
    }
}
