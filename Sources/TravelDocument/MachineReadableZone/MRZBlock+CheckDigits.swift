extension MRZBlock {
    /// The document number with what belongs to it.
    struct Number {
        /// Where the number goes on in the optional data, its check digit last; empty for a short number.
        let extensionRange: Range<Int>
        /// Where the optional data proper begins.
        let optionalDataStart: Int
        /// True when the check digit is right.
        let isRight: Bool
    }

    /// Finds the end of the document number and compares its check digit.
    ///
    /// ICAO 9303-5 §4.2.2.1 note j and 9303-6: a filler in the place of the check digit means that the
    /// number goes on at the start of the optional data, up to the next filler, its check digit last.
    func number(_ layout: MRZLayout) -> Number {
        let printed = bytes[layout.number.upperBound]
        let optional = layout.optionalData
        guard layout.allowsLongNumber, printed == MRZBlock.filler,
            bytes[layout.number.upperBound - 1] != MRZBlock.filler
        else {
            let start = optional.lowerBound
            return Number(
                extensionRange: start..<start, optionalDataStart: start,
                isRight: checkDigit(layout.number) == printed)
        }
        var end = optional.lowerBound
        while end < optional.upperBound, bytes[end] != MRZBlock.filler { end += 1 }
        guard end - optional.lowerBound >= 2 else {
            let start = optional.lowerBound
            return Number(extensionRange: start..<start, optionalDataStart: start, isRight: false)
        }
        var digit = CheckDigit()
        add(layout.number, to: &digit)
        add(optional.lowerBound..<(end - 1), to: &digit)
        return Number(
            extensionRange: optional.lowerBound..<end, optionalDataStart: min(end + 1, optional.upperBound),
            isRight: digit.character == bytes[end - 1])
    }

    /// All wrong check digits, in the order of ``CheckDigitField``.
    ///
    /// Where the optional data are empty, a filler as their check digit is right but noted.
    func failedCheckDigits(
        _ layout: MRZLayout, number: Number, deviations: inout MRZDeviationSet
    ) -> [CheckDigitField] {
        var failed: [CheckDigitField] = []
        if !number.isRight { failed.append(.documentNumber) }
        if checkDigit(layout.birthDate) != bytes[layout.birthDate.upperBound] { failed.append(.birthDate) }
        if checkDigit(layout.expiryDate) != bytes[layout.expiryDate.upperBound] { failed.append(.expiryDate) }
        if layout.hasOptionalDataCheckDigit {
            let printed = bytes[layout.optionalData.upperBound]
            if printed == MRZBlock.filler, isEmpty(layout.optionalData) {
                deviations.insert(.checkDigitFillerForEmptyOptionalData)
            } else if checkDigit(layout.optionalData) != printed {
                failed.append(.optionalData)
            }
        }
        if let composite = layout.composite, compositeCheckDigit(layout) != bytes[composite] {
            failed.append(.composite)
        }
        return failed
    }

    /// The check digit over number, birth date, expiry date and optional data, each with its own check
    /// digit as printed. TD1 begins with the optional data of line 1 after the number.
    private func compositeCheckDigit(_ layout: MRZLayout) -> UInt8 {
        var digit = CheckDigit()
        let isTD1 = layout.lineLength == 30
        add(
            layout.number.lowerBound..<(isTD1 ? layout.optionalData.upperBound : layout.number.upperBound + 1),
            to: &digit)
        add(layout.birthDate.lowerBound..<(layout.birthDate.upperBound + 1), to: &digit)
        add(layout.expiryDate.lowerBound..<(layout.expiryDate.upperBound + 1), to: &digit)
        let optional = isTD1 ? layout.optionalData2 : layout.optionalData
        add(optional.lowerBound..<(optional.upperBound + (layout.hasOptionalDataCheckDigit ? 1 : 0)), to: &digit)
        return digit.character
    }

    private func checkDigit(_ range: Range<Int>) -> UInt8 {
        var digit = CheckDigit()
        add(range, to: &digit)
        return digit.character
    }

    @inline(__always)
    private func add(_ range: Range<Int>, to digit: inout CheckDigit) {
        for index in range { digit.add(bytes[index]) }
    }
}
