internal import Cryptography
internal import TravelDocument

/// The chip's side of PACE, written from ICAO 9303-11 §4.4 apart from the terminal's side. Only the arithmetic of the
/// groups and the block ciphers are shared.
struct ChipSidePACE: Sendable {
    private let offer: PassportPACE
    private let mrzInput: String?
    private let fault: PACEFault?
    private var info: PACEInfo?
    private var group: KeyAgreementGroup?
    private var passwordKey: [UInt8] = []
    private var stepDone = 0
    private var nonce: [UInt8] = []
    private var generator: [UInt8] = []
    private var mappingKey: [UInt8] = []
    private var ownKey: [UInt8] = []
    private var terminalKey: [UInt8] = []
    private var secret: [UInt8] = []
    private var hasFailed = false

    init(_ offer: PassportPACE, mrzInput: String?, fault: PACEFault?) {
        self.offer = offer
        self.mrzInput = mrzInput
        self.fault = fault
    }

    private var cipher: ChipSideCipher { ChipSideCipher(kind: info?.cipher ?? .aes128) }

    /// MSE:Set AT, §4.4.4.1.
    mutating func setTemplate(_ data: [UInt8]) -> UInt16 {
        stepDone = 0
        info = nil
        guard fault != .refusesTemplate, let objects = try? TLV.parse(data) else { return 0x6A80 }
        let parameter = objects.first { $0.tag == 0x84 }?.content.first.map { Int($0) }
        // A chip with more than one entry wants to be told which parameters to use.
        guard offer.infos.count == 1 || parameter != nil else { return 0x6A88 }
        let oid = objects.first { $0.tag == 0x80 }.flatMap { DottedIdentifier.decode($0.content) }
        guard
            let chosen = offer.infos.first(where: {
                $0.oid == oid && (parameter == nil || $0.parameterId == parameter)
            })
        else { return 0x6A80 }
        info = chosen
        group = KeyAgreementGroup(parameterId: chosen.parameterId)
        let password: [UInt8]?
        switch objects.first(where: { $0.tag == 0x83 })?.value {
        case [1]: password = mrzInput.flatMap { try? HashAlgorithm.sha1.digest([UInt8]($0.utf8)) }
        case [2]: password = offer.accessNumber.map { [UInt8]($0.utf8) }
        default: password = nil
        }
        guard let password, let key = cipher.key(password, 3) else {
            info = nil
            return 0x6A88
        }
        passwordKey = key
        return 0x9000
    }

    /// The chip's key of the last exchange, compressed: how it is called in terminal authentication.
    var identifier: [UInt8]? {
        guard let group, !ownKey.isEmpty else { return nil }
        return group.isCurve ? group.secret(of: ownKey) : try? HashAlgorithm.sha1.digest(ownKey)
    }

    /// GENERAL AUTHENTICATE, §4.4.4.2; after the last step with the session that begins.
    mutating func authenticate(
        _ command: ChipCommandBytes, random: (Int) -> [UInt8]
    ) -> (reply: ChipReply, session: ChipSideMessaging?) {
        guard info != nil, let group else { return (.status(0x6985), nil) }
        let step = stepDone + 1
        stepDone = step
        guard command.expected != nil, (command.cla == 0x00) == (step == 4),
            let whole = try? TLV.parseOne(command.data),
            whole.tag == 0x7C, let objects = try? whole.children()
        else { return abort(0x6A80) }
        if case .status(step, let status) = fault { return abort(status) }
        var session: ChipSideMessaging?
        let answer: [UInt8]?
        switch (step, objects.first?.tag) {
        case (1, nil): answer = giveNonce(random)
        case (2, 0x81): answer = map(objects[0].value, group, random)
        case (3, 0x83): answer = agree(objects[0].value, group, random)
        case (4, 0x85):
            let finished = finish(objects[0].value, group)
            guard let finished else { return abort(0x6300) }
            session = finished.session
            answer = finished.answer
        default: return abort(0x6A80)
        }
        guard let answer else { return abort(0x6A80) }
        var tag = UInt32(0x7E + 2 * step)
        var value = answer
        switch fault {
        case .garbled(step): return (ChipReply(data: [0x7C, 0x7F, 0x00], status: 0x9000), session)
        case .wrongTag(step): tag += 0x10
        case .shortened(step): value = [UInt8](value.dropLast())
        case .changed(step): value[value.count - 1] ^= 0x01
        case .reflected(step): value = objects[0].value
        case .neutral(step): value = group.isCurve ? [0x00] : [0x01]
        default: break
        }
        var inside = TLV.encode(tag: tag, value: value)
        if step == 4 { inside += authenticationData(group) }
        return (ChipReply(data: TLV.encode(tag: 0x7C, value: inside), status: 0x9000), session)
    }

    private mutating func abort(_ status: UInt16) -> (reply: ChipReply, session: ChipSideMessaging?) {
        info = nil
        return (.status(status), nil)
    }

    private mutating func giveNonce(_ random: (Int) -> [UInt8]) -> [UInt8]? {
        // As long as a key, in whole blocks.
        let isLong = info?.cipher == .aes192 || info?.cipher == .aes256
        nonce = random(offer.nonceBytes ?? (isLong ? 32 : 16))
        return cipher.encipher(passwordKey, nonce)
    }

