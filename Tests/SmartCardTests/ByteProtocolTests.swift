import Testing

@testable import SmartCard

@Suite struct ByteProtocolTests {
    /// Runs a command against canned answers and returns what was sent.
    private func run(
        _ command: CommandAPDU, answers: [[UInt8]]
    ) throws(SmartCardError) -> (sent: [[UInt8]], response: ResponseAPDU) {
        var sent: [[UInt8]] = []
        var rest = answers[...]
        let response = try ByteProtocol.exchange(command) { bytes in
            sent.append(bytes)
            return rest.popFirst() ?? []
        }
        return (sent, response)
    }

    @Test func `an answer to data is fetched by GET RESPONSE`() throws {
        let command = CommandAPDU(ins: 0x82, p1: 0, p2: 0, data: [1, 2], ne: 40)
        let (sent, response) = try run(command, answers: [[0x61, 3], [7, 8, 9, 0x90, 0]])
        #expect(sent == [[0, 0x82, 0, 0, 2, 1, 2], [0, 0xC0, 0, 0, 3]])
        #expect(response == ResponseAPDU(data: [7, 8, 9], statusWord: .success))
    }

    @Test func `a wrong length is corrected once`() throws {
        let (sent, response) = try run(
            CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 256), answers: [[0x6C, 2], [5, 6, 0x90, 0]])
        #expect(sent == [[0, 0xB0, 0, 0, 0], [0, 0xB0, 0, 0, 2]])
        #expect(response.data == [5, 6])
    }

    @Test func `parts of a long answer are joined`() throws {
        let (_, response) = try run(
            CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 256), answers: [[1, 0x61, 1], [2, 0x61, 1], [3, 0x90, 0]])
        #expect(response.data == [1, 2, 3])
    }

    @Test func `an answer without end is a protocol error`() {
        #expect {
            try ByteProtocol.exchange(CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 256)) { _ in [1, 0x61, 1] }
        } throws: {
            ($0 as? SmartCardError)?.code == .protocolError
        }
    }

    @Test func `extended length does not exist`() {
        #expect {
            try ByteProtocol.exchange(CommandAPDU(ins: 0xB0, p1: 0, p2: 0, ne: 300)) { _ in [0x90, 0] }
        } throws: {
            ($0 as? SmartCardError)?.code == .protocolError
        }
    }
}
