package import Cryptography
import TravelDocument

/// Brings master lists, defect lists, certificates, revocation lists and LDIF collections into a trust store: decides about each
/// entry and says why it was refused.
///
/// A pure value: nothing is written until `TrustDirectory.write` takes it.
/// ```swift
/// var taken = TrustImport(into: TrustStore(directory: path, now: now), roots: [], upkeep: .byHand, now: now)
/// taken.add([("DE_ML.ml", bytes)])
/// try TrustDirectory(path: path).write(taken)
/// ```
package struct TrustImport: Sendable {
    /// The store with all that was taken so far.
    package internal(set) var store: TrustStore
    /// What became of each thing that a file held, in the order in which it was decided.
    package internal(set) var outcomes: [ImportOutcome] = []
    /// What is to be written.
    private(set) var files: [TrustSourceFile] = []

    /// The authorities that the signer of a master list may descend from. Without named ones those that somebody put
    /// there by hand, also in this import.
    var roots: [Certificate] {
        guard namedRoots.isEmpty else { return namedRoots }
        return store.authorities.filter { $0.standing == .pinned }.map(\.certificate)
    }
    /// The authorities that were named for this import.
    let namedRoots: [Certificate]
    /// When it is, in Unix seconds.
    let now: Int64
    private let upkeep: TrustSource.Upkeep

    /// An import.
    ///
    /// - Parameters:
    ///   - store: what is there already.
    ///   - roots: authorities to trace the signers of master lists to; when empty, those of the store that somebody put
    ///     there by hand. Authorities that another list named do not count: else every state could name every other.
    ///   - upkeep: how the sources are kept up to date.
    ///   - now: Unix seconds.
    package init(into store: TrustStore, roots: [Certificate], upkeep: TrustSource.Upkeep, now: Int64) {
        self.store = store
        self.upkeep = upkeep
        self.now = now
        namedRoots = roots
    }

    /// An import with the root in a DER or PEM file, or none; nil when that file holds no certificate.
    package init?(into store: TrustStore, rootFile: [UInt8]?, upkeep: TrustSource.Upkeep, now: Int64) {
        var roots: [Certificate] = []
        if let rootFile {
            let read = PEM.looksLikeText(rootFile) ? try? Certificate(pem: rootFile) : try? Certificate(der: rootFile)
            guard let read else { return nil }
            roots = [read]
        }
        self.init(into: store, roots: roots, upkeep: upkeep, now: now)
    }

    /// Takes the contents of these files: first authorities, then what they signed, so that a list and the authority
    /// above it may come together in any order.
    package mutating func add(_ files: [(origin: String, bytes: [UInt8])]) {
        var authorities: [(String, Certificate)] = []
        var others: [(String, Certificate)] = []
        var masterLists: [(String, [UInt8])] = []
        var revocationLists: [(String, [UInt8])] = []
        for file in files {
            do throws(CryptographyError) {
                let contents = try TrustFile.items(of: file.bytes)
                if contents.items.isEmpty { outcomes.append(ImportOutcome(refusing: file.origin, "nothing to import")) }
                for item in contents.items {
                    switch item {
                    case .masterList(let der): masterLists.append((file.origin, der))
                    case .revocationList(let der): revocationLists.append((file.origin, der))
                    case .certificate(let der):
                        take(der, file.origin, contents.isCollection, &authorities, &others)
                    }
                }
            } catch {
                outcomes.append(ImportOutcome(unreadable: file.origin, error.description))
            }
        }
        for (origin, certificate) in authorities { addAuthority(certificate, origin: origin) }
        for (origin, der) in masterLists { addMasterList(der, origin: origin) }
        addIssued(others)
        for (origin, der) in revocationLists { addRevocationList(der, origin: origin) }
    }

    private mutating func take(
        _ der: [UInt8], _ origin: String, _ isCollection: Bool, _ authorities: inout [(String, Certificate)],
        _ others: inout [(String, Certificate)]
    ) {
        do throws(CryptographyError) {
            let certificate = try Certificate(der: der)
            if isCollection, !certificate.isAuthority {
                let reason = "document signers come with their documents"
                outcomes.append(ImportOutcome(refusing: origin, reason, certificate))
            } else if certificate.claimsOwnSignature {
                guard !isCollection else {
                    let reason = "nobody vouches for it: import it as a file of its own"
                    outcomes.append(ImportOutcome(refusing: origin, reason, certificate))
                    return
                }
                authorities.append((origin, certificate))
            } else {
                others.append((origin, certificate))
            }
        } catch {
            outcomes.append(ImportOutcome(unreadable: origin, error.description))
        }
    }

    private mutating func addAuthority(_ certificate: Certificate, origin: String) {
        if let reason = Objection.toAuthority(certificate, store.policy) {
            outcomes.append(ImportOutcome(refusing: origin, reason, certificate))
            return
        }
        accept(certificate, .certificate, prefix: "csca", origin: origin, root: nil)
    }

    /// Links and single signers: each needs somebody who certifies it, who may be another of them.
    private mutating func addIssued(_ certificates: [(String, Certificate)]) {
        var waiting = certificates
        var hasProgress = true
        while hasProgress, !waiting.isEmpty {
            hasProgress = false
            var rest: [(String, Certificate)] = []
            for (origin, certificate) in waiting {
                let isAuthority = certificate.isAuthority
                let objection =
                    isAuthority
                    ? Objection.toAuthority(certificate, store.policy) : store.policy.objection(to: certificate)
                if let objection {
                    outcomes.append(ImportOutcome(refusing: origin, objection, certificate))
                } else if let root = store.path(of: certificate)?.last {
                    hasProgress = true
                    accept(
                        certificate, isAuthority ? .link : .certificate, prefix: isAuthority ? "link" : "signer",
                        origin: origin, root: root.certificate)
                } else {
                    rest.append((origin, certificate))
                }
            }
            waiting = rest
        }
        for (origin, certificate) in waiting {
            let reason = "no authority of the store certifies it"
            outcomes.append(ImportOutcome(refusing: origin, reason, certificate))
        }
    }

    private mutating func accept(
        _ certificate: Certificate, _ kind: TrustSource.Kind, prefix: String, origin: String, root: Certificate?
    ) {
        let fingerprint = certificate.sha256Fingerprint
        let source = TrustSource(
            id: Self.id(prefix, certificate.country, fingerprint.prefix(12)), kind: kind, origin: origin,
            version: String(fingerprint.prefix(12)), date: certificate.notBefore, imported: now, upkeep: upkeep,
            root: root?.sha256Fingerprint)
        accept(TrustSourceFile(source: source, certificates: [certificate.der]), refusals: [])
    }

    /// Puts a source into the store and among the files to write.
    mutating func accept(_ file: TrustSourceFile, refusals: [ImportRefusal]) {
        let before = store.sources.first { $0.id == file.source.id }
        store.add(file)
        files.removeAll { $0.source.id == file.source.id }
        files.append(file)
        outcomes.append(
            ImportOutcome(
                origin: file.source.origin, status: .imported, source: store.sources.last, replaces: before?.version,
                refusals: refusals))
    }

    /// The heading of a new source of this import.
    func source(_ id: String, _ kind: TrustSource.Kind, origin: String, version: String) -> TrustSource {
        TrustSource(id: id, kind: kind, origin: origin, version: version, imported: now, upkeep: upkeep)
    }

    /// The name of a source: its kind, the country, and what tells it from others of that country.
    static func id(_ prefix: String, _ country: String?, _ mark: some StringProtocol) -> String {
        let letters = (country ?? "xx").lowercased().utf8.filter { (0x61...0x7A).contains($0) }.prefix(3)
        let place = letters.isEmpty ? "xx" : String(decoding: letters, as: UTF8.self)
        return ([prefix, place] + (mark.isEmpty ? [] : [String(mark)])).joined(separator: "-")
    }
}
