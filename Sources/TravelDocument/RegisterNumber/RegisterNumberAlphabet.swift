/// The letters of register numbers, their look-alikes and their Latin forms.
enum RegisterNumberAlphabet {
    /// А to Я with Ё, Ө and Ү: the capitals of the Mongolian alphabet.
    static let letters: [Character] = Array("АБВГДЕЁЖЗИЙКЛМНОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ")

    /// The letter of the alphabet that equals a character, in its one-scalar form: Ё and Й may come as a
    /// letter with a combining mark.
    static func letter(_ character: Character) -> Character? {
        letters.first { $0 == character }
    }

    /// Whether a scalar alone is one of ``letters``.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "А"..."Я", "Ё", "Ө", "Ү": true
        default: false
        }
    }

    /// What a foreign letter may stand for.
    enum LookAlike: Equatable {
        /// Exactly one letter of the alphabet.
        case one(Character)
        /// More than one.
        case several
        /// None.
        case none
    }

    /// Cyrillic letters with the look of a capital of another script.
    static func lookAlike(_ character: Character) -> LookAlike {
        switch character {
        case "A", "Α": .one("А")
        case "B", "Β": .one("В")
        case "C": .one("С")
        case "E", "Ε": .one("Е")
        case "Ë": .one("Ё")
        case "H", "Η": .one("Н")
        case "K", "Κ": .one("К")
        case "M", "Μ": .one("М")
        case "O", "Ο": .one("О")
        case "Ɵ", "Θ", "Ѳ": .one("Ө")
        case "P", "Ρ": .one("Р")
        case "T", "Τ": .one("Т")
        case "X", "Χ": .one("Х")
        case "Y", "Υ", "Ұ", "Ѵ": .several
        default: .none
        }
    }

    /// Latin forms that passports and registers use for a letter: MNS 5217:2012, the table of ICAO 9303-3
    /// and what is seen in print.
    static func latinForms(_ letter: Character) -> [String] {
        switch letter {
        case "А": ["A"]
        case "Б": ["B"]
        case "В": ["V", "W"]
        case "Г": ["G"]
        case "Д": ["D"]
        case "Е": ["YE", "E"]
        case "Ё": ["YO", "E", "IO"]
        case "Ж": ["J", "ZH"]
        case "З": ["Z"]
        case "И": ["I"]
        case "Й": ["I", "Y"]
        case "К": ["K"]
        case "Л": ["L"]
        case "М": ["M"]
        case "Н": ["N"]
        case "О": ["O"]
        case "Ө": ["O", "U", "OE"]
        case "П": ["P"]
        case "Р": ["R"]
        case "С": ["S"]
        case "Т": ["T"]
        case "У": ["U"]
        case "Ү": ["U", "UE", "Y"]
        case "Ф": ["F"]
        case "Х": ["KH", "H", "X"]
        case "Ц": ["TS", "C"]
        case "Ч": ["CH"]
        case "Ш": ["SH"]
        case "Щ": ["SHCH", "SH"]
        case "Ъ": ["I", "IE"]
        case "Ы": ["Y", "II"]
        case "Ь": ["I", ""]
        case "Э": ["E"]
        case "Ю": ["YU", "IU"]
        case "Я": ["YA", "IA"]
        default: []
        }
    }
}
