package import BorderLaw
internal import Foundation
internal import TravelDocument

/// A folder of dated tables, one YAML file each: a new order is a new file.
package enum RulebookFolder {
    /// Reads every table of a folder.
    ///
    /// - Throws: all faults at once; a folder with a fault is refused whole.
    package static func load(_ path: String) throws(RulebookFaults) -> RulebookShelf {
        let names = try fileNames(path)
        var faults: [RulebookFault] = []
        var read: [(file: String, table: TableFile)] = []
        for name in names {
            switch text(path + "/" + name) {
            case .success(let text):
                let file = TableFile(yaml: text, file: name)
                faults += file.faults
                if file.table != nil { read.append((name, file)) }
            case .failure(let fault):
                faults.append(RulebookFault(file: name, line: nil, key: "file", reason: fault.reason))
            }
        }
        // Whether the tables fit together can only be said of tables that were read.
        guard faults.isEmpty else { throw RulebookFaults(faults: faults) }
        let built = RulebookShelf.build(read.compactMap(\.table.table))
        guard let shelf = built.shelf else {
            throw RulebookFaults(
                faults: built.faults.map { fault in
                    guard let index = fault.index, read.indices.contains(index) else {
                        return RulebookFault(file: path, line: nil, key: fault.key, reason: fault.reason)
                    }
                    let (file, table) = read[index]
                    return RulebookFault(
                        file: file, line: table.line(of: fault.key), key: fault.key, reason: fault.reason)
                })
        }
        return shelf
    }

    private static func fileNames(_ path: String) throws(RulebookFaults) -> [String] {
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw RulebookFaults(faults: [RulebookFault(file: path, line: nil, key: "file", reason: "cannot be read")])
        }
        let names = all.filter { !$0.hasPrefix(".") }.sorted()
        guard names.count <= Limits.files else {
            throw RulebookFaults(
                faults: [RulebookFault(file: path, line: nil, key: "file", reason: "holds over \(Limits.files) files")])
        }
        // A file that is passed over because of its name would be an order that nobody follows.
        let odd = names.filter { !$0.hasSuffix(".yaml") }
        guard odd.isEmpty else {
            throw RulebookFaults(
                faults: odd.map { RulebookFault(file: $0, line: nil, key: "file", reason: "is no .yaml file") })
        }
        return names
    }

    private struct ReadFault: Error { let reason: String }

    private static func text(_ path: String) -> Result<String, ReadFault> {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            return .failure(ReadFault(reason: "cannot be read"))
        }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: Limits.fileBytes + 1) else {
            return .failure(ReadFault(reason: "cannot be read"))
        }
        guard data.count <= Limits.fileBytes else {
            return .failure(ReadFault(reason: "is larger than \(Limits.fileBytes) bytes"))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return .failure(ReadFault(reason: "is not UTF-8"))
        }
        return .success(text)
    }
}
