/// What was measured, each value beside its target.
struct TrustFigures {
    /// One figure.
    struct Row {
        let name: String
        let value: Double
        let unit: String
        /// At most this; nil for what is only told.
        var target: Double?
        var isMet: Bool { target.map { value <= $0 } ?? true }
    }

    var rows: [Row] = []
    var areMet: Bool { rows.allSatisfy(\.isMet) }

    var table: String {
        rows.map { row in
            let target = row.target.map { "  (target \(round($0)) \(row.unit)\(row.isMet ? "" : ", MISSED"))" } ?? ""
            return "\(row.name): \(round(row.value)) \(row.unit)\(target)"
        }.joined(separator: "\n")
    }

    var json: String {
        let objects = rows.map { row in
            "{\"name\":\"\(row.name)\",\"value\":\(round(row.value)),\"unit\":\"\(row.unit)\",\"target\":"
                + "\(row.target.map { "\(round($0))" } ?? "null")}"
        }
        return "{\"benchmark\":\"trust\",\"figures\":[\(objects.joined(separator: ","))]}"
    }

    private func round(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
