/// Where the fields of a format lie in the joined lines, from 0.
struct MRZLayout {
    /// Line length in characters.
    let lineLength: Int
    /// Document code: two positions.
    let documentCode = 0..<2
    /// Issuer: three positions.
    let issuer = 2..<5
    /// Names.
    let names: Range<Int>
    /// Document number: nine positions; its check digit follows.
    let number: Range<Int>
    /// Nationality: three positions.
    let nationality: Range<Int>
    /// Birth date: six positions; its check digit follows.
    let birthDate: Range<Int>
    /// Sex.
    let sex: Int
    /// Expiry date: six positions; its check digit follows.
    let expiryDate: Range<Int>
    /// Optional data (line 1 of TD1).
    let optionalData: Range<Int>
    /// Optional data of line 2 of TD1; empty elsewhere.
    let optionalData2: Range<Int>
    /// True where a check digit of the optional data follows it (TD3).
    let hasOptionalDataCheckDigit: Bool
    /// True where a long document number may go on in the optional data (TD1, TD2).
    let allowsLongNumber: Bool
    /// Position of the composite check digit; nil on visas.
    let composite: Int?

    /// The layout of a format: ICAO 9303-4 §4.2, 9303-5 §4.2, 9303-6 §4.2, 9303-7 §4.
    init(_ format: MachineReadableZone.Format) {
        switch format {
        case .td1: self.init(cardOfThreeLines: ())
        case .td2: self.init(lineLength: 36, optionalDataEnd: 71, isTD3: false, composite: 71)
        case .td3: self.init(lineLength: 44, optionalDataEnd: 86, isTD3: true, composite: 87)
        case .mrvA: self.init(lineLength: 44, optionalDataEnd: 88, isTD3: false, composite: nil)
        case .mrvB: self.init(lineLength: 36, optionalDataEnd: 72, isTD3: false, composite: nil)
        }
    }

    private init(cardOfThreeLines: ()) {
        lineLength = 30
        names = 60..<90
        number = 5..<14
        nationality = 45..<48
        birthDate = 30..<36
        sex = 37
        expiryDate = 38..<44
        optionalData = 15..<30
        optionalData2 = 48..<59
        hasOptionalDataCheckDigit = false
        allowsLongNumber = true
        composite = 59
    }

    /// Two-line formats share one order of fields in line 2.
    private init(lineLength length: Int, optionalDataEnd: Int, isTD3: Bool, composite: Int?) {
        lineLength = length
        names = 5..<length
        number = length..<(length + 9)
        nationality = (length + 10)..<(length + 13)
        birthDate = (length + 13)..<(length + 19)
        sex = length + 20
        expiryDate = (length + 21)..<(length + 27)
        optionalData = (length + 28)..<optionalDataEnd
        optionalData2 = optionalDataEnd..<optionalDataEnd
        hasOptionalDataCheckDigit = isTD3
        allowsLongNumber = composite != nil && !isTD3
        self.composite = composite
    }
}
