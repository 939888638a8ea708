internal import CPCSC
internal import Support

/// The readers of this machine and what lies on them, asked once.
///
/// `ReaderMonitor` tells of changes and has no moment at which its picture is complete; this asks and goes.
actor ReaderSurvey {
    /// What PC/SC said.
    enum Answer: Sendable, Equatable {
        /// The readers with `empty`, `card` or `unresponsive`, and the answer to reset of a card.
        case readers([Row])
        /// pcscd does not run or refuses us.
        case noService
        /// pcscd runs and does not answer.
        case silence
    }

    /// One reader.
    struct Row: Sendable, Equatable {
        /// PC/SC's name.
        let name: String
        /// `empty`, `card` or `unresponsive`.
        let state: String
        /// The card's answer to reset; empty without a card.
        let answerToReset: [UInt8]
    }

    private let executor = ThreadExecutor(name: "pcsc-survey")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Asks, and waits no longer than `limit`: a hung service costs a thread, not the caller.
    static func take(limit: Duration = Limits.readerSurvey) async -> Answer {
        let (answers, continuation) = AsyncStream.makeStream(of: Answer.self)
        Task.detached { continuation.yield(await ReaderSurvey().ask()) }
        let alarm = Task.detached {
            try await Task.sleep(for: limit)
            continuation.yield(.silence)
        }
        defer { alarm.cancel() }
        for await answer in answers { return answer }
        return .silence
    }

    private func ask() -> Answer {
        var context = SCARDCONTEXT()
        guard SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &context) == SCARD_S_SUCCESS else {
            return .noService
        }
        defer { SCardReleaseContext(context) }
        var length = DWORD(0)
        guard SCardListReaders(context, nil, nil, &length) == SCARD_S_SUCCESS else { return .readers([]) }
        // Room for a reader that arrives in between; one more and the list is asked for again by the user.
        length += 256
        var buffer = [CChar](repeating: 0, count: Int(length))
        guard SCardListReaders(context, nil, &buffer, &length) == SCARD_S_SUCCESS else { return .readers([]) }
        let names = buffer.prefix(Int(length)).split(separator: 0)
        return .readers(names.map { name in Self.row(Array(name) + [0], context) })
    }

    /// Looks at one reader without touching its card.
    private static func row(_ name: [CChar], _ context: SCARDCONTEXT) -> Row {
        let text = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.withUnsafeBufferPointer { buffer in
            var state = SCARD_READERSTATE()
            state.szReader = buffer.baseAddress
            state.dwCurrentState = DWORD(SCARD_STATE_UNAWARE)
            guard SCardGetStatusChange(context, 0, &state, 1) == SCARD_S_SUCCESS else {
                return Row(name: text, state: "gone", answerToReset: [])
            }
            guard state.dwEventState & DWORD(SCARD_STATE_PRESENT) != 0 else {
                return Row(name: text, state: "empty", answerToReset: [])
            }
            guard state.dwEventState & DWORD(SCARD_STATE_MUTE) == 0 else {
                return Row(name: text, state: "unresponsive", answerToReset: [])
            }
            let count = min(Int(state.cbAtr), MemoryLayout.size(ofValue: state.rgbAtr))
            let answer = withUnsafeBytes(of: state.rgbAtr) { [UInt8]($0.prefix(count)) }
            return Row(name: text, state: "card", answerToReset: answer)
        }
    }
}
