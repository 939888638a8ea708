import ChipReading
import Cryptography
import DocumentTrust
import Simulators
import SmartCard
import Testing
import TravelDocument

/// A passport for one case, in order until the case spoils it, and the inspection system that it meets.
struct Specimen {
    static let authority = Result { try TestAuthority(country: "MN", name: "Conformance CSCA") }
    static let signer = Result { try authority.get().issueDocumentSigner() }
    /// One key for all algorithms of RSA.
    static let rsaSigner = Result { try authority.get().issueDocumentSigner(key: .rsaPSS(2048)) }
    static let moment = InspectionMoment(unixSeconds: 1_795_147_200)

    /// What opens the chip.
    enum Access {
        case plain, bac
        case pace([PACEInfo])
    }

    /// The zone of DG1, and of the data page where `printed` says nothing else.
    var zone = MRZComposition(
        format: .td3, documentCode: "P", issuer: "MNG", documentNumber: "C11T002JM", nationality: "MNG",
        birthDate: "640812", sex: "F", expiryDate: "301031", primaryIdentifier: "EXAMPLE",
        secondaryIdentifier: "ANNA MARIA", optionalData: "")
    /// Changes the characters of DG1.
    var zoneEdit: (inout [Character]) -> Void = { _ in }
    /// The data page, where it differs.
    var printed: MRZComposition?
    var access = Access.bac
    /// Data groups beside DG1; DG14 and DG15 come from `authenticity`.
    var dataGroups: [LDSFile: [UInt8]] = [.dg2: DG2(images: [specimenFace]).encoded()]
    var authenticity = PassportAuthenticity()
    var faults = PassportFaults()
    /// Data groups changed before they are signed.
    var beforeSigning: (inout [LDSFile: [UInt8]]) throws -> Void = { _ in }
    /// Files changed after that: what the issuer did not sign.
    var afterSigning: (inout ChipFiles) throws -> Void = { _ in }
    var profileEdit: (inout PassportProfile) throws -> Void = { _ in }
    var signer: TestDocumentSigner
    var hash = HashAlgorithm.sha256
    var ldsVersion: String?
    var adjustHashes: (inout [Int: [UInt8]]) -> Void = { _ in }
    var adjustSignature: (inout SignedDataBuilder) throws -> Void = { _ in }
    var trust: TrustStore
    var policy = AccessPolicy()
    var limits = SmartCardLimits()
    /// What the terminal shows to a chip that guards its fingers, and how the chip guards them.
    var terminal: TerminalCredentials?
    var terminalAccess: PassportTerminalAccess?
    /// Files to read beside the usual ones.
    var otherFiles: [LDSFile] = []
    /// Whether the reader carries long commands, so that the chip has to be asked whether it takes them.
    var asksForLengths = false

    /// A small picture: only its first bytes are looked at here.
    static let specimenFace = FaceImage(
        bytes: [0xFF, 0xD8, 0xFF, 0xE0] + SamplePassport.pattern(900), width: 9, height: 9)

    init() throws {
        signer = try Self.signer.get()
        trust = TrustStore()
        trust.add(try Self.authority.get().certificate, origin: "test")
    }

    /// PACE with this mapping, with everything that goes with it.
    mutating func open(
        by mapping: PACEInfo.Mapping, usesCurve: Bool = true, _ cipher: PACEInfo.Cipher = .aes128, _ id: Int = 13
    ) {
        access = .pace(
            [PACEInfo(mapping: mapping, usesCurve: usesCurve, cipher: cipher, parameterId: id)].compactMap { $0 })
    }

    /// Changes EF.SOD after it was made.
    mutating func edit(_ path: [Int], _ body: @escaping ([UInt8]) throws -> [UInt8]) {
        let before = afterSigning
        afterSigning = { files in
            try before(&files)
            files[.sod] = try Surgery.change(files[.sod] ?? [], at: path, body)
        }
    }

    /// Changes the signer's certificate inside EF.SOD and lets the authority sign it anew.
    mutating func recertify(_ body: @escaping ([UInt8]) throws -> [UInt8]) throws {
        let authority = try Self.authority.get()
        edit(Surgery.SecurityObject.certificate) { try Surgery.certify($0, by: authority, body) }
    }

