/// Textual encoding of binary structures (RFC 7468): base64 between lines of BEGIN and END.
package enum PEM {
    /// One block of a text: its label, such as `CERTIFICATE`, and its bytes.
    package struct Block: Sendable, Equatable {
        package var label: String
        package var bytes: [UInt8]

        /// A block of this label.
        package init(label: String, bytes: [UInt8]) {
            self.label = label
            self.bytes = bytes
        }
    }

    /// The blocks of `text` in their order; text between them is skipped, a block that does not end or is not base64
    /// is an error.
    package static func blocks(in text: [UInt8]) throws(CryptographyError) -> [Block] {
        guard text.count <= Limits.signedDataBytes else { throw CryptographyError(.limitExceeded, "PEM text") }
        var blocks: [Block] = []
        var open: (label: String, base64: [UInt8])?
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if let label = label(of: line, after: "-----BEGIN ") {
                open = (label, [])
            } else if let label = label(of: line, after: "-----END ") {
                guard let block = open, block.label == label, let bytes = Base64.decode(block.base64) else {
                    throw CryptographyError(.malformed, "PEM block")
                }
                blocks.append(Block(label: label, bytes: bytes))
                open = nil
            } else {
                open?.base64 += line
            }
        }
        guard open == nil else { throw CryptographyError(.malformed, "PEM block without an end") }
        return blocks
    }

    /// Whether a file looks like PEM and not like DER.
    package static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(4096).split(separator: 0x0A).contains { label(of: $0, after: "-----BEGIN ") != nil }
    }

    private static func label(of line: ArraySlice<UInt8>, after mark: String) -> String? {
        var trimmed = line
        while let last = trimmed.last, last == 0x20 || last == 0x09 || last == 0x0D { trimmed = trimmed.dropLast() }
        guard trimmed.count <= 80, trimmed.starts(with: mark.utf8), trimmed.suffix(5).elementsEqual("-----".utf8)
        else { return nil }
        return String(decoding: trimmed.dropFirst(mark.utf8.count).dropLast(5), as: UTF8.self)
    }

    /// One block as text, in lines of 64 characters (RFC 7468 §2).
    package static func text(_ block: Block) -> [UInt8] {
        let base64 = Base64.encode(block.bytes)
        var text = Array("-----BEGIN \(block.label)-----\n".utf8)
        for start in stride(from: 0, to: base64.count, by: 64) {
            text += base64[start..<min(start + 64, base64.count)]
            text.append(0x0A)
        }
        return text + Array("-----END \(block.label)-----\n".utf8)
    }
}
