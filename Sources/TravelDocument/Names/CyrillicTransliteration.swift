/// Cyrillic letters of Mongolian names in Latin ones, by MNS 5217:2012, which Mongolian passports follow; the letters
/// that only Kazakh names have (Bayan-Ölgii) are written as their passports print them.
package enum CyrillicTransliteration {
    /// A text with every Cyrillic letter in capital Latin ones; `ө` and `ү` become the plain letters O and U of a
    /// machine-readable zone. Other characters stay.
    package static func latin(_ text: String) -> String {
        var latin = ""
        for scalar in text.unicodeScalars {
            if let letters = letters(scalar) { latin += letters } else { latin.unicodeScalars.append(scalar) }
        }
        return latin
    }

    /// The Latin form of one Cyrillic letter, small or capital; nil for anything else.
    static func letters(_ scalar: Unicode.Scalar) -> String? {
        guard (0x0400...0x04FF).contains(scalar.value) else { return nil }
        return switch scalar {
        case "А", "а", "Ә", "ә": "A"
        case "Б", "б": "B"
        case "В", "в": "V"
        case "Г", "г", "Ғ", "ғ": "G"
        case "Д", "д": "D"
        case "Е", "е": "YE"
        case "Ё", "ё": "YO"
        case "Ж", "ж": "J"
        case "З", "з": "Z"
        case "И", "и", "Й", "й", "І", "і", "Ъ", "ъ", "Ь", "ь": "I"
        case "К", "к", "Қ", "қ": "K"
        case "Л", "л": "L"
        case "М", "м": "M"
        case "Н", "н", "Ң", "ң": "N"
        case "О", "о", "Ө", "ө": "O"
        case "П", "п": "P"
        case "Р", "р": "R"
        case "С", "с": "S"
        case "Т", "т": "T"
        case "У", "у", "Ү", "ү", "Ұ", "ұ": "U"
        case "Ф", "ф": "F"
        case "Х", "х": "KH"
        case "Һ", "һ": "H"
        case "Ц", "ц": "TS"
        case "Ч", "ч": "CH"
        case "Ш", "ш", "Щ", "щ": "SH"
        case "Ы", "ы": "Y"
        case "Э", "э": "E"
        case "Ю", "ю": "YU"
        case "Я", "я": "YA"
        default: nil
        }
    }

    /// The Cyrillic letter that a Latin one of the same look stands for inside a Cyrillic word; nil when there is none.
    static func cyrillicTwin(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "A", "a": "А"
        case "B": "В"
        case "C", "c": "С"
        case "E", "e": "Е"
        case "H": "Н"
        case "K", "k": "К"
        case "M": "М"
        case "O", "o": "О"
        case "P", "p": "Р"
        case "T": "Т"
        case "X", "x": "Х"
        case "Y", "y": "У"
        default: nil
        }
    }

    /// The Latin letter that a Cyrillic capital of the same look stands for inside a number of a document, which is printed
    /// in Latin letters only; nil when there is none.
    package static func latinTwin(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "А": "A"
        case "В": "B"
        case "Е": "E"
        case "К": "K"
        case "М": "M"
        case "Н": "H"
        case "О": "O"
        case "Р": "P"
        case "С": "C"
        case "Т": "T"
        case "У", "Ү": "Y"
        case "Х": "X"
        case "Ѕ": "S"
        case "І": "I"
        case "Ј": "J"
        default: nil
        }
    }
}
