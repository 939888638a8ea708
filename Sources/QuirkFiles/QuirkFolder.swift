package import TableFiles
package import TravelDocument

/// A folder of dated tables of quirks, one YAML file each: a new one is a new file.
package enum QuirkFolder {
    /// Reads every table of a folder.
    ///
    /// - Throws: all faults at once; a folder with a fault is refused whole.
    package static func load(_ path: String) throws(TableFaults) -> QuirkShelf {
        let folder = try TableFolder(path)
        var faults = folder.faults
        var tables: [QuirkShelf.Dated] = []
        for text in folder.texts {
            let file = QuirkFile(yaml: text.yaml, file: text.file)
            faults += file.faults
            guard let table = file.table else { continue }
            if tables.contains(where: { $0.validFrom == table.validFrom }) {
                faults.append(file.fault("validFrom", "is the day of another file, too"))
            }
            // A version names one table for ever: records name it.
            if tables.contains(where: { $0.quirks.version == table.quirks.version }) {
                faults.append(file.fault("version", "is the version of another file, too"))
            }
            if table.quirks.version == ChipQuirks.standard.version, table.quirks != .standard {
                faults.append(
                    file.fault("version", "needs a name of its own: the values are not those that are compiled in"))
            }
            tables.append(table)
        }
        guard faults.isEmpty else { throw TableFaults(faults: faults) }
        guard let shelf = QuirkShelf(tables) else {
            throw TableFaults(faults: [TableFault(file: path, line: nil, key: "file", reason: "holds no table")])
        }
        return shelf
    }
}
