import Glibc

/// Resident memory of this process in MB (proc(5)).
enum ResidentMemory {
    /// What it holds.
    static func now() -> Double? { value("VmRSS:") }

    /// The most that it ever held.
    static func peak() -> Double? { value("VmHWM:") }

    private static func value(_ name: String) -> Double? {
        guard let file = fopen("/proc/self/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix(name) { return Double(text.filter(\.isNumber)).map { $0 / 1024 } }
        }
        return nil
    }
}
