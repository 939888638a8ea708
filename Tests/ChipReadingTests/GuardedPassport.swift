import ChipReading
import Cryptography
import Simulators
import Testing
import TravelDocument

/// A passport that keeps its fingers for terminals of its authority, and a terminal that may read them.
struct GuardedPassport {
    var profile: PassportProfile
    var terminal: TerminalCredentials

    static let dg3 = TLV.encode(tag: 0x63, value: SamplePassport.pattern(9000))
    static let today = CivilDate(year: 2026, month: 6, day: 1)

    /// A passport that trusts `trusted`, and a terminal with these certificates and this key.
    init(
        trusted: [TestCVAuthority], certificates: [TestCVAuthority], signer: (any TerminalSigner)? = nil,
        agreement: PassportAuthenticity? = nil, info: TerminalAuthenticationInfo? = TerminalAuthenticationInfo(),
        set: (inout PassportTerminalAccess) -> Void = { _ in }
    ) throws {
        var access = PassportTerminalAccess(
            trustPoints: trusted.map(\.certificate), currentDate: try #require(Self.today),
            place: info ?? TerminalAuthenticationInfo())
        set(&access)
        var keys = agreement ?? ChipAuthenticityTests.agreement()
        keys.otherEntries = info.map { [$0.encoded()] } ?? []
        profile = try ChipAuthenticityTests.profile(keys)
        profile.files[.dg3] = Self.dg3
        profile.terminalAccess = access
        let key = try #require(certificates.last).key
        terminal = try #require(
            TerminalCredentials(
                certificates: certificates.map(\.certificate), signer: signer ?? LocalTerminalSigner(key)))
    }

    /// Authority, domestic verifier and terminal with keys of one kind.
    static func chain(
        _ kind: TestKeyKind = .ec(.p256), _ hash: HashAlgorithm = .sha256
    ) throws -> (authority: TestCVAuthority, verifier: TestCVAuthority, terminal: TestCVAuthority) {
        let authority = try TestCVAuthority(key: kind, hash: hash)
        let verifier = try authority.issue(.domesticVerifier)
        return (authority, verifier, try verifier.issue(.terminal))
    }

    /// With one authority, and all certificates below it.
    init(_ kind: TestKeyKind = .ec(.p256), _ hash: HashAlgorithm = .sha256) throws {
        let chain = try Self.chain(kind, hash)
        try self.init(trusted: [chain.authority], certificates: [chain.verifier, chain.terminal])
    }

    static let files: [LDSFile] = [.com, .sod, .dg1, .dg2, .dg3]
}
