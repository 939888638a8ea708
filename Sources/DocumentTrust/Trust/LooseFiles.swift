import Cryptography
import TravelDocument

/// A file that somebody put into a trust directory by hand.
struct LooseFile {
    /// Its name, which is that of its source.
    var name: String
    /// When it was last changed, in Unix seconds.
    var modified: Int64
    /// What it holds.
    var bytes: [UInt8]
}

extension TrustStore {
    /// Takes what somebody put into the directory by hand: authorities and revocation lists first, then the master
    /// lists whose signers descend from a pinned authority, then the document signers that an authority issued.
    ///
    /// What an import would refuse is refused here, too: who may write the directory has still not looked at each entry
    /// of a list.
    mutating func add(_ files: [LooseFile], now: Int64) {
        var sources = files.map {
            TrustSource(id: $0.name, kind: .certificate, origin: $0.name, version: "", imported: $0.modified)
        }
        var lists: [(place: Int, der: [UInt8])] = []
        var signers: [(place: Int, certificate: Certificate)] = []
        for (place, file) in files.enumerated() {
            for item in items(of: file) {
                do throws(CryptographyError) {
                    switch item {
                    case .certificate(let der):
                        let certificate = try Certificate(der: der)
                        if certificate.isAuthority {
                            add(authority: certificate, to: &sources[place])
                        } else {
                            signers.append((place, certificate))
                        }
                    case .revocationList(let der): add(try RevocationList(der: der), to: &sources[place])
                    case .masterList(let der): lists.append((place, der))
                    }
                } catch {
                    refuse(file.name, error.description)
                }
            }
        }
        let roots = authorities.filter { $0.standing == .pinned }.map(\.certificate)
        for (place, der) in lists { add(masterList: der, below: roots, to: &sources[place], now: now) }
        for (place, certificate) in signers { add(signer: certificate, to: &sources[place]) }
        for var source in sources where !source.certificates.isEmpty || source.revoked != nil {
            if !source.certificates.isEmpty, source.kind == .revocationList { source.kind = .certificate }
            self.sources.append(source)
        }
    }

    private mutating func items(of file: LooseFile) -> [TrustItem] {
        do throws(CryptographyError) {
            let contents = try TrustFile.items(of: file.bytes)
            guard !contents.isCollection else {
                throw CryptographyError(.unsupported, "a collection: take it with boomtctl trust import")
            }
            return contents.items
        } catch {
            refuse(file.name, error.description)
            return []
        }
    }

    private mutating func add(authority: Certificate, to source: inout TrustSource) {
        if let reason = Objection.toAuthority(authority, policy) {
            refuse(source.id, "\(Self.name(authority)): \(reason)")
            source.refused += 1
        } else {
            add(authority, origin: source.id, .pinned)
            source.certificates.append(authority.sha256Fingerprint)
        }
    }

    private mutating func add(_ list: RevocationList, to source: inout TrustSource) {
        add(list, origin: source.id)
        source.revoked = (source.revoked ?? 0) + list.count
        guard source.kind != .revocationList else { return }
        source.kind = .revocationList
        source.date = list.thisUpdate
        source.nextUpdate = list.nextUpdate
    }

    private mutating func add(
        masterList der: [UInt8], below roots: [Certificate], to source: inout TrustSource, now: Int64
    ) {
        let (list, entries): (SignedData, [[UInt8]])
        do throws(CryptographyError) {
            list = try SignedData(der: der)
            guard let found = list.masterListEntries() else {
                let what = list.contentType == DefectList.contentType ? "a defect list: import it" : "no master list"
                throw CryptographyError(.malformed, what)
            }
            entries = found
        } catch {
            refuse(source.id, error.description)
            return
        }
        let signature = ListSignature(list, .masterList, roots: roots, now: now)
        guard case .good(let root, let signingTime) = signature else {
            refuse(source.id, signature.reason)
            return
        }
        let (taken, refusals) = Objection.authorities(among: entries, policy)
        for refusal in refusals {
            refuse(source.id, (refusal.subject.map { "\($0): " } ?? "") + refusal.reason)
        }
        for der in taken {
            if let fingerprint = add(der: der, origin: source.id, { _ in .listed }) {
                source.certificates.append(fingerprint)
            }
        }
        source.kind = .masterList
        source.version = signingTime.map { CivilDate(unixSeconds: $0).description } ?? ""
        source.date = signingTime
        source.root = root.sha256Fingerprint
        source.refused += refusals.count
    }

    private mutating func add(signer: Certificate, to source: inout TrustSource) {
        guard path(of: signer) != nil else {
            refuse(
                source.id,
                "\(Self.name(signer)): it may not issue certificates, and no authority of the store certifies it")
            source.refused += 1
            return
        }
        add(signer, origin: source.id, .link)
        source.certificates.append(signer.sha256Fingerprint)
    }

    private static func name(_ certificate: Certificate) -> String { certificate.subject.description }
}
