/// The content of a defect list (BSI TR-03129 appendix A.1): which document signers made documents with known defects.
///
/// Reading proves nothing: the list is worth what the signature around it is.
package struct DefectList: Sendable {
    /// id-DefectList.
    package static let contentType = "0.4.0.127.0.7.3.1.5"

    /// The dotted hash algorithm of `Entry.certificateHash`.
    package let hashOID: String
    /// The signers with their defects, in the order of the list.
    package let entries: [Entry]

    /// A document signer and what is known of its documents.
    package struct Entry: Sendable, Hashable {
        /// The encoding as it stood in the list.
        package let der: [UInt8]
        /// Which certificate it is.
        package let identity: SignerInfo.Identity
        /// The hash of the certificate, where the identity alone is ambiguous.
        package let certificateHash: [UInt8]?
        /// What is known.
        package let defects: [Defect]

        /// Reads one entry by itself, as `der` gives it.
        package init(der: [UInt8]) throws(CryptographyError) {
            guard der.count <= Limits.certificateBytes else { throw CryptographyError(.limitExceeded, "defect") }
            try self.init(parsing: ASN1Reader.only(ASN1.sequence, in: der))
        }

        init(parsing value: ASN1Value) throws(CryptographyError) {
            der = [UInt8](value.encoding)
            var members = value.reader
            identity = try SignerInfo.Identity(parsing: members.next())
            certificateHash = try members.nextIf(ASN1.octetString)?.octets()
            var list = try members.next(ASN1.set).reader
            try members.finish()
            var defects: [Defect] = []
            while !list.isAtEnd {
                guard defects.count < Limits.membersPerSet else {
                    throw CryptographyError(.limitExceeded, "defects of a signer")
                }
                defects.append(try Defect(parsing: list.next(ASN1.sequence)))
            }
            self.defects = defects
        }

        /// Whether the entry speaks of this certificate.
        ///
        /// - Parameter hashOID: the list's hash algorithm.
        package func names(_ certificate: Certificate, hashOID: String) -> Bool {
            guard identity.names(certificate) else { return false }
            guard let certificateHash else { return true }
            guard let computed = try? HashAlgorithm(oid: hashOID)?.digest(certificate.der) else { return false }
            return computed == certificateHash
        }
    }

    /// One known defect.
    package struct Defect: Sendable, Hashable {
        /// The dotted type.
        package let type: String
        /// Numbers of data groups among the parameters; empty without.
        package let dataGroups: [Int]

        /// A defect of this type.
        package init(type: String, dataGroups: [Int] = []) {
            self.type = type
            self.dataGroups = dataGroups
        }

        init(parsing value: ASN1Value) throws(CryptographyError) {
            var members = value.reader
            type = try members.next(ASN1.objectIdentifier).objectIdentifier()
            // Parameters are of any type, with or without a tag [0] around them: only sets of numbers mean something.
            guard !members.isAtEnd else {
                dataGroups = []
                return
            }
            var parameters = try members.next()
            try members.finish()
            if parameters.identifier == ASN1.context(0) {
                var wrapped = parameters.reader
                guard !wrapped.isAtEnd else {
                    dataGroups = []
                    return
                }
                parameters = try wrapped.next()
            }
            var numbers: [Int] = []
            if parameters.identifier == ASN1.set || parameters.identifier == ASN1.sequence {
                var list = parameters.reader
                while !list.isAtEnd, numbers.count < Limits.membersPerSet {
                    let number = try list.next()
                    if number.identifier == ASN1.integer, let value = try? number.smallInteger() {
                        numbers.append(value)
                    }
                }
            }
            dataGroups = numbers
        }
    }

    /// Reads the content of the signed data; throws `malformed`, `unsupported` for another version, `limitExceeded`.
    package init(parsing content: [UInt8]) throws(CryptographyError) {
        var members = try ASN1Reader.only(ASN1.sequence, in: content).reader
        guard try members.next(ASN1.integer).smallInteger() == 0 else {
            throw CryptographyError(.unsupported, "version of the defect list")
        }
        // An identifier by the text of the guideline; some write a whole AlgorithmIdentifier.
        let hash = try members.next()
        if hash.identifier == ASN1.sequence {
            var algorithm = hash.reader
            hashOID = try algorithm.next(ASN1.objectIdentifier).objectIdentifier()
        } else {
            hashOID = try hash.objectIdentifier()
        }
        var list = try members.next(ASN1.set).reader
        try members.finish()
        var entries: [Entry] = []
        while !list.isAtEnd {
            guard entries.count < Limits.defectListEntries else {
                throw CryptographyError(.limitExceeded, "entries of a defect list")
            }
            entries.append(try Entry(parsing: list.next(ASN1.sequence)))
        }
        self.entries = entries
    }
}
