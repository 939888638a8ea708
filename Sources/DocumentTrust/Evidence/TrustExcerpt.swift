import Cryptography
package import TravelDocument

/// The part of a trust store that a document was judged by: with it, and the files, the same judgement can be made
/// where there is no store, or another one.
///
/// Whoever believes an excerpt believes its signer: it is read only out of sealed evidence of a known signer.
package struct TrustExcerpt: Sendable, Equatable, Codable {
    /// An authority with its place in the store.
    package struct Authority: Sendable, Equatable, Codable {
        package var certificate: Base64Bytes
        package var origin: String
        package var standing: TrustAnchor.Standing
    }

    /// A revocation list with its place in the store.
    package struct List: Sendable, Equatable, Codable {
        package var list: Base64Bytes
        package var origin: String
    }

    /// An entry of a defect list.
    package struct Defect: Sendable, Equatable, Codable {
        package var entry: Base64Bytes
        package var hashOID: String
        package var origin: String
    }

    /// A source of the store, to tell which versions were in force.
    package struct Source: Sendable, Equatable, Codable {
        package var id: String
        package var kind: TrustSource.Kind
        package var version: String
        /// In Unix seconds.
        package var imported: Int64
    }

    /// Every authority that was a candidate for a signer, and those above it.
    package var authorities: [Authority]
    /// Published signers that the document names.
    package var signers: [Base64Bytes]
    /// The revocation lists of these authorities.
    package var revocationLists: [List]
    /// Whether the store had lists of others: then a missing one leaves a document undetermined.
    package var hasOtherRevocationLists: Bool
    /// What defect lists say of the signers.
    package var defects: [Defect]
    /// What was asked of keys and lists.
    package var policy: TrustPolicy
    /// All sources of the store.
    package var sources: [Source]
}

extension TrustAnchor.Standing: Codable {}
extension TrustSource.Kind: Codable {}

extension TrustStore {
    /// The part of the store that judges these files.
    package func excerpt(for files: ChipFiles) -> TrustExcerpt {
        var signers: [Certificate] = []
        var named: [Certificate] = []
        let objects = [files[.sod].flatMap { try? SecurityObjectFile(parsing: $0).cms }, files[.cardSecurity]]
        for data in objects.compactMap({ $0 }).compactMap({ try? SignedData(der: $0) }) {
            let published = publishedSigners.filter { certificate in data.signers.contains { $0.names(certificate) } }
            named += published
            signers += data.certificates + published
        }
        var places: Set<Int> = []
        for signer in signers { include(candidates(for: signer), &places) }
        let relevant = revocationLists.filter { stored in
            signers.contains { stored.list.issuer.matches($0.issuer) }
                || places.contains { isOf(stored.list, authorities[$0].certificate) }
        }
        for stored in relevant {
            include(
                candidates(named: stored.list.issuer, keyIdentifier: stored.list.authorityKeyIdentifier), &places)
        }
        return TrustExcerpt(
            authorities: places.sorted().map { place in
                let anchor = authorities[place]
                return .init(
                    certificate: Base64Bytes(anchor.certificate.der), origin: anchor.origin, standing: anchor.standing)
            },
            signers: named.map { Base64Bytes($0.der) },
            revocationLists: relevant.map { .init(list: Base64Bytes($0.list.der), origin: $0.origin) },
            hasOtherRevocationLists: hasOtherRevocationLists || relevant.count < revocationLists.count,
            defects: defects.filter { stored in
                signers.contains { stored.entry.names($0, hashOID: stored.hashOID) }
            }.map { .init(entry: Base64Bytes($0.entry.der), hashOID: $0.hashOID, origin: $0.origin) },
            policy: policy,
            sources: sources.map { .init(id: $0.id, kind: $0.kind, version: $0.version, imported: $0.imported) })
    }

    /// The candidates, and what certifies the links among them.
    private func include(_ candidates: [TrustCandidate], _ places: inout Set<Int>) {
        for candidate in candidates {
            guard let place = place(of: candidate.anchor.certificate), places.insert(place).inserted else { continue }
            let certificate = candidate.anchor.certificate
            if candidate.anchor.standing == .link { include(self.candidates(for: certificate), &places) }
        }
    }

    private func isOf(_ list: RevocationList, _ authority: Certificate) -> Bool {
        list.issuer.matches(authority.subject) || list.issuer.matches(authority.issuer)
            || (list.authorityKeyIdentifier != nil && list.authorityKeyIdentifier == authority.subjectKeyIdentifier)
    }

    /// A store with nothing but an excerpt. What of it cannot be read is noted in `refusals`.
    package init(_ excerpt: TrustExcerpt) {
        self.init()
        policy = excerpt.policy
        for authority in excerpt.authorities {
            _ = add(der: authority.certificate.bytes, origin: authority.origin) { _ in authority.standing }
        }
        for signer in excerpt.signers { _ = add(der: signer.bytes, origin: "excerpt") { _ in .link } }
        for entry in excerpt.revocationLists {
            do throws(CryptographyError) {
                add(try RevocationList(der: entry.list.bytes), origin: entry.origin)
            } catch {
                refuse(entry.origin, error.description)
            }
        }
        for defect in excerpt.defects {
            do throws(CryptographyError) {
                let entry = try DefectList.Entry(der: defect.entry.bytes)
                defects.append(StoredDefect(entry: entry, hashOID: defect.hashOID, origin: defect.origin))
            } catch {
                refuse(defect.origin, error.description)
            }
        }
        hasOtherRevocationLists = excerpt.hasOtherRevocationLists
    }
}
