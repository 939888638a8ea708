internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import TravelDocument

/// The option that every command has.
struct OutputOptions: ParsableArguments {
    /// Whether the result is JSON for programs instead of text for people.
    @Flag(help: "Write the result as JSON.")
    var json = false
}

/// The two ways out: results on standard output, messages on standard error.
enum Output {
    /// Writes one JSON document, indented, keys in alphabetical order.
    static func document(_ value: some Encodable) throws(CommandFailure) {
        print(try encoded(value, indented: true))
    }

    /// Writes one line of JSON.
    static func line(_ value: some Encodable) throws(CommandFailure) {
        print(try encoded(value, indented: false))
    }

    /// Writes text for people.
    static func text(_ text: String) {
        print(text.shown(keepingLines: true))
    }

    /// Writes a message to standard error.
    static func note(_ text: String) {
        write(text.shown(keepingLines: true) + "\n")
    }

    /// Whether somebody watches standard error on a terminal.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text to standard error as it is, with its own line ends.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// The JSON text of a value.
    static func encoded(_ value: some Encodable, indented: Bool) throws(CommandFailure) -> String {
        String(decoding: try bytes(value, indented: indented), as: UTF8.self)
    }

    /// The JSON bytes of a value.
    static func bytes(_ value: some Encodable, indented: Bool = false) throws(CommandFailure) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if indented { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            throw CommandFailure(.unusable, "the result cannot be written as JSON")
        }
    }
}
