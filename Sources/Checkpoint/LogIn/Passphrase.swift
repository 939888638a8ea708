internal import Foundation

/// What an officer proves with who it is: text in Unicode's composed form (NFC), so that й is one letter whatever
/// keyboard it came from; upper and lower case, and blanks, count.
///
/// Never printed: neither its description nor its mirror shows it.
package struct Passphrase: Sendable {
    /// UTF-8 of the composed form.
    package let bytes: [UInt8]
    private let characters: Int

    /// Fewest characters of a new one.
    package static let leastCharacters = 8
    /// Most bytes.
    package static let mostBytes = 256

    /// Nil for nothing, for more than ``mostBytes``, and for control characters, which nobody types.
    package init?(_ text: String) {
        // Composing takes time by the length: what is far too long is not even looked at.
        guard text.utf8.count <= 4 * Self.mostBytes else { return nil }
        let composed = text.precomposedStringWithCanonicalMapping
        guard (1...Self.mostBytes).contains(composed.utf8.count),
            !composed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        bytes = Array(composed.utf8)
        characters = composed.count
    }

    /// Whether somebody may be given it.
    package var isLongEnough: Bool { characters >= Self.leastCharacters }

    /// What a new one has to be, for people.
    package static let demand =
        "8 тэмдэгтээс багагүй, 256 байтаас ихгүй, нэг мөр · at least 8 characters, at most 256 bytes, on one line"
}

extension Passphrase: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Passphrase" }
    package var debugDescription: String { "Passphrase" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
