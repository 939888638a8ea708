extension String {
    /// The text without what steers a terminal or turns the direction of writing: names in certificates, files and
    /// answers are anybody's. Each such character becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - length: how many characters (Unicode scalars) are kept; nil for all.
    ///   - keepingLines: whether the text may have several lines.
    package func shown(atMost length: Int? = nil, keepingLines: Bool = false) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(length ?? .max) {
            shown.append(scalar.isSteering && !(keepingLines && scalar == "\n") ? "\u{FFFD}" : scalar)
        }
        return String(shown)
    }
}

extension Unicode.Scalar {
    /// Controls, other ends of lines, and what embeds, overrides or isolates a direction (Unicode standard annex 9).
    fileprivate var isSteering: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x2029, 0x200E...0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
