import Foundation
import UnifiedDatabase

// How the unified database keeps up with its size: `StoreBenchmark [CROSSINGS [ENTRIES [FOLDER]]]`, by default a
// million of each in a folder of its own. Exit code 1 when a limit is missed.

let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let crossings = counts.first ?? 1_000_000
let entries = counts.dropFirst().first ?? 1_000_000
let parent = CommandLine.arguments.dropFirst(3).first ?? FileManager.default.temporaryDirectory.path
let folder = "\(parent)/boomt-store-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

/// Whether every limit was kept.
func measure() async throws -> Bool {
    let path = folder + "/boomt.sqlite"
    let database = try UnifiedDatabase(
        path: path, key: try DatabaseKey.loadOrCreate(at: folder + "/key"),
        journalKey: try JournalKey.loadOrCreate(at: folder + "/journal"))
    var report = Report()
    try ListRun(folder: folder, entries: entries).run(database, &report)
    try await CrossingRun(folder: folder).run(database, &report)
    try await FactsRun(crossings: crossings, path: path).run(database, &report)
    try database.close()
    return !report.isMissed
}

let kept = try await measure()
try FileManager.default.removeItem(atPath: folder)
exit(kept ? 0 : 1)
