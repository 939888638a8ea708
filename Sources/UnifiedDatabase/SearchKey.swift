internal import TravelDocument

/// By what a traveller is found on a list: forms of numbers and names that do not depend on how they were typed.
enum SearchKey {
    /// A document number: capitals and figures alone, since a machine-readable zone has a filler for everything else (ICAO
    /// 9303-3 §4.6); letters of another script that look Latin were meant so. Nil when nothing is left.
    static func document(_ number: String) -> String? {
        let key = latin(number)
        return key.isEmpty ? nil : key
    }

    /// Whether a machine-readable zone can hold what ``document(_:)`` or ``issuer(_:)`` made.
    static func isPrintable(_ key: String) -> Bool { key.utf8.allSatisfy(isLetterOrFigure) }

    /// An issuing state: Germany prints `D`, and carriers write `DEU`.
    static func issuer(_ code: String) -> String {
        let key = latin(code)
        return key == "DEU" ? "D" : key
    }

    /// What somebody sees who reads it: numbers of officers that look alike are one.
    static func look(_ number: String) -> String {
        var look = String.UnicodeScalarView()
        for scalar in number.uppercased().unicodeScalars where !scalar.properties.isWhitespace {
            look.append(CyrillicTransliteration.latinTwin(scalar) ?? halfWidth(scalar))
        }
        return String(look)
    }

    private static func latin(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            // Nearly every number: a million of them stand on a list.
            let bytes = text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }.filter(isLetterOrFigure)
            return String(decoding: bytes, as: UTF8.self)
        }
        var key = String.UnicodeScalarView()
        for scalar in text.uppercased().unicodeScalars {
            let scalar = CyrillicTransliteration.latinTwin(scalar) ?? halfWidth(scalar)
            if scalar.isASCII {
                if isLetterOrFigure(UInt8(scalar.value)) { key.append(scalar) }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                key.append(scalar)
            }
        }
        return String(key)
    }

    /// Figures and letters as East Asian keyboards type them (U+FF01 to U+FF5E) stand for those of ASCII.
    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    private static func isLetterOrFigure(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
    }

    /// A register number as it should have been typed; a text that is none stands as capitals without blanks, so that
    /// a wrongly typed number on a list still meets the same one elsewhere.
    static func register(_ number: String) -> String? {
        if let repaired = try? RegisterNumber.repairing(number) { return repaired.number.text }
        var key = number.uppercased()
        if key.unicodeScalars.contains(where: mayBeBlank) { key = key.filter { !$0.isWhitespace } }
        return key.isEmpty ? nil : key
    }

    /// Whether what ``register(_:)`` made is a number that a citizen can have.
    static func isRegister(_ key: String) -> Bool { (try? RegisterNumber(parsing: key)) != nil }

    /// Letters and figures of the scripts of our passports are no blanks, which is known without asking the tables of
    /// Unicode.
    private static func mayBeBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "\u{0400}"..."\u{04FF}": false
        default: true
        }
    }

    /// Names however they are spelled and in whichever order.
    static func names(_ primary: String?, _ secondary: String?) -> String? {
        FoldedName(primary ?? "", secondary ?? "")?.key
    }
}
