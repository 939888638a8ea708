/// Textual encoding of binary structures (RFC 7468): base64 between lines of BEGIN and END.
package enum PEM {
    /// One block of a text: its label, such as `CERTIFICATE`, and its bytes.
    package struct Block: Sendable, Equatable {
        package var label: String
        package var bytes: [UInt8]
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
                guard let block = open, block.label == label, let bytes = decodeBase64(block.base64) else {
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

    private static func decodeBase64(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var buffer: UInt32 = 0
        var bits = 0
        var padding = 0
        for character in text {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            case 0x20, 0x09: continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return padding <= 2 && bits < 6 ? bytes : nil
    }
}
