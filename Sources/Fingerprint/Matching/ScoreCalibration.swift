/// From the raw similarity of two prints to an estimate of -log10 of the false match rate.
///
/// Origin of the table: the 11,520 pairs of different fingers in the development sets FVC2002 DB1_B, DB2_B and
/// FVC2004 DB1_B, DB2_B, pooled (40 fingers, so the pairs are not independent). Up to 2.5 the values are counted
/// quantiles. 3.0 was counted at 0.0172 and 3.5 at 0.0197; 3.0 is put at 0.0190 because 40 fingers are few and prints
/// of our own generator score a little higher. 4.0 lies above the highest score that was seen. Beyond it nothing was
/// observed: the straight line of the tail is bent down on purpose, so that estimates there are
/// cautious and only keep the order.
/// The table belongs to this extractor and matcher; whoever changes either must count again (FingerBenchmark, `raw`).
enum ScoreCalibration {
    /// Raw similarity and estimate; linear in between, level below the first and beyond the last.
    static let points: [(raw: Double, estimate: Double)] = [
        (0, 0), (0.0059, 0.3), (0.0066, 0.5), (0.0083, 1), (0.0101, 1.5), (0.0119, 2), (0.0142, 2.5), (0.0190, 3),
        (0.0245, 4), (0.0400, 5), (0.0800, 6), (0.2000, 8), (1.7000, 12),
    ]

    /// The estimate for a raw similarity; monotone, 0...12.
    static func estimate(raw: Double) -> Double {
        guard raw > points[0].raw else { return points[0].estimate }
        for index in 1..<points.count where raw <= points[index].raw {
            let (low, high) = (points[index - 1], points[index])
            return low.estimate + (raw - low.raw) * (high.estimate - low.estimate) / (high.raw - low.raw)
        }
        return points[points.count - 1].estimate
    }
}
