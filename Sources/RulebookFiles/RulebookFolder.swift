package import BorderLaw
package import TableFiles

/// A folder of dated tables, one YAML file each: a new order is a new file.
package enum RulebookFolder {
    /// Reads every table of a folder.
    ///
    /// - Throws: all faults at once; a folder with a fault is refused whole.
    package static func load(_ path: String) throws(TableFaults) -> RulebookShelf {
        let folder = try TableFolder(path)
        var faults = folder.faults
        var read: [(file: String, table: TableFile)] = []
        for text in folder.texts {
            let file = TableFile(yaml: text.yaml, file: text.file)
            faults += file.faults
            if file.table != nil { read.append((text.file, file)) }
        }
        // Whether the tables fit together can only be said of tables that were read.
        guard faults.isEmpty else { throw TableFaults(faults: faults) }
        let built = RulebookShelf.build(read.compactMap(\.table.table))
        guard let shelf = built.shelf else {
            throw TableFaults(
                faults: built.faults.map { fault in
                    guard let index = fault.index, read.indices.contains(index) else {
                        return TableFault(file: path, line: nil, key: fault.key, reason: fault.reason)
                    }
                    let (file, table) = read[index]
                    return TableFault(
                        file: file, line: table.line(of: fault.key), key: fault.key, reason: fault.reason)
                })
        }
        return shelf
    }
}
