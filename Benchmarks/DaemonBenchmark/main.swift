import Foundation
import Simulators

// How soon the daemon serves, and what it holds in memory while it waits, beside their targets: 0.5 s and 60 MB.

private let startTarget = 0.5
private let memoryTarget = 60.0
private let asJSON = CommandLine.arguments.contains("--json")

private func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data("DaemonBenchmark: \(text)\n".utf8))
    exit(3)
}

/// Resident memory of a process in MB (`VmRSS` of proc(5)).
private func residentMegabytes(_ process: Int32) -> Double? {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 }
}

private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

private let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
private let daemon = program.deletingLastPathComponent().appendingPathComponent("boomtd").path
private var starts: [Double] = []
private var memory: [Double] = []
for _ in 0..<5 {
    let folder = "/tmp/boomt-bench-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let station = try StationDaemon(executable: daemon, folder: folder, settings: "", anchors: [], environment: [:])
    let start = ContinuousClock.now
    do {
        try await station.start()
    } catch {
        fail("\(error)")
    }
    starts.append(seconds(ContinuousClock.now - start))
    // Idle: what start-up left behind has settled.
    try await Task.sleep(for: .seconds(1))
    guard let process = station.processIdentifier, let held = residentMegabytes(process) else { fail("no process") }
    memory.append(held)
    guard station.stop() == 0 else { fail("boomtd did not stop cleanly") }
}
private let start = starts.sorted()[starts.count / 2]
private let held = memory.max() ?? 0
private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
if asJSON {
    print(
        "{\"residentMegabytes\":\(rounded(held)),\"residentOfTarget\":\(rounded(held / memoryTarget)),\"startSeconds\":\(rounded(start)),\"startOfTarget\":\(rounded(start / startTarget))}"
    )
} else {
    print("ready after \(rounded(start)) s (median of 5; target \(startTarget) s)")
    print("resident while idle \(rounded(held)) MB (largest of 5; target \(memoryTarget) MB)")
}
exit(start <= startTarget && held <= memoryTarget ? 0 : 1)
