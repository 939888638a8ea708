internal import Cryptography
internal import TravelDocument

/// The chip's side of chip and active authentication, written from ICAO 9303-11 §6 apart from the terminal's side. Only
/// the arithmetic of the groups and the signature primitives are shared.
struct ChipSideAuthenticity: Sendable {
    private let keys: PassportAuthenticity
    private let fault: AuthenticityFault?
    /// The terminal's key of the last exchange, compressed (BSI TR-03110-3 §A.2.2.3).
    private(set) var terminalKey: [UInt8]?
    private var chosen: (key: PassportAuthenticity.AgreementKey, cipher: PACEInfo.Cipher)?

    init(_ keys: PassportAuthenticity, fault: AuthenticityFault?) {
        self.keys = keys
        self.fault = fault
    }

    /// MSE:Set KAT (41 A6) and MSE:Set AT (41 A4), and GENERAL AUTHENTICATE; with the session that begins after the
    /// answer.
    mutating func agree(_ command: ChipCommandBytes) -> (reply: ChipReply, session: ChipSideMessaging?) {
        if case .refusesAgreement(let status) = fault { return (.status(status), nil) }
        switch (command.ins, command.p1, command.p2) {
        case (0x22, 0x41, 0xA6):
            guard let objects = try? TLV.parse(command.data), let sent = objects.first(where: { $0.tag == 0x91 }),
                let key = key(objects)
            else { return (.status(0x6A80), nil) }
            return finish(sent.value, key, .tripleDES, answer: [])
        case (0x22, 0x41, 0xA4):
            guard let objects = try? TLV.parse(command.data), let key = key(objects),
                let oid = objects.first(where: { $0.tag == 0x80 }).flatMap({ DottedIdentifier.decode($0.content) }),
                let cipher = key.ciphers.first(where: {
                    ChipAuthenticationInfo(usesCurve: key.group?.isCurve ?? true, cipher: $0).oid == oid
                })
            else { return (.status(0x6A80), nil) }
            chosen = (key, cipher)
            return (.status(0x9000), nil)
        case (0x86, 0, 0):
            guard let (key, cipher) = chosen, let whole = try? TLV.parseOne(command.data), whole.tag == 0x7C,
                let sent = try? whole.children().first, sent.tag == 0x80
            else { return (.status(0x6A80), nil) }
            chosen = nil
            return finish(sent.value, key, cipher, answer: [0x7C, 0x00])
        default: return (.status(0x6A86), nil)
        }
    }

    /// The key that is meant: the only one, or the one named.
    private func key(_ objects: [TLV]) -> PassportAuthenticity.AgreementKey? {
        guard let name = objects.first(where: { $0.tag == 0x84 })?.value else {
            return keys.agreementKeys.count == 1 ? keys.agreementKeys.first : nil
        }
        return keys.agreementKeys.first { $0.identifier == name }
    }

    private mutating func finish(
        _ sent: [UInt8], _ key: PassportAuthenticity.AgreementKey, _ cipher: PACEInfo.Cipher, answer: [UInt8]
    ) -> (reply: ChipReply, session: ChipSideMessaging?) {
        var privateKey = key.privateKey
        if fault == .foreignAgreementKey { privateKey[privateKey.count - 1] ^= 0x01 }
        guard let group = key.group, let shared = try? group.multiply(sent, by: privateKey),
            let session = ChipSideMessaging(cipher: ChipSideCipher(kind: cipher), secret: group.secret(of: shared))
        else { return (.status(0x6A80), nil) }
        terminalKey = group.isCurve ? group.secret(of: sent) : try? HashAlgorithm.sha1.digest(sent)
        return (ChipReply(data: answer, status: 0x9000), fault == .keepsOldSession ? nil : session)
    }

    /// INTERNAL AUTHENTICATE.
    func sign(_ command: ChipCommandBytes, random: (Int) -> [UInt8]) -> ChipReply {
        if case .refusesSignature(let status) = fault { return .status(status) }
        guard let own = keys.signatureKey, (command.p1, command.p2) == (0, 0), command.data.count == 8,
            let expected = command.expected
        else { return .status(keys.signatureKey == nil ? 0x6D00 : 0x6700) }
        var key = own
        if fault == .foreignSignatureKey {
            switch own.publicKey.kind {
            case .rsa(let bits): key = (try? .rsa(bits)) ?? own
            case .ec(let curve): key = (try? .ec(curve)) ?? own
            }
        }
        let challenge = fault == .signsOtherChallenge ? [UInt8](repeating: 7, count: 8) : command.data
        guard
            let signature = try? key.signActively(
                challenge, hash: keys.hash, recoverable: random, explicitTrailer: keys.explicitTrailer,
                plain: keys.plain)
        else { return .status(0x6F00) }
        if fault == .signsOneByte { return ChipReply(data: [UInt8](signature.prefix(1)), status: 0x9000) }
        if fault == .silentWithExtendedLength, expected > 256 { return .status(0x9000) }
        if fault == .wantsExactLength, expected != signature.count {
            return .status(0x6C00 | UInt16(signature.count & 0xFF))
        }
        let room = fault == .cutsShortAnswers && expected <= 256 ? min(expected, 223) : expected
        return ChipReply(data: [UInt8](signature.prefix(room)), status: 0x9000)
    }
}
