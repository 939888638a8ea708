/// A card-verifiable certificate of the terminal PKI (BSI TR-03110-3 §C.1): body and signature, parsed and not
/// verified.
///
/// ```swift
/// let certificate = try CardVerifiableCertificate(parsing: file)
/// print(certificate.authority, certificate.holder, certificate.expirationDate)
/// ```
package struct CardVerifiableCertificate: Sendable, Hashable {
    /// What is signed.
    package struct Body: Sendable, Hashable {
        /// Reference of the signing key (42).
        package var authority: CertificateReference
        /// The certified key (7F49).
        package var publicKey: CardVerifiableKey
        /// Reference of the certified key (5F20).
        package var holder: CertificateReference
        /// Role and rights (7F4C).
        package var rights: TerminalRights
        /// First day (5F25).
        package var effectiveDate: CivilDate
        /// Last day (5F24).
        package var expirationDate: CivilDate

        /// A body of our own making.
        package init(
            authority: CertificateReference, publicKey: CardVerifiableKey, holder: CertificateReference,
            rights: TerminalRights, effectiveDate: CivilDate, expirationDate: CivilDate
        ) {
            (self.authority, self.publicKey, self.holder) = (authority, publicKey, holder)
            (self.rights, self.effectiveDate, self.expirationDate) = (rights, effectiveDate, expirationDate)
        }
    }

    /// What is signed, read.
    package let body: Body
    /// What is signed, byte for byte: the data object 7F4E.
    package let bodyBytes: [UInt8]
    /// The signature: RSA, or r ‖ s of fixed width.
    package let signature: [UInt8]

    /// Reference of the signing key.
    package var authority: CertificateReference { body.authority }
    /// Reference of the certified key.
    package var holder: CertificateReference { body.holder }

    /// Whether the certificate names itself as its signer: a trust anchor, which no chip is ever sent.
    package var isSelfIssued: Bool { authority == holder }

    /// Reads a certificate; extensions (65) are passed over.
    ///
    /// - Throws: ``CardVerifiableError``.
    package init(parsing bytes: [UInt8]) throws(CardVerifiableError) {
        guard bytes.count <= Limits.cardVerifiableBytes else {
            throw CardVerifiableError(.overLimit, "\(bytes.count) bytes")
        }
        let whole: TLV
        do throws(TLVError) {
            whole = try TLV.parseOne(bytes)
        } catch {
            throw CardVerifiableError(error)
        }
        guard whole.tag == 0x7F21 else { throw CardVerifiableError(.malformed, "does not begin with 7F21") }
        let parts = try Self.objects(whole)
        guard let body = parts.element(0x7F4E) else { throw CardVerifiableError(.missingObject, "body") }
        signature = try parts.required(0x5F37, "signature")
        bodyBytes = [UInt8](bytes[body.offset..<body.endOffset])
        self.body = try Body(parsing: body)
    }

    /// A certificate of our own making: `sign` makes the signature over the data object 7F4E.
    package init<Failure: Error>(
        _ body: Body, sign: ([UInt8]) throws(Failure) -> [UInt8]
    ) throws(Failure) {
        self.body = body
        bodyBytes = body.encoded()
        signature = try sign(bodyBytes)
    }

    /// The certificate as bytes.
    package func encoded() -> [UInt8] { TLV.encode(tag: 0x7F21, value: verificationData) }

    /// What a chip is sent to verify it: body and signature without the frame (§B.3, PSO:Verify Certificate).
    package var verificationData: [UInt8] { bodyBytes + TLV.encode(tag: 0x5F37, value: signature) }
}

extension CardVerifiableCertificate {
    /// Data objects of one level, each at most once.
    struct Objects {
        fileprivate let elements: [TLV]

        /// The object with this tag.
        func element(_ tag: UInt32) -> TLV? { elements.first { $0.tag == tag } }

        /// Content of an object, nil when it is missing.
        func optional(_ tag: UInt32) -> [UInt8]? { element(tag)?.value }

        /// Content of an object that has to be there and not empty.
        func required(_ tag: UInt32, _ what: String) throws(CardVerifiableError) -> [UInt8] {
            guard let value = optional(tag), !value.isEmpty else { throw CardVerifiableError(.missingObject, what) }
            return value
        }
    }

    /// The objects inside `element`. One that comes twice would let two readers see two certificates: refused.
    static func objects(_ element: TLV) throws(CardVerifiableError) -> Objects {
        let elements: [TLV]
        do throws(TLVError) {
            elements = try element.children(limits: TLVLimits(maximumElements: Limits.cardVerifiableObjects))
        } catch {
            throw CardVerifiableError(error)
        }
        guard Set(elements.map(\.tag)).count == elements.count else {
            throw CardVerifiableError(.malformed, "a data object comes twice")
        }
        return Objects(elements: elements)
    }
}
