import ChipReading
import Cryptography
import TravelDocument

/// Card-verifiable certificates, as a chip, a folder or a document verifier gives them.
enum CardVerifiable {
    /// A signer of some key: chains to it are looked for, nothing is signed.
    private static let signer = (try? KeyPair.ec(.p256)).map { LocalTerminalSigner($0) }

    /// Several certificates, each the possible issuer of the next; the last part is EF.CVCA.
    static func certificates(_ bytes: [UInt8]) {
        let parts = parts(bytes)
        var read: [CardVerifiableCertificate] = []
        for part in parts {
            guard let certificate = try? CardVerifiableCertificate(parsing: part) else { continue }
            // What was understood is written as it stood and understood again.
            precondition((try? CardVerifiableCertificate(parsing: certificate.encoded())) == certificate)
            read.append(certificate)
        }
        // Arithmetic with keys is slow beside parsing: one input in 32 gets there, told by the input itself.
        let verifies = bytes.reduce(0, &+) & 31 == 0
        var issuer: CertifiedKey?
        for certificate in read {
            let body = certificate.body
            _ = (body.holder.description, body.authority.description, body.rights.limited(by: body.rights))
            _ = (certificate.isSelfIssued, body.publicKey.encoded())
            guard verifies else { continue }
            let key = try? CertifiedKey(body.publicKey, signer: issuer)
            if let key { _ = key.verify(certificate) }
            if let issuer { _ = issuer.verify(certificate) }
            issuer = key ?? issuer
        }
        let references = (parts.last.flatMap { try? AuthorityReferences(parsing: $0) })?.references ?? []
        if let signer, let credentials = TerminalCredentials(certificates: read, signer: signer) {
            for reference in references.prefix(2) + read.prefix(2).map(\.authority) {
                guard let chain = credentials.chain(from: reference) else { continue }
                var holder = reference
                for certificate in chain.certificates {
                    precondition(certificate.authority == holder, "a chain with a gap")
                    holder = certificate.holder
                }
            }
        }
    }
}
