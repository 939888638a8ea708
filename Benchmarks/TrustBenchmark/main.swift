import Glibc

// Passive authentication with a thousand authorities in the store, and the import of whole lists, beside their targets:
// 3 ms for a document, 1 s for the German list, 20 MB above idle.
//
// Usage: TrustBenchmark [--json] [--runs N]; the German list is looked for in the folder BOOMT_SHARED_DATA names, else
// in ../shared/data.

private let arguments = CommandLine.arguments.dropFirst()
private let asJSON = arguments.contains("--json")
private let runs = arguments.firstIndex(of: "--runs").flatMap { arguments.dropFirst($0).first }.flatMap { Int($0) }
do {
    let figures = try TrustFigures.measure(runs: max(1, runs ?? 200))
    print(asJSON ? figures.json : figures.table)
    exit(figures.areMet ? 0 : 1)
} catch {
    print("TrustBenchmark: \(error)")
    exit(3)
}
