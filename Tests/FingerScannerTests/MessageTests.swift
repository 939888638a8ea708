import Testing

@testable import FingerScanner

/// Messages of the drivers, without USB.
struct MessageTests {
    @Test func `the recorded challenge of a Microsoft reader gets the recorded response`() throws {
        let challenge: [UInt8] = [
            0x4D, 0xAE, 0x5A, 0x0B, 0x12, 0x47, 0xA8, 0x6C, 0x9F, 0xBF, 0x29, 0xFD, 0xCC, 0x17, 0x8A, 0x74,
        ]
        #expect(
            try URU4000Challenge.response(to: challenge) == [
                0x32, 0x93, 0x51, 0x37, 0x1E, 0x4A, 0xDF, 0xB1, 0xF3, 0x5F, 0x09, 0xF3, 0x29, 0xC6, 0xAB, 0x46,
            ])
        #expect(throws: ScannerError(.badFrame, "challenge")) { try URU4000Challenge.response(to: [1, 2]) }
    }

    @Test func `a Ciao message is written as it was recorded and read again`() throws {
        let message = CiaoMessage(TouchChipWire.data, sequence: 1, TouchChipWire.capture)
        let recorded: [UInt8] =
            [
                0x43, 0x69, 0x61, 0x6F, 0x00, 0x10, 0x0E, 0x28, 0x0B, 0, 0, 0, 0x0E, 0x02, 0xFE, 0xFF, 0xFF, 0xFF, 2, 1,
                2,
            ]
            + [0x1E, 0xB9]
        #expect(message.bytes == recorded)
        #expect(try CiaoMessage(parsing: recorded + [9, 9, 9]) == message)
        for place in recorded.indices {
            var broken = recorded
            broken[place] ^= 1
            #expect(throws: ScannerError.self, "byte \(place)") { try CiaoMessage(parsing: broken) }
            #expect(throws: ScannerError.self) { try CiaoMessage(parsing: Array(recorded.prefix(place))) }
        }
        let long = CiaoMessage(0, [UInt8](repeating: 1, count: 3000))
        #expect(throws: ScannerError(.badFrame, "message length")) { try CiaoMessage(parsing: long.bytes) }
    }

    @Test func `sensors that are no area sensors of a known size are refused`() throws {
        var information = [UInt8](repeating: 0, count: 55)
        information.replaceSubrange(0..<7, with: [0x28, 0x34, 0, 0, 0, 0x06, 0x14])
        information.replaceSubrange(43..<47, with: [0xD0, 0x00, 0x20, 0x01])
        #expect(try TouchChipWire.geometry(information).count == 156 * 216)
        for (place, value) in [(42, 0x80), (43, 0x01), (5, 0)] as [(Int, UInt8)] {
            var other = information
            other[place] = value
            #expect(throws: ScannerError.self) { try TouchChipWire.geometry(other) }
        }
        #expect(throws: ScannerError.self) { try TouchChipWire.geometry(Array(information.prefix(46))) }
    }

    @Test func `packets are cut out of a stream, whole ones only`() throws {
        let one = MorphoPacket.wrap([1, 2, 3])
        var stream = one + MorphoPacket.wrap([]) + one.dropLast()
        #expect(try MorphoPacket.unwrap(&stream) == [1, 2, 3])
        #expect(try MorphoPacket.unwrap(&stream) == [])
        #expect(try MorphoPacket.unwrap(&stream) == nil)
        stream.append(one[one.count - 1])
        #expect(try MorphoPacket.unwrap(&stream) == [1, 2, 3])
        #expect(stream.isEmpty)
        for place in [0, 3, 5, 9, one.count - 1] {
            var broken = one
            broken[place] ^= 0x40
            #expect(throws: ScannerError.self, "byte \(place)") { try MorphoPacket.unwrap(&broken) }
        }
        var huge: [UInt8] = Array("SYNC".utf8) + [0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0x80]
        #expect(throws: ScannerError(.badFrame, "packet length")) { try MorphoPacket.unwrap(&huge) }
    }

    @Test func `elements of every length are written and read, and lengths that lie are refused`() throws {
        for count in [0, 1, 0xFFFE, 0xFFFF, 70_000] {
            let element = MorphoILV(0x3D, [UInt8](repeating: 5, count: count))
            #expect(try MorphoILV.list((element.bytes + MorphoILV(1, [2]).bytes)[...]) == [element, MorphoILV(1, [2])])
            guard count > 0 else { continue }
            #expect(throws: ScannerError.self) { try MorphoILV.list(element.bytes.dropLast()) }
        }
        #expect(throws: ScannerError.self) { try MorphoILV.list([1]) }
        #expect(throws: ScannerError.self) { try MorphoILV.list([1, 0xFF, 0xFF, 0, 0]) }
        let many = (0..<100).flatMap { _ in MorphoILV(1, []).bytes }
        #expect(throws: ScannerError.self) { try MorphoILV.list(many[...]) }
    }

    @Test func `answers of an NB_1010 are held against what was asked`() throws {
        let finger: [UInt8] = [0x80, 0x37, 1, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0xF7, 0, 0, 0]
        #expect(try NB1010Wire.isFinger(finger))
        var glass = finger
        glass[12] = 0x30
        #expect(try !NB1010Wire.isFinger(glass))
        for place in [0, 1, 4, 7] {
            var broken = finger
            broken[place] ^= 0x11
            #expect(throws: ScannerError.self) { try NB1010Wire.isFinger(broken) }
        }
        #expect(throws: ScannerError.self) { try NB1010Wire.isFinger([]) }
        #expect(throws: ScannerError.self) { try NB1010Wire.lines([UInt8](repeating: 0, count: 540), index: 0) }
    }
}
