package import Cryptography

/// What defect lists say of the documents of one signer (BSI TR-03129 appendix A.1.3). Names are those in the texts of
/// checks.
struct KnownDefects: Sendable, Equatable {
    /// A kind of defect that changes how a check is judged, by the last two numbers of its type below id-DefectList.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The signer is revoked.
        case certificateRevoked = "1.1"
        /// The signer's certificate is malformed; a replacement was published.
        case certificateReplaced = "1.2"
        /// Private keys of chip authentication became known.
        case chipAuthenticationKeyRevoked = "1.3"
        /// Private keys of active authentication became known.
        case activeAuthenticationKeyRevoked = "1.4"
        /// Data groups are malformed.
        case dataGroupMalformed = "2.1"
        /// EF.SOD is malformed or its signature wrong.
        case securityObjectInvalid = "2.2"
        /// EF.COM and EF.SOD list different data groups.
        case commonDataDiffers = "2.3"
        /// EF.CardSecurity is malformed.
        case cardSecurityMalformed = "4.1"

        /// The name in the texts.
        var name: String { "\(self)" }
    }

    /// What is known.
    private(set) var kinds: Set<Kind> = []
    /// Data groups that are malformed.
    private(set) var dataGroups: Set<Int> = []
    /// Types that change nothing here, dotted.
    private(set) var others: Set<String> = []

    /// Nothing is known.
    init() {}

    /// Adds what an entry says.
    mutating func add(_ entry: DefectList.Entry) {
        for defect in entry.defects {
            let prefix = DefectList.contentType + "."
            guard defect.type.hasPrefix(prefix), let kind = Kind(rawValue: String(defect.type.dropFirst(prefix.count)))
            else {
                others.insert(defect.type)
                continue
            }
            kinds.insert(kind)
            if kind == .dataGroupMalformed { dataGroups.formUnion(defect.dataGroups) }
        }
    }

    /// Everything, for the text of a check; empty when nothing is known.
    var names: String { (kinds.map(\.name).sorted() + others.sorted()).joined(separator: ", ") }

    /// A finding as it has to be read where these defects are known.
    ///
    /// A known defect can excuse what its state got wrong, never what somebody may have changed: hashes that do not
    /// fit stay failed, and what is excused is undetermined, so that an officer decides. Only EF.COM, which nothing
    /// signs, may differ without harm.
    func apply(to finding: Finding, of check: CheckID) -> Finding {
        switch (check, finding.code) {
        case (.signerRevocation, _) where kinds.contains(.certificateRevoked):
            return Finding(.signerListedRevoked)
        case (.signerCertificate, let code) where kinds.contains(.certificateReplaced) && code.result == .failed:
            return Finding(.signerReplaced)
        case (.signerCertificate, .good) where !names.isEmpty:
            return Finding(.good, "(defect list: \(names))")
        case (.sodSignature, let code) where kinds.contains(.securityObjectInvalid) && code.result == .failed:
            return Finding(.securityObjectKnownInvalid)
        case (.comSodConsistency, .commonDataDiffers) where kinds.contains(.commonDataDiffers):
            return Finding(.commonDataKnownToDiffer, finding.detail)
        case (.mrzDg1Comparison, .dataGroup1Malformed) where dataGroups.contains(1):
            return Finding(.dataGroup1KnownMalformed)
        case (.cardSecurity, .cardSecurityMalformed) where kinds.contains(.cardSecurityMalformed):
            return Finding(.cardSecurityKnownMalformed)
        default: return finding
        }
    }
}

/// An entry of a defect list in a store, and where it came from.
package struct StoredDefect: Sendable, Equatable {
    /// The entry.
    package let entry: DefectList.Entry
    /// The hash algorithm of its list.
    package let hashOID: String
    /// The source.
    package let origin: String
}

extension TrustStore {
    /// What the lists say of the documents of this signer.
    func knownDefects(of signer: Certificate?) -> KnownDefects {
        var known = KnownDefects()
        guard let signer else { return known }
        for stored in defects where stored.entry.names(signer, hashOID: stored.hashOID) { known.add(stored.entry) }
        return known
    }

    /// What the defect list of a source says, for people.
    package func defects(of source: TrustSource) -> [DefectSummary] {
        defects.filter { $0.origin == source.id }.map { DefectSummary($0.entry) }
    }
}

/// A document signer with known defects, for lists.
package struct DefectSummary: Sendable, Equatable, Encodable {
    /// Issuer and serial number, or the key identifier in hex.
    package let signer: String
    /// What is known, by name, or by dotted type where it changes no check.
    package let defects: [String]

    /// The row of an entry.
    init(_ entry: DefectList.Entry) {
        switch entry.identity {
        case .issuerAndSerial(let issuer, let serial): signer = "\(issuer), serial \(Hexadecimal.text(serial))"
        case .subjectKeyIdentifier(let identifier): signer = "key \(Hexadecimal.text(identifier))"
        }
        var known = KnownDefects()
        known.add(entry)
        defects = known.kinds.map(\.name).sorted() + known.others.sorted()
    }
}
