/// A card that this process has for itself, from power-on to reset.
///
/// ```swift
/// let card = try await CardConnection.open(reader: "ACS ACR1252 00 00")
/// let answer = try await card.transmit(CommandAPDU(ins: 0x84, p1: 0, p2: 0, ne: 8))
/// await card.close()
/// ```
///
/// Every call returns within the watchdog's time: a chip that never answers costs a thread, not the caller.
package final class CardConnection: CardChannel {
    /// The reader by PC/SC's name.
    package let reader: String
    /// The chip's answer to reset.
    package let answerToReset: [UInt8]
    /// How long commands and answers may be.
    package let lengths: APDULengths

    private let thread: CardThread
    private let watch: CallWatch

    private init(reader: String, facts: CardThread.Facts, limits: SmartCardLimits, thread: CardThread, watch: CallWatch)
    {
        self.reader = reader
        self.thread = thread
        self.watch = watch
        answerToReset = facts.answerToReset
        lengths = Self.lengths(facts, limits.extendedLength)
    }

    /// Powers the card in `reader` and takes it.
    ///
    /// Throws `cardRemoved` when there is none, `sharingViolation` when another program holds it, `noAnswer` when the
    /// reader hangs, `serviceUnavailable` when pcscd does not run.
    package static func open(
        reader: String, limits: SmartCardLimits = SmartCardLimits()
    ) async throws(SmartCardError) -> CardConnection {
        try HungThreads.checkRoom()
        let thread = CardThread(reader: reader)
        let watch = CallWatch(limit: limits.answerTime)
        do {
            let facts = try await watch.run(on: thread, "connect to the card") { $0.connect() }.get()
            return CardConnection(reader: reader, facts: facts, limits: limits, thread: thread, watch: watch)
        } catch {
            watch.close()
            throw error
        }
    }

    deinit {
        watch.close()
        // The reset blocks: it belongs on the card's thread.
        Task.immediate { [thread] in await thread.disconnect() }
    }

    package func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
        let place: (any Actor)? = #isolation
        if place === thread {
            return try await watch.callInPlace(on: thread, "send a command") { $0.exchange(command) }.get()
        }
        return try await watch.run(on: thread, "send a command") { $0.exchange(command) }.get()
    }

    package func converse<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async throws(SmartCardError) -> Value {
        try await watch.converse(on: thread, body).get()
    }

    /// Resets the chip and lets it go. Later commands throw `connectionClosed`.
    package func close() async {
        _ = await watch.run(on: thread, "reset the card") { card in
            card.disconnect()
            return .success(())
        }
        watch.close()
    }

    private static func lengths(_ facts: CardThread.Facts, _ policy: SmartCardLimits.ExtendedLength) -> APDULengths {
        // T=0 has no extended length without ENVELOPE, which passports do not have.
        guard !facts.usesByteProtocol else { return .short }
        switch policy {
        case .never: return .short
        case .always: return .extended
        case .automatic:
            guard let length = facts.readerMaximumLength, length > 256 else { return .short }
            switch AnswerToReset(parsing: facts.answerToReset)?.announcesExtendedLength {
            case true?: return .extended
            case false?: return .short
            case nil: return .askChip
            }
        }
    }
}
