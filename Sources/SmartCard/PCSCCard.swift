internal import CPCSC

/// A powered card under an exclusive lock, with the context that it lives in. Reset and let go with its owner.
/// Belongs to one thread.
final class PCSCCard {
    private let context: PCSCContext
    private let handle: SCARDHANDLE
    private let transmissionProtocol: DWORD
    private let reader: String
    /// Room for the longest answer, reused for each.
    private var buffer = [UInt8](repeating: 0, count: 4 + 3 + 65_536 + 3 + 2)

    /// Powers the card in `reader`. Exclusive: a command of another program in between would break secure messaging.
    init(reader: String) throws(SmartCardError) {
        let context = try PCSCContext()
        var handle = SCARDHANDLE()
        var transmissionProtocol = DWORD()
        try SmartCardError.check(
            SCardConnect(
                context.id, reader, DWORD(SCARD_SHARE_EXCLUSIVE), DWORD(SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1),
                &handle, &transmissionProtocol),
            "connect to the card")
        self.context = context
        self.handle = handle
        self.transmissionProtocol = transmissionProtocol
        self.reader = reader
    }

    deinit {
        // Secure messaging has to end on the chip. But pcscd takes a reset for a sign of presence, even of a chip whose
        // removal it has just noticed: nothing would ever correct that.
        SCardDisconnect(handle, DWORD(isKnownToBeGone ? SCARD_LEAVE_CARD : SCARD_RESET_CARD))
    }

    private var isKnownToBeGone: Bool {
        var row = SCARD_READERSTATE()
        return reader.withCString { name in
            row.szReader = name
            return SCardGetStatusChange(context.id, 0, &row, 1) == 0
                && row.dwEventState & DWORD(SCARD_STATE_EMPTY) != 0
        }
    }

    /// T=0, ISO/IEC 7816-3 §10: case 4 in two steps.
    var usesByteProtocol: Bool { transmissionProtocol == DWORD(SCARD_PROTOCOL_T0) }

    /// The chip's answer to reset.
    func answerToReset() throws(SmartCardError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(MAX_ATR_SIZE))
        var length = DWORD(bytes.count)
        try SmartCardError.check(SCardStatus(handle, nil, nil, nil, nil, &bytes, &length), "read the answer to reset")
        return [UInt8](bytes.prefix(Int(length)))
    }

    /// Sends bytes to the chip and returns its answer, which may be shorter than a status word.
    func transmit(_ bytes: [UInt8]) throws(SmartCardError) -> [UInt8] {
        var header = SCARD_IO_REQUEST(
            dwProtocol: transmissionProtocol, cbPciLength: UInt(MemoryLayout<SCARD_IO_REQUEST>.size))
        var length = DWORD(buffer.count)
        try SmartCardError.check(
            SCardTransmit(handle, &header, bytes, DWORD(bytes.count), nil, &buffer, &length), "send a command")
        return [UInt8](buffer.prefix(Int(length)))
    }

    /// Whether the card, its reader or the service have gone, after an exchange that failed: waits until the reader
    /// has had time to notice. Nil when everything is still there.
    func loss() -> SmartCardError? {
        var row = SCARD_READERSTATE()
        row.dwCurrentState = DWORD(SCARD_STATE_PRESENT | SCARD_STATE_EXCLUSIVE | SCARD_STATE_INUSE)
        let what = "send a command"
        return reader.withCString { name -> SmartCardError? in
            row.szReader = name
            // The first call brings the present state, the second waits for another one.
            for timeout in [0, SmartCardLimits.removalNoticeMilliseconds] {
                let status = SCardGetStatusChange(context.id, DWORD(timeout), &row, 1)
                let error = SmartCardError(pcsc: status, what)
                if let error, error.code != .noAnswer { return error }
                if row.dwEventState & DWORD(SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE) != 0 {
                    return SmartCardError(.readerRemoved, what)
                }
                if row.dwEventState & DWORD(SCARD_STATE_EMPTY) != 0 { return SmartCardError(.cardRemoved, what) }
                row.dwCurrentState = row.dwEventState & ~DWORD(SCARD_STATE_CHANGED)
            }
            return nil
        }
    }

    /// Longest APDU data that the reader says it carries (PC/SC part 10, property dwMaxAPDUDataSize), nil when it
    /// says nothing.
    func maximumDataLength() -> Int? {
        // SCARD_CTL_CODE(3400) of pcsclite; features as tag, length 4, control code with the high byte first.
        let featureRequest = DWORD(0x4200_0000 + 3400)
        guard let features = control(featureRequest),
            let code = Self.value(of: UInt8(FEATURE_GET_TLV_PROPERTIES), in: features), code.count == 4,
            let properties = control(DWORD(code.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })),
            // The properties themselves have the low byte first.
            let size = Self.value(of: UInt8(PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize), in: properties),
            (1...4).contains(size.count)
        else { return nil }
        return size.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func control(_ code: DWORD) -> [UInt8]? {
        var answer = [UInt8](repeating: 0, count: 256)
        var length = DWORD(0)
        guard SCardControl(handle, code, nil, 0, &answer, DWORD(answer.count), &length) == 0 else { return nil }
        return [UInt8](answer.prefix(Int(length)))
    }

    private static func value(of tag: UInt8, in list: [UInt8]) -> [UInt8]? {
        var rest = list[...]
        while let found = rest.popFirst(), let length = rest.popFirst(), rest.count >= Int(length) {
            if found == tag { return [UInt8](rest.prefix(Int(length))) }
            rest = rest.dropFirst(Int(length))
        }
        return nil
    }
}
