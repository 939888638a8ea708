import Foundation
import UnifiedDatabase

// How the unified database keeps up with its size: `StoreBenchmark [CROSSINGS [ENTRIES [FOLDER]]]`, by default a
// million of each in a folder of its own.

let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let crossings = counts.first ?? 1_000_000
let entries = counts.dropFirst().first ?? 1_000_000
let parent = CommandLine.arguments.dropFirst(3).first ?? FileManager.default.temporaryDirectory.path
let folder = "\(parent)/boomt-store-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

let database = try UnifiedDatabase(
    path: folder + "/boomt.sqlite", key: try DatabaseKey.loadOrCreate(at: folder + "/key"),
    journalKey: try JournalKey.loadOrCreate(at: folder + "/journal"))
try ListRun(folder: folder, entries: entries).run(database)
try await CrossingRun(folder: folder).run(database)
try await FactsRun(crossings: crossings, path: folder + "/boomt.sqlite").run(database)
try database.close()
