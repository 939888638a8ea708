internal import Glibc

/// The folder of a private service: drivers, configuration, log, and `run` for its socket. Gone with its owner.
struct ServiceFolder: Sendable {
    let path: String

    init() throws(ReaderSimulationError) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = [CChar]((base + "/boomt-readers-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ReaderSimulationError(code: .systemFailure, what: "make a folder in \(base)")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        mkdir(path + "/run", 0o755)
    }

    func copy(_ source: String, to target: String) throws(ReaderSimulationError) {
        guard let bytes = Self.contents(of: source) else {
            throw ReaderSimulationError(code: .systemFailure, what: "read \(source)")
        }
        try Self.write(bytes, to: target)
    }

    func write(_ text: String, to name: String) throws(ReaderSimulationError) {
        try Self.write([UInt8](text.utf8), to: path + "/" + name)
    }

    /// A file as text, empty when it is not there.
    func read(_ name: String) -> String {
        String(decoding: Self.contents(of: path + "/" + name) ?? [], as: UTF8.self)
    }

    /// What a dead daemon has left: its socket and its process number would stop the next one.
    func clearRun() {
        Self.empty(path + "/run")
    }

    func remove() {
        Self.empty(path + "/run")
        rmdir(path + "/run")
        Self.empty(path)
        rmdir(path)
    }

    private static func empty(_ folder: String) {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { unlink(folder + "/" + name) }
        }
    }

    private static func contents(of file: String) -> [UInt8]? {
        guard let stream = fopen(file, "re") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, stream)
            if count == 0 { return bytes }
            bytes += block.prefix(count)
        }
    }

    private static func write(_ bytes: [UInt8], to file: String) throws(ReaderSimulationError) {
        guard let stream = fopen(file, "we"), fwrite(bytes, 1, bytes.count, stream) == bytes.count,
            fclose(stream) == 0
        else { throw ReaderSimulationError(code: .systemFailure, what: "write \(file)") }
    }
}
