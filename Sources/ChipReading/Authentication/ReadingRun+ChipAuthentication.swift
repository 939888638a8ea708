internal import Cryptography
internal import SmartCard
internal import TravelDocument

extension ReadingRun {
    /// Chip authentication, ICAO 9303-11 §6.2 (BSI TR-03110-1 §3.4): an ephemeral key of ours against the chip's
    /// static one, and a new session that a copy cannot follow.
    ///
    /// A chip that fails is read on, in a session opened anew where it was lost: what it fails at is told, and whoever
    /// judges sees the rest, too.
    func authenticateChip(dg14: [UInt8]) async throws(ChipReadingError) {
        step = .chipAuthentication
        file = nil
        let choice: ChipAuthenticationChoice
        switch ChipAuthenticationOffer(dg14: dg14) {
        case .absent: return
        case .unsupported(let why):
            authenticity.chipAuthentication = .init("CA", .unsupported, reason: why)
            return
        case .malformed(let why):
            authenticity.chipAuthentication = .init("CA", .failed, reason: why)
            return
        case .usable(let best): choice = best
        }
        do throws(ChipReadingError) {
            try await agree(on: choice)
            chipAuthentication = choice
            authenticity.chipAuthentication = .init(choice.name, .succeeded)
        } catch {
            guard error.isOfChipAuthentication else { throw error }
            authenticity.chipAuthentication = .init(choice.name, .failed, reason: error.reason)
            // A status inside the session leaves it as it was; anything else has ended it.
            if secureMessaging == nil || error.code != .unexpectedStatus { try await beginAnew(after: error) }
        }
    }

    /// The exchange, and a first command under the new keys. Ends with the new session, or throws.
    func agree(on choice: ChipAuthenticationChoice) async throws(ChipReadingError) {
        let group = choice.key.group
        let privateKey: [UInt8]
        let publicKey: [UInt8]
        let keys: SessionKeys
        do throws(CryptographyError) {
            guard let key = try group.privateKey(random: random) else {
                throw CryptographyError(.libraryFailure, "no random bytes")
            }
            privateKey = key
            publicKey = try group.multiply(try group.generator(), by: key)
            let shared = try group.multiply(choice.key.element, by: privateKey)
            keys = try SessionKeys(seed: group.secret(of: shared), cipher: SessionCipher(choice.info.cipher))
        } catch {
            throw self.error(.internalFailure, detail: "\(error)")
        }
        let reference = choice.keyIdentifier.map { TLV.encode(tag: 0x84, value: $0) } ?? []
        if choice.info.cipher == .tripleDES {
            // MSE:Set KAT carries the key itself.
            let data = TLV.encode(tag: 0x91, value: publicKey) + reference
            try expectSuccess(try await send(ChipCommand.setKeyAgreementTemplate(data)))
        } else {
            let oid = TLV.encode(tag: 0x80, value: DottedIdentifier.encode(choice.info.oid) ?? [])
            try expectSuccess(try await send(ChipCommand.setChipAuthentication(oid + reference)))
            let object = TLV.encode(tag: 0x80, value: publicKey)
            try expectSuccess(try await send(ChipCommand.generalAuthenticate(object, isLast: true)))
        }
        secureMessaging = SecureMessaging(keys: keys, sendSequenceCounter: 0)
        chipAuthenticationCipher = keys.cipher
        terminalKey = group.compressed(publicKey)
        if readLengths.current < lengths.current { lengths = readLengths }
        // The answer proves the keys, whatever its status: a chip that went on under the old ones has no such MAC.
        _ = try await send(ChipCommand.select(.com))
    }

    private func expectSuccess(_ response: ResponseAPDU) throws(ChipReadingError) {
        guard response.statusWord.isSuccess else { throw error(.unexpectedStatus, response.statusWord) }
    }
}

extension ChipReadingError {
    /// Whether the chip failed to prove itself; otherwise something else went wrong at that time.
    var isOfChipAuthentication: Bool {
        switch code {
        case .unexpectedStatus, .sessionLost, .secureMessagingBroken: true
        default: false
        }
    }

    /// Why, for the report.
    var reason: String {
        let status = statusWord.map { "status \($0)" } ?? ""
        return [status, detail].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
