internal import CPCSC
internal import Support

/// One thread that talks to one card. Its calls may block for as long as the chip thinks, or hang for ever.
actor CardThread {
    /// What becomes known by connecting.
    struct Facts: Sendable {
        var answerToReset: [UInt8]
        /// T=0: the thread answers 61xx and 6Cxx by itself.
        var usesByteProtocol: Bool
        /// Longest APDU data that the reader says it carries, nil when it says nothing.
        var readerMaximumLength: Int?
    }

    private let executor: ThreadExecutor
    private let reader: String
    private var card: PCSCCard?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(reader: String) {
        executor = IdleThreads.take()
        self.reader = reader
    }

    /// A call under way keeps its actor: there is none here.
    deinit {
        IdleThreads.give(executor)
    }

    /// Powers the chip and takes it for this connection alone.
    func connect() -> Result<Facts, SmartCardError> {
        do throws(SmartCardError) {
            let new = try PCSCCard(reader: reader)
            let facts = Facts(
                answerToReset: try new.answerToReset(), usesByteProtocol: new.usesByteProtocol,
                readerMaximumLength: new.maximumDataLength())
            card = new
            return .success(facts)
        } catch {
            return .failure(error)
        }
    }

    /// Sends one command and reads its answer.
    func exchange(_ command: CommandAPDU) -> Result<ResponseAPDU, SmartCardError> {
        guard let card else { return .failure(SmartCardError(.connectionClosed, "send a command")) }
        do throws(SmartCardError) {
            if card.usesByteProtocol {
                return .success(
                    try ByteProtocol.exchange(command) { bytes throws(SmartCardError) in try card.transmit(bytes) })
            }
            return .success(try ResponseAPDU(parsing: try card.transmit(try command.encoded())))
        } catch {
            // Nothing usable came back: find out whether chip, reader or service have gone, for a clear reason.
            guard error.code == .communicationFailed || error.code == .systemError else { return .failure(error) }
            return .failure(card.loss() ?? error)
        }
    }

    /// Runs a whole conversation on this thread.
    func run<Value: Sendable>(_ body: @Sendable () async -> Value) async -> Value {
        await body()
    }

    /// Resets the chip and lets it go: secure messaging ends on the chip as well.
    func disconnect() {
        card = nil
    }
}
