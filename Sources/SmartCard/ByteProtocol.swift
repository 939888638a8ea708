/// APDUs over T=0, where a command cannot carry data in both directions: ISO/IEC 7816-3 §12.2.
enum ByteProtocol {
    /// Sends `command` by `send` and collects its answer: GET RESPONSE after 61xx, once more with the right length
    /// after 6Cxx.
    ///
    /// Throws `protocolError` for a command that needs extended length, and for an answer that never ends.
    static func exchange(
        _ command: CommandAPDU, send: ([UInt8]) throws(SmartCardError) -> [UInt8]
    ) throws(SmartCardError) -> ResponseAPDU {
        guard !command.usesExtendedLength else {
            throw SmartCardError(.protocolError, "extended length over T=0")
        }
        var first = command
        // Case 4: the chip announces its answer by 61xx.
        if !first.data.isEmpty { first.ne = nil }
        var response = try ResponseAPDU(parsing: try send(try first.encoded()))
        if let length = response.statusWord.exactLength, first.data.isEmpty {
            first.ne = length
            response = try ResponseAPDU(parsing: try send(try first.encoded()))
        }
        var collected = response.data
        var rounds = 0
        while let waiting = response.statusWord.bytesAvailable {
            rounds += 1
            guard rounds <= SmartCardLimits.getResponses, collected.count <= CommandAPDU.maximumExpectedLength else {
                throw SmartCardError(.protocolError, "answer without end")
            }
            var more = CommandAPDU(cla: 0x00, ins: 0xC0, p1: 0x00, p2: 0x00, ne: waiting)
            response = try ResponseAPDU(parsing: try send(try more.encoded()))
            if let length = response.statusWord.exactLength {
                more.ne = length
                response = try ResponseAPDU(parsing: try send(try more.encoded()))
            }
            collected += response.data
        }
        return ResponseAPDU(data: collected, statusWord: response.statusWord)
    }
}
