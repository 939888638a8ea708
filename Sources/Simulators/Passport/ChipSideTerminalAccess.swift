internal import Cryptography
internal import TravelDocument

/// The chip's side of terminal authentication, version 1, written from BSI TR-03110-1 §3.5 and -3 §B.3, §C.2 apart from
/// the terminal's side. Trust points and the current date outlive a session; everything else ends with it.
struct ChipSideTerminalAccess: Sendable {
    /// A key that has been vouched for.
    private struct KnownKey {
        var key: PublicKey
        var algorithm: SignatureAlgorithm
        var curve: NamedCurve?
        var rights: TerminalRights
    }

    private let settings: PassportTerminalAccess
    private(set) var trustPoints: [CardVerifiableCertificate]
    private(set) var currentDate: CivilDate
    /// What the present session may read.
    private(set) var granted: TerminalRights?
    private var imported: [CertificateReference: KnownKey] = [:]
    private var verifyingKey: CertificateReference?
    private var terminalKey: CertificateReference?
    private var challenge: [UInt8]?
    private var chained: [UInt8] = []

    init(_ settings: PassportTerminalAccess) {
        self.settings = settings
        trustPoints = settings.trustPoints
        currentDate = settings.currentDate
    }

    /// The session is over.
    mutating func forget() {
        (granted, verifyingKey, terminalKey, challenge) = (nil, nil, nil, nil)
        (imported, chained) = ([:], [])
    }

    /// EF.CVCA.
    var certificateFile: [UInt8] {
        settings.certificateFile ?? AuthorityReferences(trustPoints.map(\.holder)).encoded()
    }

    /// Whether the file of this identifier, or short identifier, is EF.CVCA.
    func isCertificateFile(_ identifier: UInt16) -> Bool {
        settings.hasCertificateFile && identifier == settings.place.fileIdentifier
    }

    func isCertificateFile(short: UInt8) -> Bool {
        settings.hasCertificateFile && short == settings.place.shortFileIdentifier
    }

    var dropsSession: Bool { settings.fault == .dropsSession }

    /// MSE:Set DST (81 B6) and MSE:Set AT (81 A4).
    mutating func set(_ command: ChipCommandBytes) -> ChipReply {
        guard let object = try? TLV.parseOne(command.data), object.tag == 0x83,
            let reference = CertificateReference(object.content), command.expected == nil
        else { return .status(0x6A80) }
        switch command.p2 {
        case 0xB6:
            guard known(reference) != nil else { return .status(0x6A88) }
            verifyingKey = reference
        default:
            guard imported[reference]?.rights.role == .terminal else { return .status(0x6A88) }
            terminalKey = reference
        }
        return .status(0x9000)
    }

    private func known(_ reference: CertificateReference) -> KnownKey? {
        if let key = imported[reference] { return key }
        return trustPoints.first { $0.holder == reference }.flatMap { key($0, inheriting: nil) }
    }

    private func key(_ certificate: CardVerifiableCertificate, inheriting curve: NamedCurve?) -> KnownKey? {
        let body = certificate.body
        guard let algorithm = SignatureAlgorithm(terminalAuthentication: body.publicKey.algorithm) else { return nil }
        switch body.publicKey.material {
        case .rsa(let modulus, let exponent):
            guard let key = try? PublicKey(modulus: modulus, exponent: exponent) else { return nil }
            return KnownKey(key: key, algorithm: algorithm, curve: nil, rights: body.rights)
        case .curve(let point, let given):
            let own = given.flatMap {
                NamedCurve(.init(prime: $0.prime, a: $0.a, b: $0.b, generator: $0.generator, order: $0.order))
            }
            guard let curve = own ?? curve, let key = try? PublicKey(point: point, on: curve) else { return nil }
            return KnownKey(key: key, algorithm: algorithm, curve: curve, rights: body.rights)
        }
    }

    /// PSO:Verify Certificate, in one command or chained.
    mutating func verify(_ command: ChipCommandBytes) -> ChipReply {
        guard (command.p1, command.p2) == (0x00, 0xBE) else { return .status(0x6A86) }
        chained += command.data
        guard chained.count <= 4096 else { return .status(0x6700) }
        if command.cla & 0x10 != 0 { return .status(0x9000) }
        defer { chained = [] }
        guard let reference = verifyingKey, let signer = known(reference) else { return .status(0x6985) }
        guard let certificate = try? CardVerifiableCertificate(parsing: TLV.encode(tag: 0x7F21, value: chained)),
            certificate.authority == reference,
            var subject = key(certificate, inheriting: signer.curve)
        else { return .status(0x6A80) }
        guard signer.key.verify(certificate.signature, of: certificate.bodyBytes, signer.algorithm) == .valid,
            certificate.body.expirationDate >= currentDate, Self.may(signer.rights.role, certify: subject.rights.role)
        else { return .status(0x6300) }
        // What the newest certificate of our own state says of the day is believed.
        if signer.rights.role != .foreignVerifier, certificate.body.effectiveDate > currentDate {
            currentDate = certificate.body.effectiveDate
        }
        if subject.rights.role == .authority {
            trustPoints = [certificate] + trustPoints.prefix(1)
        } else {
            subject.rights = subject.rights.limited(by: signer.rights)
            imported[certificate.holder] = subject
        }
        return .status(0x9000)
    }

    private static func may(_ signer: TerminalRights.Role, certify subject: TerminalRights.Role) -> Bool {
        switch signer {
        case .authority: subject != .terminal
        case .domesticVerifier, .foreignVerifier: subject == .terminal
        case .terminal: false
        }
    }

    /// GET CHALLENGE.
    mutating func giveChallenge(_ random: (Int) -> [UInt8]) -> ChipReply {
        guard terminalKey != nil else { return .status(0x6985) }
        var count = 8
        if case .challenge(let other) = settings.fault { count = other }
        let nonce = random(count)
        challenge = nonce
        return ChipReply(data: nonce, status: 0x9000)
    }

    /// EXTERNAL AUTHENTICATE over the chip's identifier, the challenge and the terminal's compressed key.
    mutating func authenticate(_ command: ChipCommandBytes, identifier: [UInt8], ephemeral: [UInt8]) -> ChipReply {
        guard let nonce = challenge, let terminal = terminalKey.flatMap({ imported[$0] }), command.expected == nil
        else { return .status(0x6985) }
        // Long signatures may come in parts, as certificates do.
        chained += command.data
        guard chained.count <= 4096 else { return .status(0x6700) }
        if command.cla & 0x10 != 0 { return .status(0x9000) }
        let signature = chained
        chained = []
        challenge = nil
        var identifier = identifier
        if settings.fault == .otherDocumentNumber { identifier[0] ^= 1 }
        guard terminal.key.verify(signature, of: identifier + nonce + ephemeral, terminal.algorithm) == .valid
        else { return .status(0x6300) }
        granted = terminal.rights
        return .status(0x9000)
    }
}
