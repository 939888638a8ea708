import Testing
import TravelDocument

@Suite struct MachineReadableZoneTests {
    private func parse(_ text: String) throws -> MachineReadableZone {
        try MachineReadableZone(parsing: text, today: MRZSample.today)
    }

    @Test func `the day of reading in these tests is the one they were written for`() {
        #expect(MRZSample.today.description == "2026-11-20")
    }

    @Test(arguments: MRZSample.all)
    func `every field is read`(sample: MRZSample) throws {
        let zone = try parse(sample.text)
        #expect(zone.format == sample.format)
        #expect(zone.isValid && zone.failedCheckDigits == [])
        #expect(zone.lines == sample.lines)
        #expect(sample.lines[0].hasPrefix(zone.documentCode))
        #expect(zone.documentNumber == sample.documentNumber)
        #expect(zone.issuer == sample.issuer && zone.nationality == sample.nationality)
        #expect([zone.primaryIdentifier, zone.secondaryIdentifier] == sample.names)
        #expect(zone.birthDate.date?.description == sample.birthDate)
        #expect(zone.expiryDate.date?.description == sample.expiryDate)
        #expect(zone.sex == sample.sex)
        #expect(zone.optionalData == sample.optionalData && zone.optionalData2 == sample.optionalData2)
        #expect(zone.bacKeyInput == sample.bacKeyInput)
        #expect(zone.deviations == sample.deviations)
    }

    @Test(arguments: MRZSample.all)
    func `one block, carriage returns, blank lines and blanks give the same zone`(sample: MRZSample) throws {
        let zone = try parse(sample.text)
        #expect(try parse(sample.lines.joined()) == zone)
        #expect(try parse("\r\n" + sample.lines.joined(separator: "\r\n\r\n") + "\r\n") == zone)
        let blanks = try parse(" " + sample.lines.joined(separator: " \n\t"))
        #expect(blanks.deviations == [.whitespaceRemoved] + sample.deviations && blanks.lines == zone.lines)
        let small = try parse("\u{FEFF}" + sample.text.lowercased())
        #expect(small.deviations == [.lowercaseRepaired, .whitespaceRemoved] + sample.deviations)
        #expect(small.lines == zone.lines && small.isValid)
    }

    @Test(arguments: MRZSample.all)
    func `changing any protected character by one is noticed by its check digit`(sample: MRZSample) throws {
        // Where the protected fields begin in the joined lines, and which check digit protects them.
        let length = sample.lines[0].utf8.count
        let td1 = sample.format == .td1
        var fields: [(CheckDigitField, Range<Int>)] = [
            (.documentNumber, td1 ? 5..<14 : length..<(length + 9)),
            (.birthDate, td1 ? 30..<36 : (length + 13)..<(length + 19)),
            (.expiryDate, td1 ? 38..<44 : (length + 21)..<(length + 27)),
        ]
        if sample.format == .td3, !sample.optionalData.isEmpty { fields.append((.optionalData, 72..<86)) }
        let isVisa = sample.format == .mrvA || sample.format == .mrvB
        for (field, range) in fields {
            for index in range {
                var bytes = Array(sample.lines.joined().utf8)
                switch bytes[index] {
                case 0x30...0x38, 0x41...0x59: bytes[index] += 1
                case 0x39: bytes[index] = 0x30
                case 0x3C: bytes[index] = 0x31
                default: bytes[index] = 0x41
                }
                let failed = try parse(String(decoding: bytes, as: UTF8.self)).failedCheckDigits
                #expect(failed == (isVisa ? [field] : [field, .composite]), "position \(index)")
            }
        }
    }

    @Test(
        arguments: [
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<0MNG8501019F3001019AA85010121<<<<66",
                [.documentNumber, .composite]
            ),
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8501010F3001019AA85010121<<<<66",
                [.birthDate, .composite]
            ),
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8501019F300101<AA85010121<<<<66",
                [.expiryDate, .composite]
            ),
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8501019F3001019AA85010121<<<<<6",
                [.optionalData, .composite]
            ),
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8501019F3001019AA85010121<<<<67",
                [.composite]
            ),
            (
                "P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8501019F3001019AA85010121<<<<6<",
                [.composite]
            ),
            (
                "P<MNGDORJ<<MUNKHBAT<<<<<<<<<<<<<<<<<<<<<<<<<\nE7654321<2MNG7002287M2106308<<<<<<<<<<<<<<16",
                [.optionalData, .composite]
            ),
            (
                "I<UTOD23145890<<<<<<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
                [.documentNumber, .composite]
            ),
            (
                "I<UTOD23145890<7348<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
                [.documentNumber, .composite]
            ),
        ] as [(String, [CheckDigitField])])
    func `wrong check digits are named and the fields stay readable`(text: String, failed: [CheckDigitField]) throws {
        let zone = try parse(text)
        #expect(!zone.isValid && zone.failedCheckDigits == failed)
        #expect(!zone.documentNumber.isEmpty && !zone.primaryIdentifier.isEmpty)
    }

    @Test func `nobody travels on a specimen`() throws {
        #expect(try parse(MRZSample.all[0].text).isSpecimen)
        #expect(try !parse(MRZSample.all[6].text).isSpecimen)
        #expect(try parse(MRZSample.all[6].text).documentKind == .passport)
        #expect(try parse(MRZSample.all[6].text).nationalityCode == .mongolia)
    }
}
