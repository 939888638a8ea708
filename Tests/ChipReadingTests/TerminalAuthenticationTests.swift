import ChipReading
import Cryptography
import Simulators
import SmartCard
import Testing
import TravelDocument

/// Readings of virtual passports that keep their fingers for authorised terminals.
@Suite struct TerminalAuthenticationTests {
    private func read(
        _ passport: GuardedPassport, lengths: APDULengths = .short, files: [LDSFile] = GuardedPassport.files,
        terminal: Bool = true, faults: PassportFaults = PassportFaults()
    ) async throws -> ChipReading {
        let channel = DirectChannel(VirtualPassport(passport.profile, faults: faults), lengths: lengths)
        return try await ChipReader(channel: channel, terminal: terminal ? passport.terminal : nil).read(
            access: .mrz(bacKeyInput: SamplePassport.key), files: files)
    }

    /// The chip refused, all but the fingers is there, and the session goes on.
    private func expectRefusal(
        _ reading: ChipReading, _ passport: GuardedPassport, _ outcome: TerminalAuthentication.Outcome = .failed,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            reading.authenticity.terminalAuthentication?.outcome == outcome,
            "\(reading.authenticity.terminalAuthentication?.reason ?? "")", sourceLocation: sourceLocation)
        #expect(reading.authenticity.terminalAuthentication?.reason != "", sourceLocation: sourceLocation)
        #expect(reading.protected == [.dg3] && reading.unreadable.isEmpty, sourceLocation: sourceLocation)
        #expect(reading.files[.dg2] == passport.profile.files[.dg2], sourceLocation: sourceLocation)
        #expect(reading.authenticity.chipAuthentication?.outcome == .succeeded, sourceLocation: sourceLocation)
    }

    @Test(arguments: CertifiedKeyTests.kinds)
    func `fingers are read with every algorithm`(_ kind: TestKeyKind, _ hash: HashAlgorithm) async throws {
        let passport = try GuardedPassport(kind, hash)
        let reading = try await read(passport)
        #expect(
            reading.authenticity.terminalAuthentication?.outcome == .succeeded,
            "\(reading.authenticity.terminalAuthentication?.reason ?? "")")
        #expect(reading.files == passport.profile.files && reading.protected == [])
        #expect(reading.authenticity.terminalAuthentication?.algorithm?.isEmpty == false)
        #expect(reading.access.renewals == 0)
    }

    @Test func `long certificates go in one command where chip and reader take it`() async throws {
        var passport = try GuardedPassport(.rsaPSS(2048))
        passport.profile.takesExtendedLength = true
        let reading = try await read(passport, lengths: .extended)
        #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
        #expect(reading.files[.dg3] == GuardedPassport.dg3)
    }

    @Test(arguments: [
        PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 13),
        PACEInfo(mapping: .generic, usesCurve: false, cipher: .aes128, parameterId: 0),
    ])
    func `after PACE the chip is called by its key of PACE`(_ info: PACEInfo?) async throws {
        var passport = try GuardedPassport()
        passport.profile.offer(PassportPACE([try #require(info)]))
        let reading = try await read(passport)
        #expect(reading.access.protocolName == "PACE-GM")
        #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
        #expect(reading.files[.dg3] == GuardedPassport.dg3)
    }

    @Test func `chip authentication modulo a prime binds the terminal by the digest of its key`() async throws {
        let chain = try GuardedPassport.chain()
        var passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal],
            agreement: ChipAuthenticityTests.agreement(.aes128, 2))
        passport.profile.takesExtendedLength = true
        let reading = try await read(passport, lengths: .extended)
        #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
    }

    @Test func `a chip with two trust points is satisfied from either`() async throws {
        let old = try GuardedPassport.chain()
        let new = try old.authority.issue(.authority)
        let verifier = try new.issue(.domesticVerifier, "UTDVER00002")
        let terminal = try verifier.issue(.terminal, "UTTERM00002")
        for certificates in [[old.verifier, old.terminal], [verifier, terminal]] {
            let passport = try GuardedPassport(trusted: [new, old.authority], certificates: certificates)
            let reading = try await read(passport)
            #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
            #expect(reading.files[.dg3] == GuardedPassport.dg3)
        }
    }

    @Test func `a link certificate leads an old chip to the new authority`() async throws {
        let old = try TestCVAuthority()
        let link = try old.issue(.authority, key: .ec(.p384), hash: .sha384)
        let verifier = try link.issue(.domesticVerifier)
        let terminal = try verifier.issue(.terminal)
        let passport = try GuardedPassport(trusted: [old], certificates: [link, verifier, terminal])
        let reading = try await read(passport)
        #expect(reading.authenticity.terminalAuthentication == .init(.succeeded, algorithm: "ECDSA SHA-384"))
        // A chip that knows the new authority already is not sent the link.
        let modern = try GuardedPassport(trusted: [link, old], certificates: [link, verifier, terminal])
        #expect(modern.terminal.chain(from: link.certificate.holder)?.certificates.count == 2)
        let again = try await read(modern)
        #expect(again.authenticity.terminalAuthentication?.outcome == .succeeded)
    }

    @Test func `three references in EF_CVCA do no harm`() async throws {
        let chain = try GuardedPassport.chain()
        let names = ["UTCVCA00001", "UTCVCA00000", "UTCVCA99999"].compactMap { CertificateReference($0) }
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.certificateFile = AuthorityReferences(names).encoded() }
        #expect(try await read(passport).authenticity.terminalAuthentication?.outcome == .succeeded)
    }

    @Test func `rights that one of the chain lacks are not given`() async throws {
        let authority = try TestCVAuthority()
        let verifier = try authority.issue(
            .domesticVerifier, rights: TerminalRights(.domesticVerifier, readsFingers: false, readsIrises: true))
        let terminal = try verifier.issue(.terminal)
        let reading = try await read(try GuardedPassport(trusted: [authority], certificates: [verifier, terminal]))
        #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
        #expect(reading.protected == [.dg3] && reading.files[.dg3] == nil)
    }

    // MARK: - Refused

    @Test func `without certificates fingers are protected and nothing has failed`() async throws {
        let passport = try GuardedPassport()
        expectRefusal(try await read(passport, terminal: false), passport, .notAttempted)
    }

    @Test func `certificates of another authority are not tried`() async throws {
        let other = try TestCVAuthority("XXCVCA00007")
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(trusted: [other], certificates: [chain.verifier, chain.terminal])
        expectRefusal(try await read(passport), passport, .notAttempted)
    }

    @Test func `an authority of the same name and another key is refused`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [try TestCVAuthority()], certificates: [chain.verifier, chain.terminal])
        let reading = try await read(passport)
        expectRefusal(reading, passport)
        #expect(reading.authenticity.terminalAuthentication?.reason.contains("UTDVER00001") == true)
    }

    @Test(arguments: [0, 1]) func `a wrong signature in the chain is refused`(_ place: Int) async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(trusted: [chain.authority], certificates: [chain.verifier, chain.terminal])
        var certificates = [chain.verifier.certificate, chain.terminal.certificate]
        certificates[place] = CardVerifiableCertificate(certificates[place].body) { _ in
            [UInt8](repeating: 0x21, count: 64)
        }
        var changed = passport
        changed.terminal = try #require(
            TerminalCredentials(certificates: certificates, signer: LocalTerminalSigner(chain.terminal.key)))
        expectRefusal(try await read(changed), passport)
    }

    @Test(arguments: [0, 1]) func `an expired certificate is refused`(_ place: Int) async throws {
        let past = try #require(CivilDate(year: 2026, month: 5, day: 31))
        let authority = try TestCVAuthority()
        let verifier = try authority.issue(.domesticVerifier) { if place == 0 { $0.expirationDate = past } }
        let terminal = try verifier.issue(.terminal) { if place == 1 { $0.expirationDate = past } }
        let passport = try GuardedPassport(trusted: [authority], certificates: [verifier, terminal])
        expectRefusal(try await read(passport), passport)
    }

    @Test func `of two certificates the one that is good longer is sent`() async throws {
        let past = try #require(CivilDate(year: 2026, month: 5, day: 31))
        let authority = try TestCVAuthority()
        let stale = try authority.issue(.domesticVerifier) { $0.expirationDate = past }
        let verifier = try authority.issue(.domesticVerifier, "UTDVER00002")
        let terminal = try verifier.issue(.terminal)
        let passport = try GuardedPassport(trusted: [authority], certificates: [stale, verifier, terminal])
        #expect(try await read(passport).authenticity.terminalAuthentication?.outcome == .succeeded)
    }

    /// Says that it has one key and signs with another.
    struct LyingSigner: TerminalSigner {
        let publicKey: PublicKey
        let key: KeyPair
        func sign(
            _ message: [UInt8], _ algorithm: SignatureAlgorithm
        ) async throws(CryptographyError) -> [UInt8] { try key.sign(message, algorithm) }
    }

    @Test func `a terminal with another key is refused`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal],
            signer: LyingSigner(publicKey: chain.terminal.key.publicKey, key: .ec(.p256)))
        expectRefusal(try await read(passport), passport)
    }

    @Test func `a signer that cannot be reached leaves the rest readable`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal],
            signer: LyingSigner(publicKey: chain.terminal.key.publicKey, key: .rsa(1024)))
        expectRefusal(try await read(passport), passport)
    }

    @Test(arguments: [7, 9, 0]) func `a challenge of another length is not signed`(_ count: Int) async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.fault = .challenge(count) }
        let reading = try await read(passport)
        expectRefusal(reading, passport)
        #expect(reading.authenticity.terminalAuthentication?.reason.contains("challenge of \(count) bytes") == true)
    }

    @Test func `a chip with another document number refuses`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.fault = .otherDocumentNumber }
        expectRefusal(try await read(passport), passport)
    }

    @Test func `a chip that drops the session is opened again without fingers`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.fault = .dropsSession }
        let reading = try await read(passport)
        expectRefusal(reading, passport)
        #expect(reading.access.renewals == 1)
    }

    // MARK: - EF.CVCA

    @Test func `a chip that promises EF_CVCA and has none has failed`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.hasCertificateFile = false }
        expectRefusal(try await read(passport), passport)
    }

    @Test(arguments: [true, false]) func `a chip that does not speak of it is asked`(_ hasFile: Bool) async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal], info: nil
        ) { $0.hasCertificateFile = hasFile }
        let reading = try await read(passport)
        if hasFile {
            #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
        } else {
            expectRefusal(reading, passport, .notSupported)
        }
    }

    @Test(arguments: [
        TerminalAuthenticationInfo(fileIdentifier: 0x0133, shortFileIdentifier: 0x1C),
        TerminalAuthenticationInfo(fileIdentifier: 0x011C, shortFileIdentifier: 0x13),
    ])
    func `a wrong place of EF_CVCA is a fault`(_ said: TerminalAuthenticationInfo) async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal], info: said
        ) { $0.place = TerminalAuthenticationInfo() }
        expectRefusal(try await read(passport), passport)
    }

    @Test func `another place of EF_CVCA is found`() async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal],
            info: TerminalAuthenticationInfo(fileIdentifier: 0x0142, shortFileIdentifier: 0x1B))
        #expect(try await read(passport).authenticity.terminalAuthentication?.outcome == .succeeded)
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 36), [0x43, 11] + [UInt8]("UTCVCA00001".utf8), [0xFF, 0xFF],
        [0x42, 0x83, 1, 0, 0],
    ])
    func `a misformed EF_CVCA is a fault`(_ bytes: [UInt8]) async throws {
        let chain = try GuardedPassport.chain()
        let passport = try GuardedPassport(
            trusted: [chain.authority], certificates: [chain.verifier, chain.terminal]
        ) { $0.certificateFile = bytes }
        expectRefusal(try await read(passport), passport)
    }

    // MARK: - Session

    @Test func `without chip authentication there is nothing to bind to`() async throws {
        var faults = PassportFaults()
        faults.authenticity = .foreignAgreementKey
        let passport = try GuardedPassport()
        let reading = try await read(passport, faults: faults)
        #expect(reading.authenticity.terminalAuthentication?.outcome == .notAttempted)
        #expect(reading.protected == [.dg3])
    }

    @Test func `a session dropped later is begun anew with all proofs`() async throws {
        var faults = PassportFaults()
        faults.refusedLength = (above: 200, how: .droppedSession)
        let passport = try GuardedPassport()
        let reading = try await read(passport, faults: faults)
        #expect(reading.files == passport.profile.files && reading.access.renewals >= 1)
        #expect(reading.authenticity.terminalAuthentication?.outcome == .succeeded)
    }
}
