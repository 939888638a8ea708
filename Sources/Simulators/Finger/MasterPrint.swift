/// A finger as the generator knows it: its whole ridge pattern at 500 dpi, from which impressions are taken.
package struct MasterPrint: Sendable {
    /// The class of its pattern.
    package let pattern: RidgePattern
    /// Width in pixels at 500 dpi.
    package let width: Int
    /// Height in pixels at 500 dpi.
    package let height: Int
    /// Ridges 1, valleys -1, rows from the top.
    let ridges: [Float]
    /// Half axes of the skin that can touch a sensor, as shares of width and height.
    static let contact = (horizontal: 0.47, vertical: 0.48)
}
