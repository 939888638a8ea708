/// Writes machine-readable zones with right check digits, for simulators and tests.
///
/// Fields are taken as given: text is cut or filled to its field, blanks become fillers. Nothing stops
/// a caller from composing nonsense, which is what a simulator needs.
package struct MRZComposition: Sendable {
    /// Format to write.
    package var format: MachineReadableZone.Format
    /// Document code, one or two letters.
    package var documentCode: String
    /// Issuer code.
    package var issuer: String
    /// Document number; more than nine characters go on in the optional data of TD1 and TD2.
    package var documentNumber: String
    /// Nationality code.
    package var nationality: String
    /// Birth date as YYMMDD.
    package var birthDate: String
    /// M, F or `<`.
    package var sex: String
    /// Expiry date as YYMMDD.
    package var expiryDate: String
    /// Name before the double filler; blanks separate words.
    package var primaryIdentifier: String
    /// Name after the double filler; blanks separate words, may be empty.
    package var secondaryIdentifier: String
    /// Optional data.
    package var optionalData: String
    /// Optional data of line 2 of TD1.
    package var optionalData2: String
    /// Prints the check digit of empty TD3 optional data as a filler instead of 0.
    package var fillsEmptyCheckDigit: Bool

    /// Collects the fields.
    package init(
        format: MachineReadableZone.Format, documentCode: String, issuer: String, documentNumber: String,
        nationality: String, birthDate: String, sex: String, expiryDate: String, primaryIdentifier: String,
        secondaryIdentifier: String = "", optionalData: String = "", optionalData2: String = "",
        fillsEmptyCheckDigit: Bool = false
    ) {
        self.format = format
        self.documentCode = documentCode
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.nationality = nationality
        self.birthDate = birthDate
        self.sex = sex
        self.expiryDate = expiryDate
        self.primaryIdentifier = primaryIdentifier
        self.secondaryIdentifier = secondaryIdentifier
        self.optionalData = optionalData
        self.optionalData2 = optionalData2
        self.fillsEmptyCheckDigit = fillsEmptyCheckDigit
    }

    /// The lines with their check digits.
    package func lines() -> [String] {
        let head = field(documentCode, 2) + field(issuer, 3)
        let names = primaryIdentifier + (secondaryIdentifier.isEmpty ? "" : "<<" + secondaryIdentifier)
        let birth = checked(field(birthDate, 6))
        let expiry = checked(field(expiryDate, 6))
        let sex = field(self.sex, 1)
        let nationality = field(self.nationality, 3)
        switch format {
        case .td1:
            let (number, rest) = longNumber()
            let first = number + field(rest + optionalData, 15)
            let second = birth + sex + expiry + nationality + field(optionalData2, 11)
            let composite = digit(first + birth + expiry + field(optionalData2, 11))
            return [head + first, second + composite, field(names, 30)]
        case .td2:
            let (number, rest) = longNumber()
            let optional = field(rest + optionalData, 7)
            let second = number + nationality + birth + sex + expiry + optional
            return [head + field(names, 31), second + digit(number + birth + expiry + optional)]
        case .td3:
            let number = checked(field(documentNumber, 9))
            let optional =
                optionalData.isEmpty && fillsEmptyCheckDigit ? field("", 15) : checked(field(optionalData, 14))
            let second = number + nationality + birth + sex + expiry + optional
            return [head + field(names, 39), second + digit(number + birth + expiry + optional)]
        case .mrvA, .mrvB:
            let number = checked(field(documentNumber, 9))
            let isWide = format == .mrvA
            let second = number + nationality + birth + sex + expiry + field(optionalData, isWide ? 16 : 8)
            return [head + field(names, isWide ? 39 : 31), second]
        }
    }

    /// The lines joined to one block, as DG1 carries them.
    package func block() -> String { lines().joined() }

    /// Number field with its check digit, and what goes on in the optional data.
    private func longNumber() -> (field: String, rest: String) {
        guard documentNumber.utf8.count > 9 else { return (checked(field(documentNumber, 9)), "") }
        let first = field(documentNumber, 9)
        let rest = String(decoding: documentNumber.utf8.dropFirst(9), as: UTF8.self)
        return (first + "<", rest + digit(documentNumber) + "<")
    }

    private func checked(_ text: String) -> String { text + digit(text) }

    private func digit(_ text: String) -> String {
        String(decoding: [CheckDigit.of(text.utf8)], as: UTF8.self)
    }

    private func field(_ text: String, _ width: Int) -> String {
        var bytes = text.utf8.prefix(width).map { $0 == 0x20 ? MRZBlock.filler : $0 }
        bytes += [UInt8](repeating: MRZBlock.filler, count: width - bytes.count)
        return String(decoding: bytes, as: UTF8.self)
    }
}
