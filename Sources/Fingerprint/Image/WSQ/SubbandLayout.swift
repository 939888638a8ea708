/// How an image is cut into 64 subbands, IAFIS-IC-0110 v3 §2.2, and how they are put together again.
///
/// The image is a tree of areas. A cut gives four: low frequencies left and above, high ones right and below. An area
/// that lies right of (below) its siblings has its own halves the other way round in that direction, because taking
/// every second sample of a high band mirrors its spectrum. Subbands are numbered depth first.
package struct SubbandLayout {
    /// An area of the image that a subband or a cut takes.
    package struct Area: Equatable {
        /// Left edge.
        package var x: Int
        /// Upper edge.
        package var y: Int
        /// Width; may be 0 for small images.
        package var width: Int
        /// Height; may be 0 for small images.
        package var height: Int
    }

    /// An area that is cut, and whether its high half comes first.
    package struct Cut {
        /// What is cut.
        package var area: Area
        /// The high half is the left one.
        package var highLeft: Bool
        /// The high half is the upper one.
        package var highAbove: Bool
    }

    /// Width of the image.
    let width: Int
    /// Height of the image.
    let height: Int
    /// The 60 subbands that are coded; the last quarter, high in both directions, never is.
    package private(set) var bands: [Area] = []
    /// The cuts in the order of the transform; the inverse goes backwards.
    package private(set) var cuts: [Cut] = []

    private indirect enum Tree {
        case band
        case absent
        case cut([Tree])
    }

    /// The tree of the standard.
    private static let standard: Tree = {
        let four = Tree.cut([.band, .band, .band, .band])
        let sixteen = Tree.cut([four, four, four, four])
        let lowest = Tree.cut([.cut([four, .band, .band, .band]), four, four, four])
        return .cut([.cut([lowest, sixteen, sixteen, .band]), four, four, .absent])
    }()

    /// The layout of an image of this size.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        add(Self.standard, Area(x: 0, y: 0, width: width, height: height), highLeft: false, highAbove: false)
    }

    private mutating func add(_ tree: Tree, _ area: Area, highLeft: Bool, highAbove: Bool) {
        switch tree {
        case .absent: break
        case .band: bands.append(area)
        case .cut(let parts):
            cuts.append(Cut(area: area, highLeft: highLeft, highAbove: highAbove))
            // The low half has one sample more where the length is odd.
            let left = highLeft ? area.width / 2 : (area.width + 1) / 2
            let upper = highAbove ? area.height / 2 : (area.height + 1) / 2
            for (index, part) in parts.enumerated() {
                let (isRight, isBelow) = (index % 2 == 1, index / 2 == 1)
                let quarter = Area(
                    x: area.x + (isRight ? left : 0), y: area.y + (isBelow ? upper : 0),
                    width: isRight ? area.width - left : left, height: isBelow ? area.height - upper : upper)
                add(part, quarter, highLeft: isRight, highAbove: isBelow)
            }
        }
    }

    /// Puts the subbands in `plane` together to the image, in place.
    func synthesize(_ plane: inout Plane, filters: WaveletFilters) {
        for cut in cuts.reversed() {
            let area = cut.area
            guard area.width > 0, area.height > 0 else { continue }
            filters.joinRows(&plane, area, highAbove: cut.highAbove)
            filters.joinColumns(&plane, area, highLeft: cut.highLeft)
        }
    }
}
