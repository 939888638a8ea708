/// Columns for people: each as wide as its widest cell, two blanks between.
struct TextTable {
    private var rows: [[String]]

    /// A table with a line of headings, or without when they are empty.
    init(_ headings: [String] = []) {
        rows = headings.isEmpty ? [] : [headings]
    }

    /// Appends a row.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The lines, without blanks at their ends.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                line += cell
                guard column < cells.count - 1 else { continue }
                line += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
