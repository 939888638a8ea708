import Cryptography
import Foundation
import Simulators
import TravelDocument

/// A passport of Mongolia made of nothing: zone, signed chip files, and the authority to trust.
struct SampleDocument {
    static let authority = Result { try TestAuthority(country: "MN", name: "boomt test CSCA", key: .rsaPSS(2048)) }
    static let signer = Result { try authority.get().issueDocumentSigner(key: .rsaPSS(2048)) }

    let composition: MRZComposition
    var files = ChipFiles()

    /// A good document, valid for five more years.
    init(number: String = "PE1234567") throws {
        let today = CivilDate(unixSeconds: Int64(Date().timeIntervalSince1970))
        let expiry = today.adding(years: 5).description.replacing("-", with: "").dropFirst(2)
        composition = MRZComposition(
            format: .td3, documentCode: "P", issuer: "MNG", documentNumber: number, nationality: "MNG",
            birthDate: "850101", sex: "F", expiryDate: String(expiry), primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "SARANGEREL", optionalData: "AA85010121")
        files[.dg1] = DG1(mrzText: composition.block()).encoded()
        files[.dg2] = TLV.encode(tag: 0x75, value: (0..<15_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try sign()
    }

    /// Adds these data groups, and lists and signs all of them.
    mutating func add(_ dataGroups: [LDSFile: [UInt8]]) throws {
        for (file, bytes) in dataGroups { files[file] = bytes }
        try sign()
    }

    private mutating func sign() throws {
        let dataGroups = files.files.filter { $0.key.dataGroupNumber != nil }
        files[.com] = CommonData(dataGroups: dataGroups.keys.sorted()).encoded()
        files[.sod] = try Self.signer.get().sign(dataGroups: dataGroups)
    }

    var zoneText: String { composition.lines().joined(separator: "\n") + "\n" }

    func key() throws -> String {
        let today = CivilDate(unixSeconds: Int64(Date().timeIntervalSince1970))
        return try MachineReadableZone(parsing: zoneText, today: today).bacKeyInput
    }

    /// Writes the files below a folder and returns its path.
    func write(into scratch: Scratch, folder: String = "chip") throws -> String {
        for (file, bytes) in files.files { _ = try scratch.file("\(folder)/\(file.diskName)", bytes) }
        return scratch.place(folder)
    }

    /// Writes the authority below a folder and returns its path.
    static func writeTrust(into scratch: Scratch) throws -> String {
        _ = try scratch.file("trust/csca.cer", try authority.get().certificate.der)
        _ = try scratch.file("trust/csca.crl", try authority.get().currentRevocationList())
        return scratch.place("trust")
    }
}

extension CommandRun {
    /// The result of a check of the inspection document on standard output.
    func result(of check: String) -> String? {
        let rows = object["checks"] as? [[String: Any]] ?? []
        return rows.first { $0["id"] as? String == check }?["result"] as? String
    }

    var overall: String? { object["overall"] as? String }
}
