import Testing
import TravelDocument

@Suite struct DG1Tests {
    @Test(arguments: MRZSample.all)
    func `a zone goes into DG1 and comes out`(sample: MRZSample) throws {
        let file = DG1(mrzText: sample.lines.joined())
        #expect(try DG1(parsing: file.encoded()) == file)
        let zone = try DG1(parsing: file.encoded()).machineReadableZone(today: MRZSample.today)
        #expect(zone.documentNumber == sample.documentNumber && zone.isValid)
    }

    @Test(
        arguments: [
            ([0x62, 0x00], .wrongTag), ([0x61, 0x00], .missingElement),
            ([0x61, 0x03, 0x5F, 0x1E, 0x00], .missingElement),
            ([0x61, 0x04, 0x5F, 0x1F, 0x01, 0xD0], .invalidContent),
            ([0x61, 0x04, 0x5F, 0x1F, 0x01, 0x0A], .invalidContent),
            ([0x61, 0x04, 0x5F, 0x1F, 0x02, 0x41], .malformed),
            (DG1(mrzText: String(repeating: "A", count: 1025)).encoded(), .overLimit),
        ] as [([UInt8], LDSError.Code)])
    func `a file without a zone is refused`(bytes: [UInt8], code: LDSError.Code) {
        let error = #expect(throws: LDSError.self) { try DG1(parsing: bytes) }
        #expect(error?.code == code && error?.file == .dg1)
    }

    @Test func `text that is no zone is a fault of the zone, not of the file`() throws {
        let file = try DG1(parsing: DG1(mrzText: "P<UTO").encoded())
        #expect(throws: MRZError.self) { try file.machineReadableZone(today: MRZSample.today) }
    }
}
