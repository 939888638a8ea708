/// The register number of a Mongolian citizen (регистрийн дугаар): two Cyrillic letters, the birth date,
/// a digit for the sex and a control character.
///
/// Order A/555 of 2018-12-27 of the state registration office. The rule of the control character is not
/// published, so it is not checked. The letters name the place of first registration; that is not
/// enforced either. The number can change during a life.
package struct RegisterNumber: Sendable, Hashable {
    /// Two capital letters and eight digits.
    package let text: String
    /// Birth date; births from 2000 have 20 added to the month.
    package let birthDate: CivilDate
    /// Sex by the ninth character: odd is male, even is female.
    package let sex: Sex

    /// The two letters.
    package var letters: String { String(text.prefix(2)) }
    /// The eight digits.
    package var digits: String { String(text.dropFirst(2)) }

    /// Reads a register number exactly as written: capitals, Cyrillic letters, no blanks.
    ///
    /// - Throws: ``RegisterNumberError``; Latin letters that look Cyrillic are `lookAlikeLetter`.
    package init(parsing text: String) throws(RegisterNumberError) {
        let repaired = try RegisterNumber.repairing(text)
        if let repair = repaired.repairs.first {
            switch repair {
            case .lookAlikeLetter(let position):
                throw RegisterNumberError(
                    code: .lookAlikeLetter, position: position, reason: "a letter that only looks Cyrillic")
            case .lowercase, .whitespace:
                throw RegisterNumberError(
                    code: .notExact, position: nil, reason: "small letters or blanks")
            }
        }
        self = repaired.number
    }

    private init(text: String, digits: RegisterNumberDigits) {
        self.text = text
        birthDate = digits.birthDate
        sex = digits.sex
    }
}

extension RegisterNumber {
    /// A change that turned a typed text into a register number.
    package enum Repair: Sendable, Hashable {
        /// A small letter was read as a capital.
        case lowercase
        /// Blanks were dropped.
        case whitespace
        /// A Latin or Greek letter was read as the Cyrillic letter of the same look; position from 1.
        case lookAlikeLetter(position: Int)
    }

    /// Reads a register number as a person types it and tells what had to be changed.
    ///
    /// Letters that may stand for two Cyrillic letters (Latin Y for У or Ү) are not guessed.
    /// - Returns: the number and the repairs, each once.
    /// - Throws: ``RegisterNumberError``.
    package static func repairing(
        _ text: String
    ) throws(RegisterNumberError) -> (number: RegisterNumber, repairs: [Repair]) {
        guard text.utf8.count <= Limits.registerNumberBytes else {
            throw RegisterNumberError(code: .length, position: nil, reason: "\(text.utf8.count) bytes")
        }
        if let digits = exactDigits(text) {
            guard let meaning = RegisterNumberDigits(digits) else { throw noBirthDate }
            return (RegisterNumber(text: text, digits: meaning), [])
        }
        var repairs: [Repair] = []
        func note(_ repair: Repair) {
            if !repairs.contains(repair) { repairs.append(repair) }
        }
        var characters: [Character] = []
        for character in text {
            if character.isWhitespace {
                note(.whitespace)
                continue
            }
            characters.append(character)
        }
        guard characters.count == 10 else {
            throw RegisterNumberError(code: .length, position: nil, reason: "\(characters.count) characters, not 10")
        }

        var letters = ""
        for (index, character) in characters.prefix(2).enumerated() {
            let capital = Character(capitalizing: character)
            if capital != character { note(.lowercase) }
            if let letter = RegisterNumberAlphabet.letter(capital) {
                letters.append(letter)
                continue
            }
            switch RegisterNumberAlphabet.lookAlike(capital) {
            case .one(let letter):
                note(.lookAlikeLetter(position: index + 1))
                letters.append(letter)
            case .several:
                throw RegisterNumberError(
                    code: .lookAlikeLetter, position: index + 1, reason: "may be one of several Cyrillic letters")
            case .none:
                throw RegisterNumberError(code: .letter, position: index + 1, reason: "not a letter of the alphabet")
            }
        }

        var digits: [UInt8] = []
        for (index, character) in characters.dropFirst(2).enumerated() {
            guard let value = character.asciiValue, (0x30...0x39).contains(value) else {
                throw RegisterNumberError(code: .digit, position: index + 3, reason: "not a digit")
            }
            digits.append(value - 0x30)
        }
        guard let meaning = RegisterNumberDigits(digits) else { throw noBirthDate }
        let number = RegisterNumber(
            text: letters + String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self), digits: meaning)
        return (number, repairs)
    }

    /// The digits of a text that has the form of a number exactly, as nearly all of a million on a list do; nil for others.
    private static func exactDigits(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 12 else { return nil }
        var digits: [UInt8] = []
        digits.reserveCapacity(8)
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "0"..."9" where index >= 2: digits.append(UInt8(scalar.value - 0x30))
            case _ where index < 2 && RegisterNumberAlphabet.isLetter(scalar): continue
            default: return nil
            }
        }
        return digits
    }

    private static var noBirthDate: RegisterNumberError {
        RegisterNumberError(code: .birthDate, position: 3, reason: "no such birth date")
    }
}

extension Character {
    /// The capital of a letter that has a capital of one character, else the character itself.
    fileprivate init(capitalizing character: Character) {
        let capitals = character.uppercased()
        self = capitals.count == 1 ? capitals.first ?? character : character
    }
}

extension RegisterNumber: CustomStringConvertible {
    /// The number itself: personal data, not for logs.
    package var description: String { text }
}
