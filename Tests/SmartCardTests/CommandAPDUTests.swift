import SmartCard
import Testing

@Suite struct CommandAPDUTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var command: CommandAPDU
        var bytes: [UInt8]
        var testDescription: String { name }
    }

    static let long = [UInt8](repeating: 0xAB, count: 256)

    static let examples = [
        Example(name: "case 1", command: CommandAPDU(ins: 0x70, p1: 1, p2: 2), bytes: [0, 0x70, 1, 2]),
        Example(
            name: "case 2 short", command: CommandAPDU(ins: 0xB0, p1: 0, p2: 4, ne: 0x12), bytes: [0, 0xB0, 0, 4, 0x12]),
        Example(
            name: "case 2 short, 256", command: CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 256),
            bytes: [0, 0xB0, 0, 0, 0]),
        Example(
            name: "case 2 extended", command: CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 257),
            bytes: [0, 0xB0, 0, 0, 0, 1, 1]),
        Example(
            name: "case 2 extended, 65,536", command: CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 65_536),
            bytes: [0, 0xB0, 0, 0, 0, 0, 0]),
        Example(
            name: "case 3 short", command: CommandAPDU(ins: 0xA4, p1: 2, p2: 0x0C, data: [1, 0x1E]),
            bytes: [0, 0xA4, 2, 0x0C, 2, 1, 0x1E]),
        Example(
            name: "case 3 extended", command: CommandAPDU(ins: 0xDA, p1: 0, p2: 0, data: long),
            bytes: [0, 0xDA, 0, 0, 0, 1, 0] + long),
        Example(
            name: "case 4 short", command: CommandAPDU(cla: 0x0C, ins: 0x82, p1: 0, p2: 0, data: [1, 2, 3], ne: 40),
            bytes: [0x0C, 0x82, 0, 0, 3, 1, 2, 3, 40]),
        Example(
            name: "case 4 extended by data", command: CommandAPDU(ins: 0x88, p1: 0, p2: 0, data: long, ne: 256),
            bytes: [0, 0x88, 0, 0, 0, 1, 0] + long + [1, 0]),
        Example(
            name: "case 4 extended by answer", command: CommandAPDU(ins: 0x88, p1: 0, p2: 0, data: [7], ne: 65_536),
            bytes: [0, 0x88, 0, 0, 0, 0, 1, 7, 0, 0]),
        Example(
            name: "case 3 extended by wish", command: CommandAPDU(ins: 0x88, p1: 0, p2: 0, data: [7], extended: true),
            bytes: [0, 0x88, 0, 0, 0, 0, 1, 7]),
    ]

    @Test(arguments: examples) func `a command has exactly the bytes of its case`(_ example: Example) throws {
        #expect(try example.command.encoded() == example.bytes)
        #expect(example.command.encodedLength == example.bytes.count)
    }

    @Test(arguments: examples) func `parsing gives a command with the same bytes`(_ example: Example) throws {
        let parsed = try CommandAPDU(parsing: example.bytes)
        #expect(try parsed.encoded() == example.bytes)
        #expect(parsed.data == example.command.data)
        #expect(parsed.ne == example.command.ne)
    }

    static let malformed: [[UInt8]] = [
        [], [0], [0, 1, 2],
        [0, 0xA4, 0, 0, 2, 1],
        [0, 0xA4, 0, 0, 2, 1, 2, 3, 4],
        [0, 0xA4, 0, 0, 0, 1],
        [0, 0xA4, 0, 0, 0, 0, 0, 1],
        [0, 0xA4, 0, 0, 0, 0, 2, 1],
        [0, 0xA4, 0, 0, 0, 0, 1, 1, 0],
        [0, 0xA4, 0, 0, 0, 0xFF, 0xFF, 1],
        [UInt8](repeating: 0, count: CommandAPDU.maximumEncodedLength + 1),
    ]

    @Test(arguments: malformed) func `bytes of no case are refused`(_ bytes: [UInt8]) {
        #expect { try CommandAPDU(parsing: bytes) } throws: { ($0 as? SmartCardError)?.code == .malformedAPDU }
    }

    @Test(arguments: [0, -1, 65_537, Int.max]) func `an impossible expected length is not sent`(_ ne: Int) {
        let command = CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: ne)
        #expect { try command.encoded() } throws: { ($0 as? SmartCardError)?.code == .malformedAPDU }
    }

    @Test func `more data than an APDU holds is not sent`() {
        let command = CommandAPDU(ins: 0xDA, p1: 0, p2: 0, data: [UInt8](repeating: 0, count: 65_536))
        #expect { try command.encoded() } throws: { ($0 as? SmartCardError)?.code == .malformedAPDU }
    }
}
