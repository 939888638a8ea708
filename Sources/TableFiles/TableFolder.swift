internal import Foundation

/// The texts of a folder of dated tables.
package struct TableFolder {
    /// A file.
    package struct Text {
        /// Its name in the folder.
        package let file: String
        /// What it says.
        package let yaml: String
    }

    /// The files that could be read, in the order of their names.
    package private(set) var texts: [Text] = []
    /// What is wrong with the others.
    package private(set) var faults: [TableFault] = []

    /// Reads every file of a folder.
    ///
    /// - Throws: when there is no such folder, or it holds what is no table.
    package init(_ path: String) throws(TableFaults) {
        for name in try Self.fileNames(path) {
            switch Self.text(path + "/" + name) {
            case .success(let text): texts.append(Text(file: name, yaml: text))
            case .failure(let fault):
                faults.append(TableFault(file: name, line: nil, key: "file", reason: fault.reason))
            }
        }
    }

    private static func fileNames(_ path: String) throws(TableFaults) -> [String] {
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw TableFaults(faults: [TableFault(file: path, line: nil, key: "file", reason: "cannot be read")])
        }
        let names = all.filter { !$0.hasPrefix(".") }.sorted()
        guard names.count <= Limits.files else {
            throw TableFaults(
                faults: [TableFault(file: path, line: nil, key: "file", reason: "holds over \(Limits.files) files")])
        }
        // A file that is passed over because of its name would be an order that nobody follows.
        let odd = names.filter { !$0.hasSuffix(".yaml") }
        guard odd.isEmpty else {
            throw TableFaults(
                faults: odd.map { TableFault(file: $0, line: nil, key: "file", reason: "is no .yaml file") })
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
