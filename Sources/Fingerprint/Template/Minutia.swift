/// A place where a ridge ends or forks.
///
/// The units are those of ISO/IEC 19794-2:2005, so that writing a template and reading it back changes nothing.
package struct Minutia: Sendable, Equatable, Hashable {
    /// What happens to the ridge. Raw values are the type codes of the standard.
    package enum Kind: UInt8, Sendable {
        /// Neither or unknown.
        case other = 0
        /// The ridge ends.
        case ending = 1
        /// The ridge forks.
        case bifurcation = 2
    }

    /// Pixels at 500 dpi from the left edge.
    package let x: Int
    /// Pixels at 500 dpi from the upper edge.
    package let y: Int
    /// Direction in units of 360/256 degrees, counter-clockwise from the positive x axis: from the tip back along the
    /// ridge for an ending, into the valley between the arms for a bifurcation.
    package let angle: UInt8
    /// Ending or bifurcation.
    package let kind: Kind
    /// 1 (worst) to 100 (best); 0 where a foreign record does not say.
    package let quality: UInt8

    /// A minutia; see the properties for units.
    package init(x: Int, y: Int, angle: UInt8, kind: Kind, quality: UInt8) {
        self.x = x
        self.y = y
        self.angle = angle
        self.kind = kind
        self.quality = quality
    }

    /// The nearest angle unit to an angle in radians, counter-clockwise from the positive x axis.
    package static func angleUnits(radians: Double) -> UInt8 {
        let turn = Elementary.nearestInteger(Elementary.wrapped(radians) * 128 / Elementary.pi)
        return UInt8(truncatingIfNeeded: turn)
    }

    /// Direction in radians, 0..<2pi, counter-clockwise from the positive x axis with y upwards.
    package var radians: Double { Double(angle) * Elementary.pi / 128 }
}
