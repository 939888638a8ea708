/// What a run of the benchmark found.
struct Report: Sendable {
    var name: String
    var apdus: Int
    var bytes: Int
    var runs: Int
    var pairs: [Pair]
    /// The most memory above idle in MB, the chip and a thousand authorities in it; nil where nobody can tell.
    var memory: Double?

    /// What the reading from the live chip may take in ms: so many times the raw exchange with recorded answers, and the
    /// chip's own cryptography, which recorded answers do without. Nil where there is no target.
    var allowed: Double?

    /// What it took.
    var taken: Double { pairs.first.map { Pair.median($0.reading, \.wallMilliseconds) } ?? 0 }

    /// Whether nothing took more than it may; what was not measured is not met.
    var isMet: Bool {
        guard !pairs.isEmpty, let memory else { return false }
        return taken <= allowed ?? .infinity && memory <= ChipReadBenchmark.memoryTarget
    }

    private var rows: [(name: String, wall: Double, cpu: Double, chip: Double, fastest: Double)] {
        pairs.flatMap { pair in
            [("reading", pair.reading), ("raw exchange", pair.raw)].map { kind, runs in
                (
                    "\(kind), \(pair.name)", Pair.median(runs, \.wallMilliseconds),
                    Pair.median(runs, \.cpuMilliseconds), Pair.median(runs, \.chipMilliseconds),
                    runs.map(\.wallMilliseconds).min() ?? 0
                )
            }
        }
    }

    var table: String {
        var lines = ["\(name): \(apdus) APDUs, \(bytes) bytes, median of \(runs) runs", ""]
        lines.append("wall ms  CPU ms  of it chip  fastest  what")
        for row in rows {
            lines.append("\(pad(row.wall)) \(pad(row.cpu))     \(pad(row.chip))  \(pad(row.fastest))  \(row.name)")
        }
        lines.append("")
        for pair in pairs {
            lines.append(
                "reading / raw, \(pair.name): \(round(pair.ratio)); without the chip's thinking "
                    + "\(round(pair.ratioWithoutChip))")
        }
        if let allowed {
            lines.append(
                "reading, live chip: \(round(taken)) ms (target \(round(allowed)) ms: \(ChipReadBenchmark.target) x the "
                    + "raw exchange with recorded answers, and the chip's thinking)\(taken <= allowed ? "" : "  MISSED")"
            )
        }
        if let memory {
            lines.append("memory above idle: \(round(memory)) MB (target \(ChipReadBenchmark.memoryTarget) MB)")
        }
        return lines.joined(separator: "\n")
    }

    var json: String {
        let objects = rows.map { row in
            """
            {"name":"\(row.name)","wallMs":\(round(row.wall)),"cpuMs":\(round(row.cpu)),"chipMs":\(round(row.chip)),\
            "fastestMs":\(round(row.fastest))}
            """
        }
        let ratios = pairs.map { "\"\($0.name)\":\(round($0.ratio))" }
        let apart = pairs.map { "\"\($0.name)\":\(round($0.ratioWithoutChip))" }
        return """
            {"benchmark":"chipRead","protocol":"\(name)","apdus":\(apdus),"bytes":\(bytes),"runs":\(runs),\
            "measurements":[\(objects.joined(separator: ","))],"ratios":{\(ratios.joined(separator: ","))},\
            "ratiosWithoutChip":{\(apart.joined(separator: ","))},"megabytesAboveIdle":\(round(memory ?? -1)),"allowedMs":\(round(allowed ?? -1)),"met":\(isMet)}
            """
    }

    private func round(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private func pad(_ value: Double) -> String {
        let text = "\(round(value))"
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
