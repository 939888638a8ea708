/// An X.509 certificate of a country signing authority or of a document signer (RFC 5280, ICAO 9303-12 §7).
///
/// Reading a certificate proves nothing about it: `isSigned(by:)` does. Facts only; a certificate never changes.
package final class Certificate: Sendable, Hashable, CustomStringConvertible {
    /// The whole encoding as it came.
    package let der: [UInt8]
    /// The version number as people say it: 1, 2 or 3 (RFC 5280 §4.1.2.1).
    package let version: Int
    /// Whom the certificate speaks of.
    package let subject: DistinguishedName
    /// Who issued it.
    package let issuer: DistinguishedName
    /// The serial number's content bytes. Some are negative against the standard, so they are never a number here.
    package let serial: [UInt8]
    /// Begin of validity in Unix seconds.
    package let notBefore: Int64
    /// End of validity in Unix seconds, itself still valid.
    package let notAfter: Int64
    /// The key, or the reason why we cannot use it.
    package let publicKey: Result<PublicKey, CryptographyError>
    /// The extensions that matter for documents.
    package let extensions: CertificateExtensions
    /// Names the certificate in logs and lists: SHA-256 over `der`, in lower-case hex.
    package let sha256Fingerprint: String

    /// The encoding of TBSCertificate: what the signature is over.
    let signedBytes: [UInt8]
    /// The signature algorithm as it stands inside and outside of the signed part.
    let signatureIdentifiers: (inner: ASN1Value, outer: ASN1Value)
    /// The signature of the issuer.
    let signature: [UInt8]

    /// Reads one DER certificate; nothing may follow it.
    ///
    /// Throws `malformed` or `limitExceeded`. An unknown curve or key type does not throw: see `publicKey`.
    package convenience init(der: [UInt8]) throws(CryptographyError) {
        guard der.count <= Limits.certificateBytes else { throw CryptographyError(.limitExceeded, "certificate") }
        try self.init(parsing: ASN1Reader.only(ASN1.sequence, in: der))
    }

    /// Reads the first certificate of a PEM text.
    package convenience init(pem: [UInt8]) throws(CryptographyError) {
        guard pem.count <= Limits.certificateTextBytes else { throw CryptographyError(.limitExceeded, "certificate") }
        guard let block = try PEM.blocks(in: pem).first(where: { $0.label.hasSuffix("CERTIFICATE") }) else {
            throw CryptographyError(.malformed, "no certificate in the PEM text")
        }
        try self.init(der: block.bytes)
    }

    /// Reads a certificate inside another structure.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        guard value.encoding.count <= Limits.certificateBytes else {
            throw CryptographyError(.limitExceeded, "certificate")
        }
        var outer = value.reader
        let body = try outer.next(ASN1.sequence)
        let outerIdentifier = try outer.next(ASN1.sequence)
        signature = try outer.next().bits()
        try outer.finish()

        var members = body.reader
        if let tagged = try members.nextIf(ASN1.context(0)) {
            var inner = tagged.reader
            version = try inner.next().smallInteger() + 1
            guard (1...3).contains(version) else { throw CryptographyError(.malformed, "certificate version") }
        } else {
            version = 1
        }
        serial = try members.next().integer()
        let innerIdentifier = try members.next(ASN1.sequence)
        issuer = try DistinguishedName(parsing: members.next())
        var validity = try members.next(ASN1.sequence).reader
        notBefore = try ASN1Time.unixSeconds(validity.next())
        notAfter = try ASN1Time.unixSeconds(validity.next())
        subject = try DistinguishedName(parsing: members.next())
        let keyInfo = try members.next(ASN1.sequence)
        do throws(CryptographyError) {
            publicKey = .success(try PublicKey(parsing: keyInfo))
        } catch {
            guard error.code == .unsupported else { throw error }
            publicKey = .failure(error)
        }
        _ = try members.nextIf(ASN1.context(1, constructed: false))
        _ = try members.nextIf(ASN1.context(2, constructed: false))
        if let list = try members.nextIf(ASN1.context(3)) {
            extensions = try CertificateExtensions(parsing: list)
        } else {
            extensions = CertificateExtensions()
        }
        der = [UInt8](value.encoding)
        signedBytes = [UInt8](body.encoding)
        signatureIdentifiers = (innerIdentifier, outerIdentifier)
        sha256Fingerprint = Self.hexadecimal(try HashAlgorithm.sha256.digest(der))
    }

    /// The country of the subject in upper case, such as `MN`.
    package var country: String? { subject.country ?? issuer.country }

    /// The serial number in lower-case hex.
    package var serialHex: String { Self.hexadecimal(serial) }

    /// The subject key identifier (RFC 5280 §4.2.1.2), nil when the certificate has none.
    package var subjectKeyIdentifier: [UInt8]? { extensions.subjectKeyIdentifier }

    /// The key identifier of the issuer (RFC 5280 §4.2.1.1), nil when the certificate has none.
    package var authorityKeyIdentifier: [UInt8]? { extensions.authorityKeyIdentifier }

    /// Whether subject and issuer have the same name. Says nothing about the signature.
    package var isSelfIssued: Bool { subject.matches(issuer) }

    /// Whether the certificate may issue others (basicConstraints, RFC 5280 §4.2.1.9).
    package var isCA: Bool { extensions.isCA ?? false }

    /// Such as `RSA-4096`, or what is not supported about the key.
    package var publicKeyName: String {
        switch publicKey {
        case .success(let key): key.name
        case .failure(let error): error.what
        }
    }

    /// The algorithm that the issuer signed with, nil when we do not know it.
    package var signatureAlgorithm: SignatureAlgorithm? {
        try? SignatureAlgorithm(parsing: signatureIdentifiers.outer)
    }

    /// Whether `moment` in Unix seconds lies in the validity, ends included.
    package func isValid(at moment: Int64) -> Bool {
        notBefore <= moment && moment <= notAfter
    }

    /// Whether the key of `issuer` signed this certificate. Names and identifiers are not compared: candidates are
    /// chosen by the caller.
    package func isSigned(by issuer: Certificate) -> SignatureOutcome {
        issuer.verify(signature, of: signedBytes, identifiers: signatureIdentifiers)
    }

    /// Whether the key of this certificate made a signature of the form of RFC 5280 §4.1.1: the algorithm stands
    /// inside and outside of the signed part and has to be the same.
    func verify(
        _ signature: [UInt8], of signedBytes: [UInt8], identifiers: (inner: ASN1Value, outer: ASN1Value)
    ) -> SignatureOutcome {
        guard identifiers.inner.encoding == identifiers.outer.encoding else { return .invalid(.algorithmMismatch) }
        let key: PublicKey
        let algorithm: SignatureAlgorithm
        do throws(CryptographyError) {
            key = try publicKey.get()
            algorithm = try SignatureAlgorithm(parsing: identifiers.outer)
        } catch {
            return SignatureOutcome(error, otherwise: .algorithmMalformed)
        }
        return key.verify(signature, of: signedBytes, algorithm)
    }

    /// Certificates are equal when their encodings are.
    package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Hashes the fingerprint.
    package func hash(into hasher: inout Hasher) { hasher.combine(sha256Fingerprint) }

    package var description: String { "\(subject) (serial \(serialHex))" }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
