/// A template made ready for comparing: its cylinders and its hull.
///
/// Preparing costs several comparisons, so keep it when one template meets many. Points are kept with y upwards, so
/// that all angles turn counter-clockwise.
package struct PreparedTemplate: Sendable {
    /// What a comparison needs to know of a cylinder before its bits.
    struct Cylinder: Sendable {
        /// The minutia it belongs to.
        let owner: Int
        /// Direction of that minutia in 256ths of a turn.
        let angle: UInt8
        /// Square root of the number of set bits.
        let norm: Float
        /// Whether every cell of the disc is valid.
        let isWhole: Bool
    }

    /// The minutiae that take part, best first.
    let minutiae: [Minutia]
    /// Their columns in pixels at 500 dpi.
    let xs: [Float]
    /// Their rows in pixels at 500 dpi, upwards (the negative of the image row).
    let ys: [Float]
    /// The minutiae from left to right, side by side in memory for the search of neighbours.
    let columns: [(x: Float, y: Float, angle: UInt8, index: Int)]
    /// Cosine and sine of their angles.
    let directions: [(cosine: Float, sine: Float)]
    /// The polygon around them.
    let hull: ConvexHull
    /// The cylinders, in the order of their minutiae.
    let cylinders: [Cylinder]
    /// `CylinderTables.words` words a cylinder, layer by layer.
    let bits: [UInt64]
    /// `CylinderTables.wordsPerLayer` words a cylinder: the cells that count.
    let validity: [UInt64]

    /// Prepares `template`; one whose minutiae span no area gets no cylinders and matches nothing.
    package init(_ template: FingerTemplate) {
        let chosen = Array(template.minutiae.prefix(Limits.maximumMatchedMinutiae))
        minutiae = chosen
        xs = chosen.map { Float($0.x) }
        ys = chosen.map { -Float($0.y) }
        hull = ConvexHull(xs: xs, ys: ys)
        let points = zip(chosen.indices, zip(xs, ys)).map { index, point in
            (x: point.0, y: point.1, angle: chosen[index].angle, index: index)
        }
        columns = points.sorted { $0.x != $1.x ? $0.x < $1.x : $0.index < $1.index }
        directions = chosen.map { minutia in
            (Float(Elementary.cosine(minutia.radians)), Float(Elementary.sine(minutia.radians)))
        }
        var cylinders: [Cylinder] = []
        var bits: [UInt64] = []
        var validity: [UInt64] = []
        if !hull.sides.isEmpty {
            var builder = CylinderBuilder(minutiae: chosen, xs: xs, ys: ys, hull: hull)
            for index in chosen.indices where builder.build(index) {
                let count = builder.bits.reduce(0) { $0 + $1.nonzeroBitCount }
                cylinders.append(
                    Cylinder(
                        owner: index, angle: chosen[index].angle, norm: Float(count).squareRoot(),
                        isWhole: builder.isWhole && count > 0))
                bits += builder.bits
                validity += builder.validity
            }
        }
        self.cylinders = cylinders
        self.bits = bits
        self.validity = validity
    }

    /// Place in `columns` of the first minutia at `column` or to the right of it.
    func firstPlace(column: Float) -> Int {
        var (low, high) = (0, columns.count)
        while low < high {
            let middle = (low &+ high) / 2
            if columns[middle].x < column { low = middle &+ 1 } else { high = middle }
        }
        return low
    }
}
