import Testing
import TravelDocument

@Suite struct MRZCompositionTests {
    @Test(arguments: MRZSample.all)
    func `composing what was read gives the same lines`(sample: MRZSample) throws {
        let zone = try MachineReadableZone(parsing: sample.text, today: MRZSample.today)
        let composition = MRZComposition(
            format: zone.format, documentCode: zone.documentCode, issuer: zone.issuer,
            documentNumber: zone.documentNumber, nationality: zone.nationality, birthDate: zone.birthDate.text,
            sex: zone.sex == .unspecified ? "<" : zone.sex.rawValue, expiryDate: zone.expiryDate.text,
            primaryIdentifier: zone.primaryIdentifier, secondaryIdentifier: zone.secondaryIdentifier,
            optionalData: zone.optionalData, optionalData2: zone.optionalData2,
            fillsEmptyCheckDigit: zone.deviations.contains(.checkDigitFillerForEmptyOptionalData))
        #expect(composition.lines() == sample.lines)
    }

    @Test(arguments: [("520727", "3"), ("L898902C3", "6"), ("AB2134<<<", "5"), ("", "0"), ("<<<<<<", "0")])
    func `check digits follow the weights seven, three, one`(text: String, digit: String) {
        #expect(String(decoding: [CheckDigit.of(text.utf8)], as: UTF8.self) == digit)
    }

    @Test func `a check digit over any length does not overflow`() {
        #expect(CheckDigit.of(repeatElement(0x5A, count: 300_000)) == 0x30)
    }
}
