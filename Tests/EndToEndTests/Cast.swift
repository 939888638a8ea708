import Cryptography
import Fingerprint
import Simulators
import Support
import TravelDocument

/// An invented citizen with what is enrolled and what is carried.
struct Citizen: Sendable {
    let persona: Persona
    /// Whether the passport has a chip, also as the register knows it.
    let hasChip: Bool
    /// Number 0 was taken at enrolment, number 1 is laid on the scanner.
    let fingers: [FingerImage]
    /// ISO/IEC 19794-2 record of the enrolled finger.
    let template: [UInt8]

    init(_ persona: Persona, hasChip: Bool) throws {
        self.persona = persona
        self.hasChip = hasChip
        fingers = try persona.impressions(0...1)
        template = try FingerExtractor().extract(fingers[0]).template.iso19794_2Record()
    }
}

/// Everybody whom the tests know. Growing a finger takes seconds: all tests share them.
struct Cast: Sendable {
    static let shared = Result { try Cast() }

    let today: CivilDate
    /// Mongolia signs with RSASSA-PSS: so does its stand-in.
    let authority: TestAuthority
    let signer: TestDocumentSigner
    /// Has a chip; to him things happen.
    let bold: Citizen
    /// Has a chip; she is the one who comes next.
    let oyun: Citizen
    /// Has none, as most.
    let tsetseg: Citizen
    /// Nobody has enrolled him.
    let stranger: Persona

    private init() throws {
        today = CivilDate(unixSeconds: UnixTime.now().seconds, utcOffsetSeconds: 8 * 3600)
        authority = try TestAuthority(country: "MN", name: "boomt end-to-end CSCA", key: .rsaPSS(2048))
        signer = try authority.issueDocumentSigner(key: .rsaPSS(2048))
        let born = today.adding(years: -41)
        let expires = today.adding(years: 5)
        bold = try Citizen(
            Persona("BATBAYAR", "BOLD", number: "E7310001", born: born, expires: expires, fingerSeed: 11),
            hasChip: true)
        oyun = try Citizen(
            Persona("SUKHBAATAR", "OYUN", number: "E7310002", born: born, expires: expires, sex: "F", fingerSeed: 18),
            hasChip: true)
        tsetseg = try Citizen(
            Persona("NYAMDORJ", "TSETSEG", number: "E7310003", born: born, expires: expires, sex: "F", fingerSeed: 19),
            hasChip: false)
        stranger = Persona("GANBOLD", "TULGA", number: "E7310009", born: born, expires: expires, fingerSeed: 20)
    }

    /// Everybody, as the register of permissions has them.
    var citizens: [Citizen] { [bold, oyun, tsetseg] }

    /// A citizen's chip, by default in order.
    func chip(
        of citizen: Citizen, signer other: TestDocumentSigner? = nil, proof: ChipProof? = nil,
        faults: PassportFaults = PassportFaults(),
        tamper: (inout ChipFiles) -> Void = { _ in }
    ) throws -> VirtualPassport {
        try citizen.persona.chip(signer: other ?? signer, today: today, proof: proof, faults: faults, tamper: tamper)
    }

    /// A citizen at the gate with the own passport and finger.
    func traveller(
        _ citizen: Citizen, _ direction: String = "exit", proof: ChipProof? = nil,
        faults: PassportFaults = PassportFaults(),
        fingers: [FingerImage]? = nil, walksThrough: Bool = true
    ) throws -> Traveller {
        Traveller(
            mrz: citizen.persona.mrz, direction: direction,
            chip: citizen.hasChip ? try chip(of: citizen, proof: proof, faults: faults) : nil,
            fingers: fingers ?? [citizen.fingers[1]], walksThrough: walksThrough)
    }
}
