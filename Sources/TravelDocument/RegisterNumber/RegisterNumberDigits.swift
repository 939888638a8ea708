/// What the eight digits of a register number say.
struct RegisterNumberDigits {
    /// Birth date.
    let birthDate: CivilDate
    /// Sex.
    let sex: Sex

    /// Reads eight digit values YYMMDDSC; nil when their number is not eight or the date impossible.
    ///
    /// Months 1 to 12 are years 1900 to 1999, months 21 to 32 years 2000 to 2099.
    init?(_ digits: [UInt8]) {
        guard digits.count == 8 else { return nil }
        func pair(_ index: Int) -> Int { Int(digits[index]) * 10 + Int(digits[index + 1]) }
        let isLater = pair(2) > 20
        guard
            let date = CivilDate(
                year: (isLater ? 2000 : 1900) + pair(0), month: pair(2) - (isLater ? 20 : 0), day: pair(4))
        else { return nil }
        birthDate = date
        sex = digits[6] % 2 == 1 ? .male : .female
    }
}
