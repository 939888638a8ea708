package import Cryptography

/// What a trust store asks of keys and lists beyond a right signature.
package struct TrustPolicy: Sendable, Hashable, Codable {
    /// Fewest bits of an RSA modulus (ICAO 9303-12 §4.4: 3072 for authorities and 2048 for signers; older documents
    /// with authorities of 2048 bits are in the field for ten years).
    package var minimumRSABits = 2048
    /// Fewest bits of an elliptic curve's field (ICAO 9303-12 §4.4).
    package var minimumCurveBits = 224
    /// How long a revocation list without nextUpdate counts, in seconds: ICAO 9303-12 §5.4 asks for a new one every
    /// 90 days at least.
    package var revocationListLifetime: Int64 = 90 * 86_400

    /// Purposes (extendedKeyUsage) that a document signer may name, dotted. ICAO 9303-12 §7.1.1 gives it none; what
    /// names another is left to the officer, and a signer of lists is no signer of documents.
    package var signerPurposes: Set<String> = [CertificateExtensions.anyPurpose]

    /// What becomes of documents while the store has no revocation list at all.
    package enum Revocation: String, Sendable, Hashable, Codable, CaseIterable {
        /// They are undetermined: nobody knows whether their signers are revoked.
        case required
        /// Revocation is not looked at. As soon as there is a list for any state, the missing list of another leaves
        /// its documents undetermined, too.
        case ifListed
    }

    /// Whether a document passes before any revocation list was imported.
    package var revocation = Revocation.ifListed

    /// The rules that hold unless somebody sets others.
    package static let standard = TrustPolicy()

    /// Rules with these values.
    package init() {}

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        minimumRSABits = try container.decode(Int.self, forKey: .minimumRSABits)
        minimumCurveBits = try container.decode(Int.self, forKey: .minimumCurveBits)
        revocationListLifetime = try container.decode(Int64.self, forKey: .revocationListLifetime)
        signerPurposes = try container.decode(Set<String>.self, forKey: .signerPurposes)
        // Evidence of before has none: it was judged so.
        revocation = try container.decodeIfPresent(Revocation.self, forKey: .revocation) ?? .ifListed
    }

    /// Why the key of a certificate is too small, in English; nil when it is not. Keys that we cannot use at all are
    /// another matter.
    package func objection(to certificate: Certificate) -> String? {
        guard case .success(let key) = certificate.publicKey else { return nil }
        let isTooSmall =
            switch key.kind {
            case .rsa(let bits): bits < minimumRSABits
            // The field in whole bytes: a curve of 521 bits counts as 528, none of those in use is near a bound.
            case .ec(let curve): curve.fieldBytes * 8 < minimumCurveBits
            }
        return isTooSmall ? "the key \(key.name) is smaller than the policy allows" : nil
    }
}
