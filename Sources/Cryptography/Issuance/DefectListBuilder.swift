/// Writes the content of defect lists, for simulators and tests.
package struct DefectListBuilder: Sendable {
    /// The hash of certificates that are named by it, too.
    package var hash = HashAlgorithm.sha256
    /// Whether entries name the hash of the certificate.
    package var namesHash = false
    /// Whether signers are named by their key identifier and not by issuer and serial number.
    package var namesByKeyIdentifier = false
    /// The signers and their defects.
    package var entries: [(certificate: Certificate, defects: [DefectList.Defect])] = []

    /// A list without entries.
    package init() {}

    /// The DER of the content.
    package func encoded() throws(CryptographyError) -> [UInt8] {
        var members: [[UInt8]] = []
        for (certificate, defects) in entries {
            let identity =
                namesByKeyIdentifier
                ? DER.encode(ASN1.context(0, constructed: false), certificate.subjectKeyIdentifier ?? [])
                : DER.sequence(certificate.issuer.der, DER.encode(ASN1.integer, certificate.serial))
            let known = defects.map { defect in
                let numbers = DER.setOf(defect.dataGroups.map { DER.integer($0) })
                return DER.sequence(
                    DER.objectIdentifier(defect.type), defect.dataGroups.isEmpty ? [] : DER.explicit(0, numbers))
            }
            members.append(
                DER.sequence(
                    identity, namesHash ? DER.octetString(try hash.digest(certificate.der)) : [], DER.setOf(known)))
        }
        return DER.sequence(DER.integer(0), DER.objectIdentifier(hash.oid), DER.setOf(members))
    }
}
