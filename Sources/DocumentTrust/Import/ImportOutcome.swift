import Cryptography

/// What became of one thing that a file held.
package struct ImportOutcome: Sendable, Equatable {
    /// How it ended. Raw values are the names in JSON.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// Taken, perhaps without some of its entries.
        case imported
        /// Read and not taken.
        case refused
        /// Not one of the forms that are imported, or malformed.
        case unreadable
    }

    /// The file.
    package var origin: String
    /// How it ended.
    package var status: Status
    /// The source that it became, nil when it was not taken.
    package var source: TrustSource?
    /// The version of the source that it replaces, nil for a new one.
    package var replaces: String?
    /// What was refused: the thing as a whole, or entries of a list.
    package var refusals: [ImportRefusal]

    /// An outcome.
    init(
        origin: String, status: Status, source: TrustSource? = nil, replaces: String? = nil,
        refusals: [ImportRefusal]
    ) {
        self.origin = origin
        self.status = status
        self.source = source
        self.replaces = replaces
        self.refusals = refusals
    }

    /// A thing that was read and not taken.
    init(refusing origin: String, _ reason: String, _ certificate: Certificate? = nil) {
        self.init(origin: origin, status: .refused, refusals: [ImportRefusal(certificate, reason)])
    }

    /// A thing that could not be read.
    init(unreadable origin: String, _ reason: String) {
        self.init(origin: origin, status: .unreadable, refusals: [ImportRefusal(nil, reason)])
    }
}

/// Something that was not taken, and why.
package struct ImportRefusal: Sendable, Hashable {
    /// The subject of the certificate, nil when it is none or cannot be read.
    package let subject: String?
    /// SHA-256 of the certificate in lower-case hex, nil when it cannot be read.
    package let fingerprint: String?
    /// The reason in English.
    package let reason: String

    /// A refusal of a certificate, or of something that is none.
    init(_ certificate: Certificate?, _ reason: String) {
        subject = certificate?.subject.description
        fingerprint = certificate?.sha256Fingerprint
        self.reason = reason
    }
}

/// Reasons against a certificate that would become an authority.
enum Objection {
    /// Why a certificate cannot be an authority (ICAO 9303-12 §7.1.1), nil when it can.
    ///
    /// One that claims to be signed by itself has to be; who signed a link is another question.
    static func toAuthority(_ certificate: Certificate, _ policy: TrustPolicy) -> String? {
        if case .failure(let error) = certificate.publicKey { return error.description }
        guard certificate.isAuthority else { return "it may not issue certificates" }
        guard certificate.mayIssueCertificates else { return "its key may not sign certificates" }
        if let type = certificate.extensions.unknownCritical.first { return "unknown critical extension \(type)" }
        if let reason = policy.objection(to: certificate) { return reason }
        guard certificate.notBefore <= certificate.notAfter else { return "its validity ends before it begins" }
        guard certificate.claimsOwnSignature else { return nil }
        switch certificate.isSigned(by: certificate) {
        case .valid: return nil
        case .invalid: return "its own signature does not fit"
        case .unsupported(let what): return "unsupported: \(what)"
        }
    }

    /// The entries of a signed master list that can be authorities, in their order, and why the others cannot.
    static func authorities(
        among entries: [[UInt8]], _ policy: TrustPolicy
    ) -> (taken: [[UInt8]], refusals: [ImportRefusal]) {
        var taken: [[UInt8]] = []
        var seen: Set<[UInt8]> = []
        var refusals: [ImportRefusal] = []
        for entry in entries {
            guard seen.insert(entry).inserted else {
                refusals.append(ImportRefusal(try? Certificate(der: entry), "twice in the list"))
                continue
            }
            do throws(CryptographyError) {
                let certificate = try Certificate(der: entry)
                if let reason = toAuthority(certificate, policy) {
                    refusals.append(ImportRefusal(certificate, reason))
                } else {
                    taken.append(entry)
                }
            } catch {
                refusals.append(ImportRefusal(nil, error.description))
            }
        }
        return (taken, refusals)
    }
}
