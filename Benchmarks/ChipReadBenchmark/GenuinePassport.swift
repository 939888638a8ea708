import ChipReading
import Cryptography
import DocumentTrust
import Simulators
import TravelDocument

/// A passport with PACE-GM on P-256 under AES-128, chip authentication and a signed EF.SOD; and a store of a thousand
/// authorities, its own among them, to judge it by.
struct GenuinePassport: Sendable {
    let profile: PassportProfile
    let trust: TrustStore
    let zone: MachineReadableZone
    /// What is read, and what has to be there afterwards: nothing else is on the chip.
    var files: ChipFiles { profile.files }
    var key: AccessKey { .mrz(bacKeyInput: zone.bacKeyInput) }

    /// The day of the judgement.
    static let moment = InspectionMoment(unixSeconds: 1_795_219_200)

    init() throws {
        let composition = MRZComposition(
            format: .td3, documentCode: "P", issuer: "MNG", documentNumber: "E1234567", nationality: "MNG",
            birthDate: "850317", sex: "M", expiryDate: "340316", primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "BOLD")
        zone = try MachineReadableZone(
            parsing: composition.lines().joined(separator: "\n"), today: Self.moment.date)
        let authority = try TestAuthority(country: "MN", name: "boomt benchmark CSCA", key: .rsaPSS(4096))
        let signer = try authority.issueDocumentSigner(key: .rsaPSS(2048))
        var keys = PassportAuthenticity()
        keys.agreementKeys = [.init(parameterId: 12, privateKey: [UInt8](repeating: 0x4B, count: 32))]
        var groups = try keys.dataGroups()
        groups[.dg1] = DG1(mrzText: composition.block()).encoded()
        groups[.dg2] = SampleFiles.files[.dg2]
        var files = ChipFiles(files: groups)
        files[.com] = CommonData(dataGroups: groups.keys.sorted()).encoded()
        files[.sod] = try signer.sign(dataGroups: groups)
        var profile = PassportProfile(files: files, bacKeyInput: zone.bacKeyInput)
        profile.authenticity = keys
        if let info = PACEInfo(mapping: .generic, cipher: .aes128, parameterId: 12) {
            profile.offer(PassportPACE([info]))
        }
        self.profile = profile

        var trust = TrustStore()
        trust.add(authority.certificate, origin: "benchmark")
        for number in 1..<1000 {
            trust.add(try TestAuthority(country: "UT", name: "CSCA \(number)").certificate, origin: "benchmark")
        }
        self.trust = trust
    }

    /// Judges a reading as the lane does; throws unless all is good.
    func judge(_ reading: ChipReading) throws {
        let access = InspectedAccess(
            protocolName: reading.access.protocolName, parameterId: reading.access.parameterId,
            cipher: reading.access.cipher, downgrade: reading.access.downgrade, authenticity: reading.authenticity)
        let report = DocumentInspection.inspect(
            files: reading.files, access: access, opticalMRZ: zone, trust: trust, at: Self.moment)
        guard report.overall == .successful, access.protocolName == "PACE-GM",
            reading.authenticity.chipAuthentication?.outcome == .succeeded
        else { throw Failure(report: report) }
    }

    /// The passport was not found good.
    struct Failure: Error, CustomStringConvertible {
        let report: InspectionReport
        var description: String {
            report.checks.filter { $0.result != .successful }.map { "\($0.id): \($0.text.en)" }
                .joined(separator: "\n")
        }
    }
}
