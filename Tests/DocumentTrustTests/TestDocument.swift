import Cryptography
import DocumentTrust
import Simulators
import TravelDocument

/// A passport of Mongolia made of nothing, with everything that a test may want to spoil.
struct TestDocument {
    static let authority = Result { try TestAuthority(country: "MN", name: "Test CSCA") }
    static let signer = Result { try authority.get().issueDocumentSigner() }

    /// 2026-11-20 at noon in Ulaanbaatar.
    static let moment = InspectionMoment(unixSeconds: 1_795_147_200)

    var composition = MRZComposition(
        format: .td3, documentCode: "P", issuer: "MNG", documentNumber: "PE1234567", nationality: "MNG",
        birthDate: "850101", sex: "F", expiryDate: "300101", primaryIdentifier: "BATBAYAR",
        secondaryIdentifier: "SARANGEREL", optionalData: "AA85010121")
    var files = ChipFiles()

    init() {}

    /// The printed zone.
    func zone() throws -> MachineReadableZone {
        try MachineReadableZone(parsing: composition.lines().joined(separator: "\n"), today: Self.moment.date)
    }

    var dataGroups: [LDSFile: [UInt8]] { files.files.filter { $0.key.dataGroupNumber != nil } }

    /// DG1, DG2 and EF.COM; EF.SOD comes from `sign`.
    static func unsigned(adjust: (inout MRZComposition) -> Void = { _ in }) -> TestDocument {
        var document = TestDocument()
        adjust(&document.composition)
        document.files[.dg1] = DG1(mrzText: document.composition.block()).encoded()
        document.files[.dg2] = TLV.encode(tag: 0x75, value: [UInt8](repeating: 0x5A, count: 2000))
        document.files[.com] = CommonData(dataGroups: [.dg1, .dg2]).encoded()
        return document
    }

    /// A complete and good document.
    static func good(adjust: (inout MRZComposition) -> Void = { _ in }) throws -> TestDocument {
        var document = unsigned(adjust: adjust)
        document.files[.sod] = try signer.get().sign(dataGroups: document.dataGroups)
        return document
    }

    static func store() throws -> TrustStore {
        var store = TrustStore()
        store.add(try authority.get().certificate, origin: "test")
        return store
    }

    func inspect(
        trust: TrustStore? = nil, access: InspectedAccess? = InspectedAccess(protocolName: "BAC"), printed: Bool = true,
        at moment: InspectionMoment = TestDocument.moment
    ) throws -> InspectionReport {
        DocumentInspection.inspect(
            files: files, access: access, opticalMRZ: printed ? try zone() : nil, trust: try trust ?? Self.store(),
            at: moment)
    }
}

extension InspectionReport {
    /// The rows that are neither successful nor out of scope, as `id code`.
    var findings: Set<String> {
        Set(
            checks.filter { $0.result != .successful && $0.result != .notSupported }
                .map { "\($0.id.rawValue) \($0.code)" })
    }
}
