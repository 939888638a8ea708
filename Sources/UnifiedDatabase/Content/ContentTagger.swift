internal import Checkpoint
internal import Cryptography

/// Makes tags of texts for one purpose: equal texts give equal tags, and without the keys of contents a tag tells nothing
/// of its text. Never printed: neither its description nor its mirror shows the keys.
struct ContentTagger: Sendable {
    /// One for each key of contents, the newest last: whoever had the keys of before a change learns nothing of what came
    /// after it.
    private let keys: [[UInt8]]

    init(_ contents: [ColumnKey], for purpose: String) throws {
        keys = try contents.map { try $0.derived(for: purpose) }
    }

    /// The tag that is noted now.
    func tag(_ text: [UInt8]) throws -> Int64 {
        guard let newest = keys.last else { throw StoreError(.corrupt, "there is no key of contents") }
        return try tag(text, under: newest)
    }

    /// All tags that may have been noted.
    func tags(_ text: [UInt8]) throws -> [Int64] { try keys.map { try tag(text, under: $0) } }

    /// The first 8 bytes of a CMAC, as a number: among the passports of a country, or the entries of a list, two do not
    /// meet.
    private func tag(_ text: [UInt8], under key: [UInt8]) throws -> Int64 {
        Int64(bitPattern: try RunningCMAC(key: key).number(of: text))
    }
}

extension ContentTagger: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "ContentTagger" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
