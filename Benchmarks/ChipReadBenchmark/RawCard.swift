import CPCSC

/// Nothing but libpcsclite on the calling thread: the floor under any reading.
struct RawCard: ~Copyable {
    /// PC/SC said no.
    struct Failure: Error {
        var status: LONG
    }

    private var context = SCARDCONTEXT()
    private var handle = SCARDHANDLE()
    private var protocolInUse = DWORD()

    init(reader: String) throws {
        try Self.check(SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &context))
        let status = SCardConnect(
            context, reader, DWORD(SCARD_SHARE_EXCLUSIVE), DWORD(SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1), &handle,
            &protocolInUse)
        guard status == 0 else {
            SCardReleaseContext(context)
            throw Failure(status: status)
        }
    }

    deinit {
        SCardDisconnect(handle, DWORD(SCARD_RESET_CARD))
        SCardReleaseContext(context)
    }

    /// Sends all commands and checks that each answer is as long as the recorded one.
    func replay(_ exchanges: [(command: [UInt8], answer: [UInt8])], buffer: inout [UInt8]) throws {
        var header = SCARD_IO_REQUEST(
            dwProtocol: protocolInUse, cbPciLength: UInt(MemoryLayout<SCARD_IO_REQUEST>.size))
        for exchange in exchanges {
            var length = DWORD(buffer.count)
            try Self.check(
                SCardTransmit(
                    handle, &header, exchange.command, DWORD(exchange.command.count), nil, &buffer, &length))
            guard Int(length) == exchange.answer.count else { throw Failure(status: -1) }
        }
    }

    private static func check(_ status: LONG) throws {
        guard status == 0 else { throw Failure(status: status) }
    }
}
