import Foundation

/// One run of the built command line as a process of its own.
struct CommandRun {
    /// The exit code; negative for a signal.
    let code: Int32
    /// What it wrote to standard output.
    let output: String
    /// What it wrote to standard error.
    let messages: String

    /// The JSON document on standard output.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed) }
    /// The JSON object on standard output, empty when there is none.
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    /// The JSON objects of the lines on standard output.
    var lines: [[String: Any]] {
        output.split(separator: "\n").compactMap { line in
            (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        }
    }

    /// The binaries lie beside the test bundle.
    static let binary = product("boomtctl")
    static let simulator = product("boomtsim")

    private static func product(_ name: String) -> String {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: name).path
    }

    /// Runs `boomtsim` with these arguments.
    static func boomtsim(_ arguments: [String]) async throws -> CommandRun {
        try await run([simulator] + arguments)
    }

    /// A place where no PC/SC service listens, so that a run never sees the machine's own.
    static let noService = "/nonexistent/pcscd.comm"

    /// Runs `boomtctl` with these arguments.
    ///
    /// - Parameters:
    ///   - input: a file for standard input; empty when nil.
    ///   - readers: the socket of a PC/SC service.
    ///   - wrapper: a program that runs it, with its arguments.
    ///   - environment: more variables; those of the tests themselves are not passed on.
    static func boomtctl(
        _ arguments: [String], input: String? = nil, readers: String = noService, wrapper: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try await run(wrapper + [binary] + arguments, input: input, readers: readers, environment: environment)
    }

    private static func run(
        _ words: [String], input: String? = nil, readers: String = noService, environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let scratch = try Scratch()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        var variables = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PCSCLITE_CSOCK_NAME": readers]
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input ?? "/dev/null"))
        // Files and not pipes: nobody has to read along for the process to go on.
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("out", "")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("err", "")))
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        let code = process.terminationStatus
        return CommandRun(
            code: process.terminationReason == .exit ? code : -code, output: try scratch.text("out"),
            messages: try scratch.text("err"))
    }
}

/// A folder that goes with its last reference.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "boomtctl-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func place(_ name: String) -> String { path + "/" + name }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: place(name)) }

    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Array(text.utf8))
    }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = URL(fileURLWithPath: place(name))
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
        return place.path
    }

    /// A file of this many zero bytes that takes no room on the disk.
    func hole(_ name: String, bytes: Int) throws -> String {
        let place = try file(name, "")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: place))
        try handle.truncate(atOffset: UInt64(bytes))
        try handle.close()
        return place
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: place(name)))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}
