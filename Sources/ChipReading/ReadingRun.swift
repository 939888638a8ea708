internal import Cryptography
internal import SmartCard
internal import TravelDocument

/// One reading from its first command to its last: the state that its steps share. Lives inside one task.
final class ReadingRun {
    let channel: any CardChannel
    let limits: ChipReadingLimits
    let access: AccessKey
    let random: ChipReader.RandomSource
    private let deadline: ContinuousClock.Instant

    /// The protected session, once access control has succeeded.
    var secureMessaging: SecureMessaging?
    /// Whether the chip was opened by a key; stays true when a session is lost.
    var usesAccessControl = false
    /// By which way of PACE, if so.
    var pace: PACEOffer.Choice?
    /// Whether the chip was opened by basic access control though it offers PACE.
    var isDowngrade = false
    /// What the chip proves its static key with, after the mapping that does so.
    var mappingProof: ChipAuthenticationMapping?
    /// What the chip did to prove that it is no copy.
    var authenticity = ChipAuthenticity()
    /// The way of chip authentication that has succeeded: a session begun anew needs it again.
    var chipAuthentication: ChipAuthenticationChoice?
    /// Cipher of the session after it.
    var chipAuthenticationCipher: SessionCipher?
    /// What we may prove to the chip; nil without terminal authentication.
    var terminal: TerminalCredentials?
    /// Our key of the last chip authentication, compressed: what terminal authentication binds itself to.
    var terminalKey: [UInt8]?
    /// The chip's key of PACE, compressed: how terminal authentication calls the chip after PACE.
    var paceIdentifier: [UInt8]?
    /// The certificates that the chip has accepted: a session begun anew needs them again.
    var terminalChain: TerminalChain?
    /// EF.CardAccess, where there is one.
    var cardAccess: [UInt8]?
    /// How the master file was selected to find EF.CardAccess; nil where that was not needed.
    var masterFileWay: ReadingHabits.MasterFile?
    /// EF.DIR and EF.ATR/INFO, where they were asked for and are there.
    var masterFiles: [LDSFile: [UInt8]] = [:]
    /// Most bytes to ask for at once by earlier experience with the reader and this kind of chip.
    var knownLength: Int?
    /// EF.CardSecurity, where the chip's proof needs it.
    var cardSecurity: [UInt8]?
    /// How this chip is spoken to.
    private(set) var habits: ReadingHabits
    /// By which knowledge of quirks.
    private(set) var quirksUsed: QuirksUsed
    private let quirks: ChipQuirks
    private var traits: ChipTraits
    /// How files are found: nil until the first answer tells whether the chip knows short identifiers.
    var shortIdentifiersWork: Bool?
    /// How much to ask for at once.
    var lengths: ReadLengths
    /// Bytes of answer that the chip takes with extended length; nil for short length only.
    var extendedBytes: Int?
    /// Bytes of data in a command that the chip takes with extended length; nil for short length only.
    var commandBytes: Int?
    /// Times that the session was begun anew.
    var renewals = 0
    /// Those of them that taught nothing about lengths.
    var idleRenewals = 0
    /// Most bytes to ask for at once, as this reading has found out; nil while nothing was refused.
    var learntLength: Int?

    /// What errors name.
    let place: ReadingPlace

    /// The step under way.
    var step: ChipReadingStep {
        get { place.now.step }
        set { place.now.step = newValue }
    }

    /// The file being read.
    var file: LDSFile? {
        get { place.now.file }
        set { place.now.file = newValue }
    }

    private(set) var apduCount = 0
    private(set) var bytesExchanged = 0
    private(set) var timings: [ChipReading.Timing] = []

