internal import Cryptography
internal import TravelDocument

/// The chip of a passport: basic access control, PACE, secure messaging, file reading, and faults by wish.
///
/// Pure: commands in, answers out; a `VPCDLink` puts it into a virtual reader, a test may ask it directly.
package struct VirtualPassport: VirtualChip {
    /// What the passport holds and may do.
    package let profile: PassportProfile
    /// What is wrong with it.
    package let faults: PassportFaults
    /// Where its nonces come from; `SecureRandom` by default.
    private let random: @Sendable (Int) -> [UInt8]

    var applicationSelected = false
    var currentFile: LDSFile?
    /// Whether EF.CVCA is selected, which is no file of the data structure.
    var certificateFileSelected = false
    /// Terminal authentication, where the chip has it.
    private(set) var terminal: ChipSideTerminalAccess?
    private var openedByPACE = false
    private var challenge: [UInt8]?
    private var pace: ChipSidePACE?
    private var authenticity: ChipSideAuthenticity
    /// The session that begins after the present answer.
    private var nextSession: ChipSideMessaging?
    private(set) var session: ChipSideMessaging?
    private var commandCount = 0
    private var protectedAnswers = 0

    /// A passport of this profile.
    package init(
        _ profile: PassportProfile, faults: PassportFaults = PassportFaults(),
        random: @escaping @Sendable (Int) -> [UInt8] = { (try? SecureRandom.bytes($0)) ?? [] }
    ) {
        self.profile = profile
        self.faults = faults
        self.random = random
        authenticity = ChipSideAuthenticity(profile.authenticity, fault: faults.authenticity)
        terminal = profile.terminalAccess.map { ChipSideTerminalAccess($0) }
        pace = profile.pace.map { ChipSidePACE($0, mrzInput: profile.bacKeyInput, fault: faults.pace) }
        applicationSelected = faults.selectsApplicationAtReset
    }

    package var answerToReset: [UInt8] { profile.answerToReset }

    package var answerDelay: Duration { faults.answerDelay }

    package mutating func reset() {
        applicationSelected = faults.selectsApplicationAtReset
        currentFile = nil
        challenge = nil
        session = nil
        certificateFileSelected = false
        terminal?.forget()
    }

    package mutating func answer(to command: [UInt8]) -> ChipAnswer {
        commandCount += 1
        if let last = faults.goneAfter, commandCount > last { return .gone }
        if let last = faults.silentAfter, commandCount > last { return .silence }
        guard let parsed = ChipCommandBytes(command), profile.takesExtendedLength || !parsed.isExtended,
            command.count <= profile.longest?.command ?? .max
        else { return wrongLength() }
        let answer = parsed.cla & 0x0C == 0x0C ? answerProtected(parsed) : answerPlain(parsed).bytes
        return answer.count <= profile.longest?.answer ?? .max ? .bytes(answer) : wrongLength()
    }

    private mutating func wrongLength() -> ChipAnswer {
        session = nil
        return .bytes(ChipReply.status(0x6700).bytes)
    }

    // MARK: - Plain and protected

    private mutating func answerPlain(_ command: ChipCommandBytes) -> ChipReply {
        // A command in the clear ends the session.
        session = nil
        terminal?.forget()
        let reply = carryOut(command, isProtected: false)
        if let nextSession { session = nextSession }
        nextSession = nil
        return reply
    }

    private mutating func answerProtected(_ command: ChipCommandBytes) -> [UInt8] {
        guard var open = session, let plain = open.open(command) else {
            session = nil
            return ChipReply.status(0x6988).bytes
        }
        session = open
        if let end = faults.endsSessionFrom, protectedAnswers >= end.answer {
            session = nil
            return ChipReply.status(end.status).bytes
        }
        if let refused = faults.refusedLength, refused.how == .droppedSession, plain.ins & 0xFE == 0xB0,
            (plain.expected ?? 0) > refused.above
        {
            session = nil
            return ChipReply.status(0x6700).bytes
        }
        if plain.ins == 0x2A, terminal?.dropsSession == true {
            session = nil
            return ChipReply.status(0x6988).bytes
        }
        let reply = carryOut(plain, isProtected: true)
        if faults.refusesInTheClear, reply.status == 0x6982 || reply.status == 0x6A86 {
            session = nil
            return reply.bytes
        }
        if faults.garbledAnswers { return [0x99, 0x7F, 0x01, 0x02, 0x90, 0x00] }
        let number = protectedAnswers
        protectedAnswers += 1
        let bytes = open.close(
            reply, odd: plain.ins & 1 == 1, missing: reply.data.isEmpty ? nil : faults.missingPart,
            wrongMAC: faults.wrongMACFrom.map { number >= $0 } ?? false,
            wrongCryptogram: faults.wrongCryptogramFrom.map { number >= $0 } ?? false)
        session = nextSession ?? open
        nextSession = nil
        return bytes ?? ChipReply.status(0x6F00).bytes
    }

    private mutating func carryOut(_ command: ChipCommandBytes, isProtected: Bool) -> ChipReply {
        switch command.ins {
        case 0xA4: return select(command)
        case 0x22 where command.p1 == 0x81:
            return isProtected ? terminal?.set(command) ?? .status(0x6D00) : .status(0x6985)
        case 0x2A: return isProtected ? terminal?.verify(command) ?? .status(0x6D00) : .status(0x6985)
        case 0x84 where isProtected && terminal != nil:
            return terminal?.giveChallenge(random) ?? .status(0x6D00)
        case 0x82 where isProtected && terminal != nil: return authenticateTerminal(command)
        case 0x84: return giveChallenge(command)
        case 0x82: return authenticate(command)
        case 0x22, 0x86: return applicationSelected ? agree(command) : isProtected ? .status(0x6985) : connect(command)
        case 0x88: return authenticity.sign(command, random: random)
        case 0xB0, 0xB1: return read(command, isProtected: isProtected)
        default: return .status(0x6D00)
        }
    }

    // MARK: - PACE, ICAO 9303-11 §4.4

    private mutating func connect(_ command: ChipCommandBytes) -> ChipReply {
        guard pace != nil else { return .status(0x6D00) }
        if command.ins == 0x22 {
            guard (command.p1, command.p2) == (0xC1, 0xA4), command.expected == nil else { return .status(0x6A86) }
            return .status(pace?.setTemplate(command.data) ?? 0x6D00)
        }
        guard (command.p1, command.p2) == (0, 0), let result = pace?.authenticate(command, random: random) else {
            return .status(0x6A86)
        }
        session = result.session
        if result.session != nil { openedByPACE = true }
        return result.reply
    }

    /// EXTERNAL AUTHENTICATE of a terminal that wants to read fingers.
    private mutating func authenticateTerminal(_ command: ChipCommandBytes) -> ChipReply {
        let number = profile.bacKeyInput.map { [UInt8]($0.utf8.dropLast(14)) }
        guard let identifier = openedByPACE ? pace?.identifier : number, let key = authenticity.terminalKey else {
            return .status(0x6985)
        }
        return terminal?.authenticate(command, identifier: identifier, ephemeral: key) ?? .status(0x6D00)
    }

    /// Whether the present session may read the file.
    func mayRead(_ file: LDSFile) -> Bool {
        guard profile.restrictedFiles.contains(file) else { return true }
        switch file {
        case .dg3: return terminal?.granted?.readsFingers == true
        case .dg4: return terminal?.granted?.readsIrises == true
        default: return false
        }
    }

    /// Chip authentication.
    private mutating func agree(_ command: ChipCommandBytes) -> ChipReply {
        guard !profile.authenticity.agreementKeys.isEmpty else { return .status(0x6D00) }
        let result = authenticity.agree(command)
        nextSession = result.session
        if result.session != nil { terminal?.forget() }
        return result.reply
    }

    // MARK: - Basic access control, ICAO 9303-11 §4.3

    private mutating func giveChallenge(_ command: ChipCommandBytes) -> ChipReply {
        guard profile.bacKeyInput != nil, profile.offersBasicAccessControl else { return .status(0x6D00) }
        guard applicationSelected else { return .status(0x6985) }
        let nonce = random(8)
        guard nonce.count == 8, command.expected == 8 else { return .status(0x6700) }
        challenge = nonce
        return ChipReply(data: nonce, status: 0x9000)
    }

    private mutating func authenticate(_ command: ChipCommandBytes) -> ChipReply {
        guard let input = profile.bacKeyInput, let nonce = challenge else { return .status(0x6985) }
        challenge = nil
        guard command.data.count == 40, command.expected != nil else { return .status(0x6700) }
        if let status = faults.refusesAuthentication { return .status(status) }
        let cryptogram = [UInt8](command.data[..<32])
        guard let seed = try? HashAlgorithm.sha1.digest([UInt8](input.utf8)).prefix(16),
            let keys = try? ChipSideMessaging.keys(seed: [UInt8](seed)),
            let mac = try? RetailMAC.authenticate(
                key: keys.mac, paddedMessage: ChipSideMessaging.padded(cryptogram)),
            mac == [UInt8](command.data[32...]),
            let clear = try? TripleDES.decryptCBC(key: keys.cipher, iv: nil, cryptogram),
            [UInt8](clear[8..<16]) == nonce
        else { return .status(0x6300) }
        let terminalNonce = [UInt8](clear[..<8])
        let ownKey = random(16)
        let nonces = faults.wrongAuthenticationNonce ? terminalNonce + nonce : nonce + terminalNonce
        guard ownKey.count == 16,
            let answer = try? TripleDES.encryptCBC(key: keys.cipher, iv: nil, nonces + ownKey),
            var answerMAC = try? RetailMAC.authenticate(
                key: keys.mac, paddedMessage: ChipSideMessaging.padded(answer)),
            let started = try? ChipSideMessaging(
                seed: zip(ownKey, clear[16...]).map { $0 ^ $1 },
                counter: [UInt8](nonce[4...] + terminalNonce[4...]))
        else { return .status(0x6F00) }
        session = started
        openedByPACE = false
        if faults.wrongAuthenticationMAC { answerMAC[3] ^= 0xFF }
        return ChipReply(data: answer + answerMAC, status: 0x9000)
    }
}
