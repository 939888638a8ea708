import Cryptography
import TravelDocument

extension TrustImport {
    /// Takes a defect list (BSI TR-03129 appendix A.1).
    ///
    /// Only a list whose signer is, or descends from, a certificate that was named for this import: a defect list speaks
    /// of signers of all states, and excuses or condemns documents by the thousand.
    mutating func addDefectList(_ der: [UInt8], _ data: SignedData, origin: String) {
        guard !namedRoots.isEmpty else {
            outcomes.append(ImportOutcome(refusing: origin, "a defect list is taken only from a named signer"))
            return
        }
        let list: DefectList
        do throws(CryptographyError) {
            guard let content = data.content else { throw CryptographyError(.malformed, "no defect list") }
            list = try DefectList(parsing: content)
        } catch {
            outcomes.append(ImportOutcome(unreadable: origin, error.description))
            return
        }
        let signature = ListSignature(data, .defectList, roots: namedRoots, now: now)
        guard case .good(let root, let signingTime) = signature else {
            outcomes.append(ImportOutcome(refusing: origin, signature.reason))
            return
        }
        let id = Self.id("dl", root.country, "")
        if let before = store.sources.first(where: { $0.id == id }), let date = before.date,
            signingTime ?? .min < date
        {
            outcomes.append(
                ImportOutcome(refusing: origin, "older than the list of \(before.version) that is there"))
            return
        }
        guard !list.entries.isEmpty else {
            outcomes.append(ImportOutcome(refusing: origin, "the list is empty"))
            return
        }
        var source = source(id, .defectList, origin: origin, version: "")
        source.date = signingTime
        source.root = root.sha256Fingerprint
        var file = TrustSourceFile(source: source, certificates: [], defectLists: [der])
        let day = signingTime.map { CivilDate(unixSeconds: $0).description }
        file.source.version = day ?? String(((try? file.digest()) ?? "").prefix(12))
        accept(file, refusals: [])
    }
}
