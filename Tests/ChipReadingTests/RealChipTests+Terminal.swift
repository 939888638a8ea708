import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Terminal authentication through the real pcscd.
extension RealChipTests {
    private func readFingers(
        _ passport: GuardedPassport, service: PrivateReaderService
    ) async throws -> ChipReading {
        var reading: ChipReading?
        try await withCard(passport.profile, service: service) { card in
            reading = try await ChipReader(channel: card, terminal: passport.terminal).read(
                access: .mrz(bacKeyInput: SamplePassport.key), files: GuardedPassport.files)
        }
        return try #require(reading)
    }

    @Test(
        arguments: [
            (.ec(.p256), .sha256), (.ec(.brainpoolP256r1), .sha256), (.ec(.p384), .sha384), (.ec(.p521), .sha512),
            (.ec(.p224), .sha224), (.ec(.p256), .sha1), (.rsaPKCS1(1024), .sha1), (.rsaPKCS1(2048), .sha256),
            (.rsaPSS(1024), .sha1), (.rsaPSS(2048), .sha256), (.rsaPSS(2048), .sha512),
        ] as [(TestKeyKind, HashAlgorithm)])
    func `an authorised terminal reads the fingers`(_ kind: TestKeyKind, _ hash: HashAlgorithm) async throws {
        let passport = try GuardedPassport(kind, hash)
        try await PrivateReaderService.withShared { service in
            let reading = try await readFingers(passport, service: service)
            #expect(
                reading.authenticity.terminalAuthentication?.outcome == .succeeded,
                "\(reading.authenticity.terminalAuthentication?.reason ?? "")")
            #expect(reading.files == passport.profile.files && reading.protected == [])
        }
    }

    @Test func `a link certificate renews the trust point of the chip`() async throws {
        let old = try TestCVAuthority()
        let link = try old.issue(.authority)
        let verifier = try link.issue(.domesticVerifier)
        let terminal = try verifier.issue(.terminal)
        let passport = try GuardedPassport(trusted: [old], certificates: [link, verifier, terminal])
        try await PrivateReaderService.withShared { service in
            let reading = try await readFingers(passport, service: service)
            #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
            #expect(reading.files[.dg3] == GuardedPassport.dg3)
        }
    }

    @Test func `an expired verifier reads all but the fingers`() async throws {
        let past = try #require(CivilDate(year: 2026, month: 5, day: 31))
        let authority = try TestCVAuthority()
        let verifier = try authority.issue(.domesticVerifier) { $0.expirationDate = past }
        let passport = try GuardedPassport(
            trusted: [authority], certificates: [verifier, try verifier.issue(.terminal)])
        try await PrivateReaderService.withShared { service in
            let reading = try await readFingers(passport, service: service)
            #expect(reading.authenticity.terminalAuthentication?.outcome == .failed)
            #expect(reading.protected == [.dg3] && reading.files[.dg2] == passport.profile.files[.dg2])
        }
    }

    @Test func `after PACE an authorised terminal reads the fingers`() async throws {
        let info = try #require(PACEInfo(mapping: .generic, cipher: .aes256, parameterId: 16))
        var passport = try GuardedPassport(.ec(.brainpoolP384r1), .sha384)
        passport.profile.offer(PassportPACE([info]))
        try await PrivateReaderService.withShared { service in
            let reading = try await readFingers(passport, service: service)
            #expect(reading.access.protocolName == "PACE-GM")
            #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
            #expect(reading.files[.dg3] == GuardedPassport.dg3)
        }
    }
}
