import SmartCard
import Testing

@testable import ChipReading
@testable import Simulators

@Suite struct SecureMessagingTests {
    private static let seed = [UInt8](0..<16)

    /// Both ends of one session.
    private func pair() throws -> (SecureMessaging, ChipSideMessaging) {
        (
            SecureMessaging(keys: try SessionKeys(seed: Self.seed), sendSequenceCounter: 0xFFFF_FFFF_FFFF_FFFE),
            try ChipSideMessaging(seed: Self.seed, counter: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE])
        )
    }

    private func close(_ chip: inout ChipSideMessaging, _ reply: ChipReply, odd: Bool = false) throws -> [UInt8] {
        let bytes = chip.close(reply, odd: odd, missing: nil, wrongMAC: false, wrongCryptogram: false)
        return try #require(bytes)
    }

    static let commands = [
        CommandAPDU(ins: 0xA4, p1: 2, p2: 0x0C, data: [1, 0x1E]),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 231),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 256),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 4096),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 65_536),
        CommandAPDU(ins: 0xB1, p1: 0, p2: 0, data: [0x54, 2, 0x80, 0], ne: 100),
        CommandAPDU(ins: 0x86, p1: 0, p2: 0, data: [UInt8](repeating: 5, count: 300), ne: 256),
        CommandAPDU(ins: 0x70, p1: 0, p2: 0),
    ]

    @Test(arguments: commands) func `the chip understands what we protect, and we what it protects`(
        _ command: CommandAPDU
    ) throws {
        var (terminal, chip) = try pair()
        for round in 0..<3 {
            let protected = try terminal.protect(command)
            let received = try #require(ChipCommandBytes(try protected.encoded()))
            let opened = chip.open(received)
            let plain = try #require(opened)
            #expect(plain.data == command.data)
            #expect(plain.expected == command.ne)
            let data = [UInt8](repeating: UInt8(round), count: round * 300)
            let reply = ChipReply(data: data, status: 0x9000)
            let bytes = try close(&chip, reply, odd: command.ins & 1 == 1)
            let answer = try terminal.unprotect(try ResponseAPDU(parsing: bytes))
            #expect(answer == ResponseAPDU(data: data, statusWord: .success))
        }
    }

    @Test func `the longest short answer is filled to the last block`() throws {
        var (_, chip) = try pair()
        let full = [UInt8](repeating: 1, count: SecureMessaging.shortAnswerBytes(.tripleDES))
        for (data, fits) in [(full, true), (full + [1], false)] {
            let bytes = try close(&chip, ChipReply(data: data, status: 0x9000))
            #expect((bytes.count <= 258) == fits)
        }
    }

    @Test func `one changed bit anywhere ends the session`() throws {
        var (terminal, chip) = try pair()
        let protected = try terminal.protect(CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 8))
        _ = chip.open(try #require(ChipCommandBytes(try protected.encoded())))
        let bytes = try close(&chip, ChipReply(data: [1, 2, 3], status: 0x9000))
        // The last two bytes are the status outside of protection, which does not count.
        for index in 0..<bytes.count - 2 {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                var session = terminal
                #expect(throws: SecureMessaging.Fault.self) {
                    try session.unprotect(try ResponseAPDU(parsing: changed))
                }
            }
        }
        var outside = bytes
        outside[outside.count - 2] = 0x6A
        #expect(try terminal.unprotect(try ResponseAPDU(parsing: outside)).statusWord == .success)
    }

    static let nonsense: [[UInt8]] = [
        [0x6A, 0x82],
        [0x90, 0x00],
        [0x99, 0x02, 0x90, 0x00, 0x90, 0x00],
        [0x8E, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0x90, 0x00],
        [0x8E, 0x00, 0x90, 0x00],
        [0x87, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x90, 0x00],
        [UInt8](repeating: 0x80, count: 400),
    ]

    @Test(arguments: nonsense) func `nonsense is a fault`(_ bytes: [UInt8]) throws {
        var (terminal, _) = try pair()
        #expect(throws: SecureMessaging.Fault.self) { try terminal.unprotect(try ResponseAPDU(parsing: bytes)) }
    }

    @Test func `a replayed answer is a fault`() throws {
        var (terminal, chip) = try pair()
        let command = CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 8)
        let first = try terminal.protect(command)
        _ = chip.open(try #require(ChipCommandBytes(try first.encoded())))
        let bytes = try close(&chip, ChipReply(data: [1], status: 0x9000))
        _ = try terminal.unprotect(try ResponseAPDU(parsing: bytes))
        _ = try terminal.protect(command)
        #expect(throws: SecureMessaging.Fault.mac) { try terminal.unprotect(try ResponseAPDU(parsing: bytes)) }
    }
}
