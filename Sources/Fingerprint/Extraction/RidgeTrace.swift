/// What the extractor saw on its way to the minutiae, for drawing: ridge lines and the quality of the cells.
package struct RidgeTrace: Sendable {
    /// Width and height of the image at 500 dpi.
    package let width: Int
    package let height: Int
    /// Whether the one-pixel line of a ridge runs through a pixel, rows from the top.
    package let lines: [Bool]
    private let grid: CellGrid
    private let trusted: [Bool]
    private let confidence: [Float]

    init(_ ridges: FingerExtractor.Ridges, width: Int, height: Int) {
        self.width = width
        self.height = height
        let bitmap = ridges.skeleton.bitmap
        lines = (0..<(width * height)).map { index in
            bitmap.bits[(index / width + 1) * bitmap.stride + index % width + 1] != 0
        }
        grid = ridges.mask.grid
        trusted = ridges.mask.cells
        confidence = grid.smoothed(ridges.confidence, sigma: 1)
    }

    /// Quality of the cell that a pixel lies in, 0...1; nil outside of the trusted area.
    package func quality(x: Int, y: Int) -> Float? {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return nil }
        let cell = y / CellGrid.side * grid.columns + x / CellGrid.side
        return trusted[cell] ? min(max(confidence[cell], 0), 1) : nil
    }
}

extension FingerExtractor {
    /// The ridges of `image` at 500 dpi; nil where there is no finger.
    package func trace(_ image: FingerImage) throws(FingerprintError) -> RidgeTrace? {
        let image = try image.resampled(to: FingerTemplate.pixelsPerInch)
        return analyse(image).map { RidgeTrace($0, width: image.width, height: image.height) }
    }
}
