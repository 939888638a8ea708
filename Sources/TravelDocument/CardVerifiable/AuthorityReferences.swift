/// EF.CVCA: which keys a chip trusts to vouch for terminals, the newest first (BSI TR-03110-3 §A.6.2).
package struct AuthorityReferences: Sendable, Equatable {
    /// One or two references, the newest first.
    package let references: [CertificateReference]

    /// References for a chip of our own making.
    package init(_ references: [CertificateReference]) {
        self.references = references
    }

    /// Reads the file: data objects 42 up to the padding of zeros. References beyond the second are passed over.
    ///
    /// - Throws: ``CardVerifiableError`` when the file has no reference, or something else in front of it.
    package init(parsing bytes: [UInt8]) throws(CardVerifiableError) {
        guard bytes.count <= Limits.certificateFileBytes else {
            throw CardVerifiableError(.overLimit, "EF.CVCA of \(bytes.count) bytes")
        }
        var found: [CertificateReference] = []
        var rest = bytes[...]
        while let first = rest.first, first != 0, found.count < 2 {
            let element: TLV
            do throws(TLVError) {
                element = try TLV.parseFirst(rest)
            } catch {
                throw CardVerifiableError(error)
            }
            guard element.tag == 0x42, let reference = CertificateReference(element.content) else {
                throw CardVerifiableError(.invalidContent, "EF.CVCA has something else than references")
            }
            found.append(reference)
            rest = rest[element.endOffset...]
        }
        guard !found.isEmpty else { throw CardVerifiableError(.missingObject, "EF.CVCA has no reference") }
        references = found
    }

    /// The file, filled up with zeros to 36 bytes.
    package func encoded() -> [UInt8] {
        let objects = references.flatMap { TLV.encode(tag: 0x42, value: $0.bytes) }
        return objects + [UInt8](repeating: 0, count: max(0, 36 - objects.count))
    }
}
