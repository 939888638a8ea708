/// From the raw similarity of two prints to an estimate of -log10 of the false match rate.
enum ScoreCalibration {
    /// Raw similarity and estimate; linear in between, level below the first and straight on beyond the last.
    static let points: [(raw: Double, estimate: Double)] = [(0, 0), (1, 10)]

    /// The estimate for a raw similarity; monotone.
    static func estimate(raw: Double) -> Double {
        guard raw > points[0].raw else { return points[0].estimate }
        var index = 1
        while index < points.count - 1, raw > points[index].raw { index += 1 }
        let (low, high) = (points[index - 1], points[index])
        return low.estimate + (raw - low.raw) * (high.estimate - low.estimate) / (high.raw - low.raw)
    }
}