    /// Changes the content that is signed.
    mutating func editContent(_ path: [Int], _ body: @escaping ([UInt8]) throws -> [UInt8]) {
        adjustSignature = { $0.content = try Surgery.change($0.content, at: path, body) }
    }

    /// A signer whose certificate is made otherwise.
    mutating func issue(
        validity: ClosedRange<Int64> = 1_609_459_200...2_208_988_800,
        _ adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws {
        signer = try Self.authority.get().issueDocumentSigner(validity: validity, adjust: adjust)
    }

    /// A chip that guards its fingers, and a terminal that its authority lets read them.
    mutating func guardFingers(_ file: [UInt8], agreement id: Int = 12, _ kind: TestKeyKind = .ec(.p256)) throws {
        let chain = try GuardedPassport.chain(kind)
        let info = TerminalAuthenticationInfo()
        authenticity.agreementKeys = [.init(parameterId: id, privateKey: [0x17, 0x2A, 0x09], ciphers: [.aes128])]
        authenticity.otherEntries = [info.encoded()]
        dataGroups[.dg3] = file
        otherFiles.append(.dg3)
        terminalAccess = PassportTerminalAccess(
            trustPoints: [chain.authority.certificate], currentDate: try #require(GuardedPassport.today), place: info)
        terminal = TerminalCredentials(
            certificates: [chain.verifier.certificate, chain.terminal.certificate],
            signer: LocalTerminalSigner(chain.terminal.key))
    }

    /// The data page.
    func page() throws -> MachineReadableZone {
        try MachineReadableZone(
            parsing: (printed ?? zone).lines().joined(separator: "\n"), today: Self.moment.date)
    }

    /// The chip.
    func profile() throws -> PassportProfile {
        var characters = [Character](zone.block())
        zoneEdit(&characters)
        var groups = dataGroups
        groups[.dg1] = DG1(mrzText: String(characters)).encoded()
        var keys = authenticity
        // The state signs what it offers; a case may say otherwise.
        if case .pace(let infos) = access, infos.contains(where: { $0.mapping == .chipAuthentication }),
            groups[.dg14] == nil
        {
            keys.otherEntries += infos.map { $0.encoded() }
        }
        groups.merge(try keys.dataGroups()) { _, new in new }
        let names = groups.keys.sorted()
        try beforeSigning(&groups)
        var files = ChipFiles(files: groups)
        files[.com] = CommonData(dataGroups: names, ldsVersion: ldsVersion ?? "0107").encoded()
        var failure: (any Error)?
        files[.sod] = try signer.sign(
            dataGroups: groups, hash: hash, ldsVersion: ldsVersion, adjustHashes: adjustHashes,
            adjust: { builder in
                do { try adjustSignature(&builder) } catch { failure = error }
            })
        if let failure { throw failure }
        var profile = PassportProfile(files: files, bacKeyInput: try page().bacKeyInput)
        profile.authenticity = authenticity
        profile.terminalAccess = terminalAccess
        switch access {
        case .plain: profile.bacKeyInput = nil
        case .bac: break
        case .pace(let infos): try offer(infos, &profile)
        }
        try profileEdit(&profile)
        try afterSigning(&profile.files)
        return profile
    }

    private func offer(_ infos: [PACEInfo], _ profile: inout PassportProfile) throws {
        let key = PassportAuthenticity.AgreementKey(
            parameterId: infos.first { $0.mapping == .chipAuthentication }?.parameterId ?? 13, privateKey: [0x11, 0x07])
        profile.offer(PassportPACE(infos, accessNumber: "123456", staticPrivateKey: key.privateKey))
        guard infos.contains(where: { $0.mapping == .chipAuthentication }) else { return }
        profile.files[.cardSecurity] = try signer.cardSecurity(
            infos.map { $0.encoded() } + [
                ChipAuthenticationPublicKeyInfo(publicKeyInfo: try key.publicKeyInfo(standardized: true))
                    .encoded(usesCurve: true)
            ])
    }
}
