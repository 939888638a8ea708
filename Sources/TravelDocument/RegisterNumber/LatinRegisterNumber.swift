/// A register number in Latin letters, as it is expected in the optional data of Mongolian passports.
///
/// Only a hint: no published specimen proves the field, and several Cyrillic letters share one Latin form.
/// It may call a mismatch to an officer's attention; it never identifies a person.
package struct LatinRegisterNumber: Sendable, Hashable {
    /// Latin letters, two to eight.
    package let prefix: String
    /// The eight digits.
    package let digits: String
    /// Birth date in the digits.
    package let birthDate: CivilDate
    /// Sex in the digits.
    package let sex: Sex

    /// Reads optional data of a machine-readable zone; nil when it is not Latin letters and eight digits
    /// with a possible birth date. Fillers at the end do not count.
    package init?(optionalData: String) {
        var bytes = Array(optionalData.utf8.prefix(Limits.registerNumberBytes))
        while bytes.last == MRZBlock.filler { bytes.removeLast() }
        let letters = bytes.prefix { (0x41...0x5A).contains($0) }
        let rest = bytes.dropFirst(letters.count)
        guard (2...8).contains(letters.count), rest.count == 8, rest.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        guard let meaning = RegisterNumberDigits(rest.map { $0 - 0x30 }) else { return nil }
        prefix = String(decoding: letters, as: UTF8.self)
        digits = String(decoding: rest, as: UTF8.self)
        birthDate = meaning.birthDate
        sex = meaning.sex
    }

    /// How far a register number agrees with this Latin form.
    package enum Agreement: String, Sendable, Hashable {
        /// Digits are the same and the letters can be written so.
        case lettersAndDigits
        /// Digits are the same, the letters are written otherwise than any table known here.
        case digitsOnly
        /// The digits differ.
        case differs
    }

    /// Compares with a register number in Cyrillic letters.
    package func agreement(with number: RegisterNumber) -> Agreement {
        guard digits == number.digits else { return .differs }
        let forms = number.letters.map(RegisterNumberAlphabet.latinForms)
        guard forms.count == 2 else { return .digitsOnly }
        let matches = forms[0].contains { first in
            forms[1].contains { first + $0 == prefix }
        }
        return matches ? .lettersAndDigits : .digitsOnly
    }
}

extension LatinRegisterNumber {
    /// The number in the optional data of a document that Mongolia has issued; nil for others.
    package init?(issuer: String, optionalData: String) {
        guard issuer == "MNG" else { return nil }
        self.init(optionalData: optionalData)
    }
}
