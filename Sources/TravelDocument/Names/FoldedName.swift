/// The names of a person in a form that does not depend on script, spelling, order or small marks: by it a traveller is
/// found on a list, never identified.
///
/// One Mongolian name is printed in many ways: `Мөнх-Эрдэнэ` is MUNKH-ERDENE, MONKHERDENE or MUNH ERDENE. Folding puts
/// Ө, О, У and Ү into one class, KH with H, YE with E, J and ZH with Z, TS with C, and drops doubled letters, so that
/// what it makes equal is shown to an officer. Equality of numbers alone is certain.
package struct FoldedName: Hashable, Sendable {
    /// The words in alphabetical order: books and lists put patronymic and given name in either one.
    package let words: [String]
    /// The consonants of all words in alphabetical order: equal for names that differ in vowels, in order, or in where
    /// a word ends. Nil when there are fewer than ``leastOutline``, which would name half the country.
    package let outline: String?

    /// The words in one text.
    package var key: String { words.joined(separator: " ") }

    /// Fewest consonants of an outline.
    static let leastOutline = 4

    /// Folds the parts of a name; nil when no letter is left. What stands beyond `Limits.nameBytes` is not looked at.
    package init?(_ parts: String...) {
        var words: [[UInt8]] = []
        var room = Limits.nameBytes
        for part in parts {
            var word: [Unicode.Scalar] = []
            for scalar in part.unicodeScalars {
                room -= 1
                guard room >= 0 else { break }
                // A mark that stands on the letter before it does not end the word.
                if (0x0300...0x036F).contains(scalar.value) || scalar == "'" || scalar == "’" { continue }
                if Self.isLetter(scalar) {
                    word.append(scalar)
                } else {
                    Self.add(&word, to: &words)
                }
            }
            Self.add(&word, to: &words)
        }
        guard !words.isEmpty else { return nil }
        let consonants = words.joined().filter { !Self.isVowel($0) }.sorted()
        outline = consonants.count >= Self.leastOutline ? String(decoding: consonants, as: UTF8.self) : nil
        self.words = words.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// Letters of the scripts of our passports by their place, others by the tables of Unicode, which takes longer.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "\u{0400}"..."\u{0481}", "\u{048A}"..."\u{04FF}": true
        case "\u{00}"..."\u{7F}": false
        default: scalar.properties.isAlphabetic
        }
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "U"): true
        default: false
        }
    }

    private static func add(_ word: inout [Unicode.Scalar], to words: inout [[UInt8]]) {
        defer { word.removeAll(keepingCapacity: true) }
        guard !word.isEmpty else { return }
        let isCyrillic = word.contains { CyrillicTransliteration.letters($0) != nil }
        var letters: [UInt8] = []
        for scalar in word {
            let letter = isCyrillic ? CyrillicTransliteration.cyrillicTwin(scalar) ?? scalar : scalar
            if let latin = CyrillicTransliteration.letters(letter) ?? LatinBase.letters(letter) {
                letters += latin.utf8
            } else {
                // Another script stands as it is: it meets itself.
                letters += String(scalar).utf8
            }
        }
        let folded = fold(letters)
        if !folded.isEmpty { words.append(folded) }
    }

    /// Spellings of one sound to one letter. `Q` stands for CH and `X` for SH, which leaves every sound one byte.
    private static func fold(_ word: [UInt8]) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(word.count + 1)
        var index = 0
        while index < word.count {
            let (sound, length) = Self.sound(word[index...])
            if length == 1, sound == UInt8(ascii: "X") {
                append(UInt8(ascii: "K"), to: &folded)
                append(UInt8(ascii: "S"), to: &folded)
            } else {
                append(sound, to: &folded)
            }
            index += length
        }
        return folded
    }

    /// Doubled letters count once; IE (from YE) is E, UE and OE are U, AE is A.
    private static func append(_ letter: UInt8, to folded: inout [UInt8]) {
        guard let last = folded.last, last != letter else {
            if folded.isEmpty { folded.append(letter) }
            return
        }
        switch (last, letter) {
        case (UInt8(ascii: "I"), UInt8(ascii: "E")):
            folded.removeLast()
            if folded.last != letter { folded.append(letter) }
        case (UInt8(ascii: "U"), UInt8(ascii: "E")), (UInt8(ascii: "A"), UInt8(ascii: "E")): return
        default: folded.append(letter)
        }
    }

    /// The first sound of a word and how many letters write it.
    private static func sound(_ rest: ArraySlice<UInt8>) -> (sound: UInt8, length: Int) {
        func begins(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { rest.starts(with: $0) }
        }
        guard let first = rest.first else { return (0, 1) }
        switch first {
        case UInt8(ascii: "S"):
            if begins("SHCH") { return (UInt8(ascii: "X"), 4) }
            return begins("SH") ? (UInt8(ascii: "X"), 2) : (first, 1)
        case UInt8(ascii: "C"):
            return begins("CH") ? (UInt8(ascii: "Q"), 2) : (first, 1)
        case UInt8(ascii: "K"):
            return begins("KH") ? (UInt8(ascii: "H"), 2) : (first, 1)
        case UInt8(ascii: "T"):
            return begins("TS") || begins("TZ") ? (UInt8(ascii: "C"), 2) : (first, 1)
        case UInt8(ascii: "D"):
            if begins("DZH") { return (UInt8(ascii: "Z"), 3) }
            return begins("DZ") || begins("DJ") ? (UInt8(ascii: "Z"), 2) : (first, 1)
        case UInt8(ascii: "Z"):
            return (first, begins("ZH") ? 2 : 1)
        case UInt8(ascii: "P"):
            return begins("PH") ? (UInt8(ascii: "F"), 2) : (first, 1)
        case UInt8(ascii: "J"): return (UInt8(ascii: "Z"), 1)
        case UInt8(ascii: "W"): return (UInt8(ascii: "V"), 1)
        case UInt8(ascii: "Q"): return (UInt8(ascii: "K"), 1)
        case UInt8(ascii: "O"): return (UInt8(ascii: "U"), 1)
        case UInt8(ascii: "Y"): return (UInt8(ascii: "I"), 1)
        default: return (first, 1)
        }
    }
}
