/// Fixed geometry of the minutia cylinder code and its tables.
///
/// Cappelli, Ferrara, Maltoni: Minutia Cylinder-Code, IEEE TPAMI 32(12), 2010. A cylinder is a disc of 16 x 16 cells
/// around a minutia, turned with it, in five layers of direction difference.
struct CylinderTables: Sendable {
    /// The tables, made once.
    static let shared = CylinderTables()

    /// Radius of the disc in pixels.
    static let radius: Float = 70
    /// Cells along the side of the square around the disc.
    static let cellsPerSide = 16
    /// Layers of direction difference.
    static let layers = 5
    /// Side of a cell in pixels.
    static let cellSide: Float = 2 * radius / Float(cellsPerSide)
    /// Standard deviation of a contribution in the plane, pixels.
    static let spatialSigma: Float = 28.0 / 3
    /// Distance beyond which a minutia contributes nothing, pixels.
    static let reach: Float = 28
    /// Machine words of one layer, and of all layers.
    static let wordsPerLayer = 4
    static let words = wordsPerLayer * layers

    /// Cells whose centre lies in the disc, row by row.
    let discCells: [Bool]
    /// Their number.
    let discCount: Int
    /// Weight in a layer for a direction difference: index `difference * layers + layer`, difference in 256ths of a turn.
    let directional: [Float]
    /// Weight in the plane over the squared distance: `spatialSteps` steps up to the reach.
    let spatial: [Float]
    /// Steps of `spatial`.
    static let spatialSteps = 1024

    private init() {
        let side = Self.cellsPerSide
        let cells = (0..<(side * side)).map { index in
            let dx = Self.centre(index % side)
            let dy = Self.centre(index / side)
            return dx * dx + dy * dy <= Self.radius * Self.radius
        }
        discCells = cells
        discCount = cells.reduce(0) { $0 + ($1 ? 1 : 0) }

        let sigma = 2 * Elementary.pi / 9
        let layerWidth = 2 * Elementary.pi / Double(Self.layers)
        var weights: [Float] = []
        for difference in 0..<256 {
            for layer in 0..<Self.layers {
                let middle = -Elementary.pi + (Double(layer) + 0.5) * layerWidth
                let alpha = Elementary.wrapped(middle - Double(difference) * Elementary.pi / 128)
                let steps = 32
                var sum = 0.0
                for step in 0..<steps {
                    let t = alpha - layerWidth / 2 + layerWidth * (Double(step) + 0.5) / Double(steps)
                    sum += Elementary.exponential(-t * t / (2 * sigma * sigma))
                }
                let scale = layerWidth / Double(steps) / (sigma * (2 * Elementary.pi).squareRoot())
                weights.append(Float(sum * scale))
            }
        }
        directional = weights
        let variance = Double(Self.spatialSigma * Self.spatialSigma)
        let peak = 1 / (variance * 2 * Elementary.pi).squareRoot()
        let reachSquared = Double(Self.reach * Self.reach)
        spatial = (0...Self.spatialSteps).map { step in
            let squared = reachSquared * (Double(step) + 0.5) / Double(Self.spatialSteps)
            return Float(peak * Elementary.exponential(-squared / (2 * variance)))
        }
    }

    /// Centre of the cell with this column or row, in pixels from the minutia.
    static func centre(_ index: Int) -> Float { (Float(index) - Float(cellsPerSide - 1) / 2) * cellSide }
}
