import Foundation

/// One of the built programs, run to its end.
struct Program {
    /// What a run left behind.
    struct Run {
        /// The exit code; negative for a signal.
        let code: Int32
        let output: String
        let messages: String
    }

    let path: String

    static let boomtd = Program(path: products + "/boomtd")
    static let boomtctl = Program(path: products + "/boomtctl")
    /// Changes the limits of a process (util-linux).
    static let prlimit = Program(path: "/usr/bin/prlimit")

    /// Where the build puts the programs: beside the tests.
    private static let products: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path
    }()

    /// Runs the program with these arguments, an empty standard input, and nothing of the tests' environment.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Run {
        try await run(arguments, environment: environment)
    }

    /// The same with a list of arguments, and with a text on standard input.
    func run(
        _ arguments: [String], environment: [String: String] = [:], input: String? = nil
    ) async throws -> Run {
        let scratch = FileManager.default.temporaryDirectory.path + "/boomt-run-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        if let input {
            try Data(input.utf8).write(to: URL(fileURLWithPath: "\(scratch)/in"))
            process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(scratch)/in"))
        }
        // Files and not pipes: nobody has to read along for the process to go on.
        process.standardOutput = try file("\(scratch)/out")
        process.standardError = try file("\(scratch)/err")
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        let status = process.terminationStatus
        return Run(
            code: process.terminationReason == .exit ? status : -status, output: try text("\(scratch)/out"),
            messages: try text("\(scratch)/err"))
    }

    private func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}
