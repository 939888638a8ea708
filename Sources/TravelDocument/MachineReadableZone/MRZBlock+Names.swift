extension MRZBlock {
    /// Splits the name field at the first double filler (ICAO 9303-3 §4.6).
    ///
    /// A name that fills the field to its end may have been cut; the zone cannot tell.
    func names(_ layout: MRZLayout, deviations: inout MRZDeviationSet) -> (primary: String, secondary: String) {
        let field = layout.names
        let end = contentEnd(field)
        if end == field.upperBound { deviations.insert(.nameMayBeTruncated) }

        var separator = field.lowerBound
        while separator < end, !(bytes[separator] == MRZBlock.filler && bytes[separator + 1] == MRZBlock.filler) {
            // In bounds: the character before `end` is no filler, so the pair lies before it.
            separator += 1
        }
        let primary = name(field.lowerBound..<separator, &deviations)
        let secondary = separator < end ? name((separator + 2)..<end, &deviations) : ""
        if primary.isEmpty { deviations.insert(.primaryIdentifierMissing) }
        if secondary.isEmpty { deviations.insert(.secondaryIdentifierMissing) }
        return (primary, secondary)
    }

    /// Words of a range joined by one blank each; fillers at the start and runs of fillers are noted.
    private func name(_ range: Range<Int>, _ deviations: inout MRZDeviationSet) -> String {
        var hasDigit = false
        var isIrregular = false
        let text = String(unsafeUninitializedCapacity: range.count) { buffer in
            var count = 0
            var needsBlank = false
            for index in range {
                let byte = bytes[index]
                guard byte != MRZBlock.filler else {
                    if needsBlank || count == 0 { isIrregular = true }
                    needsBlank = count > 0
                    continue
                }
                if needsBlank {
                    buffer[count] = 0x20
                    count += 1
                    needsBlank = false
                }
                if byte <= 0x39 { hasDigit = true }
                buffer[count] = byte
                count += 1
            }
            return count
        }
        if hasDigit { deviations.insert(.digitInName) }
        if isIrregular { deviations.insert(.irregularNameFillers) }
        return text
    }
}
