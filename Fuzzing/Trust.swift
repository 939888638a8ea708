import Cryptography
import DocumentTrust
import TravelDocument

/// Certificates, signatures and lists.
enum Trust {
    private static let now: Int64 = 1_795_147_200

    static func cms(_ bytes: [UInt8]) {
        guard let data = try? SignedData(der: bytes) else { return }
        for index in data.signers.indices.prefix(2) {
            for certificate in data.certificates(of: data.signers[index]).prefix(2) {
                _ = data.verify(signerIndex: index, with: certificate)
            }
        }
        _ = data.masterListEntries()
    }

    static func certificate(_ bytes: [UInt8]) {
        guard let certificate = try? Certificate(der: bytes) else { return }
        _ = (certificate.subject.description, certificate.country, certificate.publicKeyName, certificate.isCA)
        _ = certificate.isSigned(by: certificate)
        _ = (certificate.extensions.keyUsage, certificate.extensions.unknownCritical)
    }

    static func revocationList(_ bytes: [UInt8]) {
        guard let list = try? RevocationList(der: bytes) else { return }
        _ = (list.issuer.description, list.nextUpdate)
    }

    static func imported(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let origin = ["list.ml", "a.cer", "a.pem", "a.crl", "icao.ldif", "a.trust"][Int(first % 6)]
        var importing = TrustImport(into: TrustStore(), roots: [], upkeep: .automatic, now: now)
        importing.add([(origin, [UInt8](bytes.dropFirst()))])
    }

    static func defectList(_ bytes: [UInt8]) {
        guard let list = try? DefectList(parsing: bytes) else { return }
        for entry in list.entries.prefix(16) {
            // An entry by itself is what the list gave.
            precondition((try? DefectList.Entry(der: entry.der)) == entry)
        }
    }

    static func keys(_ bytes: [UInt8]) {
        let parts = parts(bytes)
        guard let info = parts.first else { return }
        if let key = try? AgreementPublicKey(info: info) { _ = try? key.group.multiply(key.element, by: [2]) }
        guard let key = try? PublicKey(info: info), parts.count > 1 else { return }
        _ = ActiveAuthenticationSignature.verify(parts[1], over: [1, 2, 3, 4, 5, 6, 7, 8], by: key, algorithm: nil)
    }

    /// Without any authority nothing that a chip holds may come out as good.
    static func inspection(_ bytes: [UInt8]) {
        let names: [LDSFile] = [.sod, .com, .dg1, .dg2, .dg14, .dg15, .cardAccess, .cardSecurity]
        var files = ChipFiles()
        let parts = parts(bytes)
        for (file, content) in zip(names, parts) { files[file] = content }
        var proof = ChipAuthenticity()
        if parts.count > names.count {
            proof.activeAuthentication = .init(challenge: [1, 2, 3, 4, 5, 6, 7, 8], answer: parts[names.count])
            proof.mapping = .init(parameterId: 13, mappingKey: parts[names.count], authenticationData: [3])
        }
        let report = DocumentInspection.inspect(
            files: files, access: InspectedAccess(protocolName: "PACE-CAM", authenticity: proof), opticalMRZ: nil,
            trust: TrustStore(), at: InspectionMoment(unixSeconds: now))
        precondition(report.overall != .successful, "nobody vouches for these files")
    }
}
