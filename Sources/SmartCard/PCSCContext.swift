internal import CPCSC

/// One context of PC/SC; released with its owner. Belongs to one thread, except for `canceller`.
struct PCSCContext: ~Copyable {
    /// PC/SC's number for the context.
    let id: SCARDCONTEXT

    /// Throws `serviceUnavailable` when pcscd does not run.
    init() throws(SmartCardError) {
        var id = SCARDCONTEXT()
        try SmartCardError.check(
            SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &id), "reach the PC/SC service")
        self.id = id
    }

    deinit {
        SCardReleaseContext(id)
    }

    /// Ends a wait of this context from another thread.
    var canceller: PCSCCanceller { PCSCCanceller(id: id) }

    /// The names of all readers, in the order of the service; none is a good answer too.
    func readers() throws(SmartCardError) -> [String] {
        // A reader may arrive between asking for the length and asking for the list: try again then.
        for _ in 0..<4 {
            var length = DWORD(0)
            var status = SCardListReaders(id, nil, nil, &length)
            if UInt32(truncatingIfNeeded: status) == PCSCCode.noReaders { return [] }
            try SmartCardError.check(status, "list readers")
            var buffer = [CChar](repeating: 0, count: Int(length) + 1)
            status = SCardListReaders(id, nil, &buffer, &length)
            switch UInt32(truncatingIfNeeded: status) {
            case PCSCCode.noReaders: return []
            case PCSCCode.insufficientBuffer: continue
            default: try SmartCardError.check(status, "list readers")
            }
            // Zero-terminated names one after another, an empty one at the end.
            return buffer.prefix(Int(length)).split(separator: 0).prefix(SmartCardLimits.readers).map { name in
                String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        throw SmartCardError(.systemError, "list readers")
    }
}

/// Ends the wait of a context from another thread: the one call of PC/SC that may cross threads.
struct PCSCCanceller: Sendable {
    let id: SCARDCONTEXT

    /// Wakes a thread that waits in `SCardGetStatusChange`. Has no effect on one that is not waiting yet: repeat.
    func cancel() {
        SCardCancel(id)
    }
}
