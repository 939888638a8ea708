/// What a run of the benchmark found.
struct Report: Sendable {
    var apdus: Int
    var bytes: Int
    var runs: Int
    var pairs: [Pair]

    private var rows: [(name: String, wall: Double, cpu: Double, fastest: Double)] {
        pairs.flatMap { pair in
            [("reading", pair.reading), ("raw exchange", pair.raw)].map { kind, runs in
                (
                    "\(kind), \(pair.name)", Pair.median(runs, \.wallMilliseconds),
                    Pair.median(runs, \.cpuMilliseconds), runs.map(\.wallMilliseconds).min() ?? 0
                )
            }
        }
    }

    var table: String {
        var lines = ["\(apdus) APDUs, \(bytes) bytes, median of \(runs) runs", ""]
        lines.append("wall ms  CPU ms  fastest  what")
        for row in rows { lines.append("\(pad(row.wall)) \(pad(row.cpu))  \(pad(row.fastest))  \(row.name)") }
        lines.append("")
        for pair in pairs { lines.append("reading / raw, \(pair.name): \(round(pair.ratio))") }
        return lines.joined(separator: "\n")
    }

    var json: String {
        let objects = rows.map { row in
            """
            {"name":"\(row.name)","wallMs":\(round(row.wall)),"cpuMs":\(round(row.cpu)),\
            "fastestMs":\(round(row.fastest))}
            """
        }
        let ratios = pairs.map { "\"\($0.name)\":\(round($0.ratio))" }
        return """
            {"benchmark":"chipRead","apdus":\(apdus),"bytes":\(bytes),"runs":\(runs),\
            "measurements":[\(objects.joined(separator: ","))],"ratios":{\(ratios.joined(separator: ","))}}
            """
    }

    private func round(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private func pad(_ value: Double) -> String {
        let text = "\(round(value))"
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