    init(
        channel: any CardChannel, limits: ChipReadingLimits, access: AccessKey,
        random: @escaping ChipReader.RandomSource, place: ReadingPlace = ReadingPlace(),
        quirks: ChipQuirks = .standard, traits: ChipTraits = ChipTraits()
    ) {
        self.quirks = quirks
        self.traits = traits
        (habits, quirksUsed) = quirks.reading(of: traits)
        self.channel = channel
        self.limits = limits
        self.access = access
        self.random = random
        self.place = place
        deadline = .now + limits.totalTime
        lengths = ReadLengths(protected: false, extended: nil, habits: habits)
        shortIdentifiersWork = habits.knownShortIdentifiers
    }

    /// An error of the present step and file.
    func error(
        _ code: ChipReadingError.Code, _ statusWord: StatusWord? = nil, detail: String = ""
    ) -> ChipReadingError {
        ChipReadingError(code, step: step, file: file, statusWord: statusWord, detail: detail)
    }

    /// Sends a command, protected if there is a session, and returns the plain answer.
    ///
    /// Throws `sessionLost` when the chip answers in the clear inside a session: the session is gone then, and the
    /// caller may begin another.
    func send(_ command: CommandAPDU) async throws(ChipReadingError) -> ResponseAPDU {
        guard !Task.isCancelled else { throw error(.cancelled) }
        guard ContinuousClock.now < deadline else { throw error(.timeExceeded) }
        guard var session = secureMessaging else { return try await exchange(command) }
        // Until the answer has proved itself there is no session to go on with.
        secureMessaging = nil
        let protected = try resolve { () throws(SecureMessaging.Fault) in try session.protect(command) }
        let response = try await exchange(protected)
        let plain = try resolve { () throws(SecureMessaging.Fault) in try session.unprotect(response) }
        secureMessaging = session
        return plain
    }

    /// Takes what EF.CardAccess told of the chip: quirks may depend on it.
    func learn(protocols: [String]) {
        traits.protocols = protocols
        (habits, quirksUsed) = quirks.reading(of: traits)
        shortIdentifiersWork = habits.knownShortIdentifiers
    }

    /// Waits where the chip needs time before its first command, or before each.
    private func pause() async {
        let milliseconds = habits.pauseBetween + (apduCount == 0 ? habits.pauseAtStart : 0)
        // A cancelled wait ends early, and the next look at the cancellation ends the reading.
        if milliseconds > 0 { try? await Task.sleep(for: .milliseconds(milliseconds)) }
    }

    private func exchange(_ command: CommandAPDU) async throws(ChipReadingError) -> ResponseAPDU {
        await pause()
        apduCount += 1
        do throws(SmartCardError) {
            let response = try await channel.transmit(command)
            bytesExchanged += command.encodedLength + response.data.count + 2
            return response
        } catch {
            throw ChipReadingError(error, step: step, file: file)
        }
    }

    private func resolve<Value>(_ body: () throws(SecureMessaging.Fault) -> Value) throws(ChipReadingError) -> Value {
        do throws(SecureMessaging.Fault) {
            return try body()
        } catch {
            switch error {
            case .unprotected(let status): throw self.error(.sessionLost, status, detail: "answer in the clear")
            case .mac: throw self.error(.secureMessagingBroken, detail: "wrong MAC")
            case .structure(let what): throw self.error(.secureMessagingBroken, detail: what)
            case .cryptography(let reason): throw self.error(.internalFailure, detail: "\(reason)")
            }
        }
    }

    /// Runs `body` as one step and notes its time.
    func timed<Value>(
        _ name: String, _ body: () async throws(ChipReadingError) -> Value
    ) async throws(ChipReadingError) -> Value {
        let start = ContinuousClock.now
        let value = try await body()
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        timings.append(
            ChipReading.Timing(step: name, milliseconds: Double(seconds) * 1e3 + Double(attoseconds) / 1e15))
        return value
    }
}

extension ReadingHabits {
    /// Whether the chip knows short identifiers; nil where its first answer shall tell.
    fileprivate var knownShortIdentifiers: Bool? {
        switch fileAccess {
        case .learnt: nil
        case .shortIdentifier: true
        case .identifier: false
        }
    }
}
