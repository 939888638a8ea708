package import Cryptography

/// The signing authorities of states (CSCA) that documents are judged by.
///
/// A value: a reload builds another store and swaps it. Being in the store is what makes an authority trusted; who
/// may write there is a matter of file permissions and of the import command.
package struct TrustStore: Sendable {
    /// All authorities, in the order in which they were added: the trusted ones, and links that are worth as much as
    /// the authority that certifies them.
    package private(set) var authorities: [TrustAnchor] = []
    /// The trusted authorities, in the order in which they were added.
    package var anchors: [TrustAnchor] { authorities.filter { $0.standing != .link } }
    /// The revocation lists, in the order in which they were added. Their signatures are checked when they are used.
    package private(set) var revocationLists: [StoredRevocationList] = []
    /// What defect lists say of document signers, in the order in which they were added.
    package internal(set) var defects: [StoredDefect] = []
    /// Whether there are lists that are not here: those of other states, in an excerpt.
    var hasOtherRevocationLists = false
    /// The imports and files that all of it came from.
    package internal(set) var sources: [TrustSource] = []
    /// What is asked of keys and lists.
    package var policy = TrustPolicy.standard
    /// Certificates that issue nothing: document signers that issuers publish apart from their documents. They
    /// serve to find the signer of a security object that brings none; alone they prove nothing.
    package private(set) var publishedSigners: [Certificate] = []
    /// What was not taken, with the reason.
    package private(set) var refusals: [TrustRefusal] = []

    private var known: [String: Int?] = [:]
    private var byKeyIdentifier: [[UInt8]: [Int]] = [:]
    private var byName: [[DistinguishedName.Attribute]: [Int]] = [:]

    /// A store without anchors: every document is then undetermined.
    package init() {}

    /// Adds one certificate: an authority with this standing, anything else as a published signer. One that is there
    /// already keeps its place and gets the better of its two standings.
    package mutating func add(
        _ certificate: Certificate, origin: String, _ standing: TrustAnchor.Standing = .pinned
    ) {
        if let place = known[certificate.sha256Fingerprint] {
            guard let place, authorities[place].standing < standing else { return }
            authorities[place] = TrustAnchor(certificate: certificate, origin: origin, standing: standing)
            return
        }
        guard certificate.isAuthority else {
            guard publishedSigners.count < Limits.publishedSigners else {
                refuse(origin, "more than \(Limits.publishedSigners) document signers")
                return
            }
            known[certificate.sha256Fingerprint] = .some(nil)
            publishedSigners.append(certificate)
            return
        }
        guard authorities.count < Limits.anchors else {
            refuse(origin, "more than \(Limits.anchors) authorities")
            return
        }
        known[certificate.sha256Fingerprint] = authorities.count
        if let identifier = certificate.subjectKeyIdentifier {
            byKeyIdentifier[identifier, default: []].append(authorities.count)
        }
        byName[certificate.subject.folded, default: []].append(authorities.count)
        authorities.append(TrustAnchor(certificate: certificate, origin: origin, standing: standing))
    }

    /// Adds a revocation list. One that is there already is left alone.
    package mutating func add(_ list: RevocationList, origin: String) {
        guard !revocationLists.contains(where: { $0.list == list }) else { return }
        guard revocationLists.count < Limits.revocationLists else {
            refuse(origin, "more than \(Limits.revocationLists) revocation lists")
            return
        }
        revocationLists.append(StoredRevocationList(list: list, origin: origin))
    }

    /// Adds a defect list whose signature has been proved.
    mutating func add(_ list: DefectList, origin: String) {
        guard defects.count + list.entries.count <= Limits.defects else {
            refuse(origin, "more than \(Limits.defects) signers with defects")
            return
        }
        defects += list.entries.map { StoredDefect(entry: $0, hashOID: list.hashOID, origin: origin) }
    }

    /// The authorities that may have issued `certificate`: first those with the key identifier that it names, then
    /// those with its issuer's name. Several are normal, also with one name (a change of keys).
    package func candidates(for certificate: Certificate) -> [TrustCandidate] {
        candidates(named: certificate.issuer, keyIdentifier: certificate.authorityKeyIdentifier)
    }

    /// Where an authority stands among `authorities`; nil when it is not there.
    func place(of certificate: Certificate) -> Int? { known[certificate.sha256Fingerprint] ?? nil }

    /// The authorities with this key identifier, then those with this name.
    func candidates(named name: DistinguishedName, keyIdentifier: [UInt8]?) -> [TrustCandidate] {
        var found: [TrustCandidate] = []
        let byKey = keyIdentifier.flatMap { byKeyIdentifier[$0] } ?? []
        for index in byKey {
            found.append(TrustCandidate(anchor: authorities[index], hasNamedKey: true))
        }
        for index in byName[name.folded] ?? [] where !byKey.contains(index) {
            found.append(TrustCandidate(anchor: authorities[index], hasNamedKey: false))
        }
        return [TrustCandidate](found.prefix(Limits.candidates))
    }

    /// Notes that something of `origin` was not taken.
    mutating func refuse(_ origin: String, _ reason: String) {
        refusals.append(TrustRefusal(origin: origin, reason: reason))
    }

    /// Whether a DER file is a CMS ContentInfo: a SEQUENCE that begins with an OBJECT IDENTIFIER, where a
    /// certificate begins with another SEQUENCE.
    static func looksLikeSignedData(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 6, bytes[0] == 0x30 else { return false }
        let lengthBytes = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7F)
        return lengthBytes <= 4 && bytes[2 + lengthBytes] == 0x06
    }
}
