package import Cryptography

/// The signing authorities of states (CSCA) that documents are judged by.
///
/// A value: a reload builds another store and swaps it. Being in the store is what makes an authority trusted; who
/// may write there is a matter of file permissions and of the import command.
package struct TrustStore: Sendable {
    /// The trusted authorities, in the order in which they were added.
    package private(set) var anchors: [TrustAnchor] = []
    /// Certificates that issue nothing: document signers that issuers publish apart from their documents. They
    /// serve to find the signer of a security object that brings none; alone they prove nothing.
    package private(set) var publishedSigners: [Certificate] = []
    /// What was not taken, with the reason.
    package private(set) var refusals: [TrustRefusal] = []

    private var known: Set<String> = []
    private var byKeyIdentifier: [[UInt8]: [Int]] = [:]
    private var byName: [[DistinguishedName.Attribute]: [Int]] = [:]

    /// A store without anchors: every document is then undetermined.
    package init() {}

    /// Adds the certificates of a DER or PEM text or the entries of a master list. `origin` names the source in
    /// reports, such as a file name. What cannot be taken is noted in `refusals`.
    package mutating func add(_ bytes: [UInt8], origin: String) {
        do throws(CryptographyError) {
            if PEM.looksLikeText(bytes) {
                for block in try PEM.blocks(in: bytes) where block.label.hasSuffix("CERTIFICATE") {
                    add(der: block.bytes, origin: origin)
                }
            } else if bytes.count > Limits.certificateFileBytes || Self.looksLikeSignedData(bytes) {
                try addMasterList(bytes, origin: origin)
            } else {
                add(der: bytes, origin: origin)
            }
        } catch {
            refuse(origin, error.description)
        }
    }

    /// Adds one certificate: an authority as an anchor, anything else as a published signer. One that is there
    /// already is left alone.
    package mutating func add(_ certificate: Certificate, origin: String) {
        guard known.insert(certificate.sha256Fingerprint).inserted else { return }
        // Authorities of version 1 and the first of version 3 have no basicConstraints, but issue themselves.
        let isAuthority = certificate.extensions.isCA ?? certificate.isSelfIssued
        guard isAuthority else {
            publishedSigners.append(certificate)
            return
        }
        guard anchors.count < Limits.anchors else {
            refuse(origin, "more than \(Limits.anchors) authorities")
            return
        }
        if let identifier = certificate.subjectKeyIdentifier {
            byKeyIdentifier[identifier, default: []].append(anchors.count)
        }
        byName[certificate.subject.folded, default: []].append(anchors.count)
        anchors.append(TrustAnchor(certificate: certificate, origin: origin))
    }

    /// The anchors that may have issued `certificate`: first those with the key identifier that it names, then those
    /// with its issuer's name. Several are normal, also with one name (a change of keys).
    package func candidates(for certificate: Certificate) -> [TrustCandidate] {
        var found: [TrustCandidate] = []
        let byKey = certificate.authorityKeyIdentifier.flatMap { byKeyIdentifier[$0] } ?? []
        for index in byKey {
            found.append(TrustCandidate(anchor: anchors[index], hasNamedKey: true))
        }
        for index in byName[certificate.issuer.folded] ?? [] where !byKey.contains(index) {
            found.append(TrustCandidate(anchor: anchors[index], hasNamedKey: false))
        }
        return [TrustCandidate](found.prefix(Limits.candidates))
    }

    /// Notes that something of `origin` was not taken.
    mutating func refuse(_ origin: String, _ reason: String) {
        refusals.append(TrustRefusal(origin: origin, reason: reason))
    }

    private mutating func add(der: [UInt8], origin: String) {
        do throws(CryptographyError) {
            add(try Certificate(der: der), origin: origin)
        } catch {
            refuse(origin, error.description)
        }
    }

    /// Takes the entries of a master list (ICAO 9303-12 §9) whose signature fits the signer inside. Whether that
    /// signer is the state's own is the question of whoever imports the file, not of the store.
    private mutating func addMasterList(_ bytes: [UInt8], origin: String) throws(CryptographyError) {
        let list = try SignedData(der: bytes)
        guard let entries = list.masterListEntries() else {
            throw CryptographyError(.malformed, "no master list")
        }
        let isWhole = list.signers.indices.contains { index in
            list.certificates(of: list.signers[index]).contains {
                list.verify(signerIndex: index, with: $0) == .valid
            }
        }
        guard isWhole else { throw CryptographyError(.malformed, "signature of the master list does not fit") }
        for entry in entries { add(der: entry, origin: origin) }
    }

    /// Whether a DER file is a CMS ContentInfo: a SEQUENCE that begins with an OBJECT IDENTIFIER, where a
    /// certificate begins with another SEQUENCE.
    private static func looksLikeSignedData(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 6, bytes[0] == 0x30 else { return false }
        let lengthBytes = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7F)
        return lengthBytes <= 4 && bytes[2 + lengthBytes] == 0x06
    }
}

/// A trusted authority and where it came from.
package struct TrustAnchor: Sendable, Equatable {
    /// The authority's certificate; its key is what is trusted.
    package let certificate: Certificate
    /// The source, such as a file name.
    package let origin: String
}

/// An anchor that may have issued a certificate.
package struct TrustCandidate: Sendable, Equatable {
    /// The anchor.
    package let anchor: TrustAnchor
    /// Whether it has the key identifier that the certificate names, and not only the name.
    package let hasNamedKey: Bool
}

/// Something that a trust store did not take.
package struct TrustRefusal: Sendable, Equatable, CustomStringConvertible {
    /// The source, such as a file name.
    package let origin: String
    /// The reason in English, for the log.
    package let reason: String

    package var description: String { "\(origin): \(reason)" }
}
