extension MachineReadableZone {
    /// Reads a machine-readable zone.
    ///
    /// - Parameters:
    ///   - text: lines separated by line breaks, or all lines in one block as in DG1; at most
    ///     ``Limits/machineReadableZoneBytes`` bytes.
    ///   - today: the day of reading, which decides the centuries.
    /// - Throws: ``MRZError`` only for faults of form; contents never throw.
    package init(parsing text: String, today: CivilDate) throws(MRZError) {
        let block = try MRZBlock(text)
        let format = block.format
        let layout = MRZLayout(format)
        var deviations = block.repairs

        let number = block.number(layout)
        let failed = block.failedCheckDigits(layout, number: number, deviations: &deviations)
        let expiry = block.expiryDate(layout, today: today, deviations: &deviations)
        let birth = block.birthDate(layout, today: today, expiry: expiry.date, deviations: &deviations)
        let names = block.names(layout, deviations: &deviations)
        block.noteCodes(layout, format: format, deviations: &deviations)

        self.format = format
        lines = block.lines(layout)
        documentCode = block.trimmed(layout.documentCode)
        issuer = block.trimmed(layout.issuer)
        nationality = block.trimmed(layout.nationality)
        documentNumber = block.documentNumber(layout, number, deviations: &deviations)
        birthDate = birth
        sex = block.sex(layout, deviations: &deviations)
        expiryDate = expiry
        primaryIdentifier = names.primary
        secondaryIdentifier = names.secondary
        optionalData = block.trimmed(number.optionalDataStart..<layout.optionalData.upperBound)
        optionalData2 = block.trimmed(layout.optionalData2)
        failedCheckDigits = failed
        bacKeyInput = block.bacKeyInput(layout, number)
        self.deviations = deviations.members
    }
}

extension MRZBlock {
    /// The lines of the format.
    fileprivate func lines(_ layout: MRZLayout) -> [String] {
        let length = layout.lineLength
        if length == 30 { return [string(0..<30), string(30..<60), string(60..<90)] }
        return [string(0..<length), string(length..<(2 * length))]
    }

    /// The whole number without fillers at its end.
    fileprivate func documentNumber(
        _ layout: MRZLayout, _ number: Number, deviations: inout MRZDeviationSet
    ) -> String {
        let end = contentEnd(layout.number)
        if end == layout.number.lowerBound { deviations.insert(.documentNumberMissing) }
        for index in layout.number.lowerBound..<end where bytes[index] == MRZBlock.filler {
            deviations.insert(.fillerInDocumentNumber)
        }
        guard !number.extensionRange.isEmpty else { return string(layout.number.lowerBound..<end) }
        deviations.insert(.longDocumentNumber)
        // The last character of the extension is the check digit.
        return string(layout.number) + string(number.extensionRange.dropLast(1))
    }

    /// The sex, with a note when the letter is not of the standard.
    fileprivate func sex(_ layout: MRZLayout, deviations: inout MRZDeviationSet) -> Sex {
        switch bytes[layout.sex] {
        case UInt8(ascii: "M"): return .male
        case UInt8(ascii: "F"): return .female
        case MRZBlock.filler: return .unspecified
        default:
            deviations.insert(.nonstandardSex)
            return .unspecified
        }
    }

    /// Number, birth date and expiry date, each with its check digit.
    fileprivate func bacKeyInput(_ layout: MRZLayout, _ number: Number) -> String {
        let dates = (
            layout.birthDate.lowerBound..<(layout.birthDate.upperBound + 1),
            layout.expiryDate.lowerBound..<(layout.expiryDate.upperBound + 1)
        )
        // A long number leaves out the filler in the place of its check digit.
        let isLong = !number.extensionRange.isEmpty
        let first = layout.number.lowerBound..<(layout.number.upperBound + (isLong ? 0 : 1))
        let count = first.count + number.extensionRange.count + 14
        return String(unsafeUninitializedCapacity: count) { buffer in
            var written = 0
            for range in [first, number.extensionRange, dates.0, dates.1] {
                for index in range {
                    buffer[written] = bytes[index]
                    written += 1
                }
            }
            return written
        }
    }

    /// Notes document, issuer and nationality codes that no table has.
    fileprivate func noteCodes(
        _ layout: MRZLayout, format: MachineReadableZone.Format, deviations: inout MRZDeviationSet
    ) {
        let isExpected =
            switch (format, bytes[0]) {
            case (.td3, UInt8(ascii: "P")), (.mrvA, UInt8(ascii: "V")), (.mrvB, UInt8(ascii: "V")): true
            case (.td1, UInt8(ascii: "A")), (.td1, UInt8(ascii: "C")), (.td1, UInt8(ascii: "I")): true
            case (.td2, UInt8(ascii: "A")), (.td2, UInt8(ascii: "C")), (.td2, UInt8(ascii: "I")): true
            // Passports of card form, as issued before the letters A, C and I were fixed.
            case (.td2, UInt8(ascii: "P")): true
            default: false
            }
        if !isExpected { deviations.insert(.unexpectedDocumentCode) }

        switch codeKind(layout.issuer) {
        case nil: deviations.insert(.unknownIssuerCode)
        case .legacy: deviations.insert(.legacyIssuerCode)
        default: break
        }
        switch codeKind(layout.nationality) {
        case nil: deviations.insert(.unknownNationalityCode)
        case .legacy: deviations.insert(.legacyNationalityCode)
        default: break
        }
    }

    private func codeKind(_ range: Range<Int>) -> CountryCode.Kind? {
        var key: UInt32 = 0
        for index in range {
            let byte = bytes[index]
            key = key << 8 | (byte == MRZBlock.filler ? 0 : UInt32(byte))
        }
        return CountryCodeTable.shared.entry(forKey: key)?.kind
    }
}
