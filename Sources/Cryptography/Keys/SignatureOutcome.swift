/// What the check of one signature says.
package enum SignatureOutcome: Sendable, Equatable {
    /// The signature is one of the key over the data.
    case valid
    /// The signature is not good, and never will be.
    case invalid(SignatureFault)
    /// We cannot tell: the algorithm, curve or form is none that we handle. The text names it, for the log.
    case unsupported(String)

    /// The outcome for an error met on the way to the check: what is not supported leaves the question open,
    /// everything else is a fault of the input.
    init(_ error: CryptographyError, otherwise fault: SignatureFault) {
        self = error.code == .unsupported ? .unsupported(error.what) : .invalid(fault)
    }
}

/// Why a signature is not good.
package enum SignatureFault: String, Sendable, CaseIterable {
    /// The key did not make this signature over these bytes.
    case signatureMismatch
    /// The signed attribute messageDigest is not the digest of the content (RFC 5652 §11.2).
    case messageDigestMismatch
    /// The signed attribute contentType is not the type of the content (RFC 5652 §11.1).
    case contentTypeMismatch
    /// Signed attributes are missing, doubled, or not well formed (RFC 5652 §5.3).
    case signedAttributesMalformed
    /// There is no content to check against.
    case contentMissing
    /// The algorithm is for another type of key.
    case keyTypeMismatch
    /// The certificate names two different signature algorithms inside and outside (RFC 5280 §4.1.1.2).
    case algorithmMismatch
    /// The algorithm identifier cannot be read, or its hash is broken (MD5 and older).
    case algorithmMalformed
    /// The key cannot be used: not well formed, or a point that is not on its curve.
    case keyMalformed
}
