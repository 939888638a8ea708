import Harness
import Testing
import TravelDocument

@Suite struct DG3Tests {
    static let record: [UInt8] = Array("FIR\0010\0".utf8) + [1, 2, 3]

    @Test(arguments: [[], [.rightIndex], [.rightIndex, .leftIndex], DG3.Finger.allCases])
    func `fingers go into DG3 and come out`(_ fingers: [DG3.Finger]) throws {
        let file = DG3(templates: fingers.map { DG3.Template(finger: $0, record: Self.record + [$0.rawValue]) })
        let read = try DG3(parsing: file.encoded(filler: [7, 7]))
        #expect(read == file && read.defects == [] && read.templates.map(\.finger) == fingers)
    }

    @Test func `each finger has a subtype of its own`() {
        for byte in UInt8.min...UInt8.max {
            if let finger = DG3.Finger(subtype: byte) { #expect(finger.subtype == byte) }
        }
        #expect((UInt8.min...UInt8.max).compactMap { DG3.Finger(subtype: $0) }.count == 10)
        // The values of ICAO 9303-10: right index 09, left index 0A.
        #expect(DG3.Finger.rightIndex.subtype == 0x09 && DG3.Finger.leftIndex.subtype == 0x0A)
    }

    /// A DG3 of one finger with this header and count.
    static func file(
        tag: UInt32 = 0x63, count: [UInt8]? = [1], header: [(UInt32, [UInt8])]? = header, record: [UInt8]? = record
    ) -> [UInt8] {
        let parts = [
            header.map { TLV.encode(tag: 0xA1, children: $0.map { TLV.encode(tag: $0.0, value: $0.1) }) },
            record.map { TLV.encode(tag: 0x5F2E, value: $0) },
        ].compactMap { $0 }
        return TLV.encode(
            tag: tag,
            value: TLV.encode(
                tag: 0x7F61,
                value: (count.map { TLV.encode(tag: 0x02, value: $0) } ?? [])
                    + TLV.encode(tag: 0x7F60, children: parts)))
    }

    static let header: [(UInt32, [UInt8])] = [(0x81, [8]), (0x82, [9]), (0x87, [1, 1]), (0x88, [0, 7])]

    static func header(_ tag: UInt32, _ value: [UInt8]?) -> [(UInt32, [UInt8])] {
        header.compactMap { $0.0 == tag ? value.map { (tag, $0) } : $0 }
    }

    @Test(
        arguments: [
            (file(), []), (file(header: header(0x88, [7])), []),
            (file(count: nil), [.instanceCountMissing]), (file(count: [2]), [.instanceCountMismatch]),
            (file(header: nil), [.biometricHeaderMissing]),
            (file(header: header(0x81, [2])), [.biometricTypeUnexpected]),
            (file(header: header(0x82, nil)), [.biometricSubtypeMissing]),
            (file(header: header(0x82, [0xFF])), [.biometricSubtypeUnexpected]),
            (file(header: header(0x82, [9, 9])), [.biometricSubtypeUnexpected]),
            (file(header: header(0x87, nil)), [.formatOwnerMissing]),
            (file(header: header(0x87, [0, 1])), [.formatOwnerUnexpected]),
            (file(header: header(0x88, nil)), [.formatTypeMissing]),
            (file(header: header(0x88, [0, 8])), [.formatTypeUnexpected]),
        ] as [([UInt8], [LDSDefect])])
    func `a wrong header is a defect and the record is read`(_ file: [UInt8], _ defects: [LDSDefect]) throws {
        let read = try DG3(parsing: file)
        #expect(read.defects == defects && read.templates.map(\.record) == [Self.record])
    }

    @Test(arguments: [
        (file(tag: 0x64), LDSError.Code.wrongTag), (file(record: nil), .missingElement), ([], .malformed),
        (TLV.encode(tag: 0x63, value: []), .missingElement), ([UInt8](file().dropLast()), .malformed),
        (file() + [0], .malformed),
        (DG3(templates: [DG3.Template](repeating: .init(finger: nil, record: [1]), count: 17)).encoded(), .overLimit),
    ])
    func `a wrong file is refused`(_ file: [UInt8], _ code: LDSError.Code) {
        let error = #expect(throws: LDSError.self) { try DG3(parsing: file) }
        #expect(error?.code == code && error?.file == .dg3)
    }

    @Test func `changed files are read or refused and never more`() throws {
        var random = SeededGenerator(seed: 63)
        let bytes = Self.file()
        var refused = 0
        for _ in 0..<5000 {
            var changed = bytes
            for _ in 0...2 {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(LDSError) {
                let count = try DG3(parsing: changed).templates.count
                #expect(count <= 16)
            } catch {
                refused += 1
            }
        }
        #expect((1..<5000).contains(refused))
    }

    @Test(
        .enabled(if: OutsideMaterial.isPresent("lds"), OutsideMaterial.skipped),
        arguments: ["bsi-tr03105-5-reference/Datagroup3.bin", "tsemrtd/EF_DG3.bin"])
    func `published files have two index fingers`(_ name: String) throws {
        let read = try DG3(parsing: OutsideMaterial.bytes("lds/" + name))
        #expect(read.templates.map(\.finger) == [.rightIndex, .leftIndex] && read.defects == [])
        #expect(read.templates.allSatisfy { $0.record.starts(with: Array("FIR\0".utf8)) && $0.record.count > 15_000 })
    }
}
