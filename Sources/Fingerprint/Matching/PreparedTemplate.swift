/// A template made ready for comparing: its cylinders and its hull.
///
/// Preparing costs several comparisons, so keep it when one template meets many. Points are kept with y upwards, so
/// that all angles turn counter-clockwise.
package struct PreparedTemplate: Sendable {
    /// The minutiae that take part, best first.
    let minutiae: [Minutia]
    /// Their columns in pixels at 500 dpi.
    let xs: [Float]
    /// Their rows in pixels at 500 dpi, upwards (the negative of the image row).
    let ys: [Float]
    /// The polygon around them.
    let hull: ConvexHull
    /// For each cylinder the minutia it belongs to.
    let owners: [Int]
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
        var owners: [Int] = []
        var bits: [UInt64] = []
        var validity: [UInt64] = []
        if !hull.sides.isEmpty {
            var builder = CylinderBuilder(minutiae: chosen, xs: xs, ys: ys, hull: hull)
            for index in chosen.indices where builder.build(index) {
                owners.append(index)
                bits += builder.bits
                validity += builder.validity
            }
        }
        self.owners = owners
        self.bits = bits
        self.validity = validity
    }
}
