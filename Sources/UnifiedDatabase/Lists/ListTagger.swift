internal import Checkpoint
internal import Cryptography

/// Makes the tags by which entries of one load are found, by one thread: equal texts of one kind give equal tags, and
/// without the key a tag tells nothing of its text, not even that it is the same as one of an earlier load.
///
/// A tag is the first 8 bytes of a CMAC, as a number: short enough for a million to be sorted quickly. That two texts
/// meet by chance in a list of a million happens once in twenty million lists.
struct ListTagger: ~Copyable {
    /// What a tag is of.
    enum Kind: UInt8 {
        /// The entry's own key.
        case entry = 1
        case register
        /// The last eight characters of a register number.
        case digits
        /// A document's number, alone or with its issuer.
        case document
        /// Folded names, alone or with a birth date.
        case name
        /// The outline of names, with a birth date.
        case outline
    }

    private let code: RunningCMAC

    init(_ key: ListKey) throws {
        let code = try RunningCMAC(key: key.tagging)
        self.code = code
    }

    /// The tag of a text, or of two together.
    func tag(_ kind: Kind, _ text: String, with other: String? = nil) throws -> Int64 {
        var message: [UInt8] = []
        message.reserveCapacity(96)
        message.append(kind.rawValue)
        // The length before the first text keeps the two apart; one text alone is no pair with an empty one.
        message.append(integer: Int64(text.utf8.count))
        message += text.utf8
        if let other {
            message.append(1)
            message += other.utf8
        }
        return Int64(bitPattern: try code.number(of: message))
    }

    /// The tag of a text that may be missing.
    func tag(_ kind: Kind, _ text: String?, with other: String? = nil) throws -> Int64? {
        guard let text else { return nil }
        return try tag(kind, text, with: other) as Int64
    }

    /// What `digits` is of.
    static func digits(ofRegister key: String) -> String {
        String(Substring(key.unicodeScalars.suffix(8)))
    }
}
