internal import ArgumentParser
internal import Cryptography
internal import Fingerprint
internal import Foundation
internal import ImageFiles
internal import Simulators
internal import TravelDocument

/// `boomtsim seeds`: sound inputs for `scripts/fuzz` to begin with, a folder for each target.
struct SeedsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seeds", abstract: "Writes sound documents, lists and templates for the fuzzers to begin with.")

    @Argument(help: "The folder to write into.")
    var folder: String

    func run() throws {
        let authority = try TestAuthority(country: "MN", name: "boomt seeds", explicitParameters: true)
        let pss = try TestAuthority(country: "MN", name: "boomt seeds", key: .rsaPSS(2048))
        let signer = try authority.issueDocumentSigner()
        let pssSigner = try pss.issueDocumentSigner(key: .rsaPSS(2048))
        let files = try documentFiles(signer)
        let sod = try SecurityObjectFile(parsing: files[.sod] ?? []).cms
        let list = try authority.issueMasterListSigner().masterList(of: [authority.certificate, pss.certificate])
        let revoked = try authority.revocationList(revoking: [signer.certificate])

        try write("cms", [sod, try pssSigner.cardSecurity([]), list])
        try write(
            "certificate",
            [authority.certificate.der, signer.certificate.der, pss.certificate.der, pssSigner.certificate.der])
        try write("revocationList", [revoked])
        try write("defectList", [try defectList(signer.certificate)])
        try write("cardVerifiable", [try cardVerifiable(.ec(.p256)), try cardVerifiable(.rsaPSS(1024))])
        try write("trustImport", [[0] + list, [1] + authority.certificate.der, [3] + revoked])
        try write("tlv", files.files.values.map { $0 })
        try write("lds", try lds(files))
        let order: [LDSFile] = [.sod, .com, .dg1, .dg2, .dg14, .dg15, .cardAccess, .cardSecurity]
        try write("inspection", [join(order.map { files[$0] ?? [] } + [[UInt8](repeating: 7, count: 64)])])
        try write("keys", try keys())
        try write("mrz", [Array(Self.zone.utf8), Array(Self.card.utf8)])
        try write("passengerList", PassengerListSeeds.all)
        try write("messaging", [[0] + join([[0x99, 0x02, 0x90, 0x00]])])
        try writeFingers()
    }

    private static let zone = """
        P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
        L898902C36UTO7408122F1204159ZE184226B<<<<<10
        """
    private static let card = """
        I<UTOD231458907<<<<<<<<<<<<<<<
        7408122F1204159UTO<<<<<<<<<<<6
        ERIKSSON<<ANNA<MARIA<<<<<<<<<<
        """

    private func documentFiles(_ signer: TestDocumentSigner) throws -> ChipFiles {
        var proof = PassportAuthenticity()
        proof.agreementKeys = [.init(parameterId: 13, privateKey: [9])]
        proof.signatureKey = try .ec(.p256)
        var groups = try proof.dataGroups()
        groups[.dg1] = DG1(mrzText: Self.zone.filter { $0 != "\n" }).encoded()
        groups[.dg2] = DG2(images: [FaceImage(bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 1])]).encoded()
        var files = ChipFiles(files: groups)
        files[.com] = CommonData(dataGroups: groups.keys.sorted()).encoded()
        files[.sod] = try signer.sign(dataGroups: groups, ldsVersion: "0108")
        let pace = PACEInfo(mapping: .chipAuthentication, cipher: .aes128, parameterId: 13)?.encoded() ?? []
        files[.cardAccess] = TLV.encode(tag: 0x31, children: [pace])
        files[.cardSecurity] = try signer.cardSecurity([pace])
        return files
    }

    private func defectList(_ signer: Certificate) throws -> [UInt8] {
        var list = DefectListBuilder()
        list.namesHash = true
        list.entries = [(signer, [.init(type: DefectList.contentType + ".2.1", dataGroups: [1, 2])])]
        return try list.encoded()
    }

    /// Authority, link, document verifier and terminal, and EF.CVCA.
    private func cardVerifiable(_ kind: TestKeyKind) throws -> [UInt8] {
        let authority = try TestCVAuthority(key: kind)
        let verifier = try authority.issue(.domesticVerifier)
        let all = [authority, try authority.issue(.authority), verifier, try verifier.issue(.terminal)]
        return join(
            all.map { $0.certificate.encoded() } + [AuthorityReferences([authority.certificate.holder]).encoded()])
    }

    /// As the target reads them: the first byte tells the parser.
    private func lds(_ files: ChipFiles) throws -> [[UInt8]] {
        let content = try SignedData(der: try SecurityObjectFile(parsing: files[.sod] ?? []).cms).content ?? []
        let order: [(UInt8, [UInt8]?)] = [
            (0, files[.com]), (1, files[.dg1]), (2, files[.dg2]), (3, files[.sod]), (4, content), (5, files[.dg14]),
            (6, files[.dg15]), (7, files[.cardAccess]),
        ]
        return order.map { [$0] + ($1 ?? []) } + [[13] + (try fingers())]
    }

    /// DG3 with a finger in each form that is decoded in the fuzzed process.
    private func fingers() throws -> [UInt8] {
        let image = try smallImage()
        let forms: [(FingerImageRecord.Compression, [UInt8])] = [
            (.none, image.pixels), (.wsq, WSQWriter(step: 8).encode(image)), (.png, try image.pngFile()),
        ]
        let templates = forms.map { form, data in
            let view = FingerImageRecord.View(
                position: .rightIndex, quality: 80, width: image.width, height: image.height, data: data)
            return DG3.Template(
                finger: .rightIndex,
                record: FingerImageRecord(
                    pixelsPerInch: 500, compression: form, views: [view]
                ).iso19794_4Record())
        }
        return DG3(templates: templates).encoded()
    }

    private func smallImage() throws -> FingerImage {
        try FingerImage(
            width: 64, height: 64, pixelsPerInch: 500, pixels: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    }

    private func keys() throws -> [[UInt8]] {
        var seeds: [[UInt8]] = []
        for id in [0, 13] {
            let key = PassportAuthenticity.AgreementKey(parameterId: id, privateKey: [5])
            seeds.append(join([try key.publicKeyInfo()]))
            seeds.append(join([try key.publicKeyInfo(standardized: true)]))
        }
        for key in [try KeyPair.rsa(1024), try KeyPair.ec(.p256)] {
            let answer = try key.signActively(
                [1, 2, 3, 4, 5, 6, 7, 8], hash: .sha256, recoverable: { [UInt8](repeating: 0x42, count: $0) })
            seeds.append(join([key.publicKey.info, answer]))
        }
        return seeds
    }

    private func writeFingers() throws {
        let image = try RidgeGrowth.master(seed: 1).impression(seed: 1000)
        let template = try FingerExtractor().extract(image).template
        try write("template", TemplateFormat.allCases.map { template.record($0) })
        let small = try smallImage()
        try write("fingerImage", [FingerImageRecord(small).iso19794_4Record()])
        try write("picture", [try small.pngFile(), PortableGrayMap.encode(small)])
    }

    /// Parts with two bytes of length before each, as the targets take them apart.
    private func join(_ parts: [[UInt8]]) -> [UInt8] {
        parts.flatMap { [UInt8(truncatingIfNeeded: $0.count >> 8), UInt8(truncatingIfNeeded: $0.count)] + $0 }
    }

    private func write(_ target: String, _ seeds: [[UInt8]]) throws {
        let place = URL(fileURLWithPath: folder).appendingPathComponent(target)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for (index, seed) in seeds.enumerated() {
            try Data(seed).write(to: place.appendingPathComponent("seed-\(index)"))
        }
    }
}