    private mutating func map(
        _ sent: [UInt8], _ group: KeyAgreementGroup, _ random: (Int) -> [UInt8]
    ) -> [UInt8]? {
        if info?.mapping == .integrated {
            guard let bytes = pseudoRandom(sent, bits: group.fieldBits + 64),
                let element = try? group.element(hashing: bytes)
            else { return nil }
            generator = element
            return []
        }
        guard let standard = try? group.generator(), let key = try? group.privateKey(random: random),
            let publicKey = try? group.multiply(standard, by: key), let shared = try? group.multiply(sent, by: key),
            let part = try? group.multiply(standard, by: nonce), let sum = try? group.combine(part, shared)
        else { return nil }
        mappingKey = key
        generator = sum
        return publicKey
    }

    private mutating func agree(
        _ sent: [UInt8], _ group: KeyAgreementGroup, _ random: (Int) -> [UInt8]
    ) -> [UInt8]? {
        guard let key = try? group.privateKey(random: random),
            let publicKey = try? group.multiply(generator, by: key), let shared = try? group.multiply(sent, by: key)
        else { return nil }
        terminalKey = sent
        ownKey = publicKey
        secret = group.secret(of: shared)
        return publicKey
    }

    private mutating func finish(
        _ sent: [UInt8], _ group: KeyAgreementGroup
    ) -> (answer: [UInt8], session: ChipSideMessaging)? {
        guard let macKey = cipher.key(secret, 2), let expected = token(macKey, over: ownKey, group), expected == sent,
            var answer = token(macKey, over: terminalKey, group),
            let session = ChipSideMessaging(cipher: cipher, secret: secret)
        else { return nil }
        if fault == .failsOnce, !hasFailed {
            hasFailed = true
            return nil
        }
        if fault == .wrongToken { answer[0] ^= 0x80 }
        return (answer, session)
    }

    private func token(_ key: [UInt8], over publicKey: [UInt8], _ group: KeyAgreementGroup) -> [UInt8]? {
        guard let info, let oid = DottedIdentifier.encode(info.oid) else { return nil }
        let object = TLV.encode(
            tag: 0x7F49,
            value: TLV.encode(tag: 0x06, value: oid) + TLV.encode(tag: group.isCurve ? 0x86 : 0x84, value: publicKey))
        return cipher.mac(key, info.cipher == .tripleDES ? cipher.padded(object) : object)
    }

    /// DO 8A: the quotient of mapping key and static key, enciphered under the new session, §4.4.3.5.
    private func authenticationData(_ group: KeyAgreementGroup) -> [UInt8] {
        let isExpected = info?.mapping == .chipAuthentication
        guard isExpected ? fault != .noAuthenticationData : fault == .surplusAuthenticationData else { return [] }
        var quotient = [UInt8](repeating: 0x5A, count: 32)
        if isExpected, fault != .foreignAuthenticationData {
            guard let key = offer.staticPrivateKey, let exact = try? group.quotient(mappingKey, key) else { return [] }
            quotient = exact
        }
        guard let key = cipher.key(secret, 1),
            let vector = cipher.encipher(key, [UInt8](repeating: 0xFF, count: cipher.block)),
            let data = cipher.encipher(key, cipher.padded(quotient), iv: vector)
        else { return [] }
        switch fault {
        case .malformedAuthenticationData: return TLV.encode(tag: 0x8A, value: [UInt8](data.prefix(cipher.block / 2)))
        case .misplacedAuthenticationData: return TLV.encode(tag: 0x8B, value: data)
        case .emptyAuthenticationData: return TLV.encode(tag: 0x8A, value: [])
        default: return TLV.encode(tag: 0x8A, value: data)
        }
    }

    /// R(s, t) of the integrated mapping, §4.4.3.3.2, with constants by the length of the nonce.
    private func pseudoRandom(_ terminalNonce: [UInt8], bits: Int) -> [UInt8]? {
        let isLong = nonce.count == 32
        let c0 = isLong ? Self.longConstants.0 : Self.shortConstants.0
        let c1 = isLong ? Self.longConstants.1 : Self.shortConstants.1
        guard var key = cipher.encipher(terminalNonce, nonce) else { return nil }
        var output: [UInt8] = []
        while output.count * 8 < bits {
            let cut = [UInt8](key.prefix(terminalNonce.count))
            guard let block = cipher.encipher(cut, c1), let next = cipher.encipher(cut, c0) else { return nil }
            output += block
            key = next
        }
        return output
    }

    private static let shortConstants: ([UInt8], [UInt8]) = (
        bytes(0xA668_892A_7C41_E3CA_739F_40B0_57D8_5904), bytes(0xA4E1_36AC_725F_738B_01C1_F602_17C1_88AD)
    )
    private static let longConstants: ([UInt8], [UInt8]) = (
        bytes(0xD463_D652_3412_4EF7_8970_5498_6DCA_0A17) + bytes(0x4E28_DF75_8CBA_A03F_2406_1641_4D5A_1676),
        bytes(0x54BD_7255_F0AA_F831_BEC3_423F_CF39_D69B) + bytes(0x6CBF_0666_77D0_FAAE_5AAD_D99D_F8E5_3517)
    )

    private static func bytes(_ value: UInt128) -> [UInt8] {
        (0..<16).reversed().map { UInt8(truncatingIfNeeded: value >> UInt128(8 * $0)) }
    }
}
